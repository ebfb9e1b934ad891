"""The leader's joint results as a numbered list, and what can be done to one."""

import re
from collections.abc import Mapping, Sequence

from handlers.results.codes import code_hash, new_code
from handlers.results.placing import can_place, offer_placing, redraw_placed
from handlers.results.words import result_standing, title_quoted
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import say
from language.words import counted
from scheduler.summary.placed_asks import correct_post
from storage.message import Message, Section
from storage.results.facts import ResultFact
from storage.results.sharing import told_in, units_with_outage
from storage.results.store import (
    change_named,
    change_result,
    result_numbers,
    results_of_leader,
)

MOST_RESULTS = 20  # results shown at once; house rule
SHARE_ACTION = re.compile(
    r"(stop|withdraw|codes?|new codes?|ask|)\s*(?:no\.?\s*|#)?(\d{1,4})\s*",
    re.IGNORECASE,
)


def share_list(turn: Turn) -> Reply:
    """Return the leader's results, newest first, with how each stands.

    Each keeps its number, whatever is recorded or taken back later.
    """
    results = results_of_leader(turn.tx, leader_id=turn.speaker.leader_id)
    if not results:
        return Reply(
            Message(
                headline=say(
                    "No joint result yet. Start with: /outreach share Payroll cut-over "
                    "done a week early with Rosa"
                )
            )
        )
    numbers = result_numbers(turn.tx, leader_id=turn.speaker.leader_id)
    return Reply(
        Message(
            headline=counted("{n} joint result", "{n} joint results", len(results)),
            sections=_listed(turn, results[:MOST_RESULTS], numbers),
            small_print=_what_to_type(turn, numbers[results[0].id]),
        )
    )


def _listed(
    turn: Turn, results: Sequence[ResultFact], numbers: Mapping[str, int]
) -> tuple[Section, ...]:
    units = {result.unit_id for result in results if result.unit_id}
    outages = units_with_outage(turn.tx, units)
    return tuple(
        Section(
            text=say(
                "{number}. {title}, with {partner}",
                number=numbers[result.id],
                title=result.title,
                partner=result.partner.name,
            ),
            facts=(
                result_standing(
                    result, turn.today, outage=outages.get(result.unit_id, "")
                ),
            ),
        )
        for result in results
    )


def _what_to_type(turn: Turn, number: int) -> tuple[str, ...]:
    return (
        say(
            "To take one back: /outreach share stop {number}. For new codes: "
            "/outreach share codes {number}",
            number=number,
        ),
        *by_a_button(turn, number),
    )


def share_action(turn: Turn) -> Reply | None:
    """Carry out “share stop 1”, “share codes 1” or “share ask 1”; None for others.

    The number alone shows the result.
    """
    match = SHARE_ACTION.fullmatch(turn.text)
    if match is None:
        return None
    results = results_of_leader(turn.tx, leader_id=turn.speaker.leader_id)
    number = int(match.group(2))
    numbers = result_numbers(turn.tx, leader_id=turn.speaker.leader_id)
    result = next((one for one in results if numbers[one.id] == number), None)
    if result is None:
        raise Refusal(
            say(
                "There is no result {number}. See them with: /outreach share",
                number=number,
            )
        )
    if not match.group(1):
        [shown] = _listed(turn, [result], numbers)
        message = Message(
            headline=shown.text,
            sections=tuple(Section(text=fact) for fact in shown.facts),
            small_print=_what_to_type(turn, number),
        )
        return Reply(message)
    if match.group(1).casefold() in ("stop", "withdraw"):
        return _stop(turn, result)
    if match.group(1).casefold() == "ask":
        return offer_placing(turn, result, number)
    return _new_codes(turn, result, number)


def _stop(turn: Turn, result: ResultFact) -> Reply:
    change_result(turn.writer, result.id, withdrawn_on=turn.today)
    redraw_placed(turn, result.id)
    told = told_in(turn.tx, result.id)
    if told:
        correct_post(turn.tx, told)
    posted = (
        say("It was posted before; I take it out of the post in the channel.")
        if told
        else say("It will not be posted, and its codes no longer work.")
    )
    return kept(
        turn,
        say(
            "Taken back: {result} with {partner}.",
            result=title_quoted(result),
            partner=result.partner.name,
        ),
        label=say("taking back {result}", result=title_quoted(result)),
        sections=(Section(text=posted),),
    )


def _new_codes(turn: Turn, result: ResultFact, number: int) -> Reply:
    if not result.waits_for:
        raise Refusal(
            say(
                "Everybody has said yes to result {number}, so it needs no code. See "
                "all with: /outreach share",
                number=number,
            )
        )
    lines = []
    if not result.confirmed_on:
        code = new_code()
        change_result(turn.writer, result.id, code_hash=code_hash(code))
        lines.append((result.partner.name, "confirm", code))
    for named in result.named:
        if named.agreed_at is None:
            code = new_code()
            change_named(
                turn.writer, result.id, named.person_id, code_hash=code_hash(code)
            )
            lines.append((named.name, "agree", code))
    return kept(
        turn,
        say(
            "New codes for {result}; the old ones no longer work.",
            result=title_quoted(result),
        ),
        label=say("new codes for {result}", result=title_quoted(result)),
        sections=pass_on(lines),
    )


def by_a_button(turn: Turn, number: int) -> tuple[str, ...]:
    """Return how to ask by a button, where that can be."""
    if not can_place(turn):
        return ()
    return (
        say(
            "To ask by a button, type in a channel you share with your partner: "
            "/outreach share ask {number}",
            number=number,
        ),
    )


def pass_on(asked: list[tuple[str, str, str]]) -> tuple[Section, ...]:
    """Return the words to pass on, one paragraph a person: (name, verb, code)."""
    return tuple(
        Section(
            text=say(
                "Ask {name} to type: /outreach {verb} {code}",
                name=name,
                verb=verb,
                code=code,
            )
        )
        for name, verb, code in asked
    )
