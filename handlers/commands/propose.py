"""`propose`: an agenda item put to somebody; held back while too little is known."""

from handlers.agenda_items import the_item
from handlers.grammar.spoken import plain_day
from handlers.propose_line import ProposeLine, propose_line
from handlers.proposing import hold_back, keep_proposal, reasons_against
from handlers.request import Refusal, Reply, Turn
from language.say import say
from storage.agenda import KnownItem

EXAMPLE = "propose A-1 to Dana"


def propose(turn: Turn) -> Reply:
    """Put an item to somebody, and keep what came of it; I say when it is too early.

    Examples:
        propose A-1 to Dana
        propose A-1 to Dana: agreed
        propose A-1 to Dana: objection no testers in March
        propose A-1 to Dana: refused
        propose A-1 to Dana anyway: safety
    """
    line = propose_line(turn, example=EXAMPLE)
    item = the_item(turn, line.item, example=EXAMPLE)
    _check(turn, line, item)
    if not line.anyway and (line.pushes or not line.outcome):
        against = reasons_against(turn, line.person, item, pushes=line.pushes)
        if against:
            return hold_back(line.person, item, against)
    return keep_proposal(
        turn,
        line.person,
        item,
        on=line.day or turn.today,
        outcome=line.outcome,
        words=line.words,
        anyway=line.anyway,
        how_read=line.how_read,
    )


def _check(turn: Turn, line: ProposeLine, item: KnownItem) -> None:
    first, code = line.person.first_name, item.code
    if item.closed_on is not None:
        raise Refusal(
            say(
                "{code} is closed. To open it: /outreach agenda {code} reopen",
                code=code,
            )
        )
    if item.parked_until is not None and item.parked_until > turn.today:
        until = plain_day(item.parked_until, turn.today)
        raise Refusal(
            say(
                "{code} is parked until {day}. To take it up again: /outreach "
                "agenda {code} resume",
                code=code,
                day=until,
            )
        )
    if line.anyway and not line.words:
        raise Refusal(
            say(
                "Why anyway: safety, a law, an outage? I keep the reason. Type: "
                "/outreach propose {code} to {name} anyway: safety",
                code=code,
                name=first,
            )
        )
    if line.outcome == "objection" and not line.words:
        raise Refusal(
            say(
                "What does {name} have against {code}? Type for example: "
                "/outreach propose {code} to {name}: objection no testers in "
                "March",
                name=first,
                code=code,
            )
        )
