"""What is said beside the records: help, small talk, guesses, and looking things up."""
