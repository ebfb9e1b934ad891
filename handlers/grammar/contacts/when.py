"""When a draft is of: its days and its mood settled, as far as they can be.

A weekday waits for the mood: a past verb takes the latest such day, a plan the next
one. Where both can be meant, it is not settled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Literal

from handlers.grammar.contacts.heard import Heard
from handlers.grammar.days import WEEKS, Day
from handlers.grammar.sentences.drafts import Draft
from handlers.grammar.words.tokens import EMOJI_CODE
from handlers.turn import Turn
from storage.contacts.facts import PLANNED, PLANNED_KINDS
from storage.contacts.store import CALLED_OFF
from storage.people.facts import Known
from storage.people.store import fold

Tense = Literal["past", "future", "outcome"]
MANNERS: dict[str, dict[str, object]] = {
    "tense": {"tense": True},
    "not tense": {"tense": False},
    "formal": {"formal": True},
    "informal": {"formal": False},
    "enquiry": {"mode": "enquiry"},
    "advocacy": {"mode": "advocacy"},
}

TRIMMED = " ,;:-."


class WhenSettler:
    """Settles the days of drafts, for one leader at one moment."""

    def __init__(self, turn: Turn, text: str, *, told: bool) -> None:
        self.turn, self.text, self.told = turn, text, told
        self.today = turn.today
        self.now = turn.at.astimezone(turn.speaker.zone).time()

    def when(self, draft: Draft) -> tuple[Tense, list[date]] | None:
        """Return past, future or outcome with the days it can be; None = not clear."""
        days = self._one_day(draft.days)
        if days is None:
            return None
        day = days[0] if days else None
        if draft.mood == "outcome":
            found = day.dates("past", self.today) if day else [self.today]
            if day and day.kind == "weekday" and draft.outcome in CALLED_OFF:
                found = list(dict.fromkeys([self.today, *found]))  # or the meeting's?
            return ("outcome", found) if found or self._is_span(day) else None
        if draft.mood == "past" and self._is_rather_ahead(draft, day):
            return None
        if draft.mood == "past" or self._told_open(draft, day):
            found = day.dates("past", self.today) if day else [self.today]
            return ("past", found) if found or self._is_span(day) else None
        if draft.mood == "plan":
            if self.is_later(draft):  # "seeing Kim at 3"
                return "future", [self.today]
            if day is None or day.tense < 0:
                return None
            found = day.dates("future", self.today)
            return ("future", found) if found or self._is_span(day) else None
        if draft.mood in ("open", "bare") and not self.told:
            return self._when_open(draft, day)
        return None

    def _told_open(self, draft: Draft, day: Day | None) -> bool:
        """Say whether a noun tells of what was: after "log", or with a share."""
        if draft.mood != "open" or self.is_later(draft):
            return False
        if day is not None and (day.tense > 0 or day.hour > self.now.hour):
            return False  # "log Kim call next month"
        if draft.share is not None:
            return True
        near = day.dates("", self.today) if day else [self.today]
        return self.told and (not near or min(near) <= self.today)

    def is_later(self, draft: Draft) -> bool:
        """Say whether its hour is still to come today, and no day is said."""
        return draft.at is not None and draft.at > self.now and not draft.days

    def _is_rather_ahead(self, draft: Draft, day: Day | None) -> bool:
        """Say whether what a past verb tells is ahead: "saw May on 7 May"."""
        if self.is_later(draft) or (day is not None and day.role == "for_day"):
            return True  # "made a meeting for Friday"
        if day is not None and day.hour > self.now.hour:
            return True  # "met Kim this afternoon", in the morning
        if day is None or day.kind != "yearless":
            return False
        near = day.dates("", self.today)
        return bool(near) and min(near) > self.today

    @staticmethod
    def _is_span(day: Day | None) -> bool:
        """Say whether it is several days: never one of them without asking."""
        return day is not None and day.kind == "span"

    def _one_day(self, days: Sequence[Day]) -> Sequence[Day] | None:
        """Return the one day that all of these say, or None where they disagree."""
        days = [day for day in days if day.kind != "span" or day.days] or days[:1]
        weeks = [day for day in days if day.kind == "span" and day.name in WEEKS]
        if weeks and len(days) > 1:
            days = [day.in_week(weeks[0]) for day in days]
        if len(days) < 2:
            return days  # "after Easter, Tuesday 7th": the one that is a day
        each = [set(day.dates("", self.today)) for day in days]
        both = set.intersection(*each)
        if not both:
            return None
        return [day for day, on in zip(days, each, strict=True) if on == both][:1] or [
            days[0]
        ]

    def _when_open(
        self, draft: Draft, day: Day | None
    ) -> tuple[Tense, list[date]] | None:
        """Settle "coffee with Rosa": a noun that says neither past nor future."""
        if day is None:
            later = draft.mood == "bare" or self.is_later(draft)
            return None if later else ("past", [self.today])
        if day.unclear:  # 03/04: one is past, the other is ahead
            return None
        days = day.dates("", self.today)
        if draft.mood == "bare" and self.today in days:
            return None
        later_today = draft.at is not None and draft.at > self.now
        later_today = later_today or day.hour > self.now.hour
        future = [
            on
            for on in days
            if on > self.today or (on == self.today and (day.tense > 0 or later_today))
        ]
        if not days or 0 < len(future) < len(days):
            return None
        return ("future" if future else "past"), days

    def heard(
        self, draft: Draft, people: Sequence[Known], on: date | None, tense: Tense
    ) -> Heard:
        """Return what is kept, of a draft whose day and mood are settled."""
        following = draft.next_day.dates("future", self.today) if draft.next_day else []
        next_on = following[0] if len(following) == 1 else None
        next_at = draft.next_at if next_on else None
        note = draft.note if draft.marked else _trimmed(draft.note)
        explained = (
            *_explained(draft.days, on, self.today),
            *_explained(
                [draft.next_day] if draft.next_day else [], next_on, self.today
            ),
        )
        if tense == "future":
            return Heard(
                tuple(people),
                kind=_planned_kind(draft),
                outcome=PLANNED,
                next_on=on,
                next_at=_in_the_evening(draft),
                note=note,
                explained=explained,
            )
        facts: dict[str, object] = {}
        for manner in draft.manners:
            for name, value in MANNERS[manner].items():
                facts[name] = "both" if name == "mode" and name in facts else value
        outcome = draft.outcome if tense == "outcome" else None
        return Heard(
            tuple(people),
            kind=draft.kind or None,
            outcome=outcome or None,
            on=on,
            listened=draft.share,
            next_on=next_on,
            next_at=next_at,
            no_next=draft.no_next,
            note=note,
            run_on=bool(note) and not draft.marked,
            explained=explained,
            **facts,  # type: ignore[arg-type]
        )

    def dates_of(
        self, days: Iterable[Day], mood: Literal["past", "future"]
    ) -> list[date]:
        """Return every day that these can be, the likeliest first."""
        found = [on for day in days for on in _either(day).dates(mood, self.today)]
        return list(dict.fromkeys(found))


def _trimmed(note: str) -> str:
    """Return a note without the signs around it, but those of an emoji's code."""
    signs = TRIMMED.replace(":", "") if EMOJI_CODE.search(note) else TRIMMED
    return note.strip(signs)


def _either(day: Day) -> Day:
    """Return a day written 03/04 as the two that it can be, the likelier first."""
    if not day.unclear or len(day.months) != 1:
        return day
    ((first, second),) = day.months
    other = ((second, first),) if first <= 12 else ()
    return replace(day, months=(*day.months, *other))


def _in_the_evening(draft: Draft) -> time | None:
    """Return the hour of a plan; that of a dinner is in the evening: "dinner 7.30"."""
    at = draft.at
    if at is None or fold(draft.noun) != "dinner" or not 5 <= at.hour < 12:
        return at
    return at.replace(hour=at.hour + 12)


def _planned_kind(draft: Draft) -> str:
    """Return what is planned: as typed, "lunch", where plans know it, else its kind."""
    noun = fold(draft.noun)
    if PLANNED_KINDS.get(noun) == (draft.kind or "met"):
        return noun
    return draft.kind or "met"


def _explained(days: Iterable[Day], on: date | None, today: date) -> tuple[str, ...]:
    """Return how days were read that can be read in two ways, such as 05/06."""
    if on is None:
        return ()
    return tuple(day.how_read(on, today) for day in days if day.unclear)
