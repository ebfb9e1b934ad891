"""What was typed, in tokens; what a language calls things; answers and wishes."""
