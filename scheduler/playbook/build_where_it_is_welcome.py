"""A play: earn a reputation with a unit that is glad to work with you (P05)."""

from datetime import timedelta

from language.say import say
from language.words import day_said
from scheduler.rules.credibility import judge, rated, satisfied
from scheduler.situation import Situation
from storage.services.facts import Credibility, UnitFact
from storage.steps.facts import Answer, Answers, Suggestion

ACCEPT_RATE = 0.5  # of meetings in 90 days; house rule
FEWEST_ANSWERS = 3  # below this there is no rate to speak of; house rule
ENOUGH_RESULTS = 2  # confirmed in 90 days; house rule
NEXT_UNIT_DAYS = 60  # none by then: another unit; house rule


def build_where_it_is_welcome(situation: Situation) -> Answers:
    """Deliver one visible result with the most co-operative unit.

    When: the executive is unreachable or cold, and another unit is satisfied and takes
        at least half of the meetings (of 3 or more in 90 days); a unit where somebody
        knows the executive comes first.
    Step: deliver one visible result with it, and record it.
    Withheld: until the leader has answered P02 or P03, where one of them is due; silent
        for a unit with 2 confirmed results in 90 days.
    Source: S5; all its numbers are house rules.
    """
    if not situation.needs_a_route:
        return ()
    fit = []
    for unit in situation.units:
        if not _welcoming(unit):
            continue
        credible = judge(unit.standing, situation.today)
        if satisfied(credible):
            fit.append((unit, credible))
    fit.sort(key=_best_first)
    return tuple(_suggestion(situation, unit, credible) for unit, credible in fit)


def _welcoming(unit: UnitFact) -> bool:
    confirmed = sum(result.confirmed_on is not None for result in unit.results)
    return confirmed < ENOUGH_RESULTS and (
        unit.met + unit.attempts >= FEWEST_ANSWERS and _accept_rate(unit) >= ACCEPT_RATE
    )


def _accept_rate(unit: UnitFact) -> float:
    return unit.met / (unit.met + unit.attempts)


def _best_first(
    fit: tuple[UnitFact, Credibility],
) -> tuple[bool, float, float, str]:
    unit, credible = fit
    return (
        not unit.tie_to_executive,
        -_accept_rate(unit),
        -(credible.mean or 0.0),
        unit.standing.unit_id,
    )


def _suggestion(situation: Situation, unit: UnitFact, credible: Credibility) -> Answer:
    standing, head = unit.standing, unit.head
    step = say(
        "Deliver one visible result with {unit}, and record it.", unit=standing.unit
    )
    more = ""
    if head is not None:
        more = say("Start with {head}, who heads it.", head=head.first_name)
    asked = unit.met + unit.attempts
    facts = [
        say(
            "{unit} took {met} of {asked} meetings in the last 90 days ({share})",
            unit=standing.unit,
            met=unit.met,
            asked=asked,
            share=f"{_accept_rate(unit):.0%}",
        ),
        rated(standing, credible.mean or 0.0, credible.raters),
    ]
    if unit.tie_to_executive:
        facts.append(
            say(
                "somebody in {unit} knows {executive}",
                unit=standing.unit,
                executive=situation.executive.first_name,
            )
        )
    confirmed = [r for r in unit.results if r.confirmed_on is not None]
    for result in confirmed:
        on = day_said(result.confirmed_on or result.on, situation.today)
        facts.append(say("one result there is confirmed already, on {day}", day=on))
    return Suggestion(
        step=step,
        more=more,
        because=tuple(facts),
        withdrawn_if=say(
            "two results with {unit} are confirmed, or {executive} meets you.",
            unit=standing.unit,
            executive=situation.executive.first_name,
        ),
        about=standing.unit_id,
        approach_id=head.id if head else "",
        approach=head.name if head else "",
        returns_on=situation.today + timedelta(NEXT_UNIT_DAYS),
        fired_by=(standing.unit_id, str(len(confirmed))),
    )
