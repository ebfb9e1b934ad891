"""What the bot is, as the platforms' listings say it."""

LONG = (
    "Outreach helps leaders who must influence without authority. Tell it what "
    "happened with the people you work with, and once a working day it sends you one "
    "short card: the next best steps, each with the rule it follows and the facts "
    "behind it. Your notes are yours alone. It never writes to anybody on your behalf."
)
