"""Joint results into what a channel reads: partner first, and nothing else. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from language.say import say, say_count
from language.words import date_said, month_said, with_last
from storage.message import Bar, Figure, Message, Section
from storage.results.facts import ResultFact


@dataclass(frozen=True, slots=True)
class SharedResult:
    """All that others may read about a joint result.

    Beside ResultFact: nothing that is not a field here can get into a channel.
    """

    title: str  # in the partner's terms
    partner: str
    unit: str  # the partner's, "" when unknown
    leader: str
    partner_people: tuple[str, ...] = ()  # who contributed, beside the partner
    our_people: tuple[str, ...] = ()
    evidence: str = ""  # a link or a figure
    next_step: str = ""


def summary(
    results: Sequence[SharedResult], *, day: date, weekly: bool = False
) -> Message | None:
    """Return the post for a channel, or None when there is nothing new to tell.

    Args:
        results: confirmed by their partners, and agreed to by everyone named.
        day: any day of the month, or of the week, it is about.
        weekly: about the week.
    """
    if not results:
        return None
    monday = day - timedelta(days=day.weekday())
    period = month_said(day)
    if weekly:
        period = say("week of {monday}", monday=date_said(monday, date.min))
    return Message(
        headline=say("What we achieved together: {period}", period=period),
        sections=result_sections(results),
        small_print=(
            say(
                "Each result was confirmed by the partner named first; everyone named "
                "agreed to be."
            ),
        ),
    )


def result_sections(results: Sequence[SharedResult]) -> tuple[Section, ...]:
    """Return each result, and how many each unit has if several have some."""
    told = tuple(as_others_see_it(result) for result in results)
    units = Counter(result.unit for result in results if result.unit)
    if len(units) < 2 or len(results) <= len(units):
        return told  # one each: the results say it themselves
    most = sorted(units.items(), key=lambda one: (-one[1], one[0]))
    title = say("Results by unit")
    by_unit = Section(
        text=title,
        facts=tuple(
            say_count("{unit}: 1 result", "{unit}: {n} results", n, unit=unit)
            for unit, n in most
        ),
        figure=Figure(
            title=title,
            measure=say("Joint results"),
            bars=tuple(Bar(label=unit, value=n) for unit, n in most),
        ),
    )
    return (*told, by_unit)


def as_others_see_it(result: SharedResult) -> Section:
    """Return one result exactly as the channel will show it."""
    partner = f"{result.partner} ({result.unit})" if result.unit else result.partner
    people = (*result.partner_people, *result.our_people)
    facts = (
        say("Contributed: {names}", names=_listed(people)) if people else "",
        say("Evidence: {evidence}", evidence=result.evidence)
        if result.evidence
        else "",
        say("Next together: {next_step}", next_step=result.next_step)
        if result.next_step
        else "",
    )
    return Section(
        text=say(
            "{partner} and {leader}: {result}",
            partner=partner,
            leader=result.leader,
            result=result.title,
        ),
        facts=tuple(fact for fact in facts if fact),
    )


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    if not others:
        return last
    return with_last(", ".join(others), last)


# From a stored joint result to what others may read of it: the only way there.


def shared(result: ResultFact) -> SharedResult:
    """Return what a channel may read of `result`, and nothing else."""
    return SharedResult(
        title=result.title,
        partner=result.partner.name,
        unit=result.unit,
        leader=result.leader.name,
        partner_people=tuple(n.name for n in result.named if not n.ours),
        our_people=tuple(n.name for n in result.named if n.ours),
        evidence=result.evidence,
        next_step=result.next_step,
    )
