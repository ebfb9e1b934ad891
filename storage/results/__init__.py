"""Joint results, who agreed that they may be told, and what a channel reads."""
