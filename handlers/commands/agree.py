"""`agree`: a person's own word that they may be named in a joint result."""

from handlers.grammar.spoken import listed, spoken
from handlers.kept import kept
from handlers.request import Refusal, Reply, Request
from handlers.result_words import preview, titled
from handlers.typed_code import not_yours, typed_code_hash, unknown_code
from scheduler.notices import tell_leader
from storage.accomplishments import result_and_named_by_code, result_by_code
from storage.message import Message, Section
from storage.record_results import change_named
from storage.results import Named, Result


def agree(request: Request) -> Reply:
    """Agree to be named in a joint result, with the code you were given.

    Examples:
        agree K7QF-2MPD
    """
    code = typed_code_hash(request)
    speaker = request.speaker
    found = result_and_named_by_code(
        request.session, workspace_id=speaker.workspace_id, code_hash=code
    )
    if found is None:
        return _other_kind(request, code)
    result, named = found
    if speaker.person_id == result.leader_person_id:
        raise Refusal(
            f"Only {named.name}'s own word counts here. Ask {named.name} to type: "
            f"/outreach agree {request.text}"
        )
    if speaker.person_id != named.person_id:
        return not_yours(request)
    if result.withdrawn_on:
        raise Refusal(
            f"{result.leader} took this result back, so there is nothing to agree to. "
            f"If it should be told after all, ask {result.leader} to share it again."
        )
    if named.agreed_at:
        return Reply(
            Message(headline="You agreed to this already.", sections=(preview(result),))
        )
    return _agree(request, result, named)


def _agree(request: Request, result: Result, named: Named) -> Reply:
    change_named(request.writer, result.id, named.person_id, agreed_at=request.at)
    others = [name for name in result.waits_for if name != named.name]
    if not others:
        tell_leader(
            request.session,
            result.leader_id,
            Message(headline=f"Everybody has said yes to {titled(result)}."),
            once_key=f"agreed:{result.id}",
            at=request.at,
        )
    have = "have" if len(others) > 1 else "has"
    waits = f"Nothing is posted before {listed(others)} {have} said yes, too."
    return kept(
        request,
        f"Thank you. You agreed to be named, {spoken(request.today, request.today)}.",
        label=f"being named in {titled(result)}",
        sections=(
            Section(text="This is all that others would read:"),
            preview(result),
            *((Section(text=waits),) if others else ()),
        ),
    )


def _other_kind(request: Request, code: str) -> Reply:
    result = result_by_code(
        request.session, workspace_id=request.speaker.workspace_id, code_hash=code
    )
    if result and result.partner_id == request.speaker.person_id:
        raise Refusal(
            "That code is for confirming a result. Type: "
            f"/outreach confirm {request.text}"
        )
    return unknown_code(request)
