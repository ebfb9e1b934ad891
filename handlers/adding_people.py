"""Putting people into the directory and on the leader's list."""

from dataclasses import dataclass, field

from handlers.grammar.asking import described, which_of
from handlers.grammar.names import people_called, with_detail
from handlers.grammar.person_line import PersonLine
from handlers.grammar.spoken import quoted
from handlers.placing_people import set_head, set_manager
from handlers.request import Refusal, Turn
from language.say import say
from storage.models import Person
from storage.people import Known, add_person, fold, person_with
from storage.ties import list_person
from storage.units import unit_id_for, unit_named


@dataclass(slots=True)
class Added:
    """What became of one person."""

    person: Known
    new: bool  # to the directory
    listed: bool  # on the list since now
    facts: list[str] = field(default_factory=list)  # what else changed

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self.new or self.listed or bool(self.facts)


def add_from_line(turn: Turn, line: PersonLine) -> Added:
    """Add or update the person described, and put them on the list unless a colleague.

    Raises:
        Refusal: it is not clear who is meant, or the reporting line runs in a circle.
    """
    facts: list[str] = []
    unit_id = _unit(turn, line.unit, facts)
    known = None if line.another else _known(turn, line)
    if known is None:
        person_id = add_person(
            turn.writer,
            line.name,
            title=line.title,
            unit_id=unit_id,
            user_key=line.user_key,
        )
    else:
        person_id = known.id
        _update(turn, known, line, unit_id, facts)
    if line.manager:
        set_manager(turn, person_id, known, line, facts)
    if line.heads and unit_id:
        set_head(turn, person_id, unit_id, line.unit, facts)
    themselves = person_id == turn.speaker.person_id
    listed = not (line.colleague or themselves) and list_person(
        turn.writer, person_id, today=turn.today
    )
    return Added(_again(turn, person_id), known is None, listed, facts)


def _known(turn: Turn, line: PersonLine) -> Known | None:
    """Return whom the line is about, if they are known.

    Raises:
        Refusal: a first name only, several of that name, or another unit than known.
    """
    speaker = turn.speaker
    if line.user_key:
        mentioned = person_with(
            turn.tx,
            workspace_id=speaker.workspace_id,
            leader_id=speaker.leader_id,
            user_key=line.user_key,
        )
        if mentioned is not None:
            return mentioned
    found = people_called(turn, line.name)
    if line.detail:
        found = with_detail(found, line.detail)
    same = [one for one in found if fold(one.name) == fold(line.name)]
    if not same and found and (line.detail or " " not in line.name):
        raise Refusal(
            say(
                "I know {person}. If that is who you mean, type: /outreach add {name}. "
                "If not, type the full name.",
                person=described(found[0]),
                name=found[0].name,
            )
        )
    if len(same) > 1 and line.unit:
        same = [one for one in same if fold(one.unit) == fold(line.unit)] or same
    if len(same) > 1:
        raise which_of(turn, line.name, same)
    if same and line.unit and not line.detail and _elsewhere(same[0], line):
        raise _moved_or_another(same[0], line)
    return same[0] if same else None


def _elsewhere(known: Known, line: PersonLine) -> bool:
    return bool(known.unit) and fold(known.unit) != fold(line.unit)


def _moved_or_another(known: Known, line: PersonLine) -> Refusal:
    return Refusal(
        say("I know {person}. Is this the same person?", person=described(known)),
        choices=(
            say(
                "If so: /outreach add {name} ({unit}), in {new_unit}",
                name=known.name,
                unit=known.unit,
                new_unit=line.unit,
            ),
            say(
                "If not: /outreach add another {name}, in {unit}",
                name=line.name,
                unit=line.unit,
            ),
        ),
    )


def _unit(turn: Turn, name: str, facts: list[str]) -> str | None:
    if not name:
        return None
    workspace_id = turn.speaker.workspace_id
    known = unit_named(turn.tx, workspace_id=workspace_id, name=name)
    if known is not None:
        return known.id
    facts.append(say("{name} is a new unit", name=name))
    return unit_id_for(turn.writer, name)


def _update(
    turn: Turn,
    known: Known,
    line: PersonLine,
    unit_id: str | None,
    facts: list[str],
) -> None:
    changes: dict[str, str] = {}
    if known.name.islower() and known.name != line.name:
        changes["name"] = line.name
        facts.append(say("Name was {words}", words=quoted(known.name)))
    if line.title and line.title != known.title:
        changes["title"] = line.title
        if known.title:
            facts.append(say("Title was {words}", words=quoted(known.title)))
        else:
            facts.append(say("Title is new"))
    if unit_id and unit_id != known.unit_id:
        changes["unit_id"] = unit_id
        facts.append(
            say("Was in {unit}", unit=known.unit) if known.unit else say("Unit is new")
        )
    if line.user_key and line.user_key != known.user_key:
        changes["user_key"] = line.user_key
        facts.append(say("Known by the mention from now on"))
    if changes:
        turn.writer.update(Person, known.id, **changes)


def _again(turn: Turn, person_id: str) -> Known:
    found = person_with(
        turn.tx,
        workspace_id=turn.speaker.workspace_id,
        leader_id=turn.speaker.leader_id,
        person_id=person_id,
    )
    assert found is not None
    return found
