"""The directory: who is in it, how they are found, and who of one is who of another."""
