"""`python -m bot`, which is `outreach` by another name."""

from bot.cli import main

main()
