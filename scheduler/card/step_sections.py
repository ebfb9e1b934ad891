"""A step, short as on the card and in full as in `why`, and what was held back."""

from collections.abc import Iterable, Mapping, Sequence

from language.say import mark, say
from language.words import clipped, counted_in_words, listed, sentence
from scheduler.playbook.learn_who_is_around import AROUND
from storage.message import Button, Menu, Option, Section
from storage.people.facts import first_name_of
from storage.steps.facts import Notice, Suggestion, Withheld

LONGEST = 2_900  # characters, below Slack's 3000 for a section
LONGEST_LINE = 900  # of small print
LONGEST_BOLD = 300  # characters of a step on the card; house rule
LONGEST_REASON = 300  # characters of the reason below it; house rule
REASON_WORDS = 20  # of the reason below a step; house rule
MOST_PEOPLE = 3  # with something held back, in one message
MORE = "more"  # the menu of the rest: each of its values is another action

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


# On the card: one bold sentence, one reason, and what can be pressed.


def step_section(step: Suggestion, subject: str) -> Section:
    """Return a step as the card has it: what to do in bold, and one reason.

    Args:
        subject: the suggestion's id; "" = nothing can be pressed.
    """
    if step.taken_on is not None and subject:
        return did_it_happen(step, subject)
    return Section(
        text=clipped(step.step, LONGEST_BOLD),
        facts=(reason_of(step),),
        buttons=step_buttons(step, subject) if subject else (),
        subject=subject,
        bold=True,
    )


def reason_of(step: Suggestion) -> str:
    """Return the facts that fired it, as far as they are two and of twenty words."""
    both = "; ".join(step.because[:2])
    said = both if len(both.split()) <= REASON_WORDS else step.because[0]
    return in_few_words(sentence(said), REASON_WORDS)


def in_few_words(text: str, most: int) -> str:
    """Return `text` if it has at most `most` words, else its beginning."""
    words = text.split()
    if len(words) > most:
        text = " ".join(words[:most]).rstrip(",;:.") + "…"
    return clipped(text, LONGEST_REASON)


def did_it_happen(step: Suggestion, subject: str) -> Section:
    """Return the question about a step that was taken on; it is asked once."""
    return Section(
        text=clipped(say("Did it happen? {step}", step=step.step), LONGEST_BOLD),
        buttons=outcome_buttons(subject),
        subject=subject,
        bold=True,
    )


def step_buttons(step: Suggestion, subject: str) -> tuple[Button | Menu, ...]:
    """Return what can be done about a step: the usual first, the rest in a menu.

    A question of ours is answered: nobody is on it.
    """
    asks = step.play == AROUND
    rest = [] if asks else [Option(label=say("On it"), value="accept")]
    rest.append(Option(label=say("Not relevant"), value="not_relevant"))
    if step.draft:
        rest.append(Option(label=say("Draft"), value="draft_step"))
    if step.approach_id or step.person_id:
        rest.append(Option(label=say("Prep"), value="prep_step"))
    done = say("Answer") if asks else say("Done")
    return (
        Button(label=done, action="done", subject=subject, style="primary"),
        Menu(label=say("Later"), action="later", subject=subject, options=_menu(LATER)),
        Button(label=say("Why"), action="why", subject=subject),
        rest_menu(subject, rest),
    )


def outcome_buttons(subject: str) -> tuple[Button | Menu, ...]:
    """Return the answers to "did it happen?"."""
    return (
        Button(label=say("Done"), action="done", subject=subject, style="primary"),
        Button(label=say("Not yet"), action="not_yet", subject=subject),
        rest_menu(
            subject,
            [
                Option(label=say("Dropped"), value="dropped"),
                Option(label=say("Why"), value="why"),
            ],
        ),
    )


def rest_menu(subject: str, options: Iterable[Option]) -> Menu:
    """Return the menu of what is pressed seldom."""
    return Menu(
        label=say("More"),
        action=MORE,
        subject=subject,
        options=tuple(options),
        rest=True,
    )


def without(buttons: Iterable[Button | Menu], action: str) -> tuple[Button | Menu, ...]:
    """Return what can be pressed except for one action, also within the rest."""
    kept: list[Button | Menu] = []
    for one in buttons:
        if isinstance(one, Menu) and one.rest:
            options = tuple(line for line in one.options if line.value != action)
            kept.append(one.model_copy(update={"options": options}))
        elif one.action != action:
            kept.append(one)
    return tuple(kept)


def _menu(labels: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(
        Option(label=say(label), value=value) for value, label in labels.items()
    )


def held_back_line(withheld: Sequence[Withheld], notices: Sequence[Notice]) -> str:
    """Return what is held back and what pauses, in one line; "" = nothing.

    A play that is held back for two reasons counts once.
    """
    plays: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for one in withheld:
        person = (one.person_id, one.person)
        plays.setdefault(person, set()).add((one.play, one.name))
    held = [
        say(
            "for {name}: {steps}",
            name=clipped(first_name_of(person), 60),
            steps=counted_in_words("one step", "{n} steps", len(found)),
        )
        for (_, person), found in list(plays.items())[:MOST_PEOPLE]
    ]
    lines = []
    if held:
        lines.append(say("Held back {parts}.", parts="; ".join(held)))
    lines += [one.short for one in notices if one.short][:MOST_PEOPLE]
    return " ".join(lines)


# In full, for `why`.


def explained(step: Suggestion) -> Section:
    """Return a step with all of its reasons, and nothing to press."""
    text = " ".join(part for part in (step.step, step.more) if part)
    return Section(text=clipped(text, LONGEST), facts=step_lines(step))


def notice_section(notice: Notice) -> Section:
    """Return a notice with its rule."""
    rule = _rule(notice.rule, notice.source, notice.play)
    return Section(text=clipped(notice.text, LONGEST), facts=(rule,))


def _rule(rule: str, source: str, play: str) -> str:
    return say("Rule: {rule} ({source}, {id})", rule=rule, source=say(source), id=play)


def step_lines(step: Suggestion) -> tuple[str, ...]:
    """Return why a step is suggested, as lines of small print."""
    lines = [
        _because(step),
        _rule(step.rule, step.source, step.play),
        *(say("Mind: {caution}", caution=sentence(one)) for one in step.cautions),
        say("Withdrawn if: {change}", change=step.withdrawn_if),
    ]
    return tuple(clipped(line, LONGEST_LINE) for line in lines)


def _because(step: Suggestion) -> str:
    return say("Because: {facts}", facts=sentence("; ".join(step.because)))


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
        named = f"{one.name[:1].lower()}{one.name[1:]} ({one.play})"
        plays = reasons.setdefault(one.because, [])
        if named not in plays:
            plays.append(named)
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


# Under a reply.


def short_step(step: Suggestion) -> Section:
    """Return a step as one line with its reason, for the reply to something logged."""
    text = say("Next: {step}", step=step.step)
    return Section(text=clipped(text, LONGEST), facts=step_lines(step)[:1])


def instead(step: Suggestion) -> Section:
    """Return the step that comes in place of a refused one, with its reason."""
    text = say("Instead: {step}", step=step.step)
    return Section(text=clipped(text, LONGEST), facts=step_lines(step)[:1])
