"""What somebody does who follows a step to the letter."""

from collections.abc import Callable, Mapping

from bench.simulated.actions import Action
from storage.steps.facts import Suggestion


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
    return Action(
        "word", step.approach_id, step.person_id, result_id,
        _in_person(step), step,
    )  # fmt: skip


def _slot(step: Suggestion) -> Action:
    _, _, result_id = step.about.partition(":")
    return Action(
        "slot", step.approach_id, step.person_id, result_id, _in_person(step), step
    )


def _results(step: Suggestion) -> Action:
    kind, _, about = step.about.partition(":")
    if kind == "draft":
        return Action("post", about=about, step=step)
    return Action("prepare", step.person_id, step=step)


def _enquire(step: Suggestion) -> Action:
    if step.about.startswith("failure:"):
        return Action("look", target=_unit(step), step=step)
    item_id, _, _ = step.about.partition(":")
    return Action("enquire", step.approach_id, step.person_id, item_id, step=step)


def _owners(step: Suggestion) -> Action:
    item_id, _, what = step.about.partition(":")
    if what == "owners":
        return Action("name", about=item_id, step=step)
    if what:
        return Action("list", what, step=step)
    return Action("enquire", step.person_id, step.person_id, step=step)


def _meet(step: Suggestion) -> Action:
    return Action("invite", step.approach_id or step.person_id, step=step)


def _pair(step: Suggestion) -> Action:
    _, _, other_id = step.about.partition(":")
    return Action("introduce", step.person_id, other_id, step=step)


def _for(verb: str) -> Callable[[Suggestion], Action]:
    """Return what does something with the executive about an item."""
    return lambda step: Action(
        verb, step.person_id, about=step.about.partition(":")[0], step=step
    )


def _in_person(step: Suggestion) -> bool:
    """Return whether a step says to ask face to face."""
    return any("in person" in said for said in (step.step, *step.cautions))


FOLLOWED: Mapping[str, Callable[[Suggestion], Action]] = {
    "P01": lambda step: Action("note", step.person_id, step=step),
    "P02": lambda step: Action("rate", target=_unit(step), step=step),
    "P03": _resolve,
    "P05": lambda step: Action("deliver", step.approach_id, step.about, step=step),
    "P06": _good_word,
    "P07": lambda step: Action("invite", step.approach_id, step=step),
    "P08": _slot,
    "P09": _results,
    "P10": _for("listen"),
    "P11": _enquire,
    "P12": _for("propose"),
    "P14": lambda step: Action("learn", step.approach_id, step.person_id, step=step),
    "P15": _owners,
    "P16": _for("share"),
    "P17": _for("reframe"),
    "P18": _meet,
    "P19": lambda step: Action("note", step.person_id, step=step),
    "C1": _meet,
    "C3": _for("prepare"),
    "C4": _for("listen"),
    "C5": lambda step: Action("give", step.approach_id, step=step),
    "C6": _enquire,
    "C7": _meet,
    "L3": _enquire,
    "L4": _meet,
    "L6": _meet,
    "L7": lambda step: Action("repair", step.approach_id, step=step),
    "L8": _pair,
    "C2": lambda step: Action("follow up", step.person_id, step=step),
    "L1": lambda step: Action("touch", step.person_id, step=step),
    "L2": lambda step: Action("thank", step.approach_id, about=step.about, step=step),
}
