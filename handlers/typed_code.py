"""A code as somebody typed it: whether it can be one, and what a wrong one costs."""

from handlers.codes import code_hash, looks_like_code
from handlers.request import Refusal, Reply, Request
from language.say import mark, say
from storage.message import Message
from storage.wrong_codes import MOST, note_wrong_code, tries_left


def typed_code_hash(request: Request) -> str:
    """Return the hash of the code that was typed.

    Raises:
        Refusal: it cannot be one, or too many wrong ones were typed in the last hour.
    """
    if not looks_like_code(request.text):
        if request.text:
            words = mark(
                "That is not a code I gave out. Type the one you were told, eight "
                "letters and digits, for example: /outreach {verb} K7QF-2MPD"
            )
        else:
            words = mark(
                "“{verb}” needs a code. Type the one you were told, eight letters and "
                "digits, for example: /outreach {verb} K7QF-2MPD"
            )
        raise Refusal(say(words, verb=request.verb))
    leader_id = request.speaker.leader_id
    if not tries_left(request.session, leader_id=leader_id, at=request.at):
        raise Refusal(
            say(
                "Those were {number} wrong codes within an hour, so I take none for a "
                "while. Try again in an hour: /outreach {verb} CODE",
                number=MOST,
                verb=request.verb,
            )
        )
    return code_hash(request.text)


def wrong_code(request: Request, why: str) -> Reply:
    """Count a wrong code, and say so. A reply, not a refusal: the count must stay."""
    leader_id = request.speaker.leader_id
    note_wrong_code(request.session, leader_id=leader_id, at=request.at)
    return Reply(Message(headline=why), refused=True)


def unknown_code(request: Request) -> Reply:
    """Answer a code that nobody was given here."""
    return wrong_code(
        request,
        say(
            "I don't know that code. Check it with whoever gave it to you, and type: "
            "/outreach {verb} CODE",
            verb=request.verb,
        ),
    )


def not_yours(request: Request) -> Reply:
    """Answer a code that was given to somebody else, without telling for what."""
    return wrong_code(
        request,
        say(
            "That code was made for somebody other than {name}. If it is meant for "
            "you, ask whoever gave it to you to share the result again and to mention "
            "you with @.",
            name=request.speaker.name,
        ),
    )
