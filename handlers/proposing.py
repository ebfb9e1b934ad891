"""A proposal: what speaks against it now (P13), and keeping that it was made."""

from collections.abc import Sequence
from datetime import date

from handlers.agenda_words import OUTCOMES
from handlers.commands.next import for_whom, next_section
from handlers.grammar.spoken import quoted, spoken
from handlers.kept import kept
from handlers.request import Reply, Turn
from language.say import say
from scheduler.agenda import AgendaFact, ItemFact
from scheduler.enquiry import Missing
from scheduler.gather import situations
from scheduler.pushing import against_proposing
from scheduler.situation import PersonFact, Situation
from scheduler.wording import sentence
from storage.agenda import KnownItem
from storage.message import Button, Message, Section
from storage.people import Known
from storage.stances import change_stance
from storage.ties import tie_for_update

LONGEST = 120  # characters said back; house rule


def reasons_against(
    turn: Turn, person: Known, item: KnownItem, *, pushes: bool
) -> Sequence[Missing]:
    """Return what speaks against proposing an item to somebody; () = go ahead."""
    found = situations(
        turn.tx,
        for_whom(turn),
        today=turn.today,
        person_ids=[person.id],
    )
    place = person.unit_id or "", person.unit
    whom = PersonFact(person.id, person.name, person.title, *place)
    situation = found[0] if found else Situation(turn.today, whom)
    untouched = AgendaFact(ItemFact(item.id, item.code, item.title, item.opened_on))
    of_item = (fact for fact in situation.agenda if fact.item.id == item.id)
    return against_proposing(situation, next(of_item, untouched), pushes=pushes)


def hold_back(person: Known, item: KnownItem, against: Sequence[Missing]) -> Reply:
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
    item: KnownItem,
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
    tie_for_update(turn.writer, person.id, since=turn.today)
    change_stance(turn.writer, item.id, person.id, on=turn.today, **changes)
    return kept(
        turn,
        say(
            "Kept: {code} proposed to {name}, {day}{outcome}.",
            code=item.code,
            name=person.name,
            day=spoken(on, turn.today),
            outcome=_came_of_it(outcome, words, anyway=anyway),
        ),
        label=say("proposal of {code} to {name}", code=item.code, name=person.name),
        sections=next_section(turn, [person.id]),
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
    said = quoted(words, longest=LONGEST)
    if anyway:
        return say(", anyway, because {said}", said=said)
    if outcome == "objection":
        return say("; the objection: {said}", said=said)
    return f"; {say(OUTCOMES[outcome])}" if outcome else ""
