"""A play: what is wrong with the service comes before any outreach (P03)."""

from scheduler.credibility import (
    FEWEST_RATERS,
    SEVERE,
    TINY,
    fix_not_felt_yet,
    past_due,
    rated,
    shuts_the_gate,
    under_the_line,
)
from scheduler.situation import IssueFact, PersonFact, Situation
from scheduler.suggestion import Answer, Answers, Suggestion
from scheduler.wording import counted, joined, quoted, spelled

FALL = 0.5  # in 90 days; house rule
AGAIN_DAYS = 14  # marked done and still open: it comes back after this; house rule


def get_it_resolved(situation: Situation) -> Answers:
    """Get each issue resolved by its owner, and confirmed by the unit.

    When: an issue of severity 1-2, past due or reopened hits the executive's unit;
        without one, a mean under 4.0 of at least 5 people, or a fall of 0.5 in 90 days.
    Step: name the issue, its owner and the date; once resolved, have somebody in the
        unit confirm it.
    Withheld: never; it outranks all outreach.
    Source: S3; the fall is a house rule.
    """
    issues = situation.standing.issues
    if issues:
        today = situation.today
        wrong = [
            issue
            for issue in issues
            if issue.confirmed_on is None
            and (issue.reopened or shuts_the_gate(issue, today))
        ]
        if wrong:
            return tuple(_about_issue(situation, issue) for issue in wrong)
    if situation.credibility.mean is None:
        return ()
    return _about_rating(situation)


def _about_issue(situation: Situation, issue: IssueFact) -> Answer:
    if issue.resolved_on is not None:
        return _confirm(situation, issue)
    today, unit = situation.today, situation.standing.unit or "the unit"
    days = (today - issue.due_on).days if past_due(issue, today) and issue.due_on else 0
    wrong = []
    if days:
        wrong.append(f"{counted(days, 'day')} past due")
    if issue.severity <= SEVERE:
        wrong.append(f"severity {issue.severity}")
    if issue.reopened:
        wrong.append("reopened")
    owner = issue.owner
    ask = f"Ask {owner.first_name} for a firm date to resolve" if owner else (
        "Name an owner and a firm date for"
    )  # fmt: skip
    return Suggestion(
        step=f"{ask} {issue.code} on {issue.service}, {joined(wrong)}, and have "
        f"someone in {unit} confirm the fix.",
        because=(_seen(situation, issue), *_rating(situation)),
        withdrawn_if=f"someone in {unit} confirms that {issue.code} is fixed.",
        about=issue.id,
        approach_id=owner.id if owner else "",
        approach=owner.name if owner else "",
        due_on=issue.due_on,
        fired_by=(
            issue.id,
            str(issue.severity),
            str(issue.due_on),
            str(issue.reopened),
            str(days // AGAIN_DAYS),
        ),
    )


def _seen(situation: Situation, issue: IssueFact) -> str:
    today = situation.today
    name = f"{issue.code} {quoted(issue.title, 80)}" if issue.title else issue.code
    if issue.due_on is None:
        return f"{name} is open since {spelled(issue.opened_on, today)}"
    was = "was" if issue.due_on < today else "is"
    return f"{name} {was} due on {spelled(issue.due_on, today)}"


def _rating(situation: Situation) -> tuple[str, ...]:
    credible = situation.credibility
    if credible.mean is None:
        return ()
    return (rated(situation.standing, credible.mean, credible.raters),)


def _confirm(situation: Situation, issue: IssueFact) -> Answer:
    today, unit = situation.today, situation.standing.unit or "the unit"
    asked = _who_confirms(situation)
    who = f"{asked.first_name}, or someone else in {unit}," if asked else (
        f"someone in {unit}"
    )  # fmt: skip
    return Suggestion(
        step=f"Ask {who} to confirm that {issue.code} on {issue.service} is fixed.",
        because=(
            f"{issue.code} was resolved on "
            f"{spelled(issue.resolved_on or today, today)}",
            "nobody there has confirmed it yet",
        ),
        withdrawn_if=f"someone in {unit} says so, or {issue.code} is opened again.",
        about=f"{issue.id}:confirm",
        approach_id=asked.id if asked else "",
        approach=asked.name if asked else "",
        fired_by=(issue.id, str(issue.resolved_on)),
    )


def _who_confirms(situation: Situation) -> PersonFact | None:
    """Return a direct report in the unit, the one known best, or None."""
    unit_id = situation.standing.unit_id
    known = [c for c in situation.reports if c.person.unit_id == unit_id]
    best = max(known, key=lambda c: c.tie.strength, default=None)
    return best.person if best else None


def _about_rating(situation: Situation) -> Answers:
    standing, credible = situation.standing, situation.credibility
    low = under_the_line(credible)
    if low and fix_not_felt_yet(standing, situation.today) is not None:
        return ()  # P02 asks whether the fix is felt
    fell = _fell(situation)
    if not low and not fell:
        return ()
    facts = [*_rating(situation)]
    if fell:
        facts.append(f"it was {standing.earlier_mean or 0:.1f} in the 90 days before")
    owner = next((s.owner for s in standing.services if s.owner is not None), None)
    what = joined([service.name for service in standing.services[:3]])
    ask = f"Ask {owner.first_name} to find out" if owner else "Find out"
    unit = standing.unit or "the unit"
    trouble = "low" if low else "fallen"
    return (
        Suggestion(
            step=f"{ask} from people in {unit} what is wrong with "
            f"{what or 'your services'}, and name the issue, its owner and a date.",
            because=tuple(facts),
            withdrawn_if=f"{unit} rates your services better, or an issue is named.",
            about=f"{standing.unit_id}:{trouble}",
            approach_id=owner.id if owner else "",
            approach=owner.name if owner else "",
            fired_by=(standing.unit_id, trouble),
        ),
    )


def _fell(situation: Situation) -> bool:
    credible, before = situation.credibility, situation.standing.earlier_mean
    if credible.mean is None or before is None or credible.raters < FEWEST_RATERS:
        return False
    return before - credible.mean >= FALL - TINY
