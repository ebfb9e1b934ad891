"""What is said of the entry just told: put right, added to, or taken back."""
