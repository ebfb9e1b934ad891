"""Joint results: shared, confirmed, agreed to, and told in a channel."""
