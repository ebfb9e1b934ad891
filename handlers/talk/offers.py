"""Lines of ours that are offered by a button, each with what its button says.

Under a reply they are buttons of their own; under a question they are its choices.
"""

from collections.abc import Iterable

from handlers.grammar.people.names import people_called, told_apart
from handlers.turn import LONGEST_LABEL, Choice, Doubt, Refusal, Turn
from language.say import mark, say
from storage.message import Button
from storage.people.facts import Known

MOST_OFFERED = 5  # choices of one question, besides Nothing; house rule
OFFERS = {  # none of them names anybody: other apps can read what a button carries
    "add": mark("Add somebody"),
    "agenda": mark("Your agenda"),
    "ask": mark("Your open asks"),
    "help": mark("What you can type"),
    "issue": mark("Open issues"),
    "list": mark("Your list"),
    "log": mark("Log a contact"),
    "next": mark("What to do next"),
    "plan": mark("What is planned"),
    "prep": mark("Prepare the next meeting"),
    "remind": mark("When cards come"),
    "remind pause for 1 week": mark("Pause the cards for a week"),
    "remind pause for 2 weeks": mark("Pause them for two weeks"),
    "remind start": mark("Start the cards again"),
    "remind stop": mark("Stop the cards"),
    "service": mark("Your services and their marks"),
    "share": mark("Your joint results"),
    "undo": mark("Undo the last thing you told me"),
    "unit": mark("The units"),
}


def offer(line: str) -> Button:
    """Return the button under a reply that does what a line of `OFFERS` does."""
    return Button(label=say(OFFERS[line]), action="offer", subject=line)


def usual_buttons() -> tuple[Button, ...]:
    """Return the four buttons for somebody who does not know what to type."""
    return (
        offer("next"),
        Button(label=say("Log a contact"), action="open_log"),
        offer("list"),
        offer("help"),
    )


def choice_of(line: str) -> Choice:
    """Return the choice that does what a line of `OFFERS` does."""
    return Choice(say(OFFERS[line]), (line,))


def labelled(label: str, *lines: str) -> Choice:
    """Return a choice whose label is cut to what a button takes."""
    return Choice(label[:LONGEST_LABEL], lines)


def nothing() -> Choice:
    """Return the choice that keeps nothing."""
    return Choice(say("Nothing"))


def asked_about(text: str, choices: Iterable[Choice]) -> Refusal:
    """Return a question with at most five choices, and Nothing as the last."""
    few = list(choices)[:MOST_OFFERED]
    return Refusal(text, doubt=Doubt(text, (*few, nothing())))


def typed_name(turn: Turn, person: Known) -> str:
    """Return what to type for exactly this person."""
    return told_apart(person, people_called(turn, person.name))


def about_person(person: Known, typed: str, words: str) -> list[Choice]:
    """Return what a line about somebody may have been meant for.

    Args:
        typed: what to type for exactly this person.
        words: of the line, worth a note; "" = it is their name alone.
    """
    name = person.first_name
    found = [labelled(say("Log a contact with {name}", name=name), f"log {typed}")]
    if words:
        found.append(
            Choice(say("Just a note"), (f"note {typed} just a note: {words}",))
        )
    return [
        *found,
        labelled(say("What to do next with {name}", name=name), f"next {typed}"),
        labelled(say("What I keep about {name}", name=name), f"who {typed}"),
    ]
