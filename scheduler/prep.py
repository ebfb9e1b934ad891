"""What to have in mind before a conversation, as sections of a message. Pure.

The last note, what is still open, what moves them, where they stand, the topics, two
open questions, how much to listen, and what not to push. Everything is the leader's
own; nothing here leaves their conversation with the bot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from language.say import say
from scheduler.enquiry import LISTENED_WELL
from scheduler.open_questions import open_questions
from scheduler.playbook.write_five_topics import TOPICS
from scheduler.prep_lines import LONGEST_NOTE, MOST, motives, stances, still_open
from scheduler.situation import Situation
from scheduler.step_sections import held_back_lines
from scheduler.suggestion import Withheld
from scheduler.wording import clipped, counted, quoted, spelled
from storage.message import Section

LISTENING = "P10"  # said under "Listen"; it pushes nobody
LONGEST_LINE = 400  # characters; house rule


@dataclass(frozen=True, slots=True)
class LastTalk:
    """The newest contact with somebody: its day, what it was, and the private note."""

    on: date
    words: str  # e.g. "a call, you listened 70%"
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
            (say("Last time"), _last(prep)),
            (say("Still open"), still_open(prep.situation)),
            (say("What moves {name}", name=_name(prep)), motives(prep.situation)),
            (say("Where they stand"), stances(prep.situation)),
            (_topics_title(prep), _topics(prep)),
            (say("Two open questions"), _questions(prep.situation)),
            (say("Listen"), (_listen(prep.situation),)),
            (say("Do not push"), _not_to_push(prep)),
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
        return say("For your next conversation with {name}", name=name)
    when = spelled(day, situation.today)
    if day == situation.today:
        return say("Before you meet {name} today, {day}", name=name, day=when)
    return say("Before you meet {name} on {day}", name=name, day=when)


def _name(prep: Prep) -> str:
    return prep.situation.executive.first_name


def _last(prep: Prep) -> Sequence[str]:
    if prep.last is None:
        return (say("Nothing is logged yet."),)
    day = spelled(prep.last.on, prep.situation.today)
    lines = [f"{day}: {prep.last.words}"]
    if prep.last.note:
        note = quoted(prep.last.note, LONGEST_NOTE)
        lines.append(say("Your note: {words}", words=note))
    return lines


def _topics_title(prep: Prep) -> str:
    ready = min(len(prep.topics), TOPICS)
    if ready == 0:
        return say("Topics: none of five ready, five to find")
    if ready == TOPICS:
        return say("Topics: five of five ready")
    return say(
        "Topics: {ready} ready, {missing}",
        ready=counted("one of five", "{n} of five", ready),
        missing=counted("one to find", "{n} to find", TOPICS - ready),
    )


def _topics(prep: Prep) -> Sequence[str]:
    lines = [quoted(topic) for topic in prep.topics[:TOPICS]]
    if len(prep.topics) < TOPICS:
        lines.append(
            say(
                "One about the person and one about the work make a start (Cramm's "
                "column, C3)"
            )
        )
    return lines


def _questions(situation: Situation) -> Sequence[str]:
    return [f"{one.text} ({one.source})" for one in open_questions(situation)]


def _listen(situation: Situation) -> str:
    if not situation.tie.listened:
        return say(
            "Aim to listen two thirds of the time, about {aim}% (S9, P10); say "
            "afterwards how much it was",
            aim=LISTENED_WELL,
        )
    on, share = situation.tie.listened[-1]
    return say(
        "Aim to listen two thirds of the time, about {aim}% (S9, P10); on {day} it was "
        "{share}%",
        aim=LISTENED_WELL,
        day=spelled(on, situation.today),
        share=share,
    )


def _not_to_push(prep: Prep) -> Sequence[str]:
    asks = [line for line in prep.withheld if line.play != LISTENING]
    lines = list(held_back_lines(asks))
    until = prep.situation.tie.pause_through
    if until is not None and until >= prep.situation.today:
        day = spelled(until, prep.situation.today)
        lines.append(say("No further invitation through {day} (S1, P01).", day=day))
    if not lines and not prep.situation.tie.substantive_days:
        lines.append(say("Pitch nothing: you have hardly spoken (S8, P08)."))
    return lines[:MOST]
