"""The words of a line of `plan`, of every language at once: `[plans]` of its file."""

import re
import unicodedata
from collections.abc import Iterable

from handlers.grammar.words.lexicon import CODES, lexicon

NO_LETTER_BEFORE, NO_LETTER_AFTER = r"(?<!\w)", r"(?!\w)"


def _said(name: str) -> list[str]:
    return [one for code in CODES for one in lexicon(code).data["plans"].get(name, ())]


def _wording(phrases: Iterable[str]) -> str:
    """Return the regular expression of any of these phrases, the longest first."""
    typed = sorted(_with_and_without_accents(phrases), key=len, reverse=True)
    return "|".join(re.escape(one) for one in typed)


def _with_and_without_accents(phrases: Iterable[str]) -> set[str]:
    """Return phrases as written, and with no accents: "café" and "cafe"."""
    composed = {unicodedata.normalize("NFC", phrase) for phrase in phrases}
    plain = {
        "".join(
            letter
            for letter in unicodedata.normalize("NFD", phrase)
            if not unicodedata.combining(letter)
        )
        for phrase in composed
    }
    return composed | plain


def _pattern(name: str, after: str = "") -> re.Pattern[str]:
    words = _wording(_said(name))
    return re.compile(
        rf"{NO_LETTER_BEFORE}(?:{words}){NO_LETTER_AFTER}{after}", re.IGNORECASE
    )


def _kinds() -> dict[str, str]:
    """Return the wording of each kind that can be planned, the vague one last."""
    found: dict[str, list[str]] = {}
    for code in CODES:
        for kind, phrases in lexicon(code).data["plans"]["kinds"].items():
            found.setdefault(kind, []).extend(phrases)
    return {kind: _wording(phrases) for kind, phrases in found.items()}


KINDS = _kinds()
FILLERS = _pattern("fillers")
MOVE = _pattern("move", rf"(?: (?:{_wording(_said('to'))}){NO_LETTER_AFTER})*")
CANCEL = _pattern("cancel")
ABOUT = _pattern("about", r" *(?=\S)")
AND = re.compile(r"(?<=\w) (?:y|e|und) (?=\w)", re.IGNORECASE)  # between names
HOUR = re.compile(
    rf"{NO_LETTER_BEFORE}(?:{_wording(_said('at'))}) (\d{{1,2}})(?![\w:.%/-])",
    re.IGNORECASE,
)
