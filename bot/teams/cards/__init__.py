"""How a message and a form look in Teams, within what it takes."""
