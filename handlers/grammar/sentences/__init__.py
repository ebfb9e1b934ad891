"""A line in pieces, the pieces in sentences, and what each sentence tells."""
