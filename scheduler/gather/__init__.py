"""Rows in, facts out: what plays decide from."""
