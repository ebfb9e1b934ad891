"""What people say, and what we answer."""
