"""What to have in mind before a conversation, as sections of a message. Pure.

The last note, what is still open, what moves them, where they stand, the topics, two
open questions, how much to listen, and what not to push. Everything is the leader's
own; nothing here leaves their conversation with the bot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.enquiry import LISTENED_WELL
from scheduler.open_questions import open_questions
from scheduler.playbook.write_five_topics import TOPICS
from scheduler.prep_lines import LONGEST_NOTE, MOST, motives, stances, still_open
from scheduler.situation import Situation
from scheduler.step_sections import held_back_lines
from scheduler.suggestion import Withheld
from scheduler.wording import clipped, number_word, quoted, sentence, spelled
from storage.message import Section

LISTENING = "P10"  # said under "Listen"; it pushes nobody
LONGEST_LINE = 400  # characters; house rule


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
            ("Still open", still_open(prep.situation)),
            (f"What moves {_name(prep)}", motives(prep.situation)),
            ("Where they stand", stances(prep.situation)),
            (_topics_title(prep), _topics(prep)),
            ("Two open questions", _questions(prep.situation)),
            ("Listen", (_listen(prep.situation),)),
            ("Do not push", _not_to_push(prep)),
        )
        if lines
    )


def prep_section(prep: Prep) -> Section:
    """Return the whole card as one section, for the morning's card.

    Each title stands before the first of its lines.
    """
    facts = tuple(
        f"{section.text}: {fact}" if place == 0 else fact
        for section in prep_sections(prep)
        for place, fact in enumerate(section.facts)
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
    on = "today," if day == situation.today else "on"
    return f"Before you meet {name} {on} {when}"


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


def _topics_title(prep: Prep) -> str:
    ready = min(len(prep.topics), TOPICS)
    title = f"Topics: {number_word(ready) if ready else 'none'} of five ready"
    missing = TOPICS - ready
    return f"{title}, {number_word(missing)} to find" if missing else title


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
    asks = [line for line in prep.withheld if line.play != LISTENING]
    lines = list(held_back_lines(asks))
    until = prep.situation.tie.pause_through
    if until is not None and until >= prep.situation.today:
        day = spelled(until, prep.situation.today)
        lines.append(sentence(f"No further invitation through {day} (S1, P01)"))
    if not lines and not prep.situation.tie.substantive_days:
        lines.append("Pitch nothing: you have hardly spoken (S8, P08).")
    return lines[:MOST]
