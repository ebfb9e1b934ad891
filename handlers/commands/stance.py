"""`stance`: where somebody stands on an agenda item, and what the leader wants."""

from handlers.agenda_items import the_item
from handlers.agenda_words import level_words
from handlers.commands.next import next_one
from handlers.grammar.spoken import plain_day, spoken
from handlers.kept import kept
from handlers.request import Reply, Turn
from handlers.stance_line import stance_line
from language.say import say
from storage.stances import change_stance
from storage.ties import tie_for_update

EXAMPLE = "stance Dana on A-1 resistant, wanted supportive"


def stance(turn: Turn) -> Reply:
    """Say where somebody stands on an item, where you want them, how they rank it.

    Examples:
        stance Dana on A-1 resistant, wanted supportive
        stance Dana on A-1 low priority
        Dana ranks A-1 low
    """
    line = stance_line(turn, example=EXAMPLE)
    person, item = line.person, the_item(turn, line.item, example=EXAMPLE)
    said = {
        name: value
        for name in ("current", "desired", "priority")
        if (value := getattr(line, name))
    }
    tie_for_update(turn.writer, person.id, since=turn.today)
    now = change_stance(turn.writer, item.id, person.id, on=turn.today, **said)
    gap = ""
    if now.gap_since is not None:
        since = plain_day(now.gap_since, turn.today)
        gap = say("You have wanted more than that since {day}.", day=since)
    return kept(
        turn,
        say(
            "Kept: {name} on {item}, {day}: {level}.",
            name=person.name,
            item=item.code,
            day=spoken(turn.today, turn.today),
            level=level_words(now),
        ),
        label=say("{name}'s stance on {item}", name=person.name, item=item.code),
        sections=next_one(turn, [person.id]),
        small_print=(gap,),
    )
