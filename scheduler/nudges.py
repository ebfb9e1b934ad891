"""The daily card: a day's advice as a message, and as the answer to "why"."""

from collections.abc import Mapping, Sequence
from datetime import date

from scheduler.playbook import PLAY_NAMED
from scheduler.suggestion import Advice, Notice, Suggestion, Withheld
from scheduler.wording import clipped, counted, sentence, spelled
from storage.message import Button, Menu, Message, Option, Section

Key = tuple[str, str, str]  # play, stakeholder, about: `Suggestion.key`

LONGEST = 2_900  # characters, below Slack's 3000 for a section
LONGEST_LINE = 900  # of small print
MOST_PEOPLE = 3  # as many notices, and as many people with something held back
MOST_LINES = 8  # of things considered, in one answer

LATER = (
    Option(label="This afternoon", value="afternoon"),
    Option(label="Tomorrow", value="tomorrow"),
    Option(label="Monday", value="monday"),
    Option(label="Pick a date", value="date"),
)
NOT_RELEVANT = (
    Option(label="Not the right person", value="wrong_person"),
    Option(label="Not the right time", value="wrong_time"),
    Option(label="Already done", value="already_done"),
    Option(label="I see it differently", value="disagree"),
)


def card(
    advice: Advice,
    *,
    leader_name: str,
    today: date,
    suggestion_ids: Mapping[Key, str],
) -> Message | None:
    """Return the morning's card, or None on a day without a step.

    Args:
        today: the leader's local date.
        suggestion_ids: what each step's buttons are about, by `Suggestion.key`.
    """
    if not advice.steps:
        return None
    shown = advice.notices[:MOST_PEOPLE]
    sections = [notice_section(notice) for notice in shown]
    for step in advice.steps:
        sections += step_sections(step, suggestion_ids[step.key])
    on_the_card = {notice.person_id for notice in shown}
    on_the_card |= {step.person_id for step in advice.steps}
    held = [line for line in advice.withheld if line.person_id in on_the_card]
    first_name = leader_name.split()[0] if leader_name.split() else leader_name
    steps = counted(len(advice.steps), "step").capitalize()
    return Message(
        headline=f"Good morning, {clipped(first_name, 60)}. "
        f"{steps} for {spelled(today, today)}.",
        sections=(*sections, *held_back_sections(held)),
    )


def notice_section(notice: Notice) -> Section:
    """Return a line that asks nothing of the leader."""
    rule = f"Rule: {notice.rule} ({notice.source}, {notice.play})"
    return Section(text=clipped(notice.text, LONGEST), facts=(rule,))


def step_sections(step: Suggestion, subject: str) -> list[Section]:
    """Return a step with its reasons and buttons, then the draft to copy, if any.

    Args:
        subject: the suggestion's id; "" = nothing can be pressed.
    """
    main = Section(
        text=clipped(step.step, LONGEST),
        facts=step_lines(step),
        buttons=step_buttons(subject) if subject else (),
        subject=subject,
    )
    if not step.draft:
        return [main]
    return [main, Section(text=clipped(step.draft, LONGEST), quote=True)]


def step_lines(step: Suggestion) -> tuple[str, ...]:
    """Return why a step is suggested, as lines of small print."""
    because = sentence("; ".join(step.because))
    lines = [f"Because: {because}", f"Rule: {step.rule} ({step.source}, {step.play})"]
    lines += [f"Mind: {sentence(caution)}" for caution in step.cautions]
    lines.append(f"Withdrawn if: {step.withdrawn_if}")
    return tuple(clipped(line, LONGEST_LINE) for line in lines)


def step_buttons(subject: str) -> tuple[Button | Menu, ...]:
    """Return what can be done about a step."""
    return (
        Button(label="Done", action="done", subject=subject, style="primary"),
        Button(label="On it", action="accept", subject=subject),
        Menu(label="Later", action="later", subject=subject, options=LATER),
        Menu(
            label="Not relevant",
            action="not_relevant",
            subject=subject,
            options=NOT_RELEVANT,
        ),
        Button(label="Why", action="why", subject=subject),
    )


def held_back_sections(withheld: Sequence[Withheld]) -> list[Section]:
    """Return what was held back, one small section for each stakeholder."""
    people = dict.fromkeys((line.person_id, line.person) for line in withheld)
    return [
        Section(
            text=f"Not yet, for {clipped(person, 200)}",
            facts=tuple(
                held_back_line(line) for line in withheld if line.person_id == person_id
            ),
        )
        for person_id, person in list(people)[:MOST_PEOPLE]
    ]


def held_back_line(line: Withheld) -> str:
    """Return one thing that was held back, and the condition that failed."""
    text = f"Held back: {line.name} ({line.play}): because {line.because}."
    return clipped(text, LONGEST_LINE)


def why(
    step: Suggestion, withheld: Sequence[Withheld], considered: Sequence[str]
) -> Message:
    """Return everything behind a step: facts, rule, numbers, and what else there was.

    Args:
        withheld: what was held back for the same stakeholder.
        considered: what was ranked behind, in words.
    """
    info = PLAY_NAMED.get(step.play)
    facts = [*step_lines(step)]
    if info is not None and info.house:
        facts.append(f"Our own numbers, without a source: {info.house}.")
    sections = [Section(text=clipped(step.step, LONGEST), facts=tuple(facts))]
    sections += held_back_sections(withheld)
    if considered:
        more = len(considered) - MOST_LINES
        lines = [clipped(sentence(line), LONGEST_LINE) for line in considered]
        lines = lines[:MOST_LINES] + ([f"And {more} more."] if more > 0 else [])
        sections.append(Section(text="Also considered", facts=tuple(lines)))
    about = f" for {clipped(step.person, 60)}" if step.person else ""
    return Message(headline=f"Why “{step.name}”{about}", sections=tuple(sections))


def answered_card(message: Message, answers: Mapping[str, str]) -> Message:
    """Return a sent card with each answered step's buttons replaced by one line.

    Args:
        answers: suggestion id -> what became of it, e.g. "✓ Done, Tue 31 March".
    """
    sections = tuple(
        section.model_copy(
            update={"facts": (*section.facts, answers[section.subject]), "buttons": ()}
        )
        if section.subject in answers and section.buttons
        else section
        for section in message.sections
    )
    return message.model_copy(update={"sections": sections})
