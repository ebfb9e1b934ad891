"""`propose`: an agenda item put to somebody; held back while too little is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.agenda.words import OUTCOMES
from handlers.follow_up import before_change, next_section
from handlers.grammar.about_line import LONGEST_KEPT, check_somebody_else, check_words
from handlers.grammar.agenda_items import cut_item, item_by_id, one_titled, the_item
from handlers.grammar.days.typed import cut_day
from handlers.grammar.people.names import one_person
from handlers.grammar.people.names_first import set_aside
from handlers.grammar.words.tokens import split_note
from handlers.people.directory import person_by_id
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import say
from language.words import day_beside_today, day_said, quoted, sentence
from scheduler.advice.overview import against_proposing
from scheduler.gather.situations import situations
from scheduler.rules.enquiry import Missing
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact, ItemFact
from storage.agenda.stances import change_stance
from storage.contacts.store import tie_for_update
from storage.message import Button, Field, Form, Message, Section
from storage.people.facts import Known

ANYWAY = re.compile(r"(?<![\w-])anyway(?![\w-])", re.IGNORECASE)
WHO = r"(?:(?:she|he|they|has|have|an|with) )*"
OUTCOMES_TYPED = (
    ("agreed", rf"{WHO}(?:agreed|agrees|accepted|accepts|said yes|yes)"),
    ("refused", rf"{WHO}(?:refused|refuses|declined|rejected|said no|no)"),
    ("objection", rf"{WHO}object(?:ion|ed|s)(?: to)?"),
)
PUSHES = re.compile(
    r"(?<![\w-])escalat\w*|(?:\w+'s|her|his|their|the) boss(?![\w-])|over \w+ head|"
    r"ultimatum|(?<![\w-])insist\w*",
    re.IGNORECASE,
)
TO = re.compile(r"(?<![\w-])(?:to|with|for|again)(?![\w-])", re.IGNORECASE)
LONGEST_SAID_BACK = 120  # characters said back; house rule
EXAMPLE = "propose A-1 to Dana"


@dataclass(frozen=True, slots=True)
class ProposeLine:
    """What was typed; None or "" where nothing was.

    Beside AboutLine: what came of the proposal is typed with it, or why anyway.
    """

    person: Known
    item: ItemFact | None
    outcome: str  # "agreed", "refused", "objection"; "" = not said
    words: str  # of the objection, the reason to do it anyway, or a plan
    anyway: bool
    pushes: bool  # it speaks of escalation
    day: date | None
    how_read: str


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


def _check(turn: Turn, line: ProposeLine, item: ItemFact) -> None:
    first, code = line.person.first_name, item.code
    if item.closed_on is not None:
        raise Refusal(
            say(
                "{code} is closed. To open it: /outreach agenda {code} reopen",
                code=code,
            )
        )
    if item.parked_until is not None and item.parked_until > turn.today:
        until = day_said(item.parked_until, turn.today)
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


def propose_line(turn: Turn, *, example: str) -> ProposeLine:
    """Split the line into its parts.

    Raises:
        Refusal: nobody or no such person, item or day; or more than 500 characters.
    """
    head, words = split_note(" ".join(turn.text.split()))
    check_words(words, example)
    pushes = bool(PUSHES.search(f"{head}: {words}"))
    head = PUSHES.sub(" ", head)
    anyway = bool(ANYWAY.search(head))
    item, rest = cut_item(turn, ANYWAY.sub(" ", head))
    aside = set_aside(turn, rest, sure=True)
    found = cut_day(turn, aside.text, prefer="past")
    if item is None and (match := TO.search(found.rest)):  # "cut-over to Dana"
        item = one_titled(turn, aside.back(found.rest[: match.start()]))
        rest = found.rest[match.start() :] if item else found.rest
        found = replace(found, rest=rest)
    outcome, name = _outcome(TO.sub(" ", found.rest), last=True)
    if not outcome and not anyway:
        outcome, words = _outcome(words, last=False)
    name = aside.back(" ".join(name.split())).strip(" ,")
    person = one_person(turn, name, example=example)
    check_somebody_else(turn, person, example=example)
    return ProposeLine(
        person,
        item,
        outcome,
        words.strip(" ,:;"),
        anyway,
        pushes,
        found.day,
        found.how_read,
    )


def _outcome(text: str, *, last: bool) -> tuple[str, str]:
    """Cut an outcome off the start of a text, or off its end."""
    for outcome, words in OUTCOMES_TYPED:
        wording = rf"[\s,]+(?:{words})[\s.!]*$" if last else rf"(?:{words})(?![\w-])"
        pattern = re.compile(wording, re.IGNORECASE)
        match = pattern.search(text) if last else pattern.match(text)
        if match:
            return outcome, text[: match.start()] + text[match.end() :]
    return "", text


# What speaks against it now (P13), and keeping that it was made.


def reasons_against(
    turn: Turn, person: Known, item: ItemFact, *, pushes: bool
) -> Sequence[Missing]:
    """Return what speaks against proposing an item to somebody; () = go ahead."""
    found = situations(
        turn.tx,
        turn.speaker,
        today=turn.today,
        person_ids=[person.id],
    )
    situation = found[0] if found else Situation(turn.today, person)
    untouched = AgendaFact(ItemFact(item.id, item.code, item.title, item.opened_on))
    of_item = (fact for fact in situation.agenda if fact.item.id == item.id)
    return against_proposing(situation, next(of_item, untouched), pushes=pushes)


def hold_back(person: Known, item: ItemFact, against: Sequence[Missing]) -> Reply:
    """Say why a proposal is held back, what to ask instead, and how to do it anyway."""
    instead = against[0].enquiry.replace("`", "")
    return Reply(
        Message(
            headline=say(
                "Held back, and nothing was kept: {code} to {name}.",
                code=item.code,
                name=person.name,
            ),
            sections=(
                Section(
                    text=say("Not yet, because:"),
                    facts=tuple(sentence(one.what) for one in against),
                ),
                Section(text=say("Instead, {instead}", instead=instead)),
            ),
            buttons=(
                Button(
                    label=say("Propose anyway"),
                    action="propose_anyway",
                    subject=f"{item.id}.{person.id}",
                ),
            ),
            small_print=(
                say(
                    "If it can't wait, say why and I keep the reason: /outreach "
                    "propose {code} to {name} anyway: safety",
                    code=item.code,
                    name=person.first_name,
                ),
                say(
                    "If it was proposed already, say what came of it: /outreach "
                    "propose {code} to {name}: agreed",
                    code=item.code,
                    name=person.first_name,
                ),
            ),
        )
    )


def keep_proposal(
    turn: Turn,
    person: Known,
    item: ItemFact,
    *,
    on: date,
    outcome: str = "",
    words: str = "",
    anyway: bool = False,
    how_read: str = "",
) -> Reply:
    """Keep that an item was proposed on local date `on`, and what came of it.

    Args:
        outcome: "agreed", "refused", "objection"; "" = not known yet.
        words: the objection, or why it was proposed anyway.
    """
    changes: dict[str, object] = {"proposed_on": on, "outcome": outcome}
    if outcome == "objection":
        changes |= {"objection": words, "objection_on": on, "answered_on": None}
    if anyway:
        changes["anyway"] = words
    before = before_change(turn, [person.id])
    tie_for_update(turn.writer, person.id, since=turn.today)
    change_stance(turn.writer, item.id, person.id, on=turn.today, **changes)
    return kept(
        turn,
        say(
            "Kept: {code} proposed to {name}, {day}{outcome}.",
            code=item.code,
            name=person.name,
            day=day_beside_today(on, turn.today),
            outcome=_came_of_it(outcome, words, anyway=anyway),
        ),
        label=say("proposal of {code} to {name}", code=item.code, name=person.name),
        sections=next_section(turn, [person.id], before),
        small_print=(
            how_read,
            ""
            if outcome
            else say(
                "What came of it: /outreach propose {code} to {name}: agreed, refused, "
                "or objection and what it is",
                code=item.code,
                name=person.first_name,
            ),
        ),
    )


def _came_of_it(outcome: str, words: str, *, anyway: bool) -> str:
    said = quoted(words, LONGEST_SAID_BACK)
    if anyway:
        return say(", anyway, because {said}", said=said)
    if outcome == "objection":
        return say("; the objection: {said}", said=said)
    return f"; {say(OUTCOMES[outcome])}" if outcome else ""


# The button “Propose anyway”: it asks for the reason, and keeps it.


def propose_anyway(turn: Turn) -> Reply:
    """Ask why it can't wait."""
    item, person = _meant(turn)
    return Reply(
        Message(
            headline=say(
                "Why propose {item} to {name} now?", item=item.code, name=person.name
            )
        ),
        form=Form(
            title=say("Propose anyway"),
            action="keep_anyway",
            subject=turn.subject,
            fields=(
                Field(
                    name="reason",
                    label=say("Why it can't wait"),
                    hint=say(
                        "Such as safety, a law, or an outage; only you can read it"
                    ),
                ),
            ),
        ),
    )


def keep_anyway(turn: Turn) -> Reply:
    """Keep the proposal with its reason."""
    item, person = _meant(turn)
    reason = " ".join(turn.values.get("reason", "").split())
    if not reason or len(reason) > LONGEST_KEPT:
        raise Refusal(
            say("Say why, in up to {most} characters.", most=LONGEST_KEPT),
            field="reason",
        )
    return keep_proposal(turn, person, item, on=turn.today, words=reason, anyway=True)


def _meant(turn: Turn) -> tuple[ItemFact, Known]:
    """Return item and person of a button. An id is not proof: both must be theirs.

    Raises:
        Refusal: the item is somebody else's, made up, or closed.
    """
    item_id, _, person_id = turn.subject.partition(".")
    item = item_by_id(turn, item_id)
    person = person_by_id(turn, person_id)
    if item is None or item.closed_on is not None or person is None:
        raise Refusal(
            say(
                "That item is not on your agenda any more, so nothing was kept. "
                "To see what is: /outreach agenda"
            )
        )
    return item, person
