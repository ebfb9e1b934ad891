"""`add`: put somebody on the list, with what is known of them."""

from dataclasses import dataclass, field, replace

from handlers.grammar.people.known_people import person_of_account
from handlers.grammar.people.names import (
    LISTED,
    asked,
    described,
    line_with,
    meaning,
    people_called,
    plain_name,
    which_of,
    with_detail,
)
from handlers.grammar.people.person_line import (
    LONGEST_JOB_TITLE,
    PersonLine,
    checked_name,
    read_people,
)
from handlers.grammar.words.tokens import split_note
from handlers.people.directory import person_by_id
from handlers.turn import LONGEST_LABEL, Choice, Doubt, Refusal, Reply, Turn, kept
from language.say import say
from language.words import clipped, listed, quoted
from storage.contacts.store import list_person
from storage.message import Message, Section
from storage.models import Person, Unit
from storage.people.facts import Known
from storage.people.store import (
    add_person,
    fold,
    names_of,
    reports_to,
    unit_id_for,
    unit_named,
)


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


def add(turn: Turn) -> Reply:
    """Put somebody on your list, or update what is known of them.

    Examples:
        add Dana Whitfield, COO in Operations reports to Lee Park
        add Dana Whitfield, head of Operations
        add Rosa Lim in Operations as colleague
        add Kim and Lee
    """
    if not turn.text:
        question = say("Whom shall I add? Their name and, if you like, title and unit.")
        nobody = Choice(say("Nothing"))
        raise Refusal(question, doubt=Doubt(question, (nobody,), "who", "add {}"))
    text, note = split_note(turn.text)
    if note:
        raise Refusal(
            say(
                "A note belongs to a contact, so nothing was saved. First: "
                "/outreach add {person}. Then: /outreach log {name} met: {note}",
                person=text,
                name=text.partition(",")[0],
                note=note[:60],
            )
        )
    added = [add_from_line(turn, line) for line in read_people(turn, text)]
    if len(added) == 1:
        return _reply(turn, added[0])
    names = [one.person.name for one in added if one.changed]
    if not names:
        return Reply(Message(headline=say("They are all on your list already.")))
    return kept(
        turn,
        say("Added to your list: {names}.", names=listed(names)),
        label=say("adding {names}", names=listed(names)),
        sections=tuple(_section(one) for one in added if one.facts),
    )


def _reply(turn: Turn, added: Added) -> Reply:
    person = described(added.person)
    if not added.changed:
        if added.person.listed:
            already = say(
                "{person} is on your list already. Nothing was changed.", person=person
            )
        else:
            already = say(
                "{person} is in the directory already. Nothing was changed.",
                person=person,
            )
        return Reply(Message(headline=already))
    if added.listed:
        headline = say("Added to your list: {person}.", person=person)
    elif added.new:
        headline = say(
            "Added to the directory, not to your list: {person}.", person=person
        )
    else:
        headline = say("Updated: {person}.", person=person)
    return kept(
        turn,
        headline,
        label=(
            say("adding {name}", name=added.person.name)
            if added.new
            else added.person.name
        ),
        sections=(
            (Section(text=f"{added.facts[0]}.", facts=tuple(added.facts[1:])),)
            if added.facts
            else ()
        ),
    )


def _section(added: Added) -> Section:
    return Section(text=added.person.name, facts=tuple(added.facts))


# Putting people into the directory and on the leader's list.


def add_from_line(turn: Turn, line: PersonLine) -> Added:
    """Add or update the person described, and put them on the list unless a colleague.

    Raises:
        Refusal: it is not clear who is meant, or the reporting line runs in a circle.
    """
    facts: list[str] = []
    unit_id = _unit(turn, line.unit, facts)
    known = None if line.another else _known(turn, line)
    if known is None or not known.title:
        line = _as_mentioned(turn, line)
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
        place_under(turn, person_id, known, line, facts)
    if line.heads and unit_id:
        place_head(turn, person_id, unit_id, line.unit, facts)
    themselves = person_id == turn.speaker.person_id
    listed = not (line.colleague or themselves) and list_person(
        turn.writer, person_id, today=turn.today
    )
    return Added(_again(turn, person_id), known is None, listed, facts)


def _as_mentioned(turn: Turn, line: PersonLine) -> PersonLine:
    """Return the line with the title that the platform says, where none was typed."""
    said = {one.user_key: one.title for one in turn.mentioned}
    title = said.get(line.user_key, "")[:LONGEST_JOB_TITLE]
    return replace(line, title=title) if title and not line.title else line


def _known(turn: Turn, line: PersonLine) -> Known | None:
    """Return whom the line is about, if they are known.

    Raises:
        Refusal: a first name only, several of that name, or another unit than known.
    """
    if line.user_key:
        mentioned = person_of_account(turn, line.user_key)
        if mentioned is not None:
            return mentioned
    found = people_called(turn, line.name)
    if line.detail:
        found = with_detail(found, line.detail)
    same = [one for one in found if fold(one.name) == fold(line.name)]
    if line.user_key:  # whoever has another account is somebody else of that name
        found = same = [one for one in same if not one.user_key]
    if not same and found and (line.detail or " " not in line.name):
        raise _this_or_another(turn, line, found)
    if len(same) > 1 and line.unit:
        same = [one for one in same if fold(one.unit) == fold(line.unit)] or same
    if len(same) > 1:
        raise which_of(turn, line.name, same)
    if same and line.unit and not line.detail and _elsewhere(same[0], line):
        raise _moved_or_another(turn, same[0], line)
    return same[0] if same else None


def _elsewhere(known: Known, line: PersonLine) -> bool:
    return bool(known.unit) and fold(known.unit) != fold(line.unit)


def _this_or_another(turn: Turn, line: PersonLine, found: list[Known]) -> Refusal:
    """Return the question whether a part of a name is somebody known or somebody new.

    The new one is in the directory under what was typed, beside the others.
    """
    text = say("I know {person}. Do you mean them?", person=described(found[0]))
    known = meaning(turn, line.name, found[:LISTED])
    label = clipped(say("Another {name}", name=line.name), LONGEST_LABEL)
    new = line_with(turn, line.name, f"another {line.name}")
    another = Choice(label, (new,), (say("another"),))
    return asked(turn, line.name, text, (*known, another))


def _moved_or_another(turn: Turn, known: Known, line: PersonLine) -> Refusal:
    """Return the question whether somebody moved to another unit, or is new."""
    old = f"{known.name} ({known.unit})"
    moved = line_with(turn, line.name, f"{old},").replace(",,", ",")
    choices = (
        Choice(
            clipped(say("The same, now in {unit}", unit=line.unit), LONGEST_LABEL),
            (moved,),
            (say("the same"), say("yes")),
        ),
        Choice(
            clipped(say("Another {name}", name=line.name), LONGEST_LABEL),
            (line_with(turn, line.name, f"another {line.name}"),),
            (say("another"), say("no")),
        ),
    )
    text = say("I know {person}. Is this the same person?", person=described(known))
    return asked(turn, line.name, text, choices)


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
    found = person_by_id(turn, person_id)
    assert found is not None
    return found


# Where they stand: whom they report to, and which unit they head.


def place_under(
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


def place_head(
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
