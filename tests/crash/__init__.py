"""What the kill test kills, and the server that counts what arrived."""
