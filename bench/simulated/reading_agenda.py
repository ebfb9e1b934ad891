"""The notebook's agenda as our playbook sees it, by `storage.agenda.store`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bench.simulated.notebook import ItemNotes, Notebook
from storage.agenda.facts import (
    AgendaFact,
    DeciderFact,
    ItemFact,
    OwnerFact,
    StanceFact,
)
from storage.motives.facts import RemarkFact
from storage.people.facts import PersonFact

NO_STANCE = StanceFact()


def item_fact(
    notes: Notebook, item: ItemNotes, live: Callable[[str], bool]
) -> ItemFact:
    """Return an item; `live` says whether the leader's tie to somebody is."""
    people = notes.people
    return ItemFact(
        id=item.id, code=item.id.upper(), title="Item", opened_on=item.opened_on,
        decision_on=item.decision_on,
        owners=tuple(
            OwnerFact(
                p=p, person=people[id], live_tie=live(id), sponsor=id in item.sponsors,
                needs_served=any(
                    n.person_id == id and n.item_id == item.id for n in notes.needs
                ),
                motivated=bool(notes.motivators.get(id)), listed=id in notes.listed,
            )
            for p, id in item.parts.items()
        ),
        sponsors=tuple(people[id] for id in item.sponsors),
        outside_sponsors=len(item.sponsors),
        deciders=tuple(
            DeciderFact(people[id], _met_on_it(notes.stances.get((item.id, id))))
            for id in item.deciders
        ),
        behind=_behind(notes, item.id),
    )  # fmt: skip


def touching(
    notes: Notebook, items: list[ItemFact], person_id: str
) -> tuple[AgendaFact, ...]:
    """Return the live items that touch somebody."""
    found = []
    for item in items:
        parts = [owner.p for owner in item.owners if owner.person.id == person_id]
        parts += ["sponsor"] * any(who.id == person_id for who in item.sponsors)
        parts += ["decider"] * any(d.person.id == person_id for d in item.deciders)
        stance = notes.stances.get((item.id, person_id))
        needs = tuple(
            n for n in notes.needs if (n.person_id, n.item_id) == (person_id, item.id)
        )
        if parts or stance or needs:
            found.append(AgendaFact(item, stance or NO_STANCE, tuple(parts), needs))
    return tuple(found)


def remarks_near(notes: Notebook, person_id: str) -> tuple[RemarkFact, ...]:
    """Return the bad words by somebody, and by people known to have a tie to them."""
    return tuple(
        replace(remark, met_on=notes.met_on(remark.person.id))
        for remark in notes.remarks
        if (notes.today - remark.on).days <= 180
        and (
            remark.person.id == person_id
            or notes.manager[remark.person.id] == person_id
            or notes.manager[person_id] == remark.person.id
            or frozenset((remark.person.id, person_id)) in notes.knows
        )
    )


def _behind(notes: Notebook, item_id: str) -> tuple[tuple[PersonFact, date], ...]:
    """Return who stands below the wanted stance, and since when."""
    found = [
        (notes.people[person_id], stance.gap_since)
        for (about_id, person_id), stance in notes.stances.items()
        if about_id == item_id and stance.gap and stance.gap_since is not None
    ]
    return tuple(sorted(found, key=lambda one: (one[1], one[0].id)))


def _met_on_it(stance: StanceFact | None) -> date | None:
    if stance is None:
        return None
    days = [day for day in (stance.heard_on, stance.proposed_on) if day]
    return max(days, default=None)
