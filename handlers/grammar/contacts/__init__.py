"""What a line tells of contacts, settled as facts or asked about."""
