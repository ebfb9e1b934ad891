"""Codes that a leader passes on, so that only the right person's own word counts."""

from hashlib import sha256
from secrets import choice

from handlers.turn import Refusal, Reply, Turn
from language.say import mark, say
from storage.message import Message
from storage.results.store import MOST_WRONG_CODES, note_wrong_code, tries_left

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L: they look alike
LENGTH = 8  # 31^8, about 8.5 * 10^11; with 5 tries an hour guessing is hopeless


def new_code() -> str:
    """Return a fresh code as it is passed on, e.g. "K7QF-2MPD"."""
    letters = "".join(choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def looks_like_code(text: str) -> bool:
    """Say whether `text` could be a code, however it is dashed and cased."""
    plain = _plain(text)
    return len(plain) == LENGTH and all(letter in ALPHABET for letter in plain)


def code_hash(text: str) -> str:
    """Return what is stored of a code: SHA-256, blind to case, dashes and spaces."""
    return sha256(_plain(text).encode()).hexdigest()


def _plain(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())


# A code as somebody typed it: whether it can be one, and what a wrong one costs.


def typed_code_hash(turn: Turn) -> str:
    """Return the hash of the code that was typed.

    Raises:
        Refusal: it cannot be one, or too many wrong ones were typed in the last hour.
    """
    if not looks_like_code(turn.text):
        if turn.text:
            words = mark(
                "That is not a code I gave out. Type the one you were told, eight "
                "letters and digits, for example: /outreach {verb} K7QF-2MPD"
            )
        else:
            words = mark(
                "“{verb}” needs a code. Type the one you were told, eight letters and "
                "digits, for example: /outreach {verb} K7QF-2MPD"
            )
        raise Refusal(say(words, verb=turn.verb))
    leader_id = turn.speaker.leader_id
    if not tries_left(turn.tx, leader_id=leader_id, at=turn.at):
        raise Refusal(
            say(
                "Those were {number} wrong codes within an hour, so I take none for a "
                "while. Try again in an hour: /outreach {verb} CODE",
                number=MOST_WRONG_CODES,
                verb=turn.verb,
            )
        )
    return code_hash(turn.text)


def wrong_code(turn: Turn, why: str) -> Reply:
    """Count a wrong code, and say so. A reply, not a refusal: the count must stay."""
    leader_id = turn.speaker.leader_id
    note_wrong_code(turn.tx, leader_id=leader_id, at=turn.at)
    return Reply(Message(headline=why), refused=True)


def unknown_code(turn: Turn) -> Reply:
    """Answer a code that nobody was given here."""
    return wrong_code(
        turn,
        say(
            "I don't know that code. Check it with whoever gave it to you, and type: "
            "/outreach {verb} CODE",
            verb=turn.verb,
        ),
    )


def not_yours(turn: Turn) -> Reply:
    """Answer a code that was given to somebody else, without telling for what."""
    return wrong_code(
        turn,
        say(
            "That code was made for somebody other than {name}. If it is meant for "
            "you, ask whoever gave it to you to share the result again and to mention "
            "you with @.",
            name=turn.speaker.name,
        ),
    )
