"""Days, times, lengths and shares, read from the words of a line."""

from handlers.grammar.days.reader import DayReader, day_first_in
from handlers.grammar.days.said import WEEKS, Day, Mood

__all__ = ["WEEKS", "Day", "DayReader", "Mood", "day_first_in"]
