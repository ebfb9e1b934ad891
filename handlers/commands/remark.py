"""`remark`: a bad word about the leader's service, until it is talked over."""

import re

from handlers.about_line import about_line
from handlers.commands.next import next_one
from handlers.grammar.spoken import counted, quoted, spoken
from handlers.kept import kept
from handlers.request import Refusal, Reply, Request
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


def remark(request: Request) -> Reply:
    """Note a bad word about your service, and when it is put right.

    Examples:
        remark Kim: says payroll is always late
        remark Kim repaired
    """
    text = REPAIRED.sub("", request.text)
    repaired = text != request.text
    line = about_line(request, text, example=EXAMPLE, dated=True)
    person, on = line.person, line.day or request.today
    if repaired:
        count = end_waiting(request.writer, person.id, on=on, models=(Remark,))
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
            request,
            say(
                "Put right, {day}: {bad_words} of {name}'s.",
                day=spoken(on, request.today),
                bad_words=counted("{n} bad word", "{n} bad words", count),
                name=person.name,
            ),
            label=say("{name}'s bad word put right", name=person.name),
            sections=next_one(request, [person.id]),
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
    tie_for_update(request.writer, person.id, since=request.today)
    note_about(request.writer, Remark, person.id, line.words, on=on)
    return kept(
        request,
        say(
            "Noted, for you alone: what {name} said, {day}: {words}.",
            name=person.name,
            day=spoken(on, request.today),
            words=quoted(line.words, longest=LONGEST),
        ),
        label=say("what {name} said", name=person.name),
        sections=next_one(request, [person.id]),
        small_print=(
            line.how_read,
            say(
                "It counts as put right once you log a meeting or call, or "
                "with: /outreach remark {name} repaired",
                name=person.first_name,
            ),
        ),
    )
