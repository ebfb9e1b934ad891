"""What somebody does who follows a step to the letter."""

from collections.abc import Callable, Mapping

from bench.simulated.actions import Action
from scheduler.suggestion import Suggestion


def action_of(step: Suggestion) -> Action | None:
    """Return what a step comes to; None for a play the organization has no deed for."""
    follow = FOLLOWED.get(step.play)
    return None if follow is None else follow(step)


def _unit(step: Suggestion) -> str:
    """Return the unit of the executive a step is for."""
    return step.person_id[:2]


def _resolve(step: Suggestion) -> Action:
    subject, _, rest = step.about.partition(":")
    if rest == "confirm":
        return Action("confirm", target=subject[:2], about=subject, step=step)
    if rest:
        return Action("look", target=subject, step=step)
    return Action("chase", target=subject[:2], about=subject, step=step)


def _good_word(step: Suggestion) -> Action:
    result_id, _, _ = step.about.partition(":")
    return Action("word", step.approach_id, step.person_id, result_id, step=step)


def _slot(step: Suggestion) -> Action:
    _, _, result_id = step.about.partition(":")
    return Action("slot", step.approach_id, step.person_id, result_id, step=step)


def _results(step: Suggestion) -> Action:
    kind, _, about = step.about.partition(":")
    if kind == "draft":
        return Action("post", about=about, step=step)
    return Action("prepare", step.person_id, step=step)


FOLLOWED: Mapping[str, Callable[[Suggestion], Action]] = {
    "P01": lambda step: Action("note", step.person_id, step=step),
    "P02": lambda step: Action("rate", target=_unit(step), step=step),
    "P03": _resolve,
    "P05": lambda step: Action("deliver", step.approach_id, step.about, step=step),
    "P06": _good_word,
    "P07": lambda step: Action("invite", step.approach_id, step=step),
    "P08": _slot,
    "P09": _results,
    "C2": lambda step: Action("follow up", step.person_id, step=step),
    "L1": lambda step: Action("touch", step.person_id, step=step),
    "L2": lambda step: Action("thank", step.approach_id, about=step.about, step=step),
}
