"""How likely are two to be in touch again soon? Pure."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median

ENOUGH_DAYS = 5  # contact-days that make a rhythm of their own; house rule
CADENCE_DAYS = 30  # without one: monthly, by analogy with Dunbar's layers
KEPT_DAYS = 11  # contact-days, as in the running totals
HALF_LIFE_DAYS = 90  # measured on one firm
SILENCE_COUNTS = 0.2  # chosen on that firm's earlier half


def usual_gap(days: Sequence[date]) -> float:
    """Return the median gap in days, or the cadence when there is too little."""
    if len(days) < ENOUGH_DAYS:
        return CADENCE_DAYS
    return median((b - a).days for a, b in pairwise(days))


def warmth(contact_days: Sequence[date], today: date) -> float:
    """Return how warm a tie still is; only its order over several ties means a thing.

    The last eleven contact-days, each worth half after 90 days, less what the silence
    is long for this tie's own rhythm. 0.0 where there was no contact.

    Args:
        contact_days: local dates, oldest first, none after `today`.
    """
    days = contact_days[-KEPT_DAYS:]
    if not days:
        return 0.0
    strength = sum(0.5 ** ((today - day).days / HALF_LIFE_DAYS) for day in days)
    silence = (today - days[-1]).days / max(1, usual_gap(days))
    return float(strength / (1 + silence) ** SILENCE_COUNTS)
