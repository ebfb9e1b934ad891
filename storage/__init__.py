"""What we remember: tables, queries, the neutral message, encryption."""
