"""A step, a notice and what was held back, as sections of a message."""

from collections.abc import Sequence

from scheduler.suggestion import Notice, Suggestion, Withheld
from scheduler.wording import clipped, joined, sentence
from storage.message import Button, Menu, Option, Section

LONGEST = 2_900  # characters, below Slack's 3000 for a section
LONGEST_LINE = 900  # of small print
MOST_PEOPLE = 3  # with something held back, in one message

LATER = (
    Option(label="This afternoon", value="afternoon"),
    Option(label="Tomorrow", value="tomorrow"),
    Option(label="Monday", value="monday"),
    Option(label="Pick a date", value="date"),
)
NOT_RELEVANT = (
    Option(label="Wrong person", value="wrong_person"),
    Option(label="Wrong time", value="wrong_time"),
    Option(label="Already done", value="already_done"),
    Option(label="I disagree", value="disagree"),
)


def notice_section(notice: Notice) -> Section:
    """Return a line that asks nothing of the leader."""
    rule = f"Rule: {notice.rule} ({notice.source}, {notice.play})"
    return Section(text=clipped(notice.text, LONGEST), facts=(rule,))


def step_sections(step: Suggestion, subject: str) -> tuple[Section, ...]:
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
    if step.taken_on is not None and subject:
        return (did_it_happen(step, subject),)
    if not step.draft:
        return (main,)
    return main, Section(text=clipped(step.draft, LONGEST), quote=True)


def did_it_happen(step: Suggestion, subject: str) -> Section:
    """Return the question about a step that was taken on; it is asked once."""
    return Section(
        text=clipped(f"Did it happen? {step.step}", LONGEST),
        facts=step_lines(step),
        buttons=outcome_buttons(subject),
        subject=subject,
    )


def outcome_buttons(subject: str) -> tuple[Button | Menu, ...]:
    """Return the answers to "did it happen?"."""
    return (
        Button(label="Done", action="done", subject=subject, style="primary"),
        Button(label="Not yet", action="not_yet", subject=subject),
        Button(label="Dropped", action="dropped", subject=subject),
        Button(label="Why", action="why", subject=subject),
    )


def short_step(step: Suggestion) -> Section:
    """Return a step as one line with its reason, for the reply to something logged."""
    return Section(
        text=clipped(f"Next: {step.step}", LONGEST), facts=step_lines(step)[:1]
    )


def instead(step: Suggestion) -> Section:
    """Return the step that comes in place of a refused one, with its reason."""
    return Section(
        text=clipped(f"Instead: {step.step}", LONGEST), facts=step_lines(step)[:1]
    )


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


def held_back_sections(withheld: Sequence[Withheld]) -> tuple[Section, ...]:
    """Return what was held back, one small section for each stakeholder."""
    people = dict.fromkeys((line.person_id, line.person) for line in withheld)
    return tuple(
        Section(
            text=f"Not yet, for {clipped(person, 200)}",
            facts=held_back_lines([w for w in withheld if w.person_id == person_id]),
        )
        for person_id, person in list(people)[:MOST_PEOPLE]
    )


def held_back_lines(withheld: Sequence[Withheld]) -> tuple[str, ...]:
    """Return what was held back, and the condition that failed, said once each."""
    reasons: dict[str, list[str]] = {}
    for one in withheld:
        reasons.setdefault(one.because, []).append(
            f"{one.name[:1].lower()}{one.name[1:]} ({one.play})"
        )
    return tuple(
        clipped(f"Held back: {joined(plays)}, because {because}.", LONGEST_LINE)
        for because, plays in reasons.items()
    )
