"""Services and units: what they are, how they are rated, what is broken."""
