"""Services in words: how satisfied a unit is, the gate to it (P04), and its issues."""

from collections.abc import Collection, Sequence
from datetime import date

from handlers.turn import Reply, Turn
from language.say import say
from language.words import counted, day_beside_today, day_said
from scheduler.rules.credibility import judge, one_decimal, past_due, rated
from storage.message import Message, Section
from storage.services.facts import (
    FEWEST_RATERS,
    Gate,
    IssueFact,
    RatingFact,
    ServiceFact,
    Standing,
)
from storage.services.standing import standings

MOST_ISSUES = 20  # issues shown at once; house rule
EXAMPLE = "issue open on Payroll for Operations due 22 March: salaries late"


def unit_sections(turn: Turn, unit_ids: Collection[str]) -> tuple[Section, ...]:
    """Return what each unit thinks of the services, and whether its gate is open."""
    found = standings(turn.tx, unit_ids, today=turn.today)
    return tuple(unit_section(found[unit_id], turn.today) for unit_id in unit_ids)


def unit_section(standing: Standing, today: date) -> Section:
    """Return what a unit thinks of the services, and whether its gate is open."""
    credible = judge(standing, today)
    if credible.mean is None:
        text = say(
            "Nobody in {unit} has rated your services in 90 days.", unit=standing.unit
        )
    else:
        text = say(
            "{rated}, in the last 90 days.",
            rated=rated(standing, credible.mean, credible.raters),
        )
    return Section(text=text, facts=gate_words(standing, today))


def gate_words(standing: Standing, today: date) -> tuple[str, ...]:
    """Return whether people of a unit may be asked for help, and why not."""
    credible = judge(standing, today)
    if credible.gate is Gate.OPEN:
        return (say("The gate to {unit} is open.", unit=standing.unit),)
    if credible.gate is Gate.SHUT:
        return (
            say("The gate to {unit} is shut:", unit=standing.unit),
            *credible.failing,
        )
    if credible.gate is Gate.CAREFUL:
        return (
            say("The gate to {unit} is open, with care:", unit=standing.unit),
            *credible.doubts,
        )
    missing = FEWEST_RATERS - credible.raters
    return (
        say(
            "The gate to {unit} is not known yet: {number} to rate.",
            unit=standing.unit,
            number=counted("{n} more person", "{n} more people", missing),
        ),
    )


def service_words(standing: Standing, service: ServiceFact, today: date) -> str:
    """Return a unit's view of one service: "Operations: 3.4 of 5 (9 people)"."""
    ratings = [rating for rating in standing.ratings if rating.service_id == service.id]
    issues = [issue for issue in standing.issues if issue.service == service.name]
    return f"{standing.unit}: {_mean(ratings)}{_open(issues, today)}"


def _mean(ratings: Sequence[RatingFact]) -> str:
    if not ratings:
        return say("not rated in 90 days")
    mean = sum(rating.score for rating in ratings) / len(ratings)
    return say(
        "{cut_mark} of 5 ({number})",
        cut_mark=one_decimal(mean),
        number=counted("{n} person", "{n} people", len(ratings)),
    )


def _open(issues: Sequence[IssueFact], today: date) -> str:
    waiting = [
        f"{issue.code}{due_words(issue, today)}"
        for issue in sorted(issues, key=lambda one: (one.due_on or date.max, one.code))
        if issue.confirmed_on is None
    ]
    return say("; open: {waiting}", waiting=", ".join(waiting)) if waiting else ""


def due_words(issue: IssueFact, today: date) -> str:
    """Return how an unconfirmed issue stands, e.g. " (9 days past due)", or ""."""
    if issue.resolved_on is not None:
        return say(" (resolved, not confirmed)")
    if issue.due_on is None:
        return ""
    if past_due(issue, today):
        return say(
            " ({number} past due)",
            number=counted("{n} day", "{n} days", (today - issue.due_on).days),
        )
    return say(" (due {day})", day=day_said(issue.due_on, today))


# Issues: one line each, and the list of those not confirmed as fixed.


def issue_section(issue: IssueFact, today: date) -> Section:
    """Return an issue with its title and how it stands."""
    title = f": {issue.title}" if issue.title else ""
    owner = say(", owned by {owner}", owner=issue.owner.name) if issue.owner else ""
    return Section(
        text=say(
            "{code} on {service} for {unit}{title}",
            code=issue.code,
            service=issue.service,
            unit=issue.unit,
            title=title,
        ),
        facts=(f"{_standing(issue, today)}{owner}",),
    )


def _standing(issue: IssueFact, today: date) -> str:
    start = say("severity {number}", number=issue.severity)
    if issue.reopened:
        start = say("severity {number}, reopened", number=issue.severity)
    if issue.confirmed_on is not None:
        by_word = say(", on a leader's word") if issue.confirmed_by_word else ""
        confirmed = day_beside_today(issue.confirmed_on, today)
        confirmed_by = issue.confirmed_by.name if issue.confirmed_by else ""
        return say(
            "{start}, confirmed by {confirmed_by} {confirmed}{by_word}",
            start=start,
            confirmed_by=confirmed_by,
            confirmed=confirmed,
            by_word=by_word,
        )
    if issue.resolved_on is not None:
        resolved = day_beside_today(issue.resolved_on, today)
        return say(
            "{start}, resolved {resolved}, not confirmed yet",
            start=start,
            resolved=resolved,
        )
    if issue.due_on is None:
        return say(
            "{start}, open since {day}",
            start=start,
            day=day_said(issue.opened_on, today),
        )
    late = (today - issue.due_on).days
    past = (
        say(", {number} past due", number=counted("{n} day", "{n} days", late))
        if late > 0
        else ""
    )
    return say(
        "{start}, due {day}{past}",
        start=start,
        day=day_said(issue.due_on, today),
        past=past,
    )


def issue_list(issues: Sequence[IssueFact], today: date) -> Reply:
    """Return the issues nobody has confirmed as fixed yet."""
    if not issues:
        return Reply(
            Message(
                headline=say("No open issue."),
                small_print=(
                    say("To report one: /outreach {example}", example=EXAMPLE),
                ),
            )
        )
    left = len(issues) - MOST_ISSUES
    return Reply(
        Message(
            headline=counted(
                "{n} issue not confirmed as fixed",
                "{n} issues not confirmed as fixed",
                len(issues),
            ),
            sections=tuple(
                issue_section(issue, today) for issue in issues[:MOST_ISSUES]
            ),
            small_print=(say("And {left} more.", left=left),) if left > 0 else (),
        )
    )
