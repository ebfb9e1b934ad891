"""`why`: the facts, the rule and its source, what would change it, and the story."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from handlers.contacts.log import contact_words
from handlers.favours.words import asked_for
from handlers.grammar.people.names import one_person
from handlers.services.words import gate_words
from handlers.steps.answering import own_step
from handlers.steps.refuse import REASONS
from handlers.turn import Refusal, Reply, Turn
from language.say import mark, say
from language.words import NEARLY_WHOLE, clipped, counted, day_said, quoted
from scheduler.advice.planning import plan_day, plan_for
from scheduler.card.nudges import why_message
from storage.agenda.facts import StanceFact
from storage.agenda.needs import needs_of
from storage.agenda.stances import stances_of
from storage.contacts.facts import PLANNED
from storage.contacts.store import note_of
from storage.favours.store import asks_about, given_to, what_of
from storage.message import Message, Section
from storage.models import Contact, SuggestionEvent
from storage.motives.store import motivators_of, remarks_by
from storage.people.facts import Known
from storage.results.store import results_of_leader
from storage.services.standing import standings
from storage.steps.earlier import steps_history
from storage.steps.facts import NOT_YET, Advice, Suggestion

OUTCOMES = {  # of a proposal
    "agreed": mark("agreed"),
    "objection": mark("objection"),
    "refused": mark("refused"),
}
ANSWERS = {
    "accepted": mark("You took it on"),
    "done": mark("You marked it done"),
    "later": mark("You put it off"),
    "refused": mark("You put it aside"),
    "asked": mark("I asked whether it happened"),
    "withdrawn": mark("I withdrew it, because its facts changed"),
    "expired": mark("It had no answer for long, and expired"),
    "undone": mark("You took your answer back"),
}
LINES_A_PAGE = 15  # lines, well below what one Slack message takes; house rule
LONGEST_HISTORY_LINE = 400  # characters; house rule
WANTED = re.compile(  # two hyphens are often turned into a dash
    r"(?<!\S)(?:--|[–—])?history(?:\s+(?:page\s+)?(?P<page>\d{1,6}))?(?!\S)",
    re.IGNORECASE,
)
EXAMPLE = "why Dana history"


@dataclass(frozen=True, slots=True)
class Told:
    """What happened, and when."""

    on: date  # local
    line: str


def why(turn: Turn) -> Reply:
    """Explain the advice: facts, rule, what would change it; or tell the story so far.

    Examples:
        why
        why Dana
        why Dana history
    """
    if wants_history(turn.text):
        return history_page(turn)
    speaker = turn.speaker
    if turn.text:
        person = one_person(turn, turn.text, example="why Dana")
        advice = plan_for(
            turn.tx, speaker, [person.id], today=turn.today, answered_too=True
        )
        about, unit_id = person.name, person.unit_id
    else:
        advice = plan_day(turn.tx, speaker, today=turn.today, asked=True)
        about = unit_id = ""
    if not (advice.steps or advice.withheld or advice.notices or advice.considered):
        nothing = say("I have no advice to explain right now.")
        if about:
            nothing = say(
                "I have no advice about {name} to explain right now.", name=about
            )
        return Reply(Message(headline=nothing))
    return Reply(_with_gate(turn, why_message(advice, about=about), unit_id))


def _with_gate(turn: Turn, message: Message, unit_id: str) -> Message:
    """Return the explanation, and how open the gate to a unit is; "" = no unit."""
    if not unit_id:
        return message
    standing = standings(turn.tx, [unit_id], today=turn.today)[unit_id]
    gate, *because = gate_words(standing, turn.today)
    section = Section(text=gate, facts=tuple(because))
    return message.model_copy(update={"sections": (*message.sections, section)})


def why_pressed(turn: Turn) -> Reply:
    """Say why this step, and what is held back now."""
    step, speaker = own_step(turn).step, turn.speaker
    now = plan_for(
        turn.tx, speaker, [step.person_id], today=turn.today, answered_too=True
    )
    advice = Advice(
        steps=(step,),
        withheld=now.withheld,
        notices=now.notices,
        considered=now.considered,
    )
    return Reply(why_message(advice, about=step.person))


# One page of the story with somebody: `why Dana history`, `why Dana history 2`.


def wants_history(text: str) -> bool:
    """Say whether what follows `why` asks for the story."""
    return WANTED.search(text) is not None


def history_page(turn: Turn) -> Reply:
    """Return a page of the story; the newest is page 1, each in date order.

    Raises:
        Refusal: nobody named, nobody known by it, or no such page.
    """
    asked = WANTED.search(turn.text)
    assert asked is not None  # `wants_history` said so
    name = f"{turn.text[: asked.start()]} {turn.text[asked.end() :]}"
    person = one_person(turn, name, example=EXAMPLE)
    told = story_with(turn, person)
    if not told:
        return Reply(
            Message(
                headline=say(
                    "Nothing has happened with {name} yet. To begin: /outreach log "
                    "{name} call",
                    name=person.name,
                )
            )
        )
    pages = -(-len(told) // LINES_A_PAGE)
    page = int(asked["page"] or 1)
    if not 1 <= page <= pages:
        count = counted("{n} page", "{n} pages", pages)
        raise Refusal(
            say(
                "The story with {name} has {count}, and page 1 is the newest. Type: "
                "/outreach why {name} history",
                name=person.name,
                count=count,
            )
        )
    end = len(told) - (page - 1) * LINES_A_PAGE
    lines = told[max(end - LINES_A_PAGE, 0) : end]
    headline = say("The story with {name}", name=person.name)
    if pages > 1:
        headline = say(
            "The story with {name}, page {page} of {pages}",
            name=person.name,
            page=page,
            pages=pages,
        )
    earlier = say(
        "Earlier: /outreach why {name} history {page}", name=person.name, page=page + 1
    )
    return Reply(
        Message(
            headline=headline,
            sections=tuple(
                Section(text=clipped(told_line(one, turn.today), LONGEST_HISTORY_LINE))
                for one in lines
            ),
            small_print=(earlier,) if page < pages else (),
        )
    )


def told_line(told: Told, today: date) -> str:
    """Return e.g. "Tue 31 March: Call, listened 70%"."""
    return f"{day_said(told.on, today)}: {told.line}"


# The story itself: what happened, was heard and advised, by date.


def story_with(turn: Turn, person: Known) -> list[Told]:
    """Return all that happened between the leader and a person, in date order."""
    parts = (
        _contacts(turn, person),
        heard_from(turn, person),
        _asks(turn, person),
        _gifts(turn, person),
        _results(turn, person),
        _steps(turn, person),
    )
    told = [one for part in parts for one in part]
    return sorted(told, key=lambda one: one.on)  # of one day: in the order of parts


def _contacts(turn: Turn, person: Known) -> Iterator[Told]:
    rows = turn.tx.execute(
        sa.select(Contact)
        .where(
            col(Contact.leader_id) == turn.speaker.leader_id,
            col(Contact.person_id) == person.id,
            col(Contact.outcome) != PLANNED,
        )
        .order_by(col(Contact.on), col(Contact.id))
    )
    for row in rows:
        contact = Contact(**row._mapping)
        said = contact_words(contact, turn.today)
        note = note_of(turn.tx, contact)
        noted = (
            say(". Your note: {words}", words=quoted(note, NEARLY_WHOLE))
            if note
            else ""
        )
        yield Told(contact.on, f"{said[:1].upper()}{said[1:]}{noted}")


def _asks(turn: Turn, person: Known) -> Iterator[Told]:
    mine = turn.speaker.leader_id
    for ask in asks_about(turn.tx, leader_id=mine, person_id=person.id):
        asked = ask.asked.name
        wanted = asked_for(ask.type, ask.towards)
        yield Told(
            ask.on, say("You asked {asked} for {wanted}", asked=asked, wanted=wanted)
        )
        what_came = (
            (
                ask.agreed_on,
                say("{asked} agreed: {wanted}", asked=asked, wanted=wanted),
            ),
            (ask.fulfilled_on, say("It came about: {wanted}", wanted=wanted)),
            (
                ask.declined_on,
                say("{asked} declined: {wanted}", asked=asked, wanted=wanted),
            ),
            (
                ask.dropped_on,
                say(
                    "You dropped your ask to {asked} for {wanted}",
                    asked=asked,
                    wanted=wanted,
                ),
            ),
            (
                ask.thanked_on,
                say("You thanked {asked} for {wanted}", asked=asked, wanted=wanted),
            ),
        )
        for on, line in what_came:
            if on is not None:
                yield Told(on, line)


def _gifts(turn: Turn, person: Known) -> Iterator[Told]:
    mine = turn.speaker.leader_id
    for gift in given_to(turn.tx, leader_id=mine, to_id=person.id):
        what = quoted(what_of(turn.tx, gift), NEARLY_WHOLE)
        yield Told(
            gift.on, say("You gave {name}: {what}", name=person.first_name, what=what)
        )


def _results(turn: Turn, person: Known) -> Iterator[Told]:
    mine = turn.speaker.leader_id
    for result in results_of_leader(turn.tx, leader_id=mine):
        if not result.has(person.id):
            continue
        partner, title = result.partner.name, quoted(result.title, NEARLY_WHOLE)
        yield Told(
            result.on,
            say("Result with {partner}: {title}", partner=partner, title=title),
        )
        if result.confirmed_on:
            yield Told(
                result.confirmed_on,
                say("{partner} confirmed {title}", partner=partner, title=title),
            )
        if result.posted_on:
            yield Told(
                result.posted_on, say("Told in the channel: {title}", title=title)
            )


def _steps(turn: Turn, person: Known) -> Iterator[Told]:
    found = steps_history(
        turn.tx, leader_id=turn.speaker.leader_id, person_id=person.id
    )
    for event, step in found:
        on = event.at.astimezone(turn.speaker.zone).date()
        yield Told(on, _step_line(event, step))


def _step_line(event: SuggestionEvent, shown: Suggestion) -> str:
    step = quoted(shown.step, NEARLY_WHOLE)
    if event.what == "shown":
        return say("Suggested ({play}): {step}", play=shown.play, step=step)
    answered = ANSWERS.get(event.what)
    words = say(answered) if answered else event.what
    if event.reason == NOT_YET:
        words = say("Not yet, you said")
    elif event.reason in REASONS:
        words = f"{words} ({say(REASONS[event.reason])})"
    elif event.reason:
        words = f"{words} ({event.reason})"
    return f"{words}: {step}"


def heard_from(turn: Turn, person: Known) -> Iterator[Told]:
    """Return what was kept of what moves a person, and of the items not closed.

    A bad word that was put right is over, and is not told again.
    """
    tx, name = turn.tx, person.first_name
    whose = {"leader_id": turn.speaker.leader_id, "person_id": person.id}
    for motive in motivators_of(tx, **whose):
        whence = say("hearsay")
        if motive.confirmed:
            whence = say("in their own words")
        elif motive.told_by:
            whence = say("hearsay, from {name}", name=motive.told_by)
        what = quoted(motive.text, NEARLY_WHOLE)
        yield Told(
            motive.on,
            say(
                "What moves {name}, {whence}: {what}",
                name=name,
                whence=whence,
                what=what,
            ),
        )
    for need in needs_of(tx, **whose):
        yield Told(
            need.on,
            say(
                "{name} needs {words}",
                name=name,
                words=quoted(need.text, NEARLY_WHOLE),
            ),
        )
    for code, stance in stances_of(tx, **whose):
        yield from _on_item(name, code, stance)
    for remark in remarks_by(tx, **whose):
        what = quoted(remark.text, NEARLY_WHOLE)
        yield Told(remark.on, say("A bad word by {name}: {what}", name=name, what=what))


def _on_item(name: str, code: str, stance: StanceFact) -> Iterator[Told]:
    view, objection = (
        f": {quoted(text, NEARLY_WHOLE)}" if text else ""
        for text in (stance.view, stance.objection)
    )
    outcome = f"; {say(OUTCOMES[stance.outcome])}" if stance.outcome else ""
    lines = (
        (
            stance.heard_on,
            say("Heard {name} on {code}{view}", name=name, code=code, view=view),
        ),
        (
            stance.proposed_on,
            say(
                "You proposed {code} to {name}{outcome}",
                code=code,
                name=name,
                outcome=outcome,
            ),
        ),
        (
            stance.objection_on,
            say(
                "{name} objected to {code}{objection}",
                name=name,
                code=code,
                objection=objection,
            ),
        ),
        (stance.answered_on, say("The objection to {code} was answered", code=code)),
    )
    for on, line in lines:
        if on is not None:
            yield Told(on, line)
