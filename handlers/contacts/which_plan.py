"""Which meeting to come is meant, of several; asked, never guessed."""

from collections.abc import Collection, Sequence
from datetime import date, time, timedelta

from handlers.grammar.people.names import people_called, told_apart
from handlers.turn import LONGEST_LABEL, Choice, Doubt, Refusal, Turn
from language.commands import to_type
from language.say import say
from language.words import listed
from scheduler.card.plans import day_of_plan, plan_title
from storage.contacts.facts import PLANNED_KINDS
from storage.contacts.plans import PlanFact, meetings_between
from storage.people.facts import Known

EXAMPLE_PLAN = "plan Dana lunch tuesday 12:30"
WORD_OF = {kind: "meeting" if kind == "met" else kind for kind in PLANNED_KINDS}
PLANS_OFFERED = 5  # house rule
BACK_DAYS = 7  # a meeting that is past may still be moved or called off; house rule


def which_plan(
    turn: Turn,
    people: Sequence[Known],
    *,
    kind: str = "",
    days: Collection[date] = (),
    at: time | None = None,
    then: str,
) -> PlanFact:
    """Return the one meeting that was meant.

    Args:
        people: with any of them; none = with anybody.
        kind: one of `PLANNED_KINDS`; "" = any.
        days: on one of these local days; none = any.
        at: at this local time of day; None = any.
        then: what is to be done with it, as the end of a line to type: "cancel", or
            "move 2026-04-10 10:00".

    Raises:
        Refusal: none, several, or none that is just so: then it asks.
    """
    ids = {person.id for person in people}
    since = turn.today - timedelta(BACK_DAYS)
    standing = [
        one
        for one in meetings_between(turn.tx, turn.speaker.leader_id, since=since)
        if not ids or one.person_id in ids
    ]
    found = [
        one
        for one in standing
        if kind in ("", one.kind)
        and (not days or one.on in days)
        and at in (None, one.at)
    ]
    if len(found) == 1:
        return found[0]
    if not standing:
        raise _nothing_planned(people)
    text = (
        say("Which one is off?")
        if then.startswith("cancel")
        else say("Which one moves?")
    )
    choices = tuple(
        Choice(_label(turn, one), (f"{line_of_plan(turn, one)} {then}",))
        for one in (found or standing)[:PLANS_OFFERED]
    )
    raise Refusal(text, doubt=Doubt(text, choices))


def _label(turn: Turn, plan: PlanFact) -> str:
    title = plan_title(plan.kind, [plan.name])
    return capital(f"{title}, {day_of_plan(plan, turn.today)}")[:LONGEST_LABEL]


def line_of_plan(turn: Turn, plan: PlanFact) -> str:
    """Return the beginning of a line that means this meeting and no other."""
    same = people_called(turn, plan.name)
    person = next((one for one in same if one.id == plan.person_id), None)
    name = told_apart(person, same) if person else plan.name
    day = plan.on.isoformat()
    when = f"{day} {plan.at:%H:%M}" if plan.at else day
    return f"plan {name} {WORD_OF[plan.kind]} {when}"


def _nothing_planned(people: Sequence[Known]) -> Refusal:
    if not people:
        return Refusal(
            say(
                "Nothing is planned. To plan something, type for example: {line}",
                line=to_type(EXAMPLE_PLAN),
            )
        )
    names = [one.name for one in people]
    return Refusal(
        say(
            "Nothing is planned with {names}. To plan something, type for example: "
            "{line}",
            names=listed(names),
            line=to_type(f"plan {names[0]} lunch tuesday 12:30"),
        )
    )


def capital(text: str) -> str:
    """Return a text with a capital letter in front."""
    return text[:1].upper() + text[1:]


def check_others(turn: Turn, people: Sequence[Known]) -> None:
    """Let through whom one can meet.

    Raises:
        Refusal: the leaders themselves.
    """
    if any(person.id == turn.speaker.person_id for person in people):
        raise Refusal(
            say(
                "{name} is you. Say whom you will meet, for example: {example}",
                name=turn.speaker.name,
                example=to_type(EXAMPLE_PLAN),
            )
        )
