"""`confirm` and `agree`: the partner's word on a result, a person's on being named.

By a code, or by a button that stands where the leader placed it.
"""

from handlers.people.directory import in_own_directory
from handlers.results.codes import not_yours, typed_code_hash, unknown_code
from handlers.results.placing import redraw_placed
from handlers.results.words import missing_words, preview, title_quoted
from handlers.turn import Refusal, Reply, Speaker, Turn, kept
from language.say import say, say_count
from language.words import day_beside_today, listed
from scheduler.delivery.notices import tell_leader
from storage.message import Message, Section
from storage.results.facts import Named, ResultFact
from storage.results.sharing import (
    result_and_named_by_code,
    result_by_code,
    result_with,
)
from storage.results.store import change_named, change_result


def confirm(turn: Turn) -> Reply:
    """Confirm a joint result with the code its leader gave you.

    Examples:
        confirm K7QF-2MPD
    """
    code = typed_code_hash(turn)
    speaker = turn.speaker
    result = result_by_code(turn.tx, workspace_id=speaker.workspace_id, code_hash=code)
    if result is None:
        return _agreed_instead(turn, code)
    if speaker.person_id == result.leader.id:
        raise Refusal(
            say(
                "Only {partner}'s own word counts here. Ask {partner} to type: "
                "/outreach confirm {typed}",
                partner=result.partner.name,
                typed=turn.text,
            )
        )
    if speaker.person_id != result.partner.id:
        return not_yours(turn)
    return confirm_result(turn, result)


def confirm_result(turn: Turn, result: ResultFact) -> Reply:
    """Take the word of the speaker, who is the partner.

    Raises:
        Refusal: the leader took the result back.
    """
    if result.withdrawn_on:
        raise Refusal(
            say(
                "{leader} took this result back, so there is nothing to "
                "confirm. If it should be told after all, ask {leader} to share "
                "it again.",
                leader=result.leader.name,
            )
        )
    if result.confirmed_on:
        return _already(turn, result)
    return _confirm(turn, result)


def _confirm(turn: Turn, result: ResultFact) -> Reply:
    change_result(
        turn.writer,
        result.id,
        confirmed_on=turn.today,
        confirmed_at=turn.at,
    )
    redraw_placed(turn, result.id)
    _tell_leader(turn, result)
    others = [one.name for one in result.named if one.agreed_at is None]
    if not result.shareable:
        then = say(
            "{leader} keeps it private: it is not posted anywhere.",
            leader=result.leader.name,
        )
    elif others:
        then = say_count(
            "It is not posted before {names} has agreed to be named.",
            "It is not posted before {names} have agreed to be named.",
            len(others),
            names=listed(others),
        )
    else:
        then = say("It can now be posted in a month-end summary.")
    return kept(
        turn,
        say(
            "Thank you. You confirmed this result with {leader}, {day}.",
            leader=result.leader.name,
            day=day_beside_today(turn.today, turn.today),
        ),
        label=say("confirmation of {result}", result=title_quoted(result)),
        sections=(
            Section(text=say("This is all that others would read:")),
            preview(result),
            Section(text=then),
        ),
    )


def _tell_leader(turn: Turn, result: ResultFact) -> None:
    tell_leader(
        turn.tx,
        result.leader_id,
        lambda: _notice(result),
        once_key=f"confirmed:{result.id}",
        at=turn.at,
    )


def _notice(result: ResultFact) -> Message:
    others = [one for one in result.waits_for if one != result.partner.name]
    waits = (
        say("Still to agree to be named: {names}.", names=listed(others))
        if others
        else ""
    )
    return Message(
        headline=say(
            "{partner} confirmed {result}.",
            partner=result.partner.name,
            result=title_quoted(result),
        ),
        sections=(Section(text=waits),) if waits else (),
    )


def _already(turn: Turn, result: ResultFact) -> Reply:
    assert result.confirmed_on is not None
    on = day_beside_today(result.confirmed_on, turn.today)
    still = missing_words(result)
    return Reply(
        Message(
            headline=say("You confirmed this already, {day}.", day=on),
            sections=(preview(result), *((Section(text=still),) if still else ())),
        )
    )


def _agreed_instead(turn: Turn, code: str) -> Reply:
    found = result_and_named_by_code(
        turn.tx, workspace_id=turn.speaker.workspace_id, code_hash=code
    )
    if found is None and (own := in_own_directory(turn)):
        return confirm(own)
    if found and found[1].person_id == turn.speaker.person_id:
        raise Refusal(
            say(
                "That code is for agreeing to be named. Type: /outreach agree {typed}",
                typed=turn.text,
            )
        )
    return unknown_code(turn)


# `agree`: a person's own word that they may be named in a joint result.


def agree(turn: Turn) -> Reply:
    """Agree to be named in a joint result, with the code you were given.

    Examples:
        agree K7QF-2MPD
    """
    code = typed_code_hash(turn)
    speaker = turn.speaker
    found = result_and_named_by_code(
        turn.tx, workspace_id=speaker.workspace_id, code_hash=code
    )
    if found is None:
        return _confirmed_instead(turn, code)
    result, named = found
    if speaker.person_id == result.leader.id:
        raise Refusal(
            say(
                "Only {name}'s own word counts here. Ask {name} to type: "
                "/outreach agree {typed}",
                name=named.name,
                typed=turn.text,
            )
        )
    if speaker.person_id != named.person_id:
        return not_yours(turn)
    return agree_to_be_named(turn, result, named)


def agree_to_be_named(turn: Turn, result: ResultFact, named: Named) -> Reply:
    """Take the word of the speaker, who is named.

    Raises:
        Refusal: the leader took the result back.
    """
    if result.withdrawn_on:
        raise Refusal(
            say(
                "{leader} took this result back, so there is nothing to agree "
                "to. If it should be told after all, ask {leader} to share it "
                "again.",
                leader=result.leader.name,
            )
        )
    if named.agreed_at:
        return Reply(
            Message(
                headline=say("You agreed to this already."), sections=(preview(result),)
            )
        )
    return _agree(turn, result, named)


def _agree(turn: Turn, result: ResultFact, named: Named) -> Reply:
    change_named(turn.writer, result.id, named.person_id, agreed_at=turn.at)
    redraw_placed(turn, result.id)
    others = [name for name in result.waits_for if name != named.name]
    if not others:
        tell_leader(
            turn.tx,
            result.leader_id,
            lambda: Message(
                headline=say(
                    "Everybody has said yes to {result}.", result=title_quoted(result)
                )
            ),
            once_key=f"agreed:{result.id}",
            at=turn.at,
        )
    waits = say_count(
        "Nothing is posted before {names} has said yes, too.",
        "Nothing is posted before {names} have said yes, too.",
        len(others),
        names=listed(others),
    )
    return kept(
        turn,
        say(
            "Thank you. You agreed to be named, {day}.",
            day=day_beside_today(turn.today, turn.today),
        ),
        label=say("being named in {result}", result=title_quoted(result)),
        sections=(
            Section(text=say("This is all that others would read:")),
            preview(result),
            *((Section(text=waits),) if others else ()),
        ),
    )


def _confirmed_instead(turn: Turn, code: str) -> Reply:
    result = result_by_code(
        turn.tx, workspace_id=turn.speaker.workspace_id, code_hash=code
    )
    if result is None and (own := in_own_directory(turn)):
        return agree(own)
    if result and result.partner.id == turn.speaker.person_id:
        raise Refusal(
            say(
                "That code is for confirming a result. Type: /outreach confirm {typed}",
                typed=turn.text,
            )
        )
    return unknown_code(turn)


# The buttons. Everybody in that place can press them; only the press of the person who
# is asked counts.


def confirm_here(turn: Turn) -> Reply:
    """Take the partner's own press as their word for a joint result.

    Raises:
        Refusal: it is gone, it was taken back, or somebody else pressed.
    """
    turn, result = _asked(turn)
    if turn.speaker.person_id != result.partner.id:
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


def _asked(turn: Turn) -> tuple[Turn, ResultFact]:
    result = _result(turn, turn.subject)
    if result is None and (own := in_own_directory(turn)):
        turn, result = own, _result(own, turn.subject)
    if result is None:
        raise Refusal(
            say("What this asks about is not here any more, so nothing was changed.")
        )
    return turn, result


def _result(turn: Turn, result_id: str) -> ResultFact | None:
    where = turn.speaker.workspace_id
    return result_with(turn.tx, result_id, workspace_id=where)


def _not_asked(speaker: Speaker, result: ResultFact) -> Refusal:
    """Return the answer to anybody else, which tells nothing about the result."""
    if speaker.person_id == result.leader.id:
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
