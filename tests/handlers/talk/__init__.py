"""Help, small talk, guesses and search."""
