"""`motivator`: what somebody is measured on or worries about."""

from handlers.commands.next import next_one
from handlers.grammar.spoken import quoted, spoken
from handlers.kept import kept
from handlers.motivator_line import MotivatorLine, motivator_line
from handlers.request import Refusal, Reply, Request
from storage.contacts import tie_for_update
from storage.motivators import confirm_motivator, motivators_of, remember_motivator

EXAMPLE = "motivator Dana: overtime below 3 %"
LONGEST = 120  # characters said back; house rule


def motivator(request: Request) -> Reply:
    """Keep what moves somebody: in their own words, or as you heard it from others.

    Examples:
        motivator Dana: overtime below 3 %
        motivator Dana from Rosa, position: her standing with the board
        motivator Dana hearsay: she wants the Lisbon site
        motivator Dana confirmed
    """
    line = motivator_line(request, example=EXAMPLE)
    if line.confirmed and not line.words:
        return _confirm(request, line)
    person = line.person
    if not line.words:
        raise Refusal(
            f"What is {person.first_name} measured on, or worried about? Type for "
            f"example: /outreach motivator {person.first_name}: overtime below 3 %"
        )
    on = line.day or request.today
    tie_for_update(request.writer, person.id, since=request.today)
    new = remember_motivator(
        request.writer,
        person.id,
        line.words,
        on=on,
        confirmed=not line.hearsay,
        currency=line.currency,
        told_by_id=line.told_by.id if line.told_by else None,
    )
    return kept(
        request,
        f"{'Kept' if new else 'Kept already, now brought up to date'}: what moves "
        f"{person.name}, {_whose(line)}, {spoken(on, request.today)}: "
        f"{quoted(line.words, longest=LONGEST)}.",
        label=f"what moves {person.name}",
        sections=next_one(request, [person.id]),
        small_print=(
            line.how_read,
            f"Currency: {line.currency}" if line.currency else "",
            f"Once {person.first_name} says so: /outreach motivator "
            f"{person.first_name} confirmed"
            if line.hearsay
            else "",
        ),
    )


def _whose(line: MotivatorLine) -> str:
    if line.told_by is not None:
        return f"hearsay from {line.told_by.name}"
    return "hearsay" if line.hearsay else "in their own words"


def _confirm(request: Request, line: MotivatorLine) -> Reply:
    person = line.person
    found = motivators_of(
        request.session, leader_id=request.speaker.leader_id, person_id=person.id
    )
    hearsay = next((one for one in found if not one.confirmed), None)
    if hearsay is None:
        raise Refusal(
            f"There is no hearsay about {person.name} to confirm. What they said "
            f"themselves goes like this: /outreach motivator {person.first_name}: "
            "overtime below 3 %"
        )
    on = line.day or request.today
    confirm_motivator(request.writer, hearsay.id, on=on)
    return kept(
        request,
        f"Confirmed by {person.name}, {spoken(on, request.today)}: "
        f"{quoted(hearsay.text, longest=LONGEST)}.",
        label=f"what moves {person.name}",
        sections=next_one(request, [person.id]),
        small_print=(line.how_read,),
    )
