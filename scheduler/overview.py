"""What is overdue, going cold, unthanked or paused, over all stakeholders. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from language.say import mark, say
from scheduler.cooling import warmth
from scheduler.credibility import past_due
from scheduler.favour_facts import AskFact
from scheduler.playbook.renew_a_cooling_tie import renew_a_cooling_tie
from scheduler.situation import Situation
from scheduler.suggestion import Suggestion
from scheduler.wording import counted, quoted, spelled

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
            if ask.fulfilled_on is not None and ask.thanked_on is None:
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
            day = spelled(through, situation.today)
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
                    days=counted("one day", "{n} days", late),
                ),
            )
    for ask in situation.asks:
        if ask.open and ask.agreed_for is not None and ask.agreed_for < today:
            late = (today - ask.agreed_for).days
            day = spelled(ask.agreed_for, today)
            found[ask.id] = (
                late,
                say(PROMISED[ask.type], name=ask.asked.name, day=day),
            )


def _unthanked(ask: AskFact, situation: Situation) -> str:
    day = spelled(ask.fulfilled_on or situation.today, situation.today)
    return say(
        "{name}: {what} came about on {day}",
        name=ask.asked.name,
        what=quoted(say(ASKS[ask.type])),
        day=day,
    )


def _highest_first(found: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(line for _, line in sorted(found, key=lambda one: (-one[0], one[1])))
