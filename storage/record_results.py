"""Recording a joint result, and what happens to it. Its words never change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storage.changes import Writer
from storage.database import vault_of
from storage.ids import new_id
from storage.models import Accomplishment, AccomplishmentPerson
from storage.vault import place


@dataclass(frozen=True, slots=True)
class Told:
    """A joint result as the leader told it, with the hashes of its codes."""

    partner_id: str
    unit_id: str | None
    title: str
    evidence: str
    next_step: str
    on: date
    code_hash: str
    shareable: bool = True


def remember_result(
    writer: Writer, told: Told, named: Sequence[tuple[str, bool, str]]
) -> str:
    """Save a result nobody has confirmed yet, and return its id.

    Args:
        named: (person id, of the leader's own side, hash of their code).
    """
    row = Accomplishment(
        id=new_id(),
        workspace_id=writer.workspace_id,
        leader_id=writer.leader_id,
        partner_id=told.partner_id,
        unit_id=told.unit_id,
        on=told.on,
        code_hash=told.code_hash,
        shareable=told.shareable,
    )
    vault = vault_of(writer.session)
    for column in ("title", "evidence", "next_step"):
        about = place(writer.workspace_id, row.id, column)
        setattr(row, column, vault.seal(getattr(told, column), about=about))
    writer.insert(row)
    for person_id, ours, code_hash in named:
        writer.insert(
            AccomplishmentPerson(
                accomplishment_id=row.id,
                person_id=person_id,
                ours=ours,
                code_hash=code_hash,
            )
        )
    return row.id


def change_result(writer: Writer, result_id: str, **columns: object) -> None:
    """Change columns of a result, as in `Accomplishment`, but none of its words."""
    writer.update(Accomplishment, {"id": result_id}, **columns)


def change_named(
    writer: Writer, result_id: str, person_id: str, **columns: object
) -> None:
    """Change columns of somebody named in a result, as in `AccomplishmentPerson`."""
    key = {"accomplishment_id": result_id, "person_id": person_id}
    writer.update(AccomplishmentPerson, key, **columns)
