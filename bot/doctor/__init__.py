"""What `outreach doctor` looks at."""
