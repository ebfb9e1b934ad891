"""No step of a day asks of somebody what another line of it holds back. Pure.

Most plays see to it themselves. What is left is between people: a step for one
stakeholder that goes to another, and plays that do not know of each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scheduler.advice.ranking import step_waits
from scheduler.rules.asking import pausing_words
from scheduler.situation import Situation
from storage.steps.facts import Advice, Suggestion

# They invite nobody: a note, trouble with the service, thanks, a gift.
NO_INVITATION = frozenset({"P01", "P02", "P03", "L2", "C5"})
FOR_ITS_OWN_SAKE = frozenset({"C1", "C7", "L1", "L4", "P18"})  # a talk as such
OPENS_A_TIE = "P15"


def without_contradictions(
    advices: Sequence[Advice], situations: Sequence[Situation]
) -> list[Advice]:
    """Return the advice about everybody without steps that another line forbids.

    Nobody is invited to whom invitations pause (P01), whoever the step is for; and no
    talk for its own sake is suggested with somebody from whom one is held back (P15).
    """
    pausing = {one.executive.id: pausing_words(one) for one in situations if one.paused}
    held = {
        line.person_id: line.because
        for advice in advices
        for line in advice.withheld
        if line.play == OPENS_A_TIE
    }
    return [_without(advice, pausing, held) for advice in advices]


def _without(
    advice: Advice, pausing: Mapping[str, str], held: Mapping[str, str]
) -> Advice:
    steps, dropped = [], []
    for step in advice.steps:
        reason = _against(step, pausing, held)
        if reason:
            dropped.append(step_waits(step, reason))
        else:
            steps.append(step)
    if not dropped:
        return advice
    considered = (*dropped, *advice.considered)
    return replace(advice, steps=tuple(steps), considered=considered)


def _against(
    step: Suggestion, pausing: Mapping[str, str], held: Mapping[str, str]
) -> str:
    """Return what another line of the day says against a step, or ""."""
    if step.play not in NO_INVITATION and step.approach_id in pausing:
        return pausing[step.approach_id]
    if step.play in FOR_ITS_OWN_SAKE and step.approach_id in held:
        return held[step.approach_id]
    return ""
