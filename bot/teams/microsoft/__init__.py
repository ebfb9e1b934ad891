"""How Microsoft and we know each other: addresses, tokens, keys, calls."""
