"""Bringing in what another system knows: people, and who turned to whom."""
