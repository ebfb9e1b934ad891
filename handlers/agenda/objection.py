"""`objection`: what somebody has against an agenda item, until it is answered."""

import re

from handlers.follow_up import next_one
from handlers.grammar.about_line import AboutLine, about_line
from handlers.grammar.agenda_items import my_items, the_item
from handlers.turn import Refusal, Reply, Turn, kept
from language.commands import to_type
from language.say import say
from language.words import AT_LENGTH, day_beside_today, listed, quoted
from storage.agenda.facts import ItemFact, StanceFact
from storage.agenda.stances import change_stance, stance_on
from storage.contacts.store import tie_for_update

EXAMPLE = "objection Dana on A-1: no testers in March"
ANSWERED = re.compile(
    r"[\s,:]+(?:is |was )?(?:answered|settled|resolved|gone)[\s.!]*$", re.I
)


def objection(turn: Turn) -> Reply:
    """Keep what somebody has against an item, and when you have answered it.

    Examples:
        objection Dana on A-1: no testers in March
        objection Dana on A-1 answered
    """
    text = ANSWERED.sub("", turn.text)
    answered = text != turn.text
    line = about_line(turn, text, example=EXAMPLE, dated=True)
    if answered:
        return _answer(turn, line)
    item = the_item(turn, line.item, example=EXAMPLE)
    person, on = line.person, line.day or turn.today
    if not line.words:
        raise Refusal(
            say(
                "What does {name} have against {item}? Type for example: "
                "/outreach objection {name} on {item}: no testers in March",
                name=person.first_name,
                item=item.code,
            )
        )
    tie_for_update(turn.writer, person.id, since=turn.today)
    change_stance(
        turn.writer,
        item.id,
        person.id,
        on=turn.today,
        objection=line.words,
        objection_on=on,
        answered_on=None,
    )
    return kept(
        turn,
        say(
            "Kept: {name} objects to {item}, {day}: {words}.",
            name=person.name,
            item=item.code,
            day=day_beside_today(on, turn.today),
            words=quoted(line.words, AT_LENGTH),
        ),
        label=say("{name}'s objection to {item}", name=person.name, item=item.code),
        sections=next_one(turn, [person.id]),
        small_print=(
            line.how_read,
            say(
                "Once it is answered: /outreach objection {name} on {item} answered",
                name=person.first_name,
                item=item.code,
            ),
        ),
    )


def _answer(turn: Turn, line: AboutLine) -> Reply:
    person, on = line.person, line.day or turn.today
    item, known = _objected(turn, line)
    if known.objection_on is not None and on < known.objection_on:
        raise Refusal(
            say(
                "{name} objected {day}, so it can't have been answered before. "
                "Leave the day out for today: /outreach objection {first_name} on "
                "{item} answered",
                name=person.name,
                day=day_beside_today(known.objection_on, turn.today),
                first_name=person.first_name,
                item=item.code,
            )
        )
    change_stance(turn.writer, item.id, person.id, on=turn.today, answered_on=on)
    words = known.objection
    answered = say(
        "{name}'s objection to {item} is answered, {day}",
        name=person.name,
        item=item.code,
        day=day_beside_today(on, turn.today),
    )
    said = f": {quoted(words, AT_LENGTH)}" if words else ""
    return kept(
        turn,
        f"{answered}{said}.",
        label=say("answer to {name}'s objection", name=person.name),
        sections=next_one(turn, [person.id]),
        small_print=(line.how_read,),
    )


def _objected(turn: Turn, line: AboutLine) -> tuple[ItemFact, StanceFact]:
    """Return the item with the open objection; the only one where none was named."""
    open_ones = []
    for item in [line.item] if line.item else my_items(turn):
        known = stance_on(
            turn.tx,
            item_id=item.id,
            person_id=line.person.id,
        )
        if known is not None and known.objection_open:
            open_ones.append((item, known))
    if len(open_ones) == 1:
        return open_ones[0]
    first = line.person.first_name
    if open_ones:
        codes = listed([item.code for item, _ in open_ones], either=True)
        raise Refusal(
            say(
                "{name} objects to several: {codes}. Type for example: "
                "/outreach objection {first_name} on {item} answered",
                name=line.person.name,
                codes=codes,
                first_name=first,
                item=open_ones[0][0].code,
            )
        )
    note = to_type(f"objection {first} on A-1: no testers in March")
    if line.item:
        raise Refusal(
            say(
                "No objection of {name}'s to {item} is open. To note one: {example}",
                name=line.person.name,
                item=line.item.code,
                example=note,
            )
        )
    raise Refusal(
        say(
            "No objection of {name}'s is open. To note one: {example}",
            name=line.person.name,
            example=note,
        )
    )
