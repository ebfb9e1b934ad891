"""The catalogue: what we say, in the reader's language."""
