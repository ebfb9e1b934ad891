"""What a talk does for the agenda, and what the leader learns in it. Hidden."""

from dataclasses import replace

from bench.simulated.causes import IN_FAVOUR, Cause
from bench.simulated.organization import Aim, Organization
from storage.agenda.facts import LEVELS, NeedFact
from storage.motives.facts import MotivatorFact

BY_THE_WAY = 0.3  # chance that an item comes up in a talk about something else
TELLS = 0.7  # chance that a report can tell how the executive sees it; assumption
REFRAMED = 0.6  # what a reframed item is worth to whom it did not serve; assumption
UNFIT = 0.2  # what a proposal is worth to whom it does not serve; assumption


def learn_from(
    world: Organization, person_id: str, aim: Aim, listened: float, *, pitched: bool
) -> None:
    """Let a talk move stances, and write down what was learned."""
    if aim.target not in ("", person_id):
        _hearsay(world, person_id, aim)
        return
    if not pitched:
        _motive(world, person_id, told_by="")
    for item_id, cause in world.causes.live.items():
        if person_id not in cause.stance:
            continue
        name = (person_id, item_id, world.day)
        aimed = aim.item_id == item_id
        if not aimed and not world.luck.happens(BY_THE_WAY, "by the way", *name):
            continue
        if pitched:
            _proposed(world, person_id, cause)
        else:
            _enquired(world, person_id, cause, listened, shared=aim.what == "share")


def _enquired(
    world: Organization, person_id: str, cause: Cause, listened: float, *, shared: bool
) -> None:
    given, notebook = world.given, world.notebook
    world.causes.move(cause.id, person_id, given.consulting_helps * listened)
    if shared:
        world.causes.move(cause.id, person_id, given.sharing_helps)
        notebook.items[cause.id].sponsors.append(person_id)
    if world.luck.happens(listened, "need", person_id, cause.id, world.day):
        served = cause.serves[person_id] or cause.reframed
        need = NeedFact(
            person_id, "what they need", world.today, cause.id if served else ""
        )
        notebook.needs.append(need)
    _hear(world, person_id, cause)


def _hear(world: Organization, person_id: str, cause: Cause) -> None:
    notebook, stance = world.notebook, cause.stance[person_id]
    known = notebook.stances.get((cause.id, person_id))
    answered_on = known.answered_on if known is not None else None
    if known is not None and known.objection_on is not None:
        answered_on = world.today  # it was talked over
    level = LEVELS[round(stance)]
    behind = LEVELS.index(level) < LEVELS.index("supportive")
    gap_since = known.gap_since if known is not None else None
    notebook.hear(
        cause.id, person_id, current=level, view="as they see it",
        heard_on=world.today, answered_on=answered_on,
        gap_since=(gap_since or world.today) if behind else None,
    )  # fmt: skip


def _proposed(world: Organization, person_id: str, cause: Cause) -> None:
    given, notebook = world.given, world.notebook
    known = notebook.stances.get((cause.id, person_id))
    needs = [n for n in notebook.needs if n.person_id == person_id and n.item_id]
    told = [m for m in notebook.motivators.get(person_id, ()) if m.confirmed]
    informed = known is not None and known.heard_on is not None and needs and told
    if not informed:
        world.causes.move(cause.id, person_id, -0.5 * given.early_pitch_costs)
    fits = 1.0 if cause.serves[person_id] else REFRAMED if cause.reframed else UNFIT
    world.causes.move(
        cause.id, person_id, given.proposing_helps * fits * (1.0 if informed else 0.3)
    )
    outcome = "agreed"
    if cause.stance[person_id] < IN_FAVOUR:
        objects = world.luck.happens(0.5, "objects", person_id, cause.id, world.day)
        outcome = "objection" if objects else "refused"
    notebook.hear(cause.id, person_id, proposed_on=world.today, outcome=outcome)
    if outcome == "objection":
        notebook.hear(cause.id, person_id, objection_on=world.today)


def _hearsay(world: Organization, report_id: str, aim: Aim) -> None:
    """Let a report tell what the executive thinks or wants, if they can."""
    name = (report_id, aim.target, world.day)
    if not world.luck.happens(TELLS, "hearsay", *name):
        return
    if aim.what == "learn":
        _motive(world, aim.target, told_by=world.notebook.people[report_id].name)
    cause = world.causes.live.get(aim.item_id)
    if cause is not None and aim.target in cause.stance:
        _hear(world, aim.target, cause)


def _motive(world: Organization, person_id: str, told_by: str) -> None:
    if not told_by and not world.mood(person_id).motive_known:
        return
    motive = world.company.people[person_id].motive
    told = MotivatorFact(
        "what moves them", world.today, not told_by, motive, told_by=told_by
    )
    known = world.notebook.motivators.setdefault(person_id, [])
    if any(m.confirmed == told.confirmed for m in known):
        known[:] = [
            replace(m, on=world.today) if m.confirmed == told.confirmed else m
            for m in known
        ]
    else:
        known.insert(0, told)
