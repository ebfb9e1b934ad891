"""What can be typed in a terminal. Each loads only what it needs."""
