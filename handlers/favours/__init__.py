"""Asks, gifts, thanks, and drafts to send oneself."""
