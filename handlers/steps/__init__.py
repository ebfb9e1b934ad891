"""The steps of a card: every button, and the same in words."""
