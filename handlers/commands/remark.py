"""`remark`: a bad word about the leader's service, until it is talked over."""

import re

from handlers.about_line import about_line
from handlers.commands.next import next_one
from handlers.grammar.spoken import counted, quoted, spoken
from handlers.kept import kept
from handlers.request import Refusal, Reply, Request
from storage.contacts import tie_for_update
from storage.models import Remark
from storage.notes_about import end_waiting, note_about

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
                f"No bad word of {person.name}'s waits to be put right. To note one: "
                f"/outreach remark {person.first_name}: says payroll is always late"
            )
        done = f"{counted('{n} bad word', '{n} bad words', count)} of {person.name}'s"
        return kept(
            request,
            f"Put right, {spoken(on, request.today)}: {done}.",
            label=f"{person.name}'s bad word put right",
            sections=next_one(request, [person.id]),
            small_print=(line.how_read,),
        )
    if not line.words:
        raise Refusal(
            f"What did {person.first_name} say? Type for example: /outreach remark "
            f"{person.first_name}: says payroll is always late"
        )
    tie_for_update(request.writer, person.id, since=request.today)
    note_about(request.writer, Remark, person.id, line.words, on=on)
    return kept(
        request,
        f"Noted, for you alone: what {person.name} said, {spoken(on, request.today)}: "
        f"{quoted(line.words, longest=LONGEST)}.",
        label=f"what {person.name} said",
        sections=next_one(request, [person.id]),
        small_print=(
            line.how_read,
            "It counts as put right once you log a meeting or call, or with: "
            f"/outreach remark {person.first_name} repaired",
        ),
    )
