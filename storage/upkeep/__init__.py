"""Undoing, forgetting, purging, and bringing a book over."""
