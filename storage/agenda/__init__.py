"""What the leader wants decided, who has a part in it, needs it serves, and stances."""
