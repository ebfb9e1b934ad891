"""What moves people, bad words about us, and topics for the next meeting."""
