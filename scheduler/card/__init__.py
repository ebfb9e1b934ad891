"""The daily card: when it is due, what it says, and how it is redrawn."""
