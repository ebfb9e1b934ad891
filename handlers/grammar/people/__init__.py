"""Who is meant: names in a line, the people known, and how they are told apart."""
