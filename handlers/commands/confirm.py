"""`confirm`: the partner's own word that a joint result is true and may be told."""

from handlers.grammar.spoken import listed, spoken
from handlers.kept import kept
from handlers.own_directory import in_own_directory
from handlers.request import Refusal, Reply, Turn
from handlers.result_words import missing_words, preview, titled
from handlers.share_placing import redraw_placed
from handlers.typed_code import not_yours, typed_code_hash, unknown_code
from language.say import say, say_count
from scheduler.notices import tell_leader
from storage.accomplishments import result_and_named_by_code, result_by_code
from storage.message import Message, Section
from storage.record_results import change_result
from storage.results import Result


def confirm(turn: Turn) -> Reply:
    """Confirm a joint result with the code its leader gave you.

    Examples:
        confirm K7QF-2MPD
    """
    code = typed_code_hash(turn)
    speaker = turn.speaker
    result = result_by_code(turn.tx, workspace_id=speaker.workspace_id, code_hash=code)
    if result is None:
        return _other_kind(turn, code)
    if speaker.person_id == result.leader_person_id:
        raise Refusal(
            say(
                "Only {partner}'s own word counts here. Ask {partner} to type: "
                "/outreach confirm {typed}",
                partner=result.partner,
                typed=turn.text,
            )
        )
    if speaker.person_id != result.partner_id:
        return not_yours(turn)
    return confirm_result(turn, result)


def confirm_result(turn: Turn, result: Result) -> Reply:
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
                leader=result.leader,
            )
        )
    if result.confirmed_on:
        return _already(turn, result)
    return _confirm(turn, result)


def _confirm(turn: Turn, result: Result) -> Reply:
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
            leader=result.leader,
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
            leader=result.leader,
            day=spoken(turn.today, turn.today),
        ),
        label=say("confirmation of {result}", result=titled(result)),
        sections=(
            Section(text=say("This is all that others would read:")),
            preview(result),
            Section(text=then),
        ),
    )


def _tell_leader(turn: Turn, result: Result) -> None:
    tell_leader(
        turn.tx,
        result.leader_id,
        lambda: _notice(result),
        once_key=f"confirmed:{result.id}",
        at=turn.at,
    )


def _notice(result: Result) -> Message:
    others = [one for one in result.waits_for if one != result.partner]
    waits = (
        say("Still to agree to be named: {names}.", names=listed(others))
        if others
        else ""
    )
    return Message(
        headline=say(
            "{partner} confirmed {result}.",
            partner=result.partner,
            result=titled(result),
        ),
        sections=(Section(text=waits),) if waits else (),
    )


def _already(turn: Turn, result: Result) -> Reply:
    assert result.confirmed_on is not None
    on = spoken(result.confirmed_on, turn.today)
    still = missing_words(result)
    return Reply(
        Message(
            headline=say("You confirmed this already, {day}.", day=on),
            sections=(preview(result), *((Section(text=still),) if still else ())),
        )
    )


def _other_kind(turn: Turn, code: str) -> Reply:
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
