"""What people type, read into days, people and contacts; and days said in words."""
