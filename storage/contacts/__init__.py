"""Who met whom, and the running totals that adds up to."""
