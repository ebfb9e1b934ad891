"""Recording a joint result, and what happens to it. Its words never change."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from storage.changes import Writer
from storage.models import Accomplishment, AccomplishmentPerson
from storage.sealed import keep


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
    result_id = keep(writer, Accomplishment, **asdict(told))
    for person_id, ours, code_hash in named:
        writer.add(
            AccomplishmentPerson(
                accomplishment_id=result_id,
                person_id=person_id,
                ours=ours,
                code_hash=code_hash,
            )
        )
    return result_id


def change_result(writer: Writer, result_id: str, **columns: object) -> None:
    """Change columns of a result, as in `Accomplishment`, but none of its words."""
    writer.update(Accomplishment, result_id, **columns)


def change_named(
    writer: Writer, result_id: str, person_id: str, **columns: object
) -> None:
    """Change columns of somebody named in a result, as in `AccomplishmentPerson`."""
    key = {"accomplishment_id": result_id, "person_id": person_id}
    writer.update(AccomplishmentPerson, key, **columns)
