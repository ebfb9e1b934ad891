"""Bring the catalogues up to date with the texts in the code: `make language`.

New texts come in untranslated, changed ones lose their translation, and what is no
longer said is dropped. A test holds that nothing is left to translate.
"""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from language.catalogues import ENGLISH, LANGUAGES, po_file

ROOT = Path(__file__).parents[1]
FOLDERS = ("bot", "handlers", "scheduler", "storage", "language")
VERBS = "handlers"  # what a verb does is its docstring's first part
KEYWORDS = {
    "say": None,
    "mark": None,
    "say_count": (1, 2),
    "counted": (1, 2),
    "counted_in_words": (1, 2),
    "say_of": ((1, "c"), 2),
}
HEADER = "# What Outreach says, in another language: make language"
FROM = datetime(2026, 11, 25, tzinfo=UTC)  # fixed: a date would change with every run


def texts_in_code() -> Catalog:
    """Return every text that the code says, with the files that say it."""
    found = Catalog(header_comment=HEADER, project="Outreach", creation_date=FROM)
    found.fuzzy = False
    for folder in FOLDERS:
        for name, line, text, _comments, context in extract_from_dir(
            ROOT / folder, keywords=KEYWORDS
        ):
            found.add(text, locations=[(f"{folder}/{name}", line)], context=context)
    for place, text in _explanations():
        found.add(text, locations=[place])
    return found


def _explanations() -> Iterator[tuple[tuple[str, int], str]]:
    """Yield what each command does, as `help` says it, with file and line."""
    for path in sorted((ROOT / VERBS).rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                text = ast.get_docstring(node) or ""
                what, _, rest = text.partition("\n\n")
                if "Examples:\n" in rest:
                    yield (
                        (str(path.relative_to(ROOT)), node.lineno),
                        " ".join(what.split()),
                    )


def write_catalogues() -> None:
    """Write every catalogue anew; what was translated stays so."""
    found = texts_in_code()
    for language in LANGUAGES:
        if language == ENGLISH:
            continue
        path = po_file(language)
        known = Catalog(locale=language, header_comment=HEADER)
        if path.exists():
            with path.open("rb") as written:
                known = read_po(written, locale=language)
        known.update(found, no_fuzzy_matching=True, update_header_comment=True)
        known.fuzzy = False
        known.creation_date = known.revision_date = FROM
        known.project, known.version = "Outreach", "1"
        known.last_translator = known.msgid_bugs_address = ""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as writing:
            # Without line numbers: they change with every edit above them.
            write_po(
                writing,
                known,
                width=88,
                ignore_obsolete=True,
                sort_output=True,
                include_lineno=False,
            )
        left = sum(1 for message in known if message.id and not _translated(message))
        print(f"{language}: {len(known)} texts, {left} to translate")


def _translated(message: object) -> bool:
    string = getattr(message, "string", "")
    return all(string) if isinstance(string, list | tuple) else bool(string)


if __name__ == "__main__":
    write_catalogues()
