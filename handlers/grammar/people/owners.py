"""Whoever a service is known by: "the Payroll owner", "the guy who runs Payroll"."""

from collections.abc import Sequence

from handlers.grammar.people.known_people import KnownPeople
from handlers.grammar.people.names_in_line import Who, text_of
from handlers.grammar.words.lexicon import Lexicon
from handlers.grammar.words.tokens import Token, key_at

FARTHEST = 6  # tokens between "the" and "owner"; house rule


def owner_at(
    words: Lexicon, known: KnownPeople, tokens: Sequence[Token], at: int
) -> tuple[int, Who] | None:
    """Return how many tokens from `at` name the owner of a service, and whom.

    No service is looked up where no word says "owner of". One without an owner is
    asked about.
    """
    length = words.starts("owner_of", tokens, at)
    start = at + length if length else _behind_the(words, tokens, at)
    if not length and not _says_owner(words, tokens, start):
        return None
    if length:
        start = _behind_the(words, tokens, start)
    named, owner = known.owner_of(tokens, start)
    end = start + named
    if not named:
        return None
    if not length:
        end += key_at(tokens, end) == "'s"
        called = words.starts("owner", tokens, end)
        if not called:
            return None
        end += called
    typed = text_of(tokens[at:end])
    return end - at, Who((owner,), sure=True) if owner else Who((), typed)


def _behind_the(words: Lexicon, tokens: Sequence[Token], at: int) -> int:
    return at + (key_at(tokens, at) in words.people["the"])


def _says_owner(words: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """Say whether "owner" stands a few words on, behind the name of something."""
    places = range(at + 1, min(at + FARTHEST, len(tokens)))
    return any(words.starts("owner", tokens, place) for place in places)
