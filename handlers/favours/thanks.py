"""`thanks` and `given`: closing the loop with somebody, and what was done for them."""

import re

from handlers.favours.words import asked_for
from handlers.grammar.about_line import check_somebody_else, check_words, gift_line
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import say
from language.words import counted, day_beside_today, listed, quoted
from storage.favours.facts import AskFact
from storage.favours.store import asks_to, change_ask, remember_given
from storage.message import Section
from storage.people.facts import Known

EXAMPLE = "thanks Rosa"
GIVEN_EXAMPLE = "given Kim: reviewed her board deck"
LONGEST_GIFT = 500  # characters; house rule
ON_REQUEST = re.compile(r"(?<!\w)\(?(?:on request|when asked)\)?(?!\w)", re.IGNORECASE)


def thanks(turn: Turn) -> Reply:
    """Note that you thanked somebody: it closes the newest ask they fulfilled.

    Examples:
        thanks Rosa
        thanks Rosa and Ben: for the quick help
    """
    line = gift_line(turn, turn.text, example=EXAMPLE)
    check_words(line.what, EXAMPLE)
    for person in line.people:
        check_somebody_else(turn, person, example=EXAMPLE)
    on = line.day or turn.today
    sections = []
    for person in line.people:
        asks = asks_to(turn.tx, leader_id=turn.speaker.leader_id, asked_id=person.id)
        due = [ask for ask in asks if ask.thanks_due]
        if due:
            change_ask(turn.writer, due[0].id, thanked_on=on)
            sections.append(Section(text=_closed(person, due)))
        else:
            what = say("thanks: {what}", what=line.what) if line.what else say("thanks")
            remember_given(turn.writer, to_id=person.id, what=what, on=on)
            sections.append(Section(text=_nothing_due(person, asks)))
    names = listed([person.name for person in line.people])
    return kept(
        turn,
        say(
            "Noted: you thanked {names}, {day}.",
            names=names,
            day=day_beside_today(on, turn.today),
        ),
        label=say("thanks to {names}", names=names),
        sections=tuple(sections),
        small_print=(line.how_read,),
    )


def _closed(person: Known, due: list[AskFact]) -> str:
    wanted = asked_for(due[0].type, due[0].towards)
    left = len(due) - 1
    closed = say(
        "That closes your ask to {name} for {wanted}.",
        name=person.first_name,
        wanted=wanted,
    )
    if not left:
        return closed
    more = counted(
        "{n} more to say thanks for.",
        "{n} more to say thanks for.",
        left,
    )
    return f"{closed} {more}"


def _nothing_due(person: Known, asks: list[AskFact]) -> str:
    first = person.first_name
    if any(ask.open for ask in asks):
        return say(
            "Nothing was waiting for thanks, so I keep it as something you gave. If "
            "{name} has done what you asked, press Undo and type: "
            "/outreach ask {name} done, then /outreach thanks {name}",
            name=first,
        )
    return say(
        "Nothing was waiting for thanks, so I keep it as something you gave. To note "
        "what somebody did for you: /outreach ask {name} favour",
        name=first,
    )


# `given`: what the leader did for somebody.


def given(turn: Turn) -> Reply:
    """Note what you did for somebody.

    Examples:
        given Kim: reviewed her board deck
        given Kim and Ben yesterday: a talk to their team
    """
    text = " ".join(turn.text.split())
    solicited = bool(ON_REQUEST.search(text))
    text = ON_REQUEST.sub(" ", text)
    line = gift_line(turn, text, example=GIVEN_EXAMPLE)
    if not line.what:
        first = line.people[0].first_name
        raise Refusal(
            say(
                "What did you do for {name}? Type for example: /outreach given "
                "{name}: reviewed the board deck",
                name=first,
            )
        )
    check_words(line.what, GIVEN_EXAMPLE)
    for person in line.people:
        check_somebody_else(turn, person, example=GIVEN_EXAMPLE)
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
    what, day = quoted(line.what, LONGEST_GIFT), day_beside_today(on, turn.today)
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
