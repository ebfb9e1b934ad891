"""The way to the database: transactions, what undo keeps, sealed text, keys."""
