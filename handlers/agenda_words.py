"""Agenda items in words: parts, days, stances at a glance, and what is missing."""

from datetime import date

from handlers.agenda_items import EXAMPLE
from handlers.grammar.spoken import counted, listed, plain_day, quoted, spoken
from handlers.request import Reply, Request
from scheduler.agenda import THREE_PS
from storage.agenda import KnownItem, KnownPart, items_of, parts_of
from storage.message import Message, Section
from storage.stances import KnownStance, stances_on

MOST = 12  # items shown at once, which stays below 10 000 characters; house rule
NAMES = 6  # names shown for one part; house rule
SHORT = {"process": "process", "pnl": "P&L", "people": "people"}


def agenda_list(request: Request) -> Reply:
    """Return the live items, and which are parked."""
    items = items_of(request.session, leader_id=request.speaker.leader_id)
    open_ones = [item for item in items if item.closed_on is None]
    live = [item for item in open_ones if not _parked(request, item)]
    live.sort(key=lambda item: item.decision_on or date.max)
    small_print = [
        f"Parked: {item.code} {quoted(item.title)} until "
        f"{plain_day(item.parked_until, request.today)}"
        for item in open_ones
        if item.parked_until and _parked(request, item)
    ][:MOST]
    if not live:
        return Reply(
            Message(
                headline="Nothing on your agenda.",
                small_print=(*small_print, f"To begin: /outreach {EXAMPLE}"),
            )
        )
    if len(live) > MOST:
        small_print.append(f"And {len(live) - MOST} more: /outreach agenda A-1")
    return Reply(
        Message(
            headline=f"{counted('{n} item', '{n} items', len(live))} on your agenda",
            sections=tuple(item_section(request, item) for item in live[:MOST]),
            small_print=tuple(small_print),
        )
    )


def item_section(request: Request, item: KnownItem) -> Section:
    """Return an item with who has which part, where people stand, what is missing."""
    today = request.today
    parts = parts_of(request.session, item.id)
    stances = stances_on(request.session, item.id)
    when = ""
    if item.closed_on is not None:
        when = f", closed {spoken(item.closed_on, today)}"
    elif item.parked_until is not None and item.parked_until > today:
        when = f", parked until {plain_day(item.parked_until, today)}"
    elif item.decision_on is not None:
        when = f", decision {spoken(item.decision_on, today)}"
    facts = [f"Owners: {'; '.join(_owner(parts, p) for p in THREE_PS)}"]
    for part, said in (("sponsor", "Sponsored by"), ("decider", "Decided by")):
        if names := _names(parts, part):
            facts.append(f"{said} {names}")
    if item.measure:
        facts.append(f"Success: {quoted(item.measure, longest=120)}")
    glance = [f"{name} {words}" for name, one in stances if (words := level_words(one))]
    if glance:
        facts.append(f"Stances: {'; '.join(glance[:NAMES])}")
    if item.closed_on is None and (missing := _missing(item, parts)):
        facts.append(f"Missing: {listed(missing)}")
    if when.startswith(", decision") and item.decision_on and item.decision_on < today:
        facts.append(
            f"That day has passed. Decided: /outreach agenda {item.code} close. Moved: "
            f"/outreach agenda {item.code} decision 12 June"
        )
    title = quoted(item.title, longest=120)
    return Section(text=f"{item.code} {title}{when}", facts=tuple(facts))


def level_words(stance: KnownStance) -> str:
    """Return e.g. "resistant, wanted supportive, objection open"; "" for nothing."""
    said = stance.said
    parts = [said.current]
    if said.desired:
        parts.append(f"wanted {said.desired}")
    if stance.priority:
        parts.append(f"ranks it {stance.priority}")
    if objection_open(stance):
        parts.append("objection open")
    if stance.outcome in ("agreed", "refused"):
        parts.append(stance.outcome)
    elif stance.proposed_on is not None and not stance.outcome:
        parts.append("proposed")
    return ", ".join(part for part in parts if part)


def objection_open(stance: KnownStance) -> bool:
    """Say whether an objection waits for an answer."""
    if stance.objection_on is None:
        return False
    return stance.answered_on is None or stance.answered_on < stance.objection_on


def _parked(request: Request, item: KnownItem) -> bool:
    return item.parked_until is not None and item.parked_until > request.today


def _owner(parts: list[KnownPart], p: str) -> str:
    return f"{SHORT[p]} {_names(parts, p) or 'nobody yet'}"


def _names(parts: list[KnownPart], part: str) -> str:
    names = [one.name for one in parts if one.part == part]
    more = [f"{len(names) - NAMES} more"] if len(names) > NAMES else []
    return listed([*names[:NAMES], *more])


def _missing(item: KnownItem, parts: list[KnownPart]) -> list[str]:
    there = {part.part for part in parts}
    missing = [f"an owner of the {SHORT[p]}" for p in THREE_PS if p not in there]
    if "sponsor" not in there:
        missing.append("a sponsor")
    if not item.measure:
        missing.append("what success is")
    if item.decision_on is None:
        missing.append("a decision date")
    return missing
