"""What several plays share: one home per rule. Pure."""
