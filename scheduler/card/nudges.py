"""The advice as a message: the daily card, and the answers to `next` and `why`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from language.say import say
from language.words import clipped, counted_in_words, day_said, sentence
from scheduler.card.step_sections import (
    LONGEST,
    LONGEST_LINE,
    explained,
    held_back_line,
    held_back_sections,
    notice_section,
    step_section,
)
from scheduler.playbook import ENTRY_NAMED
from scheduler.playbook.write_five_topics import FIVE_TOPICS
from scheduler.rules.source_sentences import sentences_in
from storage.message import Menu, Message, Option, Section
from storage.people.facts import first_name_of
from storage.steps.facts import Advice, Notice, Suggestion

Key = tuple[str, str, str]  # play, stakeholder, about: `Suggestion.key`
MOST_NOTICES = 3
MOST_NEWS = 1  # notices told in full on one card; house rule
MOST_LINES = 8  # of things considered, in one message
CARDS = "cards"  # the menu's action
A_WEEK, STOP, SETTINGS = "week", "stop", "settings"


def morning_card(
    advice: Advice,
    *,
    leader_name: str,
    today: date,
    suggestion_ids: Mapping[Key, str],
    put_off: bool = False,
    meetings: tuple[Section, ...] = (),
) -> Message | None:
    """Return the morning's card, or None on a day without a step and a meeting.

    Everything behind a step is told by `why`: a card is read in ten seconds.

    Args:
        today: the leader's local date.
        suggestion_ids: what each step's buttons are about, by `Suggestion.key`.
        put_off: not the morning's card, but steps the leader put off to now.
        meetings: what to know before a meeting, and questions about past ones.
    """
    if not advice.steps and not meetings:
        return None
    first_name = clipped(first_name_of(leader_name), 60)
    parts = {"name": first_name, "day": day_said(today, today)}
    steps = counted_in_words("one step", "{n} steps", len(advice.steps))
    if put_off:
        headline = say(
            "As you asked, {name}: {steps} put off to now, {day}.", steps=steps, **parts
        )
    elif advice.steps:
        headline = say(
            "Good morning, {name}. {steps} for {day}.", steps=_capital(steps), **parts
        )
    else:
        headline = say("Good morning, {name}. About your meetings, {day}.", **parts)
        return Message(headline=headline, sections=meetings)
    return Message(
        headline=headline,
        sections=(*meetings, *_sections(advice, suggestion_ids)),
        small_print=_held_back(advice),
    )


def advice_message(
    advice: Advice, *, today: date, suggestion_ids: Mapping[Key, str]
) -> Message | None:
    """Return the answer to `next`, or None when there is nothing to say at all."""
    day = day_said(today, today)
    if advice.steps:
        steps = _capital(counted_in_words("one step", "{n} steps", len(advice.steps)))
        return Message(
            headline=say("{steps} for {day}.", steps=steps, day=day),
            sections=_sections(advice, suggestion_ids),
            small_print=_held_back(advice),
        )
    sections = (
        *(notice_section(notice) for notice in advice.notices[:MOST_NOTICES]),
        *held_back_sections(advice.withheld),
        *_considered(advice.considered),
    )
    if not sections:
        return None
    return Message(headline=say("No new step for {day}.", day=day), sections=sections)


def why_message(advice: Advice, *, about: str) -> Message:
    """Return everything behind the advice: facts, rules, numbers, what else there was.

    Args:
        about: the stakeholder's name, "" = the whole day.
    """
    sections = [notice_section(notice) for notice in advice.notices[:MOST_NOTICES]]
    sections += [_explained(step) for step in advice.steps]
    sections += held_back_sections(advice.withheld)
    sections += _considered(advice.considered)
    headline = say("Why this, and not that")
    if about:
        headline = say("Why this, and not that, for {name}", name=clipped(about, 200))
    return Message(headline=headline, sections=tuple(sections))


def without_what_is_prepared(advice: Advice, person_ids: Collection[str]) -> Advice:
    """Return the advice without what the meetings with these stakeholders say.

    That is what is held back for them, and how many of the five topics are ready.
    """
    held = tuple(line for line in advice.withheld if line.person_id not in person_ids)
    steps = tuple(
        step
        for step in advice.steps
        if step.play != FIVE_TOPICS or step.person_id not in person_ids
    )
    return replace(advice, withheld=held, steps=steps)


def without_notices_said(advice: Advice, last_card_on: date | None) -> Advice:
    """Return the advice, the notices that a card has said already in short.

    Args:
        last_card_on: local date of the newest card before this one; None = none yet.
    """

    def is_new(notice: Notice) -> bool:
        on = notice.since
        return on is None or last_card_on is None or last_card_on < on

    left = tuple(
        notice if is_new(notice) else replace(notice, said=True)
        for notice in advice.notices
        if is_new(notice) or notice.short
    )
    return replace(advice, notices=left)


def _sections(advice: Advice, suggestion_ids: Mapping[Key, str]) -> tuple[Section, ...]:
    """Return the notices that are new, and the steps."""
    ids = suggestion_ids
    return (
        *(Section(text=clipped(one.text, LONGEST)) for one in _news(advice.notices)),
        *(step_section(step, ids.get(step.key, "")) for step in advice.steps),
    )


def _news(notices: Sequence[Notice]) -> list[Notice]:
    return [one for one in notices if not one.said][:MOST_NEWS]


def _held_back(advice: Advice) -> tuple[str, ...]:
    """Return one line about what is held back for the people the card is about."""
    people = {one.person_id for one in (*advice.notices, *advice.steps)}
    held = [one for one in advice.withheld if one.person_id in people]
    news = _news(advice.notices)
    line = held_back_line(held, [one for one in advice.notices if one not in news])
    return (clipped(line, LONGEST_LINE),) if line else ()


def _explained(step: Suggestion) -> Section:
    section = explained(step)
    info = ENTRY_NAMED.get(step.play)
    house = ""
    if info is not None and info.house:
        house = say("House rule: {rule}.", rule=say(info.house))
    name = say("Play: {play}", play=step.name) if step.name else ""
    said = tuple(
        clipped(
            say(
                "{id}: “{words}” (Susan Cramm, cio.com 2007)",
                id=one.id,
                words=say(one.text),
            ),
            LONGEST_LINE,
        )
        for one in sentences_in(step.source)
    )
    more = tuple(line for line in (name, *said, house) if line)
    return section.model_copy(update={"facts": (*section.facts, *more)})


def _considered(considered: Sequence[str]) -> tuple[Section, ...]:
    """Return what was ranked behind or rests, as one section."""
    if not considered:
        return ()
    lines = [clipped(sentence(line), LONGEST_LINE) for line in considered[:MOST_LINES]]
    if len(considered) > MOST_LINES:
        lines.append(say("And {n} more.", n=len(considered) - MOST_LINES))
    return (Section(text=say("Also considered"), facts=tuple(lines)),)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# Why a message came by itself, and how to have no more of them (R59).


def on_a_morning(message: Message) -> Message:
    """Return the daily card, saying that it comes by itself."""
    return _saying(
        message,
        say(
            "This comes because you use Outreach. To stop: remind stop. "
            "To change when: remind"
        ),
    )


def as_put_off(message: Message) -> Message:
    """Return the card of a step that was put off, saying that it comes by itself."""
    return _saying(
        message,
        say(
            "You get this because you put it off to now. "
            "To get no more cards: remind stop"
        ),
    )


def _saying(message: Message, line: str) -> Message:
    return message.model_copy(
        update={"to_stop": line, "buttons": message.buttons or (cards_menu(),)}
    )


def cards_menu() -> Menu:
    """Return the menu with which cards are stopped in two presses (R94)."""
    return Menu(
        label=say("These cards"),
        action=CARDS,
        subject="",
        options=(
            Option(label=say("Pause for a week"), value=A_WEEK),
            Option(label=say("Stop them"), value=STOP),
            Option(label=say("Settings"), value=SETTINGS),
        ),
    )
