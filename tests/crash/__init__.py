"""What the kill test kills, and the Slack that counts what arrived."""
