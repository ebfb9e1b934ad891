"""A line in pieces: what is understood of it so far, and the words that mean something.

Kinds of a contact, outcomes, how it went; and words that say nothing.
"""

import re
from dataclasses import dataclass, field
from typing import Any

COLON = re.compile(r"(?<!\d):|:(?!\d)")  # but not the one in 10:30
TAKEN = "\0"  # stands where something was understood; never typed: refused before
MET = "met, said vaguely"  # "spoke", "meeting": gives way to a clearer word
N_T = r"(?:n['’]?t| not)"
# "moved the cut-over" is news; "moved the meeting" is an outcome.
NO_THING = (
    r"(?! (?:the|a|an|any|our|my|her|his|their|this|that) "
    r"(?!meeting|call|invit|chat|slot|lunch|coffee|one|talk|review|1|appointment))"
)
MOVED_TO = re.compile(
    r"(?<![\w-])(postponed|rescheduled|moved|delayed|pushed back|put off)"
    r"(?: it| (?:the|our|my|her|his|their) (?:meeting|call|chat|slot|lunch|coffee|talk|"
    r"review|appointment))? ((?:to|until|till)(?: the)? )",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"(?<![\w-])(?:next(?: (?:meeting|date|time|call|one))?|follow[- ]?up|again)"
    r"(?: (?:on|is|at))? ",
    re.IGNORECASE,
)
JOIN = frozenset({"and", "&", "+", "with", "w/", "plus"})
SILENT = frozenset({
    "i", "we", "had", "have", "i've", "we've", "a", "an", "the", "with", "on", "at",
    "w/", "for", "in", "by", "via", "to", "from", "of", "my", "our", "me", "us", "just",
    "did", "was", "were", "again", "over", "during", "this", "got", "quick",
    "short", "brief", "another", "and", "&", "+", "plus", "both", "him", "her",
    "them", "back", "then", "finally", "yet",
})  # fmt: skip
# Say nothing alone, and begin a note that follows.
SOFT = frozenset({
    "she", "he", "they", "it", "but", "so", "who", "is", "are", "has", "had",
})  # fmt: skip
# Whoever is named after these is what was talked about.
ENDS_NAMES = SOFT | frozenset({
    "about", "because", "re", "regarding", "that", "which", "said", "says", "told",
    "asked", "wants", "thinks", "where", "when", "what", "if", "as",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One understood piece of a line, e.g. sort "kind", value "call"."""

    start: int
    end: int
    sort: str  # "person", "next", "share", "outcome", "kind", "day", "hour", ...
    value: Any


@dataclass(slots=True)
class LineInPieces:
    """A line, the pieces understood, and what is left (same length, pieces blanked)."""

    text: str
    pieces: list[Piece] = field(default_factory=list)
    left: str = ""

    def __post_init__(self) -> None:
        self.left = self.text

    def take(self, start: int, end: int, sort: str, value: Any) -> None:
        """Note that `start` to `end` means `value`, so that nothing else reads it."""
        self.pieces.append(Piece(start, end, sort, value))
        self.left = self.left[:start] + TAKEN * (end - start) + self.left[end:]

    def take_all(self, pattern: re.Pattern[str], sort: str, value: Any) -> None:
        """Take every match of `pattern` in what is left."""
        for match in pattern.finditer(self.left):
            self.take(match.start(), match.end(), sort, value)

    def drop(self, start: int, end: int) -> None:
        """Forget what was understood between two places: it belongs to a note."""
        self.pieces = [
            piece for piece in self.pieces if piece.end <= start or piece.start >= end
        ]

    def of(self, sort: str) -> list[Piece]:
        """Return the pieces of one sort, in the order of the line."""
        found = [piece for piece in self.pieces if piece.sort == sort]
        return sorted(found, key=lambda piece: piece.start)


def _words(wording: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{wording})(?![\w-])", re.IGNORECASE)


def take_words(line: LineInPieces) -> None:
    """Take outcomes, kinds and manners in what is left of the line."""
    for pattern, outcome in OUTCOMES:
        line.take_all(pattern, "outcome", outcome)
    for pattern, kind in KINDS:
        line.take_all(pattern, "kind", kind)
    for pattern, sort, value in MANNERS:
        line.take_all(pattern, sort, value)


OUTCOMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        _words(
            r"no (?:reply|replies|answer|response)|no[- ]show|ghosted(?: me| us)?|"
            r"unanswered|(?:left (?:a |an )?)?voice ?mail|"
            rf"(?:did{N_T}|has{N_T}|have{N_T}|never) (?:yet )?(?:repl(?:y|ied)|"
            r"answer(?:ed)?|respond(?:ed)?|pick(?:ed)? up|show(?:ed)? up|c[oa]me)"
        ),
        "no reply",
    ),
    (
        _words(
            r"(?:postpon(?:ed|es?)|reschedul(?:ed|es?)|delayed|"
            r"moved(?! (?:in)?to (?!a |an |another|later|some)))"  # to a new post: news
            rf"{NO_THING}(?: it)?|"
            r"put (?:it |me |us )?off|pushed (?:it )?back|(?:asked|wants?) to (?:move|"
            r"postpone|reschedule)(?: it)?"
        ),
        "postponed",
    ),
    (
        _words(
            rf"(?:declin(?:ed|es?)|refused|rejected|cancell?ed){NO_THING}|"
            r"said no|says no|turned (?:me |us |it )?down|"
            r"(?:was |is )?(?:too busy|not interested)"
        ),
        "declined",
    ),
)
NO_NEXT = _words(r"no next(?: (?:meeting|date|time|call|one))?(?: yet)?")
KINDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_words(r"e-?mail(?:s|ed|ing)?|mailed|wrote(?: to)?|letter"), "email"),
    (
        _words(
            r"(?:video |phone |zoom |teams |conference )?call(?:s|ed|ing)?|phoned?|"
            r"rang(?: up)?|zoom(?:ed)?|(?:on|by|over) the phone|by phone"
        ),
        "call",
    ),
    (
        _words(
            r"(?:sent |left )?(?:a )?messag(?:e|es|ed|ing)|text(?:s|ed)?|sms|whatsapp|"
            r"dm(?:['’]?d|ed)?|ping(?:ed)?|slacked"
        ),
        "message",
    ),
    (
        _words(
            r"events?|conference|workshop|town ?hall|summit|party|all[- ]hands|"
            r"reception|off-?site"
        ),
        "event",
    ),
    (
        _words(
            r"coff?ee?|lunch(?:ed)?|dinner|breakfast|drinks?|tea|walk|visit(?:ed)?|"
            r"1[:-]1|1 on 1|one[- ](?:to|on)[- ]one"
        ),
        "met",
    ),
    (
        _words(
            r"met(?: up)?|meeting|saw|spoke(?: to)?|spoken|talk(?:ed)?(?: to)?|"
            r"chat(?:ted)?|catch[- ]?up|caught up|conversation|sat down|"
            r"(?:bumped|ran) into"
        ),
        MET,
    ),
)
MANNERS: tuple[tuple[re.Pattern[str], str, object], ...] = (
    (_words(r"not tense|relaxed"), "tense", False),
    (_words(r"(?:it was )?tense"), "tense", True),
    (_words(r"informal(?:ly)?|not formal"), "formal", False),
    (_words(r"formal(?:ly)?"), "formal", True),
    (_words(r"(?:mode )?(?:enquiry|inquiry|enquiring|inquiring)"), "mode", "enquiry"),
    (_words(r"(?:mode )?(?:advocacy|advocating)"), "mode", "advocacy"),
)
