"""Agenda items in words: parts, days, stances at a glance, and what is missing."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.grammar.agenda_items import EXAMPLE
from handlers.turn import Reply, Turn
from language.say import mark, say
from language.words import (
    AT_LENGTH,
    counted,
    day_beside_today,
    day_said,
    listed,
    quoted,
)
from storage.agenda.facts import LEVEL_WORDS, THREE_PS, ItemFact, StanceFact
from storage.agenda.stances import stances_on
from storage.agenda.store import items_of, parts_of
from storage.message import Message, Section
from storage.people.facts import PersonFact

MOST = 12  # items shown at once, which stays below 10 000 characters; house rule
NAMES = 6  # names shown for one part; house rule
SHORT = {"process": mark("process"), "pnl": mark("P&L"), "people": mark("people")}
AN_OWNER = {
    "process": mark("an owner of the process"),
    "pnl": mark("an owner of the P&L"),
    "people": mark("an owner of the people"),
}
PRIORITIES = {"high": mark("ranks it high"), "low": mark("ranks it low")}
Parts = Mapping[str, Sequence[PersonFact]]  # who has which, as `parts_of` returns
OUTCOMES = {"agreed": mark("agreed"), "refused": mark("refused")}


def agenda_list(turn: Turn) -> Reply:
    """Return the live items, and which are parked."""
    items = items_of(turn.tx, leader_id=turn.speaker.leader_id)
    open_ones = [item for item in items if item.closed_on is None]
    live = [item for item in open_ones if not _parked(turn, item)]
    live.sort(key=lambda item: item.decision_on or date.max)
    small_print = [
        say(
            "Parked: {code} {title} until {day}",
            code=item.code,
            title=quoted(item.title),
            day=day_said(item.parked_until, turn.today),
        )
        for item in open_ones
        if item.parked_until and _parked(turn, item)
    ][:MOST]
    if not live:
        return Reply(
            Message(
                headline=say("Nothing on your agenda."),
                small_print=(
                    *small_print,
                    say("To begin: /outreach {example}", example=EXAMPLE),
                ),
            )
        )
    if len(live) > MOST:
        small_print.append(
            say("And {number} more: /outreach agenda A-1", number=len(live) - MOST)
        )
    return Reply(
        Message(
            headline=say(
                "{number} on your agenda",
                number=counted("{n} item", "{n} items", len(live)),
            ),
            sections=tuple(item_section(turn, item) for item in live[:MOST]),
            small_print=tuple(small_print),
        )
    )


def item_section(turn: Turn, item: ItemFact) -> Section:
    """Return an item with who has which part, where people stand, what is missing."""
    today = turn.today
    parts = parts_of(turn.tx, item.id)
    stances = stances_on(turn.tx, item.id)
    when, decides = "", False
    if item.closed_on is not None:
        when = say(", closed {day}", day=day_beside_today(item.closed_on, today))
    elif item.parked_until is not None and item.parked_until > today:
        when = say(", parked until {day}", day=day_said(item.parked_until, today))
    elif item.decision_on is not None:
        decides = True
        when = say(", decision {day}", day=day_beside_today(item.decision_on, today))
    facts = [
        say("Owners: {names}", names="; ".join(_owner(parts, p) for p in THREE_PS))
    ]
    if names := _names(parts, "sponsor"):
        facts.append(say("Sponsored by {names}", names=names))
    if names := _names(parts, "decider"):
        facts.append(say("Decided by {names}", names=names))
    if item.measure:
        facts.append(say("Success: {words}", words=quoted(item.measure, AT_LENGTH)))
    glance = [
        say("{name} {stance}", name=name, stance=words)
        for name, one in stances
        if (words := level_words(one))
    ]
    if glance:
        facts.append(say("Stances: {stances}", stances="; ".join(glance[:NAMES])))
    if item.closed_on is None and (missing := _missing(item, parts)):
        facts.append(say("Missing: {names}", names=listed(missing)))
    if decides and item.decision_on and item.decision_on < today:
        facts.append(
            say(
                "That day has passed. Decided: /outreach agenda {code} close. Moved: "
                "/outreach agenda {code} decision 12 June",
                code=item.code,
            )
        )
    title = quoted(item.title, AT_LENGTH)
    return Section(text=f"{item.code} {title}{when}", facts=tuple(facts))


def level_words(stance: StanceFact) -> str:
    """Return e.g. "resistant, wanted supportive, objection open"; "" for nothing."""
    parts = [say(LEVEL_WORDS[stance.current])] if stance.current else []
    if stance.desired:
        parts.append(say("wanted {level}", level=say(LEVEL_WORDS[stance.desired])))
    if stance.priority:
        parts.append(say(PRIORITIES[stance.priority]))
    if stance.objection_open:
        parts.append(say("objection open"))
    if stance.outcome in OUTCOMES:
        parts.append(say(OUTCOMES[stance.outcome]))
    elif stance.proposed_on is not None and not stance.outcome:
        parts.append(say("proposed"))
    return ", ".join(part for part in parts if part)


def _parked(turn: Turn, item: ItemFact) -> bool:
    return item.parked_until is not None and item.parked_until > turn.today


def _owner(parts: Parts, p: str) -> str:
    names = _names(parts, p) or say("nobody yet")
    return say("{part} {names}", part=say(SHORT[p]), names=names)


def _names(parts: Parts, part: str) -> str:
    names = [person.name for person in parts.get(part, ())]
    more = (
        [say("{number} more", number=len(names) - NAMES)] if len(names) > NAMES else []
    )
    return listed([*names[:NAMES], *more])


def _missing(item: ItemFact, parts: Parts) -> list[str]:
    missing = [say(AN_OWNER[p]) for p in THREE_PS if p not in parts]
    if "sponsor" not in parts:
        missing.append(say("a sponsor"))
    if not item.measure:
        missing.append(say("what success is"))
    if item.decision_on is None:
        missing.append(say("a decision date"))
    return missing
