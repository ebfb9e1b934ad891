"""How a person is told: with title and unit, apart from others of a name, and typed."""

from collections.abc import Sequence

from language.say import say
from storage.people.facts import Known
from storage.people.store import fold


def described(person: Known) -> str:
    """Return e.g. "Dana Whitfield, COO in Operations"."""
    said = fold(person.title).endswith(fold(person.unit))  # "Head of Operations"
    name = f"{person.name}, {person.title}" if person.title else person.name
    if person.unit and not said:
        return say("{person} in {unit}", person=name, unit=person.unit)
    return name


def role_of(person: Known) -> str:
    """Return what `described` says after the name; "" where nothing is known."""
    if not person.unit or fold(person.title).endswith(fold(person.unit)):
        return person.title
    if person.title:
        return say("{person} in {unit}", person=person.title, unit=person.unit)
    return say("in {unit}", unit=person.unit)


def told_apart(person: Known, people: Sequence[Known]) -> str:
    """Return what to type for `person` so that nobody else of `people` is meant."""
    same = [one for one in people if fold(one.name) == fold(person.name)]
    if len(same) == 1:
        return person.name
    for detail in (person.unit, person.title):
        alike = sum(fold(detail) in (fold(one.unit), fold(one.title)) for one in same)
        if detail and alike == 1:
            return f"{person.name} ({detail})"
    return f"{person.name} (#{person.id[-6:]})"


def typed_for(person: Known) -> tuple[str, ...]:
    """Return what may be typed for a person among others: surname, title, unit."""
    surname = person.name.split()[-1] if person.name.split() else ""
    title = (person.title, f"the {person.title}") if person.title else ()
    return tuple(one for one in (surname, *title, person.unit) if one)
