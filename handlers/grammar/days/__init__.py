"""Days, times, lengths and shares, read from the words of a line."""

from handlers.grammar.days.reader import DayReader, day_first_in
from handlers.grammar.days.said import Day, Mood, in_week_of

__all__ = ["Day", "DayReader", "Mood", "day_first_in", "in_week_of"]
