"""A play: who has been asked enough rests, and somebody else is named (L5)."""

from language.say import say
from scheduler.rules.asking import (
    between,
    cap_reached,
    declined_lately,
    result_to_tell,
    witnesses,
)
from scheduler.situation import Colleague, Situation, invitations_pause
from storage.services.facts import Gate
from storage.steps.facts import Answers, Withheld


def rest_the_advocate(situation: Situation) -> Answers:
    """Let whoever has been asked enough rest, and say who else there is.

    When: the best tie to somebody who is unreachable or cold goes through a colleague
        with an open ask, or one of the last 30 days.
    Step: none; it names another colleague, a direct report to meet, or another unit.
    Withheld: another ask to that colleague; silent while the gate holds back all asks.
    Source: Flynn 2003, two-way favours go with status, one-way giving with lower
        productivity; no source gives a cap, so it is a house rule.
    """
    if not (situation.mutual or situation.reports) or not situation.needs_a_route:
        return ()
    if situation.credibility.gate is Gate.SHUT:
        return ()
    today = situation.today
    best = _who_could_be_asked(situation)
    reason = cap_reached(best[0], today) if best else ""
    if not reason:
        return ()
    name = best[0].person.first_name
    instead = _instead(situation, best[1:])
    held = say("Another favour from {name}", name=name)
    return (Withheld(because=f"{reason}; {instead}", name=held),)


def _who_could_be_asked(situation: Situation) -> list[Colleague]:
    """Return witnesses with something to tell, and reports, the best tie first."""
    found = [c for c in witnesses(situation) if result_to_tell(situation, c)]
    found += [c for c in situation.reports if c.tie.live and not c.in_own_line]
    return sorted(found, key=lambda colleague: between(colleague).place)


def _instead(situation: Situation, others: list[Colleague]) -> str:
    executive, today = situation.executive.first_name, situation.today
    for other in others:
        if cap_reached(other, today) or declined_lately(other, today):
            continue
        if invitations_pause(other.tie, today):
            continue
        name = other.person.first_name
        if other.reports_to_executive:
            return say(
                "{name}, who reports to {executive}, could be asked instead",
                name=name,
                executive=executive,
            )
        return say(
            "{name} knows {executive} too, and could be asked instead",
            name=name,
            executive=executive,
        )
    for report in situation.reports:
        paused = invitations_pause(report.tie, today)
        if not report.in_own_line and not report.tie.live and not paused:
            name = report.person.first_name
            return say(
                "{name} reports to {executive}, and could be met instead",
                name=name,
                executive=executive,
            )
    if situation.units:
        unit = situation.units[0].standing.unit or say("another unit")
        return say("a result with {unit} is another way", unit=unit)
    return say(
        "if somebody else knows {executive}, tell me (for example: Kim Park knows "
        "{executive})",
        executive=executive,
    )
