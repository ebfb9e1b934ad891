"""What every table says of itself, beside its columns: read by what walks all tables.

Erasing a person, undoing a command, bringing a book over and deleting a workspace look
here and keep no lists of tables of their own.
"""

from dataclasses import dataclass
from typing import ClassVar

from sqlmodel import SQLModel


@dataclass(frozen=True, slots=True)
class Brought:
    """How a row comes along when its book is brought into another one."""

    rows: tuple[str, ...] = ()  # columns with the id of a row of the same book
    left: tuple[str, ...] = ()  # columns that are empty in the copy


class Table(SQLModel):
    """A table. Each of these must be said, by the class or by the kind it is of.

    Attributes:
        about_people: columns with the person a row is about. A leader's row is erased
            with that person, and comes along only where they can be told.
        named_people: columns with a person whose erasing leaves the row, or has a
            rule of its own; empty in a copy where that person cannot be told.
        sealed_texts: columns that are written and read plain and kept sealed, see
            `storage.database.writer`.
        is_shared: what leaders of a workspace have in common is computed from it, so a
            write changes the workspace's token.
        brought: how a leader's book takes it along; None = it stays where it is.
        moves_on: columns that change by themselves: undo does not compare them, and
            puts them back only if the command itself set them.
        part_of: the column with the row it is part of, with which it is erased and
            whose workspace it is of; "" = it names its own.
        has_workspace: False = it outlives every workspace.
    """

    about_people: ClassVar[tuple[str, ...]]
    named_people: ClassVar[tuple[str, ...]]
    sealed_texts: ClassVar[tuple[str, ...]]
    is_shared: ClassVar[bool]
    brought: ClassVar[Brought | None]
    moves_on: ClassVar[frozenset[str]]
    part_of: ClassVar[str]
    has_workspace: ClassVar[bool]


class OfALeader(Table):
    """A kind: one leader's own. It says whom it is about, what is sealed, if it comes.

    These three have no default: `about_people`, `sealed_texts`, `brought`.
    """

    named_people: ClassVar[tuple[str, ...]] = ()
    is_shared = False
    moves_on: ClassVar[frozenset[str]] = frozenset()
    part_of = ""
    has_workspace = True


class OfAWorkspace(Table):
    """A kind: everybody's in a workspace. It says whom it names, and if it is shared.

    These two have no default: `named_people`, `is_shared`.
    """

    about_people: ClassVar[tuple[str, ...]] = ()
    sealed_texts: ClassVar[tuple[str, ...]] = ()
    brought: ClassVar[Brought | None] = None
    moves_on: ClassVar[frozenset[str]] = frozenset()
    part_of = ""
    has_workspace = True


class OfTheBot(Table):
    """A kind: the bot's own, of no workspace and about nobody.

    It says what is sealed: `sealed_texts`.
    """

    about_people: ClassVar[tuple[str, ...]] = ()
    named_people: ClassVar[tuple[str, ...]] = ()
    is_shared = False
    brought: ClassVar[Brought | None] = None
    moves_on: ClassVar[frozenset[str]] = frozenset()
    part_of = ""
    has_workspace = False


def tables(kind: type[Table] = Table) -> list[type[Table]]:
    """Return the class of every table, by the table's name.

    Call it once `storage.models` is imported: that is where they all are.
    """
    found: list[type[Table]] = []
    for one in kind.__subclasses__():
        found += [one] if hasattr(one, "__table__") else tables(one)
    return sorted(found, key=lambda one: str(one.__tablename__))
