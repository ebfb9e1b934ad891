"""An agenda item and its stances, as facts of the rows that were read."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from scheduler.agenda import THREE_PS, DeciderFact, ItemFact, OwnerFact, StanceFact
from scheduler.gather_needs import served_by
from scheduler.gather_ties import tie_fact
from scheduler.motive_facts import NeedFact
from scheduler.situation import PersonFact
from storage.rows import AnyRow
from storage.transaction import Transaction
from storage.vault import place


def stance_fact(tx: Transaction, row: AnyRow) -> StanceFact:
    """Return what somebody thinks of an item, opened."""
    about = place(row.workspace_id, f"{row.item_id}:{row.person_id}", "stance")
    said = json.loads(tx.vault.open(row.stance, about=about) or "{}")
    return StanceFact(
        current=said.get("current", ""),
        desired=said.get("desired", ""),
        view=said.get("view", ""),
        objection=said.get("objection", ""),
        heard_on=row.heard_on,
        gap_since=row.gap_since,
        objection_on=row.objection_on,
        answered_on=row.answered_on,
        proposed_on=row.proposed_on,
        outcome=row.outcome,
        priority=row.priority,
    )


def item_fact(
    tx: Transaction,
    row: AnyRow,
    parts: Sequence[AnyRow],
    stances: Mapping[str, StanceFact],
    needs: Mapping[str, Sequence[NeedFact]],
    today: date,
) -> ItemFact:
    """Return an item, opened, with whom its rows name.

    Args:
        parts: rows of who has a part in it, with the leader's tie to them.
        stances: on this item, by person.
        needs: of everybody, by person.
        today: the leader's local date.
    """
    vault = tx.vault
    sponsors = [part for part in parts if part.part == "sponsor"]
    sponsor_ids = {part.id for part in sponsors}
    served = served_by(needs, row.id)
    return ItemFact(
        id=row.id,
        code=row.code,
        title=vault.open(row.title, about=place(row.workspace_id, row.id, "title")),
        measure=vault.open(
            row.measure, about=place(row.workspace_id, row.id, "measure")
        ),
        opened_on=row.opened_on,
        decision_on=row.decision_on,
        owners=tuple(
            OwnerFact(
                p=part.part,
                person=person_fact(part),
                live_tie=tie_fact(part.totals, today=today).live,
                listed=part.listed,
                sponsor=part.id in sponsor_ids,
                priority=stances.get(part.id, StanceFact()).priority,
                needs_served=part.id in served,
                motivated=part.motivated,
            )
            for part in parts
            if part.part in THREE_PS
        ),
        sponsors=tuple(person_fact(part) for part in sponsors),
        outside_sponsors=sum(not part.ours for part in sponsors),
        deciders=tuple(
            DeciderFact(person_fact(part), _met_on_it(stances.get(part.id)))
            for part in parts
            if part.part == "decider"
        ),
    )


def person_fact(row: AnyRow) -> PersonFact:
    """Return the person of a row that has `id`, `name`, `title` and both units."""
    return PersonFact(row.id, row.name, row.title, row.unit_id or "", row.unit)


def _met_on_it(stance: StanceFact | None) -> date | None:
    if stance is None:
        return None
    days = [day for day in (stance.heard_on, stance.proposed_on) if day]
    return max(days, default=None)
