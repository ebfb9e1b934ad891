"""Whom an enquiry goes to: the executive, or who reports to them. Pure."""

from language.say import say
from scheduler.person_fact import PersonFact
from scheduler.situation import Situation
from scheduler.wording import spelled


def whom_to_ask(situation: Situation) -> PersonFact | None:
    """Return whom an enquiry goes to.

    The executive; while invitations pause (P01) the direct report known best, but no
    wrong person, as the leader just said; None = there is nobody.
    """
    if not situation.paused:
        return situation.executive
    wrong = _wrong_persons(situation)
    reports = [
        one
        for one in situation.reports
        if not one.in_own_line and one.person.id not in wrong
    ]
    reports.sort(key=lambda one: (not one.tie.live, -one.tie.strength, one.person.id))
    return reports[0].person if reports else None


def _wrong_persons(situation: Situation) -> set[str]:
    """Return the ids of whom the leader called the wrong person, while that rests."""
    return {
        earlier.approach_id
        for earlier in situation.earlier
        if earlier.state == "refused"
        and earlier.reason == "wrong_person"
        and earlier.returns_on is not None
        and earlier.returns_on > situation.today
    }


def pausing_words(situation: Situation) -> str:
    """Return until when no invitation goes to the executive."""
    until = spelled(situation.tie.pause_through or situation.today, situation.today)
    return say(
        "invitations to {name} pause through {day}",
        name=situation.executive.first_name,
        day=until,
    )


def nobody_to_ask(situation: Situation) -> str:
    """Return why nobody can be asked about the executive while invitations pause."""
    name, pausing = situation.executive.first_name, pausing_words(situation)
    if _wrong_persons(situation):
        return say(
            "{pausing}, and nobody else who reports to {name} is on file",
            pausing=pausing,
            name=name,
        )
    return say(
        "{pausing}, and nobody who reports to {name} is on file",
        pausing=pausing,
        name=name,
    )
