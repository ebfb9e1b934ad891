"""One book for two accounts of one leader."""
