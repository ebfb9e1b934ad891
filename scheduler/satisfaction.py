"""How units rate the leader's services, in words and as a figure. Pure."""

from collections.abc import Iterable
from datetime import date

from language.say import say, say_count
from scheduler.credibility import judge, one_decimal
from scheduler.situation import Situation
from storage.message import Bar, Figure, Section

MOST = 10  # units; house rule
TITLE = 120  # characters of a unit's name; house rule


def satisfaction(situations: Iterable[Situation], today: date) -> Section | None:
    """Return the mean mark of each unit in 90 days, lowest first; None without one.

    The mean is cut, not rounded, so that 3.96 is never shown as the line of 4.0.
    """
    standings = {one.standing.unit_id: one.standing for one in situations}
    judged = [(one.unit, judge(one, today)) for one in standings.values() if one.unit]
    marks = sorted(
        (one_decimal(credible.mean), unit[:TITLE], credible.raters)
        for unit, credible in judged
        if credible.mean is not None
    )
    if not marks:
        return None
    shown = marks[:MOST]
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
    if len(marks) > MOST:
        lines.append(say("And {number} more", number=len(marks) - MOST))
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
