"""Steps that were shown, and what the leader answered."""
