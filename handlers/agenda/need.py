"""`need`: what somebody needs for their own business."""

from handlers.follow_up import next_one
from handlers.grammar.about_line import about_line
from handlers.grammar.agenda_items import item_by_id
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import mark, say
from language.words import AT_LENGTH, day_beside_today, quoted
from storage.agenda.needs import remember_need
from storage.contacts.store import tie_for_update

EXAMPLE = "need Dana on A-1: fewer late payslips"


def need(turn: Turn) -> Reply:
    """Keep what somebody needs for their own business, and which item serves it.

    Examples:
        need Dana on A-1: fewer late payslips
        need Kim: a forecast she can trust
    """
    line = about_line(turn, turn.text, example=EXAMPLE, dated=True)
    person, item = line.person, line.item
    if not line.words:
        on_item = f" on {item.code}" if item else ""
        raise Refusal(
            say(
                "What does {name} need? Type for example: "
                "/outreach need {about}: fewer late payslips",
                name=person.first_name,
                about=f"{person.first_name}{on_item}",
            )
        )
    on = line.day or turn.today
    tie_for_update(turn.writer, person.id, since=turn.today)
    new, item_id = remember_need(
        turn.writer,
        person.id,
        line.words,
        on=on,
        item_id=item.id if item else None,
    )
    serving = item_by_id(turn, item_id)
    if serving:
        served = say("{item} serves it", item=serving.code)
    else:
        served = say("nothing serves it yet")
    if new:
        what = mark("Kept: {name} needs {what}, {day}; {served}.")
    else:
        what = mark(
            "Kept already, now with this day: {name} needs {what}, {day}; {served}."
        )
    return kept(
        turn,
        say(
            what,
            name=person.name,
            what=quoted(line.words, AT_LENGTH),
            day=day_beside_today(on, turn.today),
            served=served,
        ),
        label=say("what {name} needs", name=person.name),
        sections=next_one(turn, [person.id]),
        small_print=(
            line.how_read,
            ""
            if serving
            else say(
                "To say which item serves it: /outreach need {name} on A-1: the "
                "same words",
                name=person.first_name,
            ),
        ),
    )
