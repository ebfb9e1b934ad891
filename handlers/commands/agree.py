"""`agree`: a person's own word that they may be named in a joint result."""

from handlers.grammar.spoken import listed, spoken
from handlers.kept import kept
from handlers.own_directory import in_own_directory
from handlers.request import Refusal, Reply, Turn
from handlers.result_words import preview, titled
from handlers.share_placing import redraw_placed
from handlers.typed_code import not_yours, typed_code_hash, unknown_code
from language.say import say, say_count
from scheduler.notices import tell_leader
from storage.accomplishments import result_and_named_by_code, result_by_code
from storage.message import Message, Section
from storage.record_results import change_named
from storage.results import Named, Result


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
        return _other_kind(turn, code)
    result, named = found
    if speaker.person_id == result.leader_person_id:
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


def agree_to_be_named(turn: Turn, result: Result, named: Named) -> Reply:
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
                leader=result.leader,
            )
        )
    if named.agreed_at:
        return Reply(
            Message(
                headline=say("You agreed to this already."), sections=(preview(result),)
            )
        )
    return _agree(turn, result, named)


def _agree(turn: Turn, result: Result, named: Named) -> Reply:
    change_named(turn.writer, result.id, named.person_id, agreed_at=turn.at)
    redraw_placed(turn, result.id)
    others = [name for name in result.waits_for if name != named.name]
    if not others:
        tell_leader(
            turn.tx,
            result.leader_id,
            lambda: Message(
                headline=say(
                    "Everybody has said yes to {result}.", result=titled(result)
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
            day=spoken(turn.today, turn.today),
        ),
        label=say("being named in {result}", result=titled(result)),
        sections=(
            Section(text=say("This is all that others would read:")),
            preview(result),
            *((Section(text=waits),) if others else ()),
        ),
    )


def _other_kind(turn: Turn, code: str) -> Reply:
    result = result_by_code(
        turn.tx, workspace_id=turn.speaker.workspace_id, code_hash=code
    )
    if result is None and (own := in_own_directory(turn)):
        return agree(own)
    if result and result.partner_id == turn.speaker.person_id:
        raise Refusal(
            say(
                "That code is for confirming a result. Type: /outreach confirm {typed}",
                typed=turn.text,
            )
        )
    return unknown_code(turn)
