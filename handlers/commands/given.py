"""`given`: what the leader did for somebody."""

import re

from handlers.about_line import check_somebody_else, check_words
from handlers.gift_line import gift_line
from handlers.grammar.spoken import listed, quoted, spoken
from handlers.kept import kept
from handlers.request import Refusal, Reply, Turn
from language.say import say
from storage.favours import remember_given

EXAMPLE = "given Kim: reviewed her board deck"
LONGEST = 500  # characters; house rule
ON_REQUEST = re.compile(r"(?<!\w)\(?(?:on request|when asked)\)?(?!\w)", re.IGNORECASE)


def given(turn: Turn) -> Reply:
    """Note what you did for somebody.

    Examples:
        given Kim: reviewed her board deck
        given Kim and Ben yesterday: a talk to their team
    """
    text = " ".join(turn.text.split())
    solicited = bool(ON_REQUEST.search(text))
    text = ON_REQUEST.sub(" ", text)
    line = gift_line(turn, text, example=EXAMPLE)
    if not line.what:
        first = line.people[0].first_name
        raise Refusal(
            say(
                "What did you do for {name}? Type for example: /outreach given "
                "{name}: reviewed the board deck",
                name=first,
            )
        )
    check_words(line.what, EXAMPLE)
    for person in line.people:
        check_somebody_else(turn, person, example=EXAMPLE)
    on = line.day or turn.today
    for person in line.people:
        remember_given(
            turn.writer,
            to_id=person.id,
            what=line.what,
            on=on,
            solicited=solicited,
        )
    names = listed([person.name for person in line.people])
    what, day = quoted(line.what, longest=LONGEST), spoken(on, turn.today)
    if solicited:
        noted = say(
            "Noted: you did something for {names}, {day}, because you were asked to: "
            "{what}.",
            names=names,
            day=day,
            what=what,
        )
    else:
        noted = say(
            "Noted: you did something for {names}, {day}: {what}.",
            names=names,
            day=day,
            what=what,
        )
    return kept(
        turn,
        noted,
        label=say("what you did for {names}", names=names),
        small_print=(line.how_read,),
    )
