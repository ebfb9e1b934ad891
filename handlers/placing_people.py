"""Where somebody stands: whom they report to, and which unit they head."""

from handlers.grammar.asking import which_of
from handlers.grammar.names import people_called, plain_name
from handlers.grammar.person_line import PersonLine, checked_name
from handlers.request import Refusal, Turn
from language.say import say
from storage.models import Person, Unit
from storage.people import Known, add_person, fold
from storage.reporting_lines import names_of, reports_to
from storage.units import unit_named


def set_manager(
    turn: Turn,
    person_id: str,
    known: Known | None,
    line: PersonLine,
    facts: list[str],
) -> None:
    """Set who somebody reports to, and note what changed in `facts`.

    Raises:
        Refusal: the line would run in a circle, or several have the manager's name.
    """
    manager_id, name, new = _manager(turn, line.manager)
    if known is not None and known.manager_id == manager_id:
        return
    if reports_to(turn.tx, manager_id, above_id=person_id):
        raise Refusal(
            say(
                "{name} can't be above {other}: {name} reports to {other}, or is the "
                "same person. Put it the other way round: /outreach add {name} reports "
                "to {other}",
                name=name,
                other=line.name,
            )
        )
    turn.writer.update(Person, person_id, manager_id=manager_id)
    was = known.manager_id if known else None
    before = names_of(turn.tx, [was]).get(was, "") if was else ""
    facts.append(
        say("Reports to {name}", name=name)
        + (say(", who is new in the directory but not on your list") if new else "")
        + (say(" (was {name})", name=before) if before else "")
    )


def _manager(turn: Turn, typed: str) -> tuple[str, str, bool]:
    """Return the manager's id and name, and whether they are new to the directory."""
    if fold(typed) in ("me", "myself"):
        return turn.speaker.person_id, turn.speaker.name, False
    found = people_called(turn, plain_name(typed))
    if len(found) > 1:
        raise which_of(turn, typed, found)
    if found:
        return found[0].id, found[0].name, False
    name = checked_name(plain_name(typed))
    return add_person(turn.writer, name), name, True


def set_head(
    turn: Turn, person_id: str, unit_id: str, unit: str, facts: list[str]
) -> None:
    """Make somebody the head of a unit, and note what changed in `facts`."""
    row = unit_named(turn.tx, workspace_id=turn.speaker.workspace_id, name=unit)
    if row is None or row.head_id == person_id:
        return
    turn.writer.update(Unit, unit_id, head_id=person_id)
    before = names_of(turn.tx, [row.head_id]) if row.head_id else {}
    was = "".join(say(" (was {name})", name=name) for name in before.values())
    facts.append(say("Heads {name}{was}", name=row.name, was=was))
