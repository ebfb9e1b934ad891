"""Messages on their way out: queued, sent once, and what happens in trouble."""
