"""The heard part of the story: motives, needs, views, objections, bad words."""

from collections.abc import Iterator

from handlers.grammar.spoken import quoted
from handlers.request import Request
from handlers.told import Told
from storage.models import Remark
from storage.motivators import motivators_of
from storage.needs import needs_of
from storage.notes_about import waiting_for
from storage.people import Known
from storage.stances import KnownStance, stances_of

LONGEST = 160  # characters of anything quoted; house rule


def heard_from(request: Request, person: Known) -> Iterator[Told]:
    """Return what was kept of what moves a person, and of the items not closed.

    A bad word that was put right is over, and is not told again.
    """
    session, name = request.session, person.first_name
    whose = {"leader_id": request.speaker.leader_id, "person_id": person.id}
    for motive in motivators_of(session, **whose):
        by = f", from {motive.told_by}" if motive.told_by else ""
        whence = "in their own words" if motive.confirmed else f"hearsay{by}"
        what = quoted(motive.text, longest=LONGEST)
        yield Told(motive.on, f"What moves {name}, {whence}: {what}")
    for need in needs_of(session, **whose):
        yield Told(need.on, f"{name} needs {quoted(need.text, longest=LONGEST)}")
    for code, stance in stances_of(session, **whose):
        yield from _on_item(name, code, stance)
    for remark in waiting_for(session, Remark, **whose):
        what = quoted(remark.text, longest=LONGEST)
        yield Told(remark.on, f"A bad word by {name}: {what}")


def _on_item(name: str, code: str, stance: KnownStance) -> Iterator[Told]:
    said = stance.said
    view, objection = (
        f": {quoted(text, longest=LONGEST)}" if text else ""
        for text in (said.view, said.objection)
    )
    outcome = f"; {stance.outcome}" if stance.outcome else ""
    lines = (
        (stance.heard_on, f"Heard {name} on {code}{view}"),
        (stance.proposed_on, f"You proposed {code} to {name}{outcome}"),
        (stance.objection_on, f"{name} objected to {code}{objection}"),
        (stance.answered_on, f"The objection to {code} was answered"),
    )
    for on, line in lines:
        if on is not None:
            yield Told(on, line)
