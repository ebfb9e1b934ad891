"""Where the app is installed, and where people are reached there."""
