"""`heard`: how somebody sees an agenda item, as they told the leader."""

from handlers.about_line import about_line
from handlers.agenda_items import the_item
from handlers.commands.next import next_one
from handlers.grammar.spoken import quoted, spoken
from handlers.kept import kept
from handlers.request import Refusal, Reply, Turn
from language.say import say
from storage.stances import change_stance, stance_on
from storage.ties import tie_for_update

EXAMPLE = "heard Dana on A-1: she fears the cut-over in March"
LONGEST = 120  # characters said back; house rule


def heard(turn: Turn) -> Reply:
    """Keep how somebody sees an agenda item, once you have asked them.

    Examples:
        heard Dana on A-1: she fears the cut-over in March
        heard Kim on A-1 yesterday: fine if the forecast stays
    """
    line = about_line(turn, turn.text, example=EXAMPLE, dated=True)
    person = line.person
    item = the_item(turn, line.item, example=EXAMPLE)
    if not line.words:
        raise Refusal(
            say(
                "How does {name} see {item}? Type for example: /outreach heard "
                "{name} on {item}: fears the cut-over in March",
                name=person.first_name,
                item=item.code,
            )
        )
    on = line.day or turn.today
    before = stance_on(
        turn.tx,
        item_id=item.id,
        person_id=person.id,
    )
    tie_for_update(turn.writer, person.id, since=turn.today)
    newest = max(on, before.heard_on) if before and before.heard_on else on
    change_stance(
        turn.writer, item.id, person.id,
        on=turn.today, view=line.words, heard_on=newest,
    )  # fmt: skip
    return kept(
        turn,
        say(
            "Heard {name} on {item}, {day}: {words}.",
            name=person.name,
            item=item.code,
            day=spoken(on, turn.today),
            words=quoted(line.words, longest=LONGEST),
        ),
        label=say("{name}'s view of {item}", name=person.name, item=item.code),
        sections=next_one(turn, [person.id]),
        small_print=(
            line.how_read,
            say(
                "Where they stand, if you know: /outreach stance {name} on "
                "{item} resistant, wanted supportive",
                name=person.first_name,
                item=item.code,
            ),
        ),
    )
