"""A line as words, numbers and signs: what each is compared by, and where it stood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.people.store import fold

# Typed marks made plain, one character for one: spans quote the line as it was typed.
# `*_~` and backticks are Slack's bold, italic, struck and code.
PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "´": "'", "ʼ": "'", "`": " ", "“": '"', "”": '"',
        "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-", "…": ".",
        "\u00a0": " ", "\u202f": " ", "*": " ", "_": " ", "~": " ",
        "\u200b": "\u2060", "\u200c": "\u2060", "\u200d": "\u2060", "\ufeff": "\u2060",
        "،": ",", "；": ";", "，": ",", "：": ":",
    }
)  # fmt: skip
EMOJI_CODE = re.compile(r"(?<!\S):[a-z0-9_+-]{1,40}:(?!\S)")
TOKEN = re.compile(
    r"(?<!\S):[a-z0-9_+-]{2,40}:(?!\S)|<[@#!][^<>\s]{1,200}(?:[^<>\n]{0,100})?>|https?://\S+"
    r"|[\w.+-]{1,64}@[\w-]+\.[\w.]+"
    r"|\d{4}-\d\d-\d\d|\d{1,4}(?:[./]\d{1,4}){1,2}\.?(?!\w)|\d+:\d\d"
    r"|\d{1,2}\.\d\d(?=[ap]\.?m\b)"
    r"|\d+(?:st|nd|rd|th|º|ª)\b|\d+"
    r"|'(?:s|m|d|ll|re|ve)\b|\n+|w/o|w/|r&d|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u2060])*"
    r"(?:'[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u2060])*)*"
    r"|%|[^\s\u2060]",
    re.IGNORECASE,
)
SHORTENED = re.compile(r"(?:'s|n't|'ll|'ve|'re|'m|'d)$", re.IGNORECASE)
UNMARKED = frozenset({  # as typed on a phone
    "didnt", "doesnt", "dont", "cant", "wont", "couldnt", "wouldnt", "shouldnt",
    "hasnt", "havent", "hadnt", "isnt", "arent", "wasnt", "werent",
})  # fmt: skip


# A colon that starts a note: not the one of 11:00, 1:1, https:// or :wave:.
COLON = re.compile(
    r"(?P<emoji>(?<!\S):[a-z0-9_+-]{1,40}:(?!\S))|(?<!\d):(?!//)|:(?![\d/])"
)


@dataclass(slots=True)
class Token:
    """One word, number or sign of a line.

    `key` is what it is compared by: folded, and a misspelt small word put right.
    """

    text: str
    key: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[:1].isalpha()


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a line in order.

    A possessive or shortened word is two: "Dana's" is "Dana" and "'s", "didn't" is
    "did" and "n't". Line breaks are a token with the key "\\n".
    """
    found = []
    for match in TOKEN.finditer(text.translate(PLAIN)):
        raw, at = match.group(), match.start()
        cut = SHORTENED.search(raw)
        unmarked = raw.casefold() in UNMARKED
        if unmarked or (cut and cut.start() and len(raw) > 2):
            length = len(raw) - 2 if cut is None else cut.start()
            stem = raw[:length]
            found.append(Token(stem, fold(stem), at, at + length))
            raw, at = raw[length:], at + length
        key = "n't" if unmarked else "\n" if raw[0] == "\n" else fold(raw)
        found.append(Token(raw, key, at, at + len(raw)))
    return [token for token in found if token.key]  # what is invisible says nothing


def keys_of(text: str) -> tuple[str, ...]:
    """Return what the tokens of a phrase are compared by."""
    return tuple(token.key for token in tokens_of(text))


def split_note(text: str) -> tuple[str, str]:
    """Return what stands before the first colon that starts a note, and the note."""
    for match in COLON.finditer(text):
        if not match.group("emoji"):
            return text[: match.start()].rstrip(), text[match.end() :].strip()
    return text.rstrip(), ""


def key_at(tokens: Sequence[Token], at: int) -> str:
    """Return what the token at a place is compared by, "" beyond the line."""
    return tokens[at].key if 0 <= at < len(tokens) else ""


def typed_of(tokens: Sequence[Token]) -> str:
    """Return what was typed as these tokens, side by side; spaces become one."""
    said = ""
    for place, token in enumerate(tokens):
        apart = place and tokens[place - 1].end < token.start
        said += f" {token.text}" if apart else token.text
    return said
