"""Reading who gave which mark: "3 by Rosa, 4 by Ben", "Rosa 3 and Ben 4"."""

import re
from dataclasses import dataclass

from handlers.grammar.spoken import quoted
from handlers.request import Refusal
from language.say import say

LOWEST, HIGHEST = 1.0, 5.0
EXAMPLE = "rate Payroll 4 by Rosa"
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
BETWEEN = re.compile(r"[,;&]|\band\b", re.IGNORECASE)
OF_FIVE = r"(?:\s*/\s*5|\s+(?:out )?of 5|\s+stars?)?"
SCORE = re.compile(
    rf"(?<![\w.#])([-+]?\d+(?:\.\d+)?){OF_FIVE}(?![\w.]\d|\w)", re.IGNORECASE
)
AROUND = ("by", "from", "at", "gave", "")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and the name it was given by, "" when nobody is named."""

    score: float
    name: str


def read_marks(text: str) -> list[Mark]:
    """Return every mark in `text`; people in a row without their own share one.

    Raises:
        Refusal: no mark, two for one name, or one outside 1 to 5.
    """
    pieces = [_piece(one) for one in BETWEEN.split(DECIMAL_COMMA.sub(".", text))]
    pieces = [(score, name) for score, name in pieces if name or score is not None]
    scores = [score for score, _ in pieces]
    if not any(score is not None for score in scores):
        raise Refusal(
            say(
                "Which mark, from 1 (poor) to 5 (excellent)? Type for example: "
                "/outreach {example}",
                example=EXAMPLE,
            )
        )
    backwards = scores[0] is None  # "Rosa and Ben 4": the mark follows the names
    marks: list[Mark] = []
    last: float | None = None
    for score, name in reversed(pieces) if backwards else pieces:
        last = score if score is not None else last
        if last is None:
            raise Refusal(
                say(
                    "Which mark from {words}? Type: /outreach {example}",
                    words=quoted(name),
                    example=EXAMPLE,
                )
            )
        marks.append(Mark(last, name))
    return marks[::-1] if backwards else marks


def _piece(text: str) -> tuple[float | None, str]:
    match = SCORE.search(text)
    if match is None:
        return None, _name(text)
    score = float(match.group(1))
    if not LOWEST <= score <= HIGHEST:
        raise Refusal(
            say(
                "A mark goes from 1 (poor) to 5 (excellent), so {group} is none. Type "
                "for example: /outreach {example}",
                group=match.group(1),
                example=EXAMPLE,
            )
        )
    return score, _name(f"{text[: match.start()]} {text[match.end() :]}")


def _name(text: str) -> str:
    """Return the words of a name without “by” and the like around them."""
    words = text.split()
    while words and words[0].strip(":").casefold() in AROUND:
        words.pop(0)
    while words and words[-1].strip(":").casefold() in AROUND:
        words.pop()
    return " ".join(words).strip(":")
