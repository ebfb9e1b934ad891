"""`remark`: a bad word about the leader's service, until it is talked over."""

import re

from handlers.about_line import about_line
from handlers.commands.next import next_one
from handlers.grammar.spoken import counted, quoted, spoken
from handlers.kept import kept
from handlers.request import Refusal, Reply, Turn
from language.say import say
from storage.models import Remark
from storage.notes_about import end_waiting, note_about
from storage.ties import tie_for_update

EXAMPLE = "remark Kim: says payroll is always late"
REPAIRED = re.compile(
    r"[\s,:]+(?:is |was )?(?:repaired|put right|settled|talked over|made good)[\s.!]*$",
    re.IGNORECASE,
)
LONGEST = 120  # characters said back; house rule


def remark(turn: Turn) -> Reply:
    """Note a bad word about your service, and when it is put right.

    Examples:
        remark Kim: says payroll is always late
        remark Kim repaired
    """
    text = REPAIRED.sub("", turn.text)
    repaired = text != turn.text
    line = about_line(turn, text, example=EXAMPLE, dated=True)
    person, on = line.person, line.day or turn.today
    if repaired:
        count = end_waiting(turn.writer, person.id, on=on, models=(Remark,))
        if not count:
            raise Refusal(
                say(
                    "No bad word of {name}'s waits to be put right. To note one: "
                    "/outreach remark {first_name}: says payroll is always late",
                    name=person.name,
                    first_name=person.first_name,
                )
            )
        return kept(
            turn,
            say(
                "Put right, {day}: {bad_words} of {name}'s.",
                day=spoken(on, turn.today),
                bad_words=counted("{n} bad word", "{n} bad words", count),
                name=person.name,
            ),
            label=say("{name}'s bad word put right", name=person.name),
            sections=next_one(turn, [person.id]),
            small_print=(line.how_read,),
        )
    if not line.words:
        raise Refusal(
            say(
                "What did {name} say? Type for example: /outreach remark "
                "{name}: says payroll is always late",
                name=person.first_name,
            )
        )
    tie_for_update(turn.writer, person.id, since=turn.today)
    note_about(turn.writer, Remark, person.id, line.words, on=on)
    return kept(
        turn,
        say(
            "Noted, for you alone: what {name} said, {day}: {words}.",
            name=person.name,
            day=spoken(on, turn.today),
            words=quoted(line.words, longest=LONGEST),
        ),
        label=say("what {name} said", name=person.name),
        sections=next_one(turn, [person.id]),
        small_print=(
            line.how_read,
            say(
                "It counts as put right once you log a meeting or call, or "
                "with: /outreach remark {name} repaired",
                name=person.first_name,
            ),
        ),
    )
