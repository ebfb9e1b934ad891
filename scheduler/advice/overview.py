"""What is overdue, cold, unthanked or paused, and what a proposal lacks. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from language.say import mark, say, say_count
from language.words import AT_LENGTH, counted_in_words, day_said, quoted
from scheduler.playbook.do_not_push import IN_A_ROW
from scheduler.playbook.renew_a_cooling_tie import renew_a_cooling_tie
from scheduler.rules.credibility import judge, one_decimal, past_due
from scheduler.rules.enquiry import Missing, missing_info, objection_words
from scheduler.rules.introducers import warmth
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact
from storage.favours.facts import AskFact
from storage.message import Bar, Figure, Section
from storage.services.facts import Gate
from storage.steps.facts import Suggestion

PROMISED = {
    "meeting": mark("Meeting with {name} was promised for {day}"),
    "praise": mark("Praise with {name} was promised for {day}"),
    "intro": mark("Intro with {name} was promised for {day}"),
    "review slot": mark("Review slot with {name} was promised for {day}"),
    "favour": mark("Favour with {name} was promised for {day}"),
}
ASKS = {
    "meeting": mark("meeting"),
    "praise": mark("praise"),
    "intro": mark("intro"),
    "review slot": mark("review slot"),
    "favour": mark("favour"),
}
MOST_UNITS = 10  # units; house rule
TITLE = 120  # characters of a unit's name; house rule


@dataclass(frozen=True, slots=True)
class Overview:
    """Lines for a dashboard, most pressing first; each says who or what, and since."""

    overdue: tuple[str, ...] = ()
    cooling: tuple[str, ...] = ()
    unthanked: tuple[str, ...] = ()
    paused: tuple[str, ...] = ()


def overview(situations: Sequence[Situation]) -> Overview:
    """Return what waits, over a leader's stakeholders; each thing once."""
    overdue: dict[str, tuple[int, str]] = {}
    unthanked: dict[str, str] = {}
    cooling: list[tuple[float, str]] = []
    paused: list[str] = []
    for situation in situations:
        _note_overdue(situation, overdue)
        for ask in situation.asks:
            if ask.thanks_due:
                unthanked[ask.id] = _unthanked(ask, situation)
        for answer in renew_a_cooling_tie(situation):
            if isinstance(answer, Suggestion) and situation.tie.contact_days:
                last = situation.tie.contact_days[-1]
                silent = (situation.today - last).days
                line = say(
                    "{name}: silent for {n} days",
                    name=situation.executive.name,
                    n=silent,
                )
                cooling.append(
                    (-warmth(situation.tie.contact_days, situation.today), line)
                )
        through = situation.tie.pause_through
        if through is not None and through >= situation.today:
            day = day_said(through, situation.today)
            paused.append(
                say(
                    "{name}: no invitations through {day}",
                    name=situation.executive.name,
                    day=day,
                )
            )
    return Overview(
        overdue=_highest_first(overdue.values()),
        cooling=_highest_first(cooling),
        unthanked=tuple(unthanked.values()),
        paused=tuple(paused),
    )


def _note_overdue(situation: Situation, found: dict[str, tuple[int, str]]) -> None:
    today = situation.today
    for issue in situation.standing.issues:
        if past_due(issue, today) and issue.due_on is not None:
            late = (today - issue.due_on).days
            found[issue.id] = (
                late,
                say(
                    "{code} on {service}, for {unit}: {days} past due",
                    code=issue.code,
                    service=issue.service,
                    unit=situation.standing.unit,
                    days=counted_in_words("one day", "{n} days", late),
                ),
            )
    for ask in situation.asks:
        if ask.open and ask.agreed_for is not None and ask.agreed_for < today:
            late = (today - ask.agreed_for).days
            day = day_said(ask.agreed_for, today)
            found[ask.id] = (
                late,
                say(PROMISED[ask.type], name=ask.asked.name, day=day),
            )


def _unthanked(ask: AskFact, situation: Situation) -> str:
    day = day_said(ask.fulfilled_on or situation.today, situation.today)
    return say(
        "{name}: {what} came about on {day}",
        name=ask.asked.name,
        what=quoted(say(ASKS[ask.type]), AT_LENGTH),
        day=day,
    )


def _highest_first(found: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(line for _, line in sorted(found, key=lambda one: (-one[0], one[1])))


# What speaks against a proposal that the leader is about to make (P13).


def against_proposing(
    situation: Situation, fact: AgendaFact, *, pushes: bool = False
) -> Sequence[Missing]:
    """Return why an item is not to be proposed to the executive yet; () = go ahead.

    P12 holds it back while the gate is shut, and P13 while something is missing, while
    an objection is open, or after two talks that only advocated.

    Args:
        pushes: the leader speaks of escalation, which is always held.
    """
    name, code = situation.executive.first_name, fact.item.code
    found = []
    if pushes:
        ask = say(
            "ask what {name} would need, then type `heard {name} on {code}: …`",
            name=name,
            code=code,
        )
        found.append(Missing(say("going over {name}'s head is a push", name=name), ask))
    if situation.credibility.gate is Gate.SHUT:
        ask = say(
            "ask {name} what the trouble with your services costs, and nothing else",
            name=name,
        )
        found += [Missing(why, ask) for why in situation.credibility.failing]
    if fact.stance.objection_open:
        ask = say(
            "ask what is behind it, then type `heard {name} on {code}: …`",
            name=name,
            code=code,
        )
        found.append(Missing(objection_words(situation, fact), ask))
    modes = [mode for _, mode, _ in situation.tie.talks[-IN_A_ROW:]]
    if modes == ["advocacy"] * IN_A_ROW:
        ask = say(
            "ask and listen first, then type `log {name} call today, enquiry`",
            name=name,
        )
        what = say("you argued your case with {name} twice in a row", name=name)
        found.append(Missing(what, ask))
    return (*found, *missing_info(situation, fact))


# How units rate the leader's services, in words and as a figure.


def satisfaction(situations: Iterable[Situation], today: date) -> Section | None:
    """Return the mean rating of each unit in 90 days, lowest first; None without one.

    The mean is cut, not rounded, so that 3.96 is never shown as the line of 4.0.
    """
    standings = {one.standing.unit_id: one.standing for one in situations}
    judged = [(one.unit, judge(one, today)) for one in standings.values() if one.unit]
    means = sorted(
        (one_decimal(credible.mean), unit[:TITLE], credible.raters)
        for unit, credible in judged
        if credible.mean is not None
    )
    if not means:
        return None
    shown = means[:MOST_UNITS]
    lines = [
        say_count(
            "{unit}: {mean} of 5 (1 person)",
            "{unit}: {mean} of 5 ({n} people)",
            raters,
            unit=unit,
            mean=mean,
        )
        for mean, unit, raters in shown
    ]
    if len(means) > MOST_UNITS:
        lines.append(say("And {number} more", number=len(means) - MOST_UNITS))
    title = say("How units rate your services")
    return Section(
        text=title,
        facts=tuple(lines),
        figure=Figure(
            title=title,
            measure=say("Mean of 90 days"),
            bars=tuple(Bar(label=unit, value=mean) for mean, unit, _ in shown),
        ),
    )
