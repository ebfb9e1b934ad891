"""`motivator`: what somebody is measured on or worries about."""

from handlers.commands.next import next_one
from handlers.grammar.spoken import quoted, spoken
from handlers.kept import kept
from handlers.motivator_line import MotivatorLine, motivator_line
from handlers.request import Refusal, Reply, Turn
from language.say import mark, say
from storage.motivators import confirm_motivator, motivators_of, remember_motivator
from storage.ties import tie_for_update

EXAMPLE = "motivator Dana: overtime below 3 %"
LONGEST = 120  # characters said back; house rule


def motivator(turn: Turn) -> Reply:
    """Keep what moves somebody: in their own words, or as you heard it from others.

    Examples:
        motivator Dana: overtime below 3 %
        motivator Dana from Rosa, position: her standing with the board
        motivator Dana hearsay: she wants the Lisbon site
        motivator Dana confirmed
    """
    line = motivator_line(turn, example=EXAMPLE)
    if line.confirmed and not line.words:
        return _confirm(turn, line)
    person = line.person
    if not line.words:
        raise Refusal(
            say(
                "What is {name} measured on, or worried about? Type for "
                "example: /outreach motivator {name}: overtime below 3 %",
                name=person.first_name,
            )
        )
    on = line.day or turn.today
    tie_for_update(turn.writer, person.id, since=turn.today)
    new = remember_motivator(
        turn.writer,
        person.id,
        line.words,
        on=on,
        confirmed=not line.hearsay,
        currency=line.currency,
        told_by_id=line.told_by.id if line.told_by else None,
    )
    if new:
        what = mark("Kept: what moves {name}, {whose}, {day}: {words}.")
    else:
        what = mark(
            "Kept already, now brought up to date: "
            "what moves {name}, {whose}, {day}: {words}."
        )
    return kept(
        turn,
        say(
            what,
            name=person.name,
            whose=_whose(line),
            day=spoken(on, turn.today),
            words=quoted(line.words, longest=LONGEST),
        ),
        label=say("what moves {name}", name=person.name),
        sections=next_one(turn, [person.id]),
        small_print=(
            line.how_read,
            say("Currency: {currency}", currency=say(line.currency))
            if line.currency
            else "",
            say(
                "Once {name} says so: /outreach motivator {name} confirmed",
                name=person.first_name,
            )
            if line.hearsay
            else "",
        ),
    )


def _whose(line: MotivatorLine) -> str:
    if line.told_by is not None:
        return say("hearsay from {name}", name=line.told_by.name)
    return say("hearsay") if line.hearsay else say("in their own words")


def _confirm(turn: Turn, line: MotivatorLine) -> Reply:
    person = line.person
    found = motivators_of(
        turn.session, leader_id=turn.speaker.leader_id, person_id=person.id
    )
    hearsay = next((one for one in found if not one.confirmed), None)
    if hearsay is None:
        raise Refusal(
            say(
                "There is no hearsay about {name} to confirm. What they said "
                "themselves goes like this: /outreach motivator {first_name}: "
                "overtime below 3 %",
                name=person.name,
                first_name=person.first_name,
            )
        )
    on = line.day or turn.today
    confirm_motivator(turn.writer, hearsay.id, on=on)
    return kept(
        turn,
        say(
            "Confirmed by {name}, {day}: {words}.",
            name=person.name,
            day=spoken(on, turn.today),
            words=quoted(hearsay.text, longest=LONGEST),
        ),
        label=say("what moves {name}", name=person.name),
        sections=next_one(turn, [person.id]),
        small_print=(line.how_read,),
    )
