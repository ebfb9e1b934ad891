"""From situations to a day's advice: plays tried, ranked, planned."""
