"""Readers make what is meant, acts carry it out, and only a door makes an event."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields

import pytest

from handlers.turn import Act, Reply, Turn
from tests.promises.test_no_fakes import trees

GRAMMAR = "handlers/grammar"
KNOW_TURNS = ("handlers/", "bot/")  # imports point down: nothing below knows one
SIDES = ("slack", "teams", "page", "local", "terminal")
DOORS = tuple(f"{floor}/{side}" for floor in ("handlers", "bot") for side in SIDES)
REGISTRIES = ("COMMANDS", "PRESSES")


def texts_assigned(tree: ast.Module) -> Iterator[ast.Attribute]:
    """Yield where the `.text` of anything but a new object's own is assigned."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Store):
            continue
        if node.attr == "text" and ast.unparse(node.value) != "self":
            yield node


def texts_composed(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield where a turn is given a text that is put together from pieces."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or called(node) not in ("replace", "Turn"):
            continue
        for given in node.keywords:
            if given.arg == "text" and isinstance(
                given.value, ast.JoinedStr | ast.BinOp
            ):
                yield node


def made(tree: ast.Module, *names: str) -> Iterator[ast.Call]:
    """Yield where something of these names is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in names:
            yield node


def called(node: ast.Call) -> str:
    """Return the last part of the name that is called: "replace" of `a.replace()`."""
    return ast.unparse(node.func).rpartition(".")[2]


def places(found: Iterator[ast.expr], file: str) -> list[str]:
    return [f"{file}:{node.lineno} {ast.unparse(node)}" for node in found]


def test_nobody_assigns_the_text_of_a_turn_outside_the_grammar() -> None:
    for file, tree in trees():
        if file.startswith(KNOW_TURNS) and not file.startswith(GRAMMAR):
            assert places(texts_assigned(tree), file) == []


def test_nobody_composes_a_line_to_have_it_read() -> None:
    for file, tree in trees():
        assert places(texts_composed(tree), file) == []


def test_only_a_door_makes_a_line_or_a_press() -> None:
    makers = set()
    for file, tree in trees():
        found = places(made(tree, "Said", "Pressed"), file)
        if found and file.startswith(KNOW_TURNS):  # storage has a Said of stances
            assert file.startswith(DOORS), found
            makers.add(file)
    assert makers


def test_a_turn_is_made_in_one_place() -> None:
    makers = [file for file, tree in trees() if any(made(tree, "open_turn"))]
    assert len(makers) == 1


def registries() -> Iterator[dict[str, Act]]:
    """Yield every table of acts, wherever it stands."""
    for file, tree in trees():
        for node in tree.body:
            if (
                isinstance(node, ast.AnnAssign)
                and ast.unparse(node.target) in REGISTRIES
            ):
                name = file.removesuffix(".py").removesuffix("/__init__")
                module = importlib.import_module(name.replace("/", "."))
                yield getattr(module, ast.unparse(node.target))


def test_a_command_or_a_press_takes_a_turn_and_nothing_else() -> None:
    tables = list(registries())
    assert len(tables) == len(REGISTRIES)
    for table in tables:
        assert table
        for name, act in table.items():
            signature = inspect.signature(act)
            [taken] = signature.parameters.values()
            assert (taken.annotation, signature.return_annotation) == (Turn, Reply), (
                name
            )


def test_a_turn_cannot_be_changed() -> None:
    turn = Turn.__new__(Turn)
    for one in fields(Turn):
        with pytest.raises(FrozenInstanceError):
            setattr(turn, one.name, "")


@pytest.mark.parametrize(
    ("line", "assigned", "composed"),
    [
        ("turn.text = 'Dana'", 1, 0),
        ("turn.text += ' call'", 1, 0),
        ("turn.text: str = 'Dana'", 1, 0),
        ("self.text = text", 0, 0),
        ("shown = turn.text", 0, 0),
        ("replace(turn, text=f'hearsay {turn.text}')", 0, 1),
        ("replace(turn, text='hearsay ' + turn.text)", 0, 1),
        ("Turn(session, text=f'{item} {part}')", 0, 1),
        ("replace(turn, text=rest)", 0, 0),
        ("Section(text=f'{item} {part}')", 0, 0),
    ],
)
def test_these_checks_see_what_they_are_for(
    line: str, assigned: int, composed: int
) -> None:
    tree = ast.parse(line)
    assert len(list(texts_assigned(tree))) == assigned
    assert len(list(texts_composed(tree))) == composed
