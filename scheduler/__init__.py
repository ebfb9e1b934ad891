"""What to do next, and when to say so."""
