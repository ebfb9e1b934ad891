"""How a message and a form look in Slack, within what it takes."""
