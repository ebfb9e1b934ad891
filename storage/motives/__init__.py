"""What moves people, what they said against us, and what to talk about next."""
