"""What to have in mind before a conversation, as sections of a message. Pure.

The last note, what is still open, what moves them, where they stand, the topics, two
open questions, how much to listen, and what not to push. Everything is the leader's
own; nothing here leaves their conversation with the bot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.agenda import AgendaFact, MotivatorFact
from scheduler.enquiry import LISTENED_WELL
from scheduler.open_questions import open_questions
from scheduler.playbook.write_five_topics import TOPICS
from scheduler.situation import AskFact, Situation
from scheduler.step_sections import held_back_lines
from scheduler.suggestion import Withheld
from scheduler.wording import NUMBERS, clipped, quoted, sentence, spelled
from storage.message import Section

MOST = 3  # of each kind; house rule
LONGEST_NOTE = 300  # characters; house rule
LONGEST_LINE = 400  # characters; house rule
CURRENCIES = ("inspiration", "task", "position", "relationship", "personal")
KINDS = {"praise": "a good word", "intro": "an introduction"}


@dataclass(frozen=True, slots=True)
class LastTalk:
    """The newest contact with somebody: its day, what it was, and the private note."""

    on: date
    words: str  # e.g. "call, listened 70%"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Prep:
    """Everything a prep card is made of."""

    situation: Situation
    last: LastTalk | None = None
    topics: tuple[str, ...] = ()  # not used yet, oldest first
    withheld: tuple[Withheld, ...] = ()  # what the gates hold back now


def prep_sections(prep: Prep) -> tuple[Section, ...]:
    """Return the card's sections; what is not known is left out or asked for."""
    return tuple(
        Section(text=text, facts=tuple(clipped(line, LONGEST_LINE) for line in lines))
        for text, lines in (
            ("Last time", _last(prep)),
            ("Still open", _still_open(prep.situation)),
            (f"What moves {_name(prep)}", _motives(prep.situation)),
            ("Where they stand", _stances(prep.situation)),
            (_topics_title(prep), _topics(prep)),
            ("Two open questions", _questions(prep.situation)),
            ("Listen", (_listen(prep.situation),)),
            ("Do not push", _not_to_push(prep)),
        )
        if lines
    )


def prep_section(prep: Prep) -> Section:
    """Return the whole card as one section, for the morning's card."""
    facts = tuple(
        f"{section.text}: {fact}"
        for section in prep_sections(prep)
        for fact in section.facts
    )
    return Section(text=prep_title(prep), facts=facts)


def prep_title(prep: Prep) -> str:
    """Return e.g. "Before you meet Dana Whitfield today, Wed 20 May"."""
    situation = prep.situation
    name = clipped(situation.executive.name, 200)
    day = situation.tie.next_meeting_on
    if day is None:
        return f"For your next conversation with {name}"
    when = spelled(day, situation.today)
    today = "today, " if day == situation.today else ""
    return f"Before you meet {name} {today}{when}"


def _name(prep: Prep) -> str:
    return prep.situation.executive.first_name


def _last(prep: Prep) -> Sequence[str]:
    if prep.last is None:
        return ("Nothing is logged yet.",)
    day = spelled(prep.last.on, prep.situation.today)
    lines = [f"{day}: {prep.last.words}"]
    if prep.last.note:
        lines.append(f"Your note: {quoted(prep.last.note, LONGEST_NOTE)}")
    return lines


def _still_open(situation: Situation) -> Sequence[str]:
    today, lines = situation.today, []
    for ask in situation.asks:
        words = _asked(ask)
        if ask.fulfilled_on and not ask.thanked_on:
            lines.append(
                f"Thank {ask.asked.first_name} for {words}: it came about on "
                f"{spelled(ask.fulfilled_on, today)}"
            )
        elif ask.open:
            agreed = "agreed" if ask.agreed_on else "no answer yet"
            on = spelled(ask.on, today)
            lines.append(f"You asked {ask.asked.first_name} for {words} on {on}")
            lines[-1] += f"; {agreed}"
    return lines[-MOST:]


def _asked(ask: AskFact) -> str:
    words = KINDS.get(ask.type, f"a {ask.type}")
    if ask.target is None or ask.target.id == ask.asked.id:
        return words
    towards = "to" if ask.type in KINDS else "with"
    return f"{words} {towards} {ask.target.first_name}"


def _motives(situation: Situation) -> Sequence[str]:
    return [_motive(one, situation.today) for one in situation.motivators[:MOST]]


def _motive(one: MotivatorFact, today: date) -> str:
    said = f"{quoted(one.text)}, {spelled(one.on, today)}"
    kind = f" ({one.currency})" if one.currency in CURRENCIES else ""
    if one.confirmed:
        return f"{said}{kind}"
    by = f" from {one.told_by}" if one.told_by else ""
    return f"Hearsay{by}: {said}{kind}"


def _stances(situation: Situation) -> Sequence[str]:
    lines = []
    for fact in situation.agenda[:MOST]:
        lines += [_stance(fact, situation.today)]
        if fact.stance.view:
            lines.append(f"In their words: {quoted(fact.stance.view, LONGEST_NOTE)}")
        if fact.stance.objection_open:
            lines.append(f"Objection to answer: {quoted(fact.stance.objection)}")
    served = {need.text for fact in situation.agenda for need in fact.needs}
    others = [need for need in situation.needs if need.text not in served]
    lines += [f"They need {quoted(need.text)}" for need in others[:MOST]]
    return lines


def _stance(fact: AgendaFact, today: date) -> str:
    parts = [f"{fact.item.code} {quoted(fact.item.title)}"]
    if fact.needs:
        parts.append(f"serves their need of {quoted(fact.needs[0].text)}")
    if fact.stance.current:
        wanted = fact.stance.desired
        more = f", you want {wanted}" if wanted else ""
        parts.append(f"{fact.stance.current}{more}")
    if fact.item.decision_on:
        parts.append(f"decided on {spelled(fact.item.decision_on, today)}")
    return "; ".join(parts)


def _topics_title(prep: Prep) -> str:
    ready = min(len(prep.topics), TOPICS)
    title = f"Topics: {NUMBERS[ready] if ready else 'none'} of five ready"
    missing = TOPICS - ready
    return f"{title}, {NUMBERS[missing]} to find" if missing else title


def _topics(prep: Prep) -> Sequence[str]:
    lines = [quoted(topic) for topic in prep.topics[:TOPICS]]
    if len(prep.topics) < TOPICS:
        lines.append(
            "One about the person and one about the work make a start (Cramm's column, "
            "C3)"
        )
    return lines


def _questions(situation: Situation) -> Sequence[str]:
    return [f"{one.text} ({one.source})" for one in open_questions(situation)]


def _listen(situation: Situation) -> str:
    aim = f"Aim to listen two thirds of the time, about {LISTENED_WELL}% (S9, P10)"
    if not situation.tie.listened:
        return f"{aim}; say afterwards how much it was"
    on, share = situation.tie.listened[-1]
    return f"{aim}; on {spelled(on, situation.today)} it was {share}%"


def _not_to_push(prep: Prep) -> Sequence[str]:
    lines = list(held_back_lines(prep.withheld))
    until = prep.situation.tie.pause_through
    if until is not None and until >= prep.situation.today:
        day = spelled(until, prep.situation.today)
        lines.append(sentence(f"No further invitation through {day} (S1, P01)"))
    if not lines and not prep.situation.tie.substantive_days:
        lines.append("Pitch nothing: you have hardly spoken (S8, P08).")
    return lines[:MOST]
