"""Agenda items: what is wanted, who has which part, where people stand."""
