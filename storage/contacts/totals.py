"""Running totals of a tie: what each contact adds, so that no plan reads history.

Pure. `with_contact` takes contacts in order of (local date, moment logged); a late,
edited or undone contact is handled by `rebuild` from that one tie's contacts, so
both ways give the same totals. A plan counts for nothing but the next meeting, and may
be taken at any place.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import TypeAdapter

from storage.contacts.facts import (
    KEPT_DAYS,
    REFUSED,
    WRITTEN,
    ContactFact,
    ContactsSoFar,
)

HALF_LIFE_DAYS = 30  # measured on two firms, playbook section 5
BOND_HALF_LIFE_DAYS = 60  # measured on five mail logs, decision 0013
REFUSALS_TO_OPEN = 3  # P01; house rule
REFUSAL_WINDOW_DAYS = 60  # house rule
PAUSE_DAYS = 30  # after the day of the refusal; house rule
KEPT_ATTEMPTS = 12
KEPT_SHARES = 3  # P10 looks at the last three conversations
KEPT_SUBSTANTIVE = 12
KEPT_ANSWERS = 20  # outcomes, for a unit's accept rate
KEPT_TALKS = 3  # P12 and P13 look at the last conversations whose manner was said

Meeting = tuple[date, time | None]  # local day and time of day; None = not said


@dataclass(frozen=True, slots=True)
class TieTotals(ContactsSoFar):
    """Everything a plan needs to know about the contacts of one tie, as it is kept."""

    strength: float = 0.0  # as of `strength_on`
    strength_on: date | None = None
    day_weight: float = 0.0  # what `strength_on` itself counts
    bond: float | None = None  # `bond_of` as of `strength_on`; None = not counted yet
    last_at: datetime | None = None  # UTC; of `last_on`
    answers: tuple[tuple[date, bool], ...] = ()  # newest outcomes: met, or refused
    next_meeting_on: date | None = None  # as the newest contact that says says it
    next_meeting_at: time | None = None
    # What is planned beside it, soonest first, and whether the two are to meet or talk.
    plans: tuple[tuple[Meeting, bool], ...] = ()
    newest_without_next_on: date | None = None  # C2: substantive, no next date

    def strength_at(self, day: date) -> float:
        """Return the decayed strength on local date `day`, never before the newest."""
        if self.strength_on is None:
            return 0.0
        return self.strength * decay((day - self.strength_on).days)

    def next_meeting(self, today: date, promised: date | None = None) -> Meeting | None:
        """Return the soonest meeting from local date `today` on, or None.

        That is of what the contacts said last, of all plans, and of what is `promised`.
        """
        told = (self.next_meeting_on, self.next_meeting_at), (promised, None)
        planned = (meeting for meeting, they_meet in self.plans if they_meet)
        dated = [(on, at) for on, at in (*told, *planned) if on and on >= today]
        return min(dated, key=when, default=None)

    def bond_at(self, day: date) -> float:
        """Return the bond on local date `day`, never before the newest.

        Totals that were saved before there was one are told by the contact-days kept.
        """
        if self.strength_on is None:
            return 0.0
        bond = self.bond
        if bond is None:
            bond = bond_of(self.contact_days, self.strength_on)
        return bond * bond_decay((day - self.strength_on).days)


def decay(days: int) -> float:
    """Return what is left of a strength after `days`: half after 30."""
    return float(0.5 ** (max(days, 0) / HALF_LIFE_DAYS))


def bond_decay(days: int) -> float:
    """Return what is left of a bond after `days`: half after 60."""
    return float(0.5 ** (max(days, 0) / BOND_HALF_LIFE_DAYS))


def bond_of(days: Iterable[date], on: date) -> float:
    """Return how well two know each other on `on`: contact-days, half after 60.

    Whatever happened on it, a day counts once. It ranks who can introduce whom.
    """
    return sum(bond_decay((on - day).days) for day in set(days))


def when(meeting: Meeting) -> tuple[date, time]:
    """Return what meetings are sorted by: those without a time end their day."""
    on, at = meeting
    return on, time.max if at is None else at


def in_order(totals: TieTotals, contact: ContactFact) -> bool:
    """Return whether `contact` is the newest, so that `with_contact` may be used."""
    if contact.planned:
        return True
    if totals.last_on is None or totals.last_at is None:
        return True
    return (contact.on, contact.at) >= (totals.last_on, totals.last_at)


def with_contact(totals: TieTotals, contact: ContactFact) -> TieTotals:
    """Return the totals with one more contact, the newest of all, or one more plan."""
    if contact.planned:
        return _with_plan(totals, contact)
    totals = replace(totals, last_on=contact.on, last_at=contact.at)
    totals = _with_strength(totals, contact)
    if contact.substantive or contact.outcome in REFUSED:
        answers = (*totals.answers, (contact.on, contact.substantive))[-KEPT_ANSWERS:]
        totals = replace(totals, answers=answers)
    if contact.substantive:
        totals = replace(
            totals,
            attempts=(),
            unreachable_since=None,
            pause_through=None,
            substantive_days=_days(
                totals.substantive_days, contact.on, KEPT_SUBSTANTIVE
            ),
            tense_on=contact.on if contact.tense else None,
        )
    elif contact.outcome in REFUSED:
        totals = _with_refusal(totals, contact)
    if contact.listened is not None:
        shares = (*totals.listened, (contact.on, contact.listened))
        totals = replace(totals, listened=shares[-KEPT_SHARES:])
    if contact.formal is not None:
        totals = replace(totals, formal=(*totals.formal, contact.formal)[-KEPT_SHARES:])
    if contact.mode and contact.outcome == "met":
        talks = (*totals.talks, (contact.on, contact.mode, contact.listened))
        totals = replace(totals, talks=talks[-KEPT_TALKS:])
    return _with_next_meeting(totals, contact)


def rebuild(contacts: Iterable[ContactFact]) -> TieTotals:
    """Return the totals of a whole history, in whatever order it is given."""
    totals = TieTotals()
    for contact in sorted(contacts, key=lambda contact: (contact.on, contact.at)):
        totals = with_contact(totals, contact)
    return totals


def _with_plan(totals: TieTotals, plan: ContactFact) -> TieTotals:
    assert plan.next_meeting_on is not None
    planned = (plan.next_meeting_on, plan.next_meeting_at), plan.kind not in WRITTEN
    plans = sorted((*totals.plans, planned), key=lambda one: (when(one[0]), one[1]))
    return replace(totals, plans=tuple(plans))


def _days(days: tuple[date, ...], day: date, kept: int) -> tuple[date, ...]:
    return days if days and days[-1] == day else (*days, day)[-kept:]


def _with_strength(totals: TieTotals, contact: ContactFact) -> TieTotals:
    if not contact.weight:
        return totals
    if totals.strength_on == contact.on:  # the highest weight of a day counts once
        extra = max(0.0, contact.weight - totals.day_weight)
        strength = totals.strength + extra
        return replace(
            totals,
            strength=strength,
            peak=max(totals.peak, strength),
            day_weight=max(totals.day_weight, contact.weight),
        )
    strength = totals.strength_at(contact.on) + contact.weight
    return replace(
        totals,
        strength=strength,
        peak=max(totals.peak, strength),
        strength_on=contact.on,
        day_weight=contact.weight,
        bond=totals.bond_at(contact.on) + 1.0,
        contact_days=_days(totals.contact_days, contact.on, KEPT_DAYS),
    )


def _with_refusal(totals: TieTotals, contact: ContactFact) -> TieTotals:
    attempts = (*totals.attempts, (contact.on, contact.outcome))[-KEPT_ATTEMPTS:]
    since, through = totals.unreachable_since, totals.pause_through
    window = contact.on - timedelta(REFUSAL_WINDOW_DAYS)
    recent = {on for on, _ in attempts if on > window}  # of one day: one refusal
    pauses = through is not None and contact.on <= through
    if len(recent) >= REFUSALS_TO_OPEN and not pauses:
        since = since or contact.on
        through = contact.on + timedelta(PAUSE_DAYS)
    return replace(
        totals, attempts=attempts, unreachable_since=since, pause_through=through
    )


def _with_next_meeting(totals: TieTotals, contact: ContactFact) -> TieTotals:
    next_on, next_at = contact.next_meeting_on, contact.next_meeting_at
    if next_on is None and totals.next_meeting_on is not None:
        ahead = contact.outcome == "met" and totals.next_meeting_on > contact.on
        if ahead or contact.outcome == "no reply":
            next_on, next_at = totals.next_meeting_on, totals.next_meeting_at
    without = totals.newest_without_next_on
    if next_on is not None:
        without = None
    elif contact.substantive:
        without = contact.on
    return replace(
        totals,
        next_meeting_on=next_on,
        next_meeting_at=next_at,
        newest_without_next_on=without,
    )


# The running totals of a tie as a JSON object, and back. Pure.

TOTALS = TypeAdapter(TieTotals)


def totals_to_json(totals: TieTotals) -> dict[str, Any]:
    """Return the totals as a JSON object; dates and moments in ISO 8601."""
    saved: dict[str, Any] = TOTALS.dump_python(totals, mode="json")
    return saved


def totals_from_json(saved: dict[str, Any]) -> TieTotals:
    """Return what `totals_to_json` was given. Missing names take their default."""
    return TOTALS.validate_python(saved)
