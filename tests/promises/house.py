"""The house measured: its files, who imports whom, its shapes, names and constants.

It reads the five folders of the product below a root, each file once, and knows no
path but those folders, the playbook, the tables, and the migrations that are kept as
they were written.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path, PurePosixPath
from typing import Self

FOLDERS = ("bot", "handlers", "scheduler", "storage", "language")
PLAYBOOK, TABLES = "scheduler/playbook", "storage/models"
ENTRIES_IN = (PLAYBOOK, TABLES)  # a play and a table are entries, one a file
AS_WRITTEN = "storage/migrations/versions"
REGISTRIES = frozenset({"COMMANDS", "VERBS", "PRESSES"})
CHAPTER = 400  # lines a file may have without saying why
LONG_BECAUSE = re.compile(r"(?:^|(?<=[.:!?]\s))Long because \S")
LOADED_LATE = re.compile(r"(?:^|(?<=[.:!?]\s))Loaded late: \S")
IDS = frozenset({"id", "workspace_id", "leader_id", "person_id"})
ALIKE, ALIKE_SHARE = 5, 0.75  # fields two shapes share, and of the smaller
SHAPE, SHAPE_SHARE = 3, 0.5  # fields a shape of a thing shares with its table
NO_CONSTANTS = frozenset({"TypeVar", "ParamSpec", "table_of"})  # names for what is


@dataclass(frozen=True, eq=False)
class File:
    """One file of the product: where it stands, and what is written in it."""

    path: PurePosixPath  # from the root
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        """The module's name; of an `__init__`, its package's."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def folder(self) -> str:
        """The folder it lies in."""
        return str(self.path.parent)

    @property
    def is_special(self) -> bool:
        """Whether it stands for its folder: `__init__` or `__main__`."""
        return self.path.stem in ("__init__", "__main__")

    @cached_property
    def nodes(self) -> Sequence[ast.AST]:
        """Everything in it."""
        return tuple(ast.walk(self.tree))

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True)
class Child:
    """A file with one importer, which stands beside it."""

    file: File
    parent: File

    @property
    def together(self) -> int:
        """The lines both have."""
        return self.file.lines + self.parent.lines

    def __str__(self) -> str:
        return f"{self.file} and its {self.parent.path.name}, {self.together} lines"


@dataclass(frozen=True, eq=False)
class Shape:
    """A class with named fields."""

    file: File
    name: str
    fields: frozenset[str]  # ids are left out, and what begins with _
    is_table: bool
    beside: frozenset[str]  # the shapes its docstring says it stands beside, and why

    def __str__(self) -> str:
        return f"{self.name} ({self.file})"


@dataclass(frozen=True)
class Pair:
    """Two shapes of what looks like one thing."""

    one: Shape
    other: Shape

    @property
    def shared(self) -> frozenset[str]:
        """The fields both have."""
        return self.one.fields & self.other.fields

    def __str__(self) -> str:
        return f"{self.one} and {self.other} share {len(self.shared)} fields"


@dataclass(frozen=True)
class House:
    """All files of the product."""

    files: Sequence[File]

    @classmethod
    def at(cls, root: Path) -> Self:
        """Read the product below `root`."""
        return cls(tuple(_read(root)))

    @cached_property
    def by_name(self) -> Mapping[str, File]:
        """The files by their module's name."""
        return {file.name: file for file in self.files}

    @cached_property
    def imports(self) -> Mapping[File, frozenset[File]]:
        """What each file imports, wherever in it the import stands."""
        return {
            file: frozenset(found for found, _ in self._imported(file)) - {file}
            for file in self.files
        }

    @cached_property
    def importers(self) -> Mapping[File, frozenset[File]]:
        """Who imports each file."""
        by: dict[File, set[File]] = {file: set() for file in self.files}
        for file, imported in self.imports.items():
            for one in imported:
                by[one].add(file)
        return {file: frozenset(found) for file, found in by.items()}

    @cached_property
    def entries(self) -> frozenset[File]:
        """The files that are entries: plays, tables, and what a registry names."""
        found = {file for file in self.files if file.folder in ENTRIES_IN}
        for file in self.files:
            named = _named_in_registries(file.tree)
            found |= {one for one, name in self._imported(file) if name in named}
        return frozenset(found)

    @cached_property
    def shapes(self) -> Sequence[Shape]:
        """Every class that has fields."""
        classes = (
            (file, node)
            for file in self.files
            for node in file.nodes
            if isinstance(node, ast.ClassDef)
        )
        found = (_shape(file, node) for file, node in classes)
        return tuple(shape for shape in found if shape.fields)

    def flat(self) -> dict[str, int]:
        """Return how many files lie in each folder, but for plays and tables."""
        found: dict[str, int] = defaultdict(int)
        for file in self.files:
            if file.path.stem != "__init__" and file.folder not in ENTRIES_IN:
                found[file.folder] += 1
        return dict(found)

    def long_without_reason(self) -> list[File]:
        """Return the files above a chapter whose docstring gives no reason."""
        return [
            file
            for file in self.files
            if file.lines > CHAPTER
            and not LONG_BECAUSE.search(_unwrapped(ast.get_docstring(file.tree)))
        ]

    def only_children(self) -> list[Child]:
        """Return the files whose one importer lies beside them, and has room.

        A `__main__` only starts what is elsewhere, so it is no home. Nor is a file a
        child that is imported inside functions alone, and whose docstring gives the
        reason: "Loaded late: ...".
        """
        alone = (
            Child(file, *self.importers[file])
            for file in self.files
            if len(self.importers[file]) == 1
            and file not in self.entries
            and not file.is_special
            and not self._is_loaded_late(file)
        )
        return [
            child
            for child in alone
            if child.file.folder == child.parent.folder
            and child.parent.path.stem != "__main__"
            and child.together <= CHAPTER
        ]

    def pairs(self) -> list[Pair]:
        """Return the shapes that look like one thing, and do not say what for."""
        every = (Pair(*two) for two in combinations(self.shapes, 2))
        return [
            pair
            for pair in every
            if len(pair.shared) >= ALIKE
            and _share(pair.one, pair.other) >= ALIKE_SHARE
            and pair.other.name not in pair.one.beside
            and pair.one.name not in pair.other.beside
        ]

    def shapes_of(self, things: Mapping[str, str]) -> dict[str, list[Shape]]:
        """Return each thing's shapes: its table, and every other class that tells it.

        A class of three fields tells a thing if it shares three with the table, and
        half of the smaller; or else if its name has the name of the thing or of the
        table in it. It tells one thing only: the one it shares most with, else that of
        its name. Another table is another thing.

        Args:
            things: the name of each one's table, as in {"result": "Accomplishment"}.

        Raises:
            KeyError: there is no such table.
        """
        tables = {shape.name: shape for shape in self.shapes if shape.is_table}
        found = {thing: [tables[table]] for thing, table in things.items()}
        for shape in self.shapes:
            if not shape.is_table and len(shape.fields) >= SHAPE:
                thing = _thing_told(shape, found)
                if thing:
                    found[thing].append(shape)
        return found

    def names_twice(self) -> dict[str, list[File]]:
        """Return the public names of functions and classes that stand in two files."""
        return _twice(
            (node.name, file)
            for file in self.files
            for node in file.tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
        )

    def constants_twice(self) -> dict[str, list[File]]:
        """Return the constants, as "NAME = value", that stand in two files.

        Aliases of types and tables, and what a type checker asks for, are none.
        """
        return _twice(
            (f"{name} = {ast.unparse(value)}", file)
            for file in self.files
            for name, value in _constants(file.tree)
        )

    def circles(self) -> list[list[File]]:
        """Return the groups of files that reach one another by their imports."""
        left = set(self.files)  # who is in no circle goes: what imports nothing left
        while done := {one for one in left if not self.imports[one] & left}:
            left -= done
        reach = {file: self._reached(file, left) for file in left}
        groups = {
            frozenset(other for other in reach[file] if file in reach[other])
            for file in left
        }
        return [sorted(group, key=str) for group in sorted(groups, key=len) if group]

    def _is_loaded_late(self, file: File) -> bool:
        """Return whether it says why it is loaded late, and no import is earlier."""
        if not LOADED_LATE.search(_unwrapped(ast.get_docstring(file.tree))):
            return False
        return all(
            one is not file
            for importer in self.importers[file]
            for one, _ in self._imported(importer, _at_the_start(importer.tree))
        )

    def _reached(self, start: File, within: set[File]) -> set[File]:
        """Return what imports lead to from a file; itself only in a circle."""
        found: set[File] = set()
        ahead = [start]
        while ahead:
            new = (self.imports[ahead.pop()] & within) - found
            found |= new
            ahead += new
        return found

    def _imported(
        self, file: File, nodes: Iterable[ast.AST] | None = None
    ) -> Iterator[tuple[File, str]]:
        """Yield each file of ours that a file imports, by which name it is known.

        Args:
            nodes: where in the file imports are looked for; None = everywhere.
        """
        for node in file.nodes if nodes is None else nodes:
            if isinstance(node, ast.ImportFrom):
                module = _module_of(file, node)
                for alias in node.names:
                    found = self.by_name.get(f"{module}.{alias.name}")
                    if found := found or self.by_name.get(module):
                        yield found, alias.asname or alias.name
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    if found := self.by_name.get(alias.name):
                        yield found, alias.asname or alias.name.partition(".")[0]


def _read(root: Path) -> Iterator[File]:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            place = PurePosixPath(path.relative_to(root).as_posix())
            if str(place.parent) != AS_WRITTEN:
                text = path.read_text(encoding="utf-8")
                yield File(place, ast.parse(text), len(text.splitlines()))


def _module_of(file: File, node: ast.ImportFrom) -> str:
    """Return the whole name of the module that is imported from."""
    above = file.path.parts[: -node.level] if node.level else ()
    return ".".join([*above, *([node.module] if node.module else [])])


def _at_the_start(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what runs when a file is loaded: nothing inside of functions.

    Nor what only a type checker reads.
    """
    ahead: list[ast.AST] = [tree]
    while ahead:
        node = ahead.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        yield node
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            ahead += node.orelse
        else:
            ahead += ast.iter_child_nodes(node)


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a file's own lines give a value, and the value."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value
        elif (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.value is not None
        ):
            yield node.target.id, node.value


def _named_in_registries(tree: ast.Module) -> set[str]:
    return {
        node.id
        for name, value in _assigned(tree)
        if name in REGISTRIES and isinstance(value, ast.Dict)
        for one in value.values
        for node in ast.walk(one)
        if isinstance(node, ast.Name)
    }


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for name, value in _assigned(tree):
        called = value.func if isinstance(value, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in NO_CONSTANTS:
            continue
        if name.isupper():
            yield name, value


def _shape(file: File, node: ast.ClassDef) -> Shape:
    fields = {
        line.target.id
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }
    doc = ast.get_docstring(node) or ""
    return Shape(
        file,
        node.name,
        frozenset(name for name in fields - IDS if not name.startswith("_")),
        is_table=any(keyword.arg == "table" for keyword in node.keywords),
        beside=frozenset(re.findall(r"^Beside (\w+): \S", doc, re.MULTILINE)),
    )


def _share(one: Shape, other: Shape) -> float:
    """Return how much of the smaller shape both have, 0 to 1."""
    smaller = min(len(one.fields), len(other.fields))
    return len(one.fields & other.fields) / smaller


def _thing_told(shape: Shape, things: Mapping[str, Sequence[Shape]]) -> str:
    """Return which thing a shape tells, by its fields or its name; "" for none."""
    shared = {
        thing: len(shape.fields & table.fields)
        for thing, (table, *_) in things.items()
        if len(shape.fields & table.fields) >= SHAPE
        and _share(shape, table) >= SHAPE_SHARE
    }
    if shared:
        return max(shared, key=shared.__getitem__)
    words = set(re.findall(r"[A-Z][a-z]+", shape.name))
    named = (
        thing
        for thing, (table, *_) in things.items()
        if words & {thing.capitalize(), table.name}
    )
    return next(named, "")


def _twice(found: Iterable[tuple[str, File]]) -> dict[str, list[File]]:
    places: dict[str, list[File]] = defaultdict(list)
    for name, file in found:
        if file not in places[name]:
            places[name].append(file)
    return {name: files for name, files in places.items() if len(files) > 1}


def _unwrapped(text: str | None) -> str:
    return " ".join((text or "").split())
