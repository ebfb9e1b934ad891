"""Has this step been shown or answered before, so that it should rest today? Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from language.say import say
from language.words import day_said
from scheduler.situation import Situation
from storage.steps.facts import REFUSED_DAYS, Earlier, Suggestion

Shared = Mapping[tuple[str, str, str], Sequence[Earlier]]  # play, about, approached
NOBODY_ELSE: Shared = {}

UNCOUNTED_REST = timedelta(7)  # five working days, when nobody counted them; house rule
REFUSED = timedelta(REFUSED_DAYS)
NOT_ASKED_TWICE = timedelta(30)  # after "did it happen?"; house rule
TRUST_DAMAGE = 1  # the level of what breaks trust: no "I disagree" hides the next one


def why_it_rests(
    step: Suggestion, situation: Situation, shared: Shared, *, asked: bool
) -> str:
    """Return why a step is not shown today, in words, or "" when it may be.

    Args:
        shared: steps suggested for other stakeholders: one issue or one ask may concern
            several, and an answer given once counts for all.
        asked: the leader wants to see the plan now, so what was only shown before is
            shown again.
    """
    for earlier in matches(step, situation, shared):
        reason = _reason(step, earlier, situation.today, asked=asked)
        if reason:
            return reason
    return _refused_as_such(step, situation)


def taken_on(step: Suggestion, situation: Situation) -> date | None:
    """Return the day the leader took on this step, which does not rest any more.

    Then it is asked whether it happened, and not suggested once more. None = it was
    not taken on, or it is for a day that is today or still to come.
    """
    ahead = step.due_on is not None and step.due_on >= situation.today
    if ahead and step.due_on == step.returns_on:
        return None
    for earlier in situation.earlier:
        same = (earlier.play, earlier.about) == (step.play, step.about)
        if same and earlier.state == "accepted" and earlier.asked_on is None:
            return _answered(earlier)
    return None


def _refused_as_such(step: Suggestion, situation: Situation) -> str:
    """Return why a refusal of another step holds for this one, too, or "".

    A wrong person is wrong for this play whatever it is about; who disagrees with a
    play is spared all of it, for this stakeholder.
    """
    for earlier in situation.earlier:
        until = rests_until(earlier)
        if earlier.play != step.play or earlier.state != "refused":
            continue
        if until <= situation.today:
            continue
        on, back = (day_said(d, situation.today) for d in (_answered(earlier), until))
        same = step.approach_id and step.approach_id == earlier.approach_id
        if earlier.reason == "wrong_person" and same:
            return say(
                "you said on {day} that {name} is the wrong person; not before {back}",
                day=on,
                name=step.approach or say("that"),
                back=back,
            )
        if earlier.reason == "disagree" and step.level != TRUST_DAMAGE:
            return say(
                "you said on {day} that you disagree; not before {back}",
                day=on,
                back=back,
            )
    return ""


def matches(
    step: Suggestion, situation: Situation, shared: Shared
) -> tuple[Earlier, ...]:
    """Return what became of this very step before."""
    own = [
        earlier
        for earlier in situation.earlier
        if earlier.play == step.play and earlier.about == step.about
    ]
    return (*own, *shared.get((step.play, step.about, step.approach_id), ()))


def _reason(step: Suggestion, earlier: Earlier, today: date, *, asked: bool) -> str:
    changed = earlier.facts_key != step.facts_key
    until, on = rests_until(earlier), day_said(_answered(earlier), today)
    back = day_said(until, today)
    match earlier.state:
        case "suggested" if not asked and not changed and until > today:
            return say("shown on {day}; it comes back on {back}", day=on, back=back)
        case "accepted" if earlier.asked_on is not None and until > today:
            asked_on = day_said(earlier.asked_on, today)
            return say(
                "you are on it; I asked on {day} whether it happened", day=asked_on
            )
        case "accepted" if until > today:
            return say("you are on it; it comes back on {day}", day=back)
        case "expired" if not changed and until > today:
            return say("it had no answer for long; it comes back on {day}", day=back)
        case "later" if until > today:
            return say("you put it off; it comes back on {day}", day=back)
        case "refused" if until > today:
            return say(
                "you said on {day} that it is not relevant; not before {back}",
                day=on,
                back=back,
            )
        case "done" if not changed or until > today:
            return say("you marked it done on {day}", day=on)
    return ""


def rests_until(earlier: Earlier) -> date:
    """Return the day from which the step may be shown again.

    Without a date, one that was only shown, because the leader asked, does not rest.
    """
    if earlier.returns_on is not None:
        asked = earlier.state == "accepted" and earlier.asked_on is not None
        return earlier.returns_on + (NOT_ASKED_TWICE if asked else timedelta(0))
    if earlier.state == "suggested":
        return earlier.suggested_on
    rest = REFUSED if earlier.state == "refused" else UNCOUNTED_REST
    return _answered(earlier) + rest


def _answered(earlier: Earlier) -> date:
    return earlier.answered_on or earlier.suggested_on


def shared_by(situations: Sequence[Situation]) -> Shared:
    """Return what was suggested before for any of these stakeholders."""
    shared: dict[tuple[str, str, str], list[Earlier]] = {}
    for situation in situations:
        for earlier in situation.earlier:
            key = (earlier.play, earlier.about, earlier.approach_id)
            shared.setdefault(key, []).append(earlier)
    return shared
