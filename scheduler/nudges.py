"""The daily card, and the advice as an answer to `next` and `why`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from scheduler.playbook import ENTRY_NAMED
from scheduler.source_sentences import sentences_in
from scheduler.step_sections import (
    LONGEST_LINE,
    held_back_sections,
    notice_section,
    step_sections,
)
from scheduler.step_sections import short_step as short_step
from scheduler.step_sections import step_lines as step_lines
from scheduler.suggestion import Advice, Suggestion
from scheduler.wording import clipped, counted, sentence, spelled
from storage.message import Message, Section

Key = tuple[str, str, str]  # play, stakeholder, about: `Suggestion.key`

MOST_NOTICES = 3
MOST_LINES = 8  # of things considered, in one message


def card(
    advice: Advice,
    *,
    leader_name: str,
    today: date,
    suggestion_ids: Mapping[Key, str],
    put_off: bool = False,
    meetings: tuple[Section, ...] = (),
) -> Message | None:
    """Return the morning's card, or None on a day without a step and a meeting.

    Args:
        today: the leader's local date.
        suggestion_ids: what each step's buttons are about, by `Suggestion.key`.
        put_off: not the morning's card, but steps the leader put off to now.
        meetings: what to know before a meeting, and questions about past ones.
    """
    if not advice.steps and not meetings:
        return None
    first_name = clipped((leader_name.split() or [leader_name])[0], 60)
    steps, day = (
        counted("one step", "{n} steps", len(advice.steps)),
        spelled(today, today),
    )
    if put_off:
        headline = f"As you asked, {first_name}: {steps} put off to now, {day}."
    elif advice.steps:
        headline = f"Good morning, {first_name}. {steps.capitalize()} for {day}."
    else:
        headline = f"Good morning, {first_name}. About your meetings, {day}."
        return Message(headline=headline, sections=meetings)
    sections = (*meetings, *_sections(advice, suggestion_ids))
    return Message(headline=headline, sections=sections)


def without_held_back(advice: Advice, person_ids: Collection[str]) -> Advice:
    """Return the advice without what is held back for these stakeholders."""
    held = tuple(line for line in advice.withheld if line.person_id not in person_ids)
    return replace(advice, withheld=held)


def advice_message(
    advice: Advice, *, today: date, suggestion_ids: Mapping[Key, str]
) -> Message | None:
    """Return the answer to `next`, or None when there is nothing to say at all."""
    day = spelled(today, today)
    if advice.steps:
        steps = counted("one step", "{n} steps", len(advice.steps)).capitalize()
        return Message(
            headline=f"{steps} for {day}.", sections=_sections(advice, suggestion_ids)
        )
    sections = _sections(advice, suggestion_ids) + _considered(advice.considered)
    if not sections:
        return None
    return Message(headline=f"No new step for {day}.", sections=sections)


def _sections(advice: Advice, suggestion_ids: Mapping[Key, str]) -> tuple[Section, ...]:
    """Return notices, steps, and what was held back for the same people."""
    notices = advice.notices[:MOST_NOTICES]
    people = {notice.person_id for notice in notices}
    people |= {step.person_id for step in advice.steps}
    held = [w for w in advice.withheld if w.person_id in people or not advice.steps]
    return (
        *(notice_section(notice) for notice in notices),
        *(
            section
            for step in advice.steps
            for section in step_sections(step, suggestion_ids.get(step.key, ""))
        ),
        *held_back_sections(held),
    )


def why_message(advice: Advice, *, about: str) -> Message:
    """Return everything behind the advice: facts, rules, numbers, what else there was.

    Args:
        about: the stakeholder's name, "" = the whole day.
    """
    sections = [notice_section(notice) for notice in advice.notices[:MOST_NOTICES]]
    sections += [_explained(step) for step in advice.steps]
    sections += held_back_sections(advice.withheld)
    sections += _considered(advice.considered)
    whom = f", for {clipped(about, 200)}" if about else ""
    return Message(headline=f"Why this, and not that{whom}", sections=tuple(sections))


def _explained(step: Suggestion) -> Section:
    section = step_sections(step, "")[0]
    info = ENTRY_NAMED.get(step.play)
    house = f"House rule: {info.house}." if info is not None and info.house else ""
    name = f"Play: {step.name}" if step.name else ""
    said = tuple(
        clipped(f"{one.id}: “{one.text}” (Susan Cramm, cio.com 2007)", LONGEST_LINE)
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
        lines.append(f"And {len(considered) - MOST_LINES} more.")
    return (Section(text="Also considered", facts=tuple(lines)),)
