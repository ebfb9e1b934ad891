"""Lines that are no command and tell of no contact: a greeting, a thank-you, a wish."""

import re

from handlers.grammar.known_services import cut_code
from handlers.grammar.people_in_line import people_named_in
from handlers.turn import Refusal, Reply, Turn
from language.commands import to_type
from language.say import mark, say
from language.words import quoted
from storage.message import Message, Section
from storage.people.facts import first_name_of

LONGEST_REPEATED = 60  # characters of a line worth repeating; house rule
FIRST_STEPS = (
    mark("Tell me what happened, for example: had coffee with Dana yesterday"),
    mark("For the best next steps: /outreach next"),
    mark("For all I can do: /outreach help"),
)
GREETING = re.compile(
    r"(?:hello|hi|hey|hiya|good (?:morning|afternoon|evening|day))"
    r"(?: (?:there|all|bot|outreach|again|everybody|everyone))?[\s!.,]*",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"(?:ok(?:ay)?,? )?(?:many thanks|thank you|thanks|thx|ty|cheers)"
    r"(?: (?:very much|so much|a lot))?[\s!.]+|thank you|thx|many thanks|"
    r"thanks a lot|thank you (?:very|so) much",
    re.IGNORECASE,
)
# A word somewhere in the line, and what may have been meant by it.
WISHES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"\b(?:stop|pause|mute|unsubscribe|snooze)\b", re.IGNORECASE),
        mark(
            "To stop the cards: /outreach remind stop. For a while: /outreach remind "
            "pause until 12 May"
        ),
    ),
    (
        re.compile(r"\b(?:delete|erase|remove|clear|cancel)\b", re.IGNORECASE),
        mark(
            "To erase what you kept about somebody: /outreach forget Dana. To take "
            "back the last thing you told me: /outreach undo"
        ),
    ),
    (
        re.compile(r"\b(?:change|correct|wrong|mistake|oops)\b", re.IGNORECASE),
        mark(
            "To correct what you logged last: /outreach edit call yesterday. To take "
            "it back: /outreach undo"
        ),
    ),
    (
        re.compile(r"\b(?:invit(?:ed?|ation|ing)|accepted)\b", re.IGNORECASE),
        mark(
            "An invitation counts once it is answered. If it was not to be: /outreach "
            "log Dana declined. Once you met: /outreach log Dana met"
        ),
    ),
    (
        re.compile(r"\b(?:fixed|resolved?|solved|I-\d+)\b", re.IGNORECASE),
        mark(
            "If an issue is fixed: /outreach issue resolve I-12. To see all: /outreach "
            "issue"
        ),
    ),
    (
        re.compile(r"\b(?:asked|agreed|promised|introduced)\b", re.IGNORECASE),
        mark(
            "To note what you asked of somebody: /outreach ask Kim for an introduction "
            "to Dana. What came of it: /outreach ask Kim granted"
        ),
    ),
    (
        re.compile(r"\b(?:helped|supported|covered for|gave)\b", re.IGNORECASE),
        mark(
            "To note what you did for somebody: /outreach given Kim: reviewed her "
            "board deck"
        ),
    ),
    (
        re.compile(r"\b(?:thank(?:ed)?)\b", re.IGNORECASE),
        mark("To note that you thanked somebody: /outreach thanks Rosa"),
    ),
    (
        re.compile(r"\b(?:gave|rates?|rated)\b", re.IGNORECASE),
        mark("To note a mark for a service: /outreach rate Payroll 4 by Rosa"),
    ),
)


def small_talk(turn: Turn) -> Reply | None:
    """Return the reply to a greeting or a thank-you, or None."""
    text = " ".join(turn.text.split())
    if GREETING.fullmatch(text):
        first_name = first_name_of(turn.speaker.name)
        return Reply(
            Message(
                headline=say("Hello, {name}.", name=first_name),
                sections=tuple(Section(text=say(step)) for step in FIRST_STEPS),
            )
        )
    if THANKS.fullmatch(text):
        return Reply(
            Message(
                headline=say("You are welcome."),
                small_print=(
                    say("To note that you thanked somebody: /outreach thanks Rosa"),
                ),
            )
        )
    return None


def not_understood(turn: Turn) -> Refusal:
    """Return what to say about a line that is no command and tells of no contact."""
    text = " ".join(turn.text.split())
    wishes = [say(said) for pattern, said in WISHES if pattern.search(text)]
    people = people_named_in(turn, text)
    if not people:
        if wishes:
            words = mark(
                "I did not understand {words}, so nothing was saved. For all I can do: "
                "/outreach help"
            )
        else:
            words = mark(
                "I did not understand {words}, so nothing was saved. To keep a "
                "contact: /outreach log Dana call. For all I can do: /outreach help"
            )
        return Refusal(say(words, words=quoted(text)), choices=tuple(wishes))
    name = people[0].name
    if code := cut_code(text)[0]:
        wishes = [
            say(
                "If {name} says that it is fixed: /outreach issue confirm {code} by "
                "{name}",
                name=name,
                code=code,
            )
        ]
    note = (
        text
        if len(text) <= LONGEST_REPEATED and text.casefold() not in _names(name)
        else ""
    )
    said = to_type(f"log {name} call{': ' if note else ''}{note}")
    return Refusal(
        say(
            "I see {name} in that, but not what happened, so nothing was saved.",
            name=name,
        ),
        choices=(
            say("If you were in touch, say how, for example: {line}", line=said),
            *wishes,
            say(
                "For what to do next: /outreach next {name}. For what you kept: "
                "/outreach who {name}",
                name=name,
            ),
        ),
    )


def _names(name: str) -> set[str]:
    return {name.casefold(), *name.casefold().split()}
