"""What the product promises, and how it is kept."""
