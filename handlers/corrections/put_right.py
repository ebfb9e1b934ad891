"""What a correction comes to: the entry put right, or the question it leaves.

What is denied must be the entry's own; otherwise, and where a line may be an entry of
its own, it asks, with the likely corrections as buttons.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from handlers.contacts.edit import correct, give_to
from handlers.contacts.last_entry import LastEntry
from handlers.contacts.plan import cancel_plan, move_plan, plan_contacts
from handlers.contacts.which_plan import line_of_plan
from handlers.corrections.said_instead import OTHERS, Meant
from handlers.corrections.unsure import is_own, which_change
from handlers.grammar.contacts.heard import meeting
from handlers.grammar.days import Day
from handlers.grammar.people.names import described, told_apart
from handlers.grammar.people.names_in_line import Who
from handlers.people.directory import person_by_id
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn, merged
from language.say import say
from language.words import IN_PASSING, clipped, day_said
from storage.contacts.facts import PLANNED_KINDS
from storage.contacts.plans import meeting_with
from storage.contacts.store import entry_with
from storage.people.facts import Known
from storage.people.store import names_of, people_named

MOST_OFFERED = 4  # people offered; house rule


def put_entry_right(turn: Turn, entry: LastEntry, meant: Meant) -> Reply | None:
    """Change the last entry to what was meant; None = it may be an entry of its own.

    Raises:
        Refusal: it asks.
    """
    several = len(meant.who) > 1 or len(meant.days) > 1 or len(set(meant.kinds)) > 1
    if several or len(meant.not_with) > 1:
        return None
    denied = meant.denies and is_own(turn, entry, meant)
    if not _is_a_correction(meant, denied=denied):
        return None
    if meant.says_nothing:
        return _what_instead(turn, entry, meant)
    unsure = meant.who and (meant.kinds or meant.outcome or meant.verb)
    if (unsure or meant.denies) and not denied:
        raise which_change(turn, entry, meant)
    if meant.verb and meant.who and meant.kinds and not meant.not_kinds:
        if meant.kinds[0] != entry.first.kind:
            raise which_change(turn, entry, meant)
        meant = replace(meant, kinds=())
    if meant.manner and not meant.lead and not meant.denies:
        raise which_change(turn, entry, meant)
    if entry.planned and not (meant.who and not meant.days and not meant.kinds):
        return _plan_put_right(turn, entry, meant)
    if meant.hour:
        return None
    changes = _changes(turn, entry, meant)
    if not meant.who:
        return correct(turn, entry.contacts, changes)
    if not changes:
        return _to_whom(turn, entry, meant)
    first = correct(turn, entry.contacts, changes)
    found = [
        entry_with(turn.tx, one.id, leader_id=turn.speaker.leader_id)
        for one in entry.contacts
    ]
    now = tuple(one for one in found if one is not None)
    then = _to_whom(turn, replace(entry, contacts=now), meant)
    both = merged([first, then])
    message = both.message.model_copy(update={"headline": then.message.headline})
    return replace(both, message=message)


def _is_a_correction(meant: Meant, *, denied: bool) -> bool:
    """Say whether a line can be about the entry before, and not tell one of its own."""
    if meant.lead != "sure" and not meant.says_nothing and not meant.denies_alike:
        return False
    if denied or meant.other:
        return True
    if meant.who and (meant.kinds or meant.outcome or meant.verb):
        noun = not meant.verb and not meant.outcome
        return meant.lead == "sure" or (meant.lead == "weak" and noun)
    if meant.says_nothing:
        return meant.may_be_no
    return bool(meant.lead) or meant.denies or (meant.manner and not meant.who)


def _what_instead(turn: Turn, entry: LastEntry, meant: Meant) -> Reply | None:
    """Ask what it was, where a line says alone what it was not.

    Raises:
        Refusal: always, but for a line that denies all of the entry.
    """
    if not is_own(turn, entry, meant):
        was = replace(
            meant, who=meant.not_with, days=meant.not_days, kinds=meant.not_kinds
        )
        raise which_change(turn, entry, was)
    if meant.not_with and not meant.not_days and not meant.not_kinds:
        raise _ask_who(turn, entry, (), "")
    if meant.not_with or entry.planned:
        return None
    raise which_change(turn, entry, meant)


def _changes(turn: Turn, entry: LastEntry, meant: Meant) -> dict[str, object]:
    """Return the columns that a correction names, but for the person.

    Raises:
        Refusal: which day it was is not clear: it asks.
    """
    changes: dict[str, object] = {}
    if meant.days:
        changes["on"] = _the_day(turn, meant.days[0], "past", "edit {}")
    if meant.kinds:
        changes["kind"] = meant.kinds[0]
        if meant.kinds[0] == "met" and not meant.outcome:
            changes["outcome"] = "met"  # it took place after all
    if meant.outcome:
        changes["outcome"] = meant.outcome
    if meant.share is not None:
        changes["listened"] = meant.share
    return changes


def _the_day(turn: Turn, day: Day, tense: Literal["past", "future"], line: str) -> date:
    """Return the day that is meant.

    Args:
        line: what any other day finishes, with "{}" in its place.

    Raises:
        Refusal: it is on the other side of today, or may be several: then it asks.
    """
    days = day.dates(tense, turn.today)
    if len(days) == 1:
        return days[0]
    text = say("Which day was it?") if tense == "past" else say("Which day?")
    if not days:
        text = say("{day} cannot be the day of that. Which day was it?", day=day.text)
    choices = tuple(
        Choice(day_said(one, turn.today), (line.replace("{}", one.isoformat(), 1),))
        for one in days[:MOST_OFFERED]
    )
    raise Refusal(text, doubt=Doubt(text, choices, about="day", line=line))


# What is still to come: another day, or with somebody else, or of another kind.


def _plan_put_right(turn: Turn, entry: LastEntry, meant: Meant) -> Reply | None:
    found = [
        meeting_with(turn.tx, one.id, leader_id=turn.speaker.leader_id)
        for one in entry.contacts
    ]
    plans = [one for one in found if one is not None]
    if not plans or meant.outcome or meant.share is not None:
        return None
    first = plans[0]
    if meant.who:
        return None
    if (meant.days or meant.hour) and not meant.kinds:
        line = f"{line_of_plan(turn, first)} move {{}}"
        on = first.on
        if meant.days:
            on = _the_day(turn, meant.days[0], "future", line)
        return merged([move_plan(turn, one, on, meant.hour or one.at) for one in plans])
    if meant.kinds and not meant.days and meant.kinds[0] in PLANNED_KINDS:
        called_off = [cancel_plan(turn, one) for one in plans]
        people = tuple(
            one for plan in plans if (one := person_by_id(turn, plan.person_id))
        )
        anew = meeting(people, meant.kinds[0], first.on, first.at, first.note)
        return merged([*called_off, plan_contacts(turn, anew)])
    return None


def _plan_given_to(turn: Turn, entry: LastEntry, person: Known) -> Reply:
    """Plan it with somebody else; with whom it was planned, it is called off."""
    leader_id = turn.speaker.leader_id
    plan = meeting_with(turn.tx, entry.first.id, leader_id=leader_id)
    if plan is None or len(entry.contacts) > 1:
        raise Refusal(say("Say it once more: with whom, and which day?"))
    anew = meeting((person,), plan.kind, plan.on, plan.at, plan.note)
    return merged([cancel_plan(turn, plan), plan_contacts(turn, anew)])


def _to_whom(turn: Turn, entry: LastEntry, meant: Meant) -> Reply:
    """Give the entry to somebody else.

    Raises:
        Refusal: who it was is not clear: it asks.
    """
    wrong = _wrong(entry, meant)
    if not meant.who:
        raise _ask_who(turn, entry, (), "")
    [who] = meant.who
    had = {one.person_id for one in entry.contacts}
    people = [one for one in who.people if one.id not in had]
    if not people and (meant.other or not who.sure):
        people = _namesakes(turn, who.people, had)
    is_the_other = meant.other or _says_other(who)
    if who.sure and not meant.other:
        return _given(turn, entry, who.people[0], wrong)
    if is_the_other and len(people) == 1:
        return _given(turn, entry, people[0], wrong)
    raise _ask_who(turn, entry, people, "" if people else who.unknown)


def _given(turn: Turn, entry: LastEntry, person: Known, wrong: str) -> Reply:
    if entry.planned:
        return _plan_given_to(turn, entry, person)
    return give_to(turn, entry, person, instead_of=wrong)


def _namesakes(turn: Turn, people: Sequence[Known], had: set[str]) -> list[Known]:
    """Return others of the same first name, else of the same last name.

    Also those that a name alone does not mean, because the leader knows another one.
    """
    scope = {
        "workspace_id": turn.speaker.workspace_id,
        "leader_id": turn.speaker.leader_id,
    }
    for end in (0, -1):
        called = {
            one.id: one
            for person in people
            for one in people_named(turn.tx, name=person.name.split()[end], **scope)
            if one.id not in had
        }
        if called:
            return list(called.values())
    return []


def _says_other(who: Who) -> bool:
    return who.unknown.partition(" ")[0].casefold() in OTHERS


def _wrong(entry: LastEntry, meant: Meant) -> str:
    """Return the id of the one it was not with, "" = not said."""
    named = {person.id for who in meant.not_with for person in who.people}
    wrong = [one.person_id for one in entry.contacts if one.person_id in named]
    return wrong[0] if len(wrong) == 1 else ""


def _ask_who(
    turn: Turn, entry: LastEntry, people: Sequence[Known], unknown: str
) -> Refusal:
    """Return the question with whom it was, each answer a line that says so."""
    [name, *_] = names_of(turn.tx, [entry.first.person_id]).values()
    choices = [
        Choice(
            described(one),
            (f"edit {told_apart(one, people)}",),
            (one.name, one.title, one.unit),
        )
        for one in people[:MOST_OFFERED]
    ]
    text = say("Not {name}: who was it?", name=name)
    if unknown:
        text = say(
            "I don't know {name}. Who was it?", name=clipped(unknown, IN_PASSING)
        )
        choices = [
            Choice(
                say("Add {name} and correct it", name=unknown),
                (f"add {unknown}", f"edit {unknown}"),
                ("yes",),
            )
        ]
    doubt = Doubt(text, tuple(choices), about="who", line="edit {}")
    return Refusal(text, doubt=doubt)
