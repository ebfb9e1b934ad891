"""Is a unit satisfied enough to be asked for anything? (P04) Pure.

The gate is shut, careful or open; whoever is asked while it is careful is asked with a
line of caution. Shut is a low mean, an open issue that is severe, or one long past due;
careful is what lies between that and a satisfied unit whose issues are confirmed as
fixed. The numbers are house rules, and stand here alone.

A person's newest rating is the mean of the ratings given on their newest day, because
one person may rate several services. A fix that nobody on the consumer's side has
confirmed asks for care, however late or severe its issue was.
"""

from datetime import date
from math import floor

from language.say import say, say_count
from storage.services.facts import (
    FEWEST_RATERS,
    WINDOW_DAYS,
    Credibility,
    Gate,
    IssueFact,
    Standing,
)

LINE = 4.0  # of 5; HDI 2007 puts averages in the mid to high 4s, weak evidence
SHUT_BELOW = 3.5  # of 5; from here to the line with care; house rule
TINY = 1e-9  # means of thirds must not miss a line by rounding
SEVERE = 2  # severity 1 and 2 shut the gate; house rule
SHUT_AFTER_DAYS = 7  # past due for so long shuts it, whatever it is; house rule
JUST_FIXED_DAYS = 14  # as long as a reading may take to come back; house rule


def judge(standing: Standing, today: date) -> Credibility:
    """Return how open the gate towards a unit is, and why.

    Too few ratings make it unknown, unless an issue says more.
    """
    if not standing.ratings and not standing.issues:
        return Credibility()
    mean, raters = _mean(standing, today)
    failing: list[str] = []
    doubts: list[str] = []
    if mean is not None and raters >= FEWEST_RATERS and mean < LINE - TINY:
        to = failing if mean < SHUT_BELOW - TINY else doubts
        to.append(rated(standing, mean, raters, line=True))
    for issue in standing.issues:
        if issue.confirmed_on is None:
            to = failing if shuts_the_gate(issue, today) else doubts
            to.append(_trouble(issue, standing, today))
    if failing:
        return Credibility(Gate.SHUT, mean, raters, tuple(failing))
    if doubts:
        return Credibility(Gate.CAREFUL, mean, raters, doubts=tuple(doubts))
    gate = Gate.OPEN if raters >= FEWEST_RATERS else Gate.UNKNOWN
    return Credibility(gate, mean, raters)


def _mean(standing: Standing, today: date) -> tuple[float | None, int]:
    newest: dict[str, tuple[date, float, int]] = {}  # rater -> day, sum, ratings
    for rating in standing.ratings:
        if not 0 <= (today - rating.on).days < WINDOW_DAYS:
            continue
        day, total, count = newest.get(rating.by_id, (rating.on, 0.0, 0))
        if rating.on > day:
            total, count = 0.0, 0
        if rating.on >= day:
            newest[rating.by_id] = (rating.on, total + rating.score, count + 1)
    if not newest:
        return None, 0
    means = [total / count for _, total, count in newest.values()]
    return sum(means) / len(means), len(means)


def under_the_line(credible: Credibility) -> bool:
    """Return whether enough people rated, and their mean is under the line."""
    return (
        credible.mean is not None
        and credible.raters >= FEWEST_RATERS
        and credible.mean < LINE - TINY
    )


def too_few(credible: Credibility) -> bool:
    """Return whether too few people rated to know, and nothing shuts the gate."""
    return credible.gate is not Gate.SHUT and credible.raters < FEWEST_RATERS


def satisfied(credible: Credibility) -> bool:
    """Return whether enough people rated, at the line or over, and nothing is shut."""
    return (
        credible.gate is not Gate.SHUT
        and credible.raters >= FEWEST_RATERS
        and not under_the_line(credible)
    )


def past_due(issue: IssueFact, today: date) -> bool:
    """Return whether an unconfirmed issue missed its due day."""
    if issue.confirmed_on is not None or issue.due_on is None:
        return False
    return issue.due_on < (issue.resolved_on or today)


def shuts_the_gate(issue: IssueFact, today: date) -> bool:
    """Return whether an issue alone keeps the gate shut."""
    if issue.confirmed_on is not None or issue.resolved_on is not None:
        return False
    if issue.severity <= SEVERE:
        return True
    return issue.due_on is not None and (today - issue.due_on).days >= SHUT_AFTER_DAYS


def fix_not_felt_yet(standing: Standing, today: date) -> IssueFact | None:
    """Return an issue confirmed as fixed in 14 days, if nobody has rated since."""
    for issue in standing.issues:
        if issue.confirmed_on is None:
            continue
        if not 0 <= (today - issue.confirmed_on).days <= JUST_FIXED_DAYS:
            continue
        if not any(rating.on >= issue.confirmed_on for rating in standing.ratings):
            return issue
    return None


def rated(standing: Standing, mean: float, raters: int, *, line: bool = False) -> str:
    """Return "Operations rates your services 3.4 of 5 (9 people)".

    The mean is cut, not rounded, so that 3.96 is never shown as the line itself.
    """
    people = say_count("1 person", "{n} people", raters)
    if line:
        people = say("{people}; {line} opens the gate", people=people, line=LINE)
    return say(
        "{unit} rates your services {mean} of 5 ({people})",
        unit=standing.unit or say("The unit"),
        mean=one_decimal(mean),
        people=people,
    )


def one_decimal(mean: float) -> float:
    """Return a mean cut, not rounded, to one decimal."""
    return floor(mean * 10 + TINY) / 10


def _trouble(issue: IssueFact, standing: Standing, today: date) -> str:
    parts = {"code": issue.code, "service": issue.service}
    if issue.resolved_on is not None:
        return say(
            "{code} on {service} is resolved, but nobody in {unit} has confirmed it",
            unit=standing.unit or say("the unit"),
            **parts,
        )
    if issue.due_on is not None and issue.due_on < today:
        return say_count(
            "{code} on {service} is {n} day past due",
            "{code} on {service} is {n} days past due",
            (today - issue.due_on).days,
            **parts,
        )
    return say(
        "{code} on {service} is open with severity {number}",
        number=issue.severity,
        **parts,
    )
