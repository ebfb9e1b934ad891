"""`given`: what the leader did for somebody."""

import re

from handlers.gift_line import gift_line
from handlers.grammar.spoken import listed, quoted, spoken
from handlers.kept import kept
from handlers.request import Refusal, Reply, Request
from storage.favours import remember_given

EXAMPLE = "given Kim: reviewed her board deck"
LONGEST = 500  # characters; house rule
ON_REQUEST = re.compile(r"(?<!\w)\(?(?:on request|when asked)\)?(?!\w)", re.IGNORECASE)


def given(request: Request) -> Reply:
    """Note what you did for somebody.

    Examples:
        given Kim: reviewed her board deck
        given Kim and Ben yesterday: a talk to their team
    """
    text = " ".join(request.text.split())
    solicited = bool(ON_REQUEST.search(text))
    text = ON_REQUEST.sub(" ", text)
    line = gift_line(request, text, example=EXAMPLE)
    if not line.what:
        first = line.people[0].first_name
        raise Refusal(
            f"What did you do for {first}? Type for example: /outreach given {first}: "
            "reviewed the board deck"
        )
    check_length(line.what, EXAMPLE)
    if any(person.id == request.speaker.person_id for person in line.people):
        raise Refusal(f"That is yourself. Type for example: /outreach {EXAMPLE}")
    on = line.day or request.today
    for person in line.people:
        remember_given(
            request.writer,
            to_id=person.id,
            what=line.what,
            on=on,
            solicited=solicited,
        )
    names = listed([person.name for person in line.people])
    asked = ", because you were asked to" if solicited else ""
    return kept(
        request,
        f"Noted: you did something for {names}, {spoken(on, request.today)}{asked}: "
        f"{quoted(line.what, longest=LONGEST)}.",
        label=f"what you did for {names}",
        small_print=(line.how_read,),
    )


def check_length(what: str, example: str) -> None:
    """Refuse what is too long to be a note about a favour.

    Raises:
        Refusal: more than 500 characters.
    """
    if len(what) > LONGEST:
        raise Refusal(
            f"That is {len(what):,} characters, and I keep up to {LONGEST} here. "
            f"Send the gist, for example: /outreach {example}"
        )
