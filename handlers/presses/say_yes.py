"""Confirm, and Agree to be named: buttons that stand where a leader placed them.

Everybody there can press them; only the press of the person who is asked counts.
"""

from handlers.commands.agree import agree_to_be_named
from handlers.commands.confirm import confirm_result
from handlers.own_directory import in_own_directory
from handlers.request import Refusal, Reply, Speaker, Turn
from language.say import say
from storage.accomplishments import result_with
from storage.results import Result


def confirm_here(turn: Turn) -> Reply:
    """Take the partner's own press as their word for a joint result.

    Raises:
        Refusal: it is gone, it was taken back, or somebody else pressed.
    """
    turn, result = _asked(turn)
    if turn.speaker.person_id != result.partner_id:
        raise _not_asked(turn.speaker, result)
    return confirm_result(turn, result)


def agree_here(turn: Turn) -> Reply:
    """Take the press of somebody named as their word that they may be.

    Raises:
        Refusal: it is gone, it was taken back, or somebody else pressed.
    """
    turn, result = _asked(turn)
    for named in result.named:
        if named.person_id == turn.speaker.person_id:
            return agree_to_be_named(turn, result, named)
    raise _not_asked(turn.speaker, result)


def _asked(turn: Turn) -> tuple[Turn, Result]:
    result = _result(turn, turn.subject)
    if result is None and (own := in_own_directory(turn)):
        turn, result = own, _result(own, turn.subject)
    if result is None:
        raise Refusal(
            say("What this asks about is not here any more, so nothing was changed.")
        )
    return turn, result


def _result(turn: Turn, result_id: str) -> Result | None:
    where = turn.speaker.workspace_id
    return result_with(turn.tx, result_id, workspace_id=where)


def _not_asked(speaker: Speaker, result: Result) -> Refusal:
    """Return the answer to anybody else, which tells nothing about the result."""
    if speaker.person_id == result.leader_person_id:
        return Refusal(
            say("Only the press of the person you ask counts, so nothing was changed.")
        )
    return Refusal(
        say(
            "This asks somebody other than {name}, and only their own press counts, so "
            "nothing was changed. If you are meant, ask whoever placed it to share the "
            "result again and to mention you with @.",
            name=speaker.name,
        )
    )
