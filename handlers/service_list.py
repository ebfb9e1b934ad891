"""The services as a list: who owns them, what each unit thinks, what is open."""

from collections.abc import Sequence

from handlers.request import Reply, Turn
from handlers.standing_words import service_words
from language.say import say
from scheduler.gather_standing import standings
from scheduler.standing import UnitStanding
from storage.message import Message, Section
from storage.services import KnownService

MOST = 20  # services shown at once; house rule


def service_list(turn: Turn, services: Sequence[KnownService]) -> Reply:
    """Return one paragraph a service, with a line for each unit that relies on it."""
    shown = services[:MOST]
    unit_ids = {unit_id for one in shown for unit_id in one.units}
    found = standings(turn.tx, unit_ids, today=turn.today)
    sections = tuple(_section(turn, one, found) for one in shown)
    left = len(services) - len(shown)
    more = (
        (say("And {number} more. See one with: /outreach service NAME", number=left),)
        if left
        else ()
    )
    headline = say("Your services") if len(services) > 1 else say("One service")
    return Reply(Message(headline=headline, sections=sections, small_print=more))


def _section(turn: Turn, one: KnownService, found: dict[str, UnitStanding]) -> Section:
    units = tuple(service_words(found[unit], one, turn.today) for unit in one.units)
    nobody = (
        say(
            "Nobody uses it yet. Type: /outreach service {name} for UNIT", name=one.name
        ),
    )
    text = one.name
    if one.owner:
        text = say("{service}, owned by {owner}", service=one.name, owner=one.owner)
    return Section(text=text, facts=units or nobody)
