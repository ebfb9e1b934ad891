"""Reading a line about a joint result: what, with whom, evidence, who is named, next.

    share Payroll cut-over done a week early with Rosa; evidence https://example.com/1;
    named Ben, Kim; next pilot in Finance

Parts stand in any order and end at a semicolon or a new line; the first part, or the
one without a keyword, is the result itself.
"""

import re
from dataclasses import dataclass
from datetime import date

from handlers.grammar.dates import one_date
from handlers.request import Refusal, Turn
from language.say import mark, say

EXAMPLE = (
    "share Payroll cut-over done a week early with Rosa; evidence https://...; "
    "named Ben, Kim; next pilot in Finance"
)
KEYWORDS = (
    ("evidence", r"evidence|proof|link|see"),
    ("named", r"named|names?|people|contributors?|contributed|thanks to"),
    ("next_step", r"next(?: step)?|then"),
    ("partner", r"with|partner"),
    ("on", r"on|date"),
)
END = re.compile(
    r"\s*[;\n]\s*|,\s*(?=(?:evidence|proof|named|next|with)\b)", re.IGNORECASE
)
WITH = re.compile(r"\bwith\b", re.IGNORECASE)
PRIVATE = re.compile(r"^(?:private|not to share|keep private)$", re.IGNORECASE)
LINK = re.compile(r"<((?:https?|mailto):[^|<>\s]+)(?:\|[^<>]*)?>")
TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# characters that turn the reading direction: a link could be shown backwards
LIMITS = {"title": 200, "evidence": 300, "next_step": 200}  # characters; house rule
TOO_LONG = {
    "title": mark(
        "The result is {length} characters long, and others read up to {most}. Say it "
        "shorter: /outreach {example}"
    ),
    "evidence": mark(
        "The evidence is {length} characters long, and others read up to {most}. Say "
        "it shorter: /outreach {example}"
    ),
    "next_step": mark(
        "The next step is {length} characters long, and others read up to {most}. Say "
        "it shorter: /outreach {example}"
    ),
}


@dataclass(frozen=True, slots=True)
class ShareLine:
    """What was typed about a joint result; "" or None where nothing was."""

    title: str
    partner: str
    evidence: str
    named: str
    next_step: str
    day: date | None
    private: bool


def share_line(turn: Turn) -> ShareLine:
    """Split the line into its parts.

    Raises:
        Refusal: no result or no partner said, something said twice, or too long.
    """
    parts: dict[str, str] = {}
    private = False
    lines = (" ".join(line.split()) for line in turn.text.splitlines())
    typed = bare_links("\n".join(line for line in lines if line)).translate(TURNING)
    pieces = [one for one in END.split(typed) if one.strip(" .")]
    for number, piece in enumerate(pieces):
        if PRIVATE.match(piece.strip(" .")):
            private = True
        else:
            _put(parts, *_keyword(piece, first=number == 0))
    title, partner = _with_whom(parts)
    on = parts.get("on")
    day = None
    if on:
        locale = turn.speaker.locale
        day = one_date(on, today=turn.today, prefer="past", locale=locale)
    line = ShareLine(
        title,
        partner,
        parts.get("evidence", ""),
        parts.get("named", ""),
        parts.get("next_step", ""),
        day,
        private,
    )
    _check(line)
    return line


def bare_links(text: str) -> str:
    """Return `text` with each link as its address, never as what it is dressed as."""
    return LINK.sub(r"\1", text)


def _keyword(piece: str, *, first: bool) -> tuple[str, str]:
    """Return which part a piece is; “People survey done” in front is the result."""
    for name, words in KEYWORDS:
        sure = r"\s*[:=]\s*" if first and name != "partner" else r"\s*[:=]?\s*"
        if match := re.match(rf"(?:{words})(?![\w-]){sure}", piece, re.IGNORECASE):
            return name, " ".join(piece[match.end() :].split())
    return "title", " ".join(piece.split())


def _put(parts: dict[str, str], name: str, value: str) -> None:
    if name == "title" and "title" in parts:
        raise Refusal(
            say(
                "I can't tell which part is the result. Start each other part with "
                "evidence, named or next, for example: /outreach {example}",
                example=EXAMPLE,
            )
        )
    if name in parts:
        raise Refusal(
            say(
                "“{part}” is there twice. Say it once: /outreach {example}",
                part=name.replace("_", " "),
                example=EXAMPLE,
            )
        )
    parts[name] = value


def _with_whom(parts: dict[str, str]) -> tuple[str, str]:
    title, partner = parts.get("title", ""), parts.get("partner", "")
    if not partner and (found := list(WITH.finditer(title))):
        last = found[-1]
        title, partner = title[: last.start()], title[last.end() :]
    title = title.strip(" ,.;:-–—")
    if not title:
        raise Refusal(
            say(
                "What did you achieve, and with whom? Say it in your partner's terms: "
                "/outreach {example}",
                example=EXAMPLE,
            )
        )
    if not partner.strip():
        raise Refusal(
            say(
                "With whom? Only a result with a partner can be shared: /outreach "
                "{example}",
                example=EXAMPLE,
            )
        )
    return title, partner.strip(" ,.")


def _check(line: ShareLine) -> None:
    for name, most in LIMITS.items():
        length = len(getattr(line, name))
        if length > most:
            raise Refusal(
                say(
                    TOO_LONG[name],
                    length=f"{length:,}",
                    most=most,
                    example=EXAMPLE,
                )
            )
