"""`python -m bot`, which gives up on nothing because the machine is busy."""

from bot.cli import main
from tests.unhurried import unhurried

unhurried()
main()
