"""Every text in the code has its places filled, and can be handed to a translator."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from language.extract import FOLDERS, ROOT, texts_in_code

SAYS = {"say": 0, "say_of": 1, "say_count": 1}  # where the text with all places is

SAYING = {*SAYS, "counted", "counted_in_words"}


def places(text: str) -> set[str]:
    return {
        name for _, name, _, _ in string.Formatter().parse(text) if name is not None
    }


def texts_said() -> Iterator[tuple[str, str, set[str], bool]]:
    """Yield where a text is said, the text, what fills it, and whether that is all."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not isinstance(
                    node.func, ast.Name
                ):
                    continue
                at = SAYS.get(node.func.id)
                if at is None or len(node.args) <= at:
                    continue
                text = node.args[at]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    filled = {one.arg for one in node.keywords if one.arg}
                    if node.func.id == "say_count" and "n" in places(text.value):
                        filled.add("n")
                    known = all(one.arg for one in node.keywords)
                    where = f"{path.relative_to(ROOT)}:{node.lineno}"
                    yield where, text.value, filled, known


def test_what_fills_a_text_is_what_it_has_places_for() -> None:
    wrong = [
        (where, places(text) ^ filled)
        for where, text, filled, known in texts_said()
        if known and places(text) != filled
    ]
    assert wrong == []


def test_every_place_has_a_name_that_tells_what_comes_there() -> None:
    texts = [one.id for one in texts_in_code() if one.id]
    flat = [part for one in texts for part in ([one] if isinstance(one, str) else one)]

    assert len(flat) > 1_000
    nameless = [text for text in flat if not all(map(str.isidentifier, places(text)))]
    assert nameless == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_is_said_when_a_module_is_loaded(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for call in _calls_at_import(path)
    ]
    assert found == []  # it would be English for everybody


def _calls_at_import(path: Path) -> Iterator[ast.Call]:
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        called = getattr(node, "func", None)
        if isinstance(node, ast.Call) and getattr(called, "id", "") in SAYING:
            yield node
        waiting += ast.iter_child_nodes(node)
