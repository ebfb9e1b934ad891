"""Joint results, told in a channel or placed as a question to the partner."""
