"""Services, who relies on them, what is broken, and how satisfied a unit is."""
