"""A play: no unit should hang on one person (L4)."""

from language.say import say
from scheduler.book import Book, SingleThread, single_threads
from storage.steps.facts import Answers, Suggestion


def add_a_second_person(book: Book) -> Answers:
    """Get to know a second person where all ties to a unit run through one.

    When: a unit with a stakeholder, or with a part in a live item, has exactly one live
        tie to the leader.
    Step: a second person there; one unit at a time, the most salient first.
    Withheld: silent for the leader's own unit, while the gate to the unit is shut,
        while a way to somebody else there is open (P05-P08, or a meeting), and while
        P18 names somebody of it.
    Source: Gong's own sales team won more often with four contacts or more, without a
        baseline; one unit at a time is a house rule.
    """
    for thread in single_threads(book):
        people = (thread.alone, *thread.others)
        if any(book.waits_on(person.id, but="L4") for person in people):
            continue
        if not book.answered("L4", thread.alone.id, f"unit:{thread.unit}"):
            return (_suggestion(thread),)
    return ()


def _suggestion(thread: SingleThread) -> Suggestion:
    alone, unit = thread.alone, thread.unit
    second = thread.others[0] if thread.others else None
    step = say(
        "Get to know a second person in {unit}, beside {name}.",
        unit=unit,
        name=alone.first_name,
    )
    more = ""
    if second is not None:
        more = say("{second} is a place to start.", second=second.first_name)
    return Suggestion(
        step=step,
        more=more,
        because=(
            say(
                "{name} is your only live tie to {unit}, as far as logged",
                name=alone.first_name,
                unit=unit,
            ),
        ),
        withdrawn_if=say("you log a talk with somebody else in {unit}.", unit=unit),
        about=f"unit:{unit}",
        approach_id=second.id if second else "",
        approach=second.name if second else "",
        person_id=alone.id,
        person=alone.name,
        salience=thread.salience,
        fired_by=(unit, alone.id),
    )
