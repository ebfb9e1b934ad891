"""A step, a notice and what was held back, as sections of a message."""

from collections.abc import Mapping, Sequence

from language.say import mark, say
from language.words import clipped, listed, sentence
from scheduler.playbook.learn_who_is_around import AROUND
from storage.message import Button, Menu, Option, Section
from storage.steps.facts import Notice, Suggestion, Withheld

LONGEST = 2_900  # characters, below Slack's 3000 for a section
LONGEST_LINE = 900  # of small print
MOST_PEOPLE = 3  # with something held back, in one message

LATER = {
    "afternoon": mark("This afternoon"),
    "tomorrow": mark("Tomorrow"),
    "monday": mark("Monday"),
    "date": mark("Pick a date"),
}
NOT_RELEVANT = {
    "wrong_person": mark("Wrong person"),
    "wrong_time": mark("Wrong time"),
    "already_done": mark("Already done"),
    "disagree": mark("I disagree"),
}


def notice_section(notice: Notice) -> Section:
    """Return a line that asks nothing of the leader."""
    rule = _rule(notice.rule, notice.source, notice.play)
    return Section(text=clipped(notice.text, LONGEST), facts=(rule,))


def _rule(rule: str, source: str, play: str) -> str:
    return say("Rule: {rule} ({source}, {id})", rule=rule, source=say(source), id=play)


def step_sections(step: Suggestion, subject: str) -> tuple[Section, ...]:
    """Return a step with its reasons and buttons, then the draft to copy, if any.

    Args:
        subject: the suggestion's id; "" = nothing can be pressed.
    """
    main = Section(
        text=clipped(step.step, LONGEST),
        facts=step_lines(step),
        buttons=step_buttons(subject, step.play) if subject else (),
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
        text=clipped(say("Did it happen? {step}", step=step.step), LONGEST),
        facts=step_lines(step),
        buttons=outcome_buttons(subject),
        subject=subject,
    )


def outcome_buttons(subject: str) -> tuple[Button | Menu, ...]:
    """Return the answers to "did it happen?"."""
    return (
        Button(label=say("Done"), action="done", subject=subject, style="primary"),
        Button(label=say("Not yet"), action="not_yet", subject=subject),
        Button(label=say("Dropped"), action="dropped", subject=subject),
        Button(label=say("Why"), action="why", subject=subject),
    )


def short_step(step: Suggestion) -> Section:
    """Return a step as one line with its reason, for the reply to something logged."""
    text = say("Next: {step}", step=step.step)
    return Section(text=clipped(text, LONGEST), facts=step_lines(step)[:1])


def instead(step: Suggestion) -> Section:
    """Return the step that comes in place of a refused one, with its reason."""
    text = say("Instead: {step}", step=step.step)
    return Section(text=clipped(text, LONGEST), facts=step_lines(step)[:1])


def step_lines(step: Suggestion) -> tuple[str, ...]:
    """Return why a step is suggested, as lines of small print."""
    because = sentence("; ".join(step.because))
    lines = [
        say("Because: {facts}", facts=because),
        _rule(step.rule, step.source, step.play),
        *(say("Mind: {caution}", caution=sentence(one)) for one in step.cautions),
        say("Withdrawn if: {change}", change=step.withdrawn_if),
    ]
    return tuple(clipped(line, LONGEST_LINE) for line in lines)


def step_buttons(subject: str, play: str = "") -> tuple[Button | Menu, ...]:
    """Return what can be done about a step; a question of ours is answered."""
    done, on_it, *others = _usual_buttons(subject)
    if play == AROUND:
        return (done.model_copy(update={"label": say("Answer")}), *others)
    return (done, on_it, *others)


def _usual_buttons(subject: str) -> tuple[Button | Menu, ...]:
    return (
        Button(label=say("Done"), action="done", subject=subject, style="primary"),
        Button(label=say("On it"), action="accept", subject=subject),
        Menu(label=say("Later"), action="later", subject=subject, options=_menu(LATER)),
        Menu(
            label=say("Not relevant"),
            action="not_relevant",
            subject=subject,
            options=_menu(NOT_RELEVANT),
        ),
        Button(label=say("Why"), action="why", subject=subject),
    )


def _menu(labels: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(
        Option(label=say(label), value=value) for value, label in labels.items()
    )


def held_back_sections(withheld: Sequence[Withheld]) -> tuple[Section, ...]:
    """Return what was held back, one small section for each stakeholder."""
    people = dict.fromkeys((line.person_id, line.person) for line in withheld)
    return tuple(
        Section(
            text=say("Not yet, for {name}", name=clipped(person, 200)),
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
        clipped(
            say(
                "Held back: {plays}, because {reason}.",
                plays=listed(plays),
                reason=because,
            ),
            LONGEST_LINE,
        )
        for because, plays in reasons.items()
    )
