"""`share`: a joint result, to be told once the partner has confirmed it."""

from handlers.codes import code_hash, new_code
from handlers.directory import myself
from handlers.grammar.names import find_people_in
from handlers.grammar.spoken import listed, spoken
from handlers.kept import kept
from handlers.own_side import on_own_side
from handlers.request import Refusal, Reply, Turn
from handlers.result_words import preview
from handlers.share_line import EXAMPLE, ShareLine, share_line
from handlers.share_list import by_a_button, pass_on, share_list, share_step
from language.say import mark, say, say_count
from storage.accomplishments import result_by_code
from storage.message import Section
from storage.people import Known
from storage.record_results import Told, remember_result

MOST_NAMED = 10  # people named in one result; house rule
IN_YOUR_UNIT = mark(
    "{name} is in {unit}, as you are, and only somebody outside your own team can "
    "confirm a joint result. Name the partner, and your own people after “named”: "
    "/outreach {example}"
)
REPORTS_TO_YOU = mark(
    "{name} reports to you, and only somebody outside your own team can confirm a "
    "joint result. Name the partner, and your own people after “named”: "
    "/outreach {example}"
)


def share(turn: Turn) -> Reply:
    """Record a joint result, to be told once your partner confirms; alone, list.

    Examples:
        share Cut-over a week early with Rosa; named Ben; next pilot in Finance
        share Slips readable again with Kim; evidence https://example.com/1
        share Payroll rebuilt with Dana; private
        share
        share codes 1
        share stop 1
    """
    if not turn.text:
        return share_list(turn)
    if (reply := share_step(turn)) is not None:
        return reply
    line = share_line(turn)
    partner, *more = find_people_in(turn, line.partner, example=EXAMPLE)
    _check_partner(turn, partner)
    named = _named(turn, line, partner, more)
    codes = {person.id: new_code() for person in (partner, *named)}
    remember_result(
        turn.writer,
        Told(
            partner_id=partner.id,
            unit_id=partner.unit_id,
            title=line.title,
            evidence=line.evidence,
            next_step=line.next_step,
            on=line.day or turn.today,
            code_hash=code_hash(codes[partner.id]),
            shareable=not line.private,
        ),
        [
            (person.id, on_own_side(turn, person), code_hash(codes[person.id]))
            for person in named
        ],
    )
    return _reply(turn, line, partner, named, codes)


def _check_partner(turn: Turn, partner: Known) -> None:
    if partner.id == turn.speaker.person_id:
        raise Refusal(
            say(
                "That is yourself. A joint result needs a partner in another "
                "unit: /outreach {example}",
                example=EXAMPLE,
            )
        )
    if on_own_side(turn, partner):
        same = partner.unit and partner.unit_id == myself(turn).unit_id
        raise Refusal(
            say(
                IN_YOUR_UNIT if same else REPORTS_TO_YOU,
                name=partner.name,
                unit=partner.unit,
                example=EXAMPLE,
            )
        )


def _named(
    turn: Turn, line: ShareLine, partner: Known, more: list[Known]
) -> list[Known]:
    """Return who must agree: everyone named but the partner and the leader."""
    typed = find_people_in(turn, line.named, example=EXAMPLE) if line.named else []
    away = (partner.id, turn.speaker.person_id)
    found = {person.id: person for person in (*more, *typed) if person.id not in away}
    if len(found) > MOST_NAMED:
        raise Refusal(
            say(
                "That names {number} people, and each must agree. Name up to "
                "{most}: /outreach {example}",
                number=len(found),
                most=MOST_NAMED,
                example=EXAMPLE,
            )
        )
    return list(found.values())


def _reply(
    turn: Turn,
    line: ShareLine,
    partner: Known,
    named: list[Known],
    codes: dict[str, str],
) -> Reply:
    result = result_by_code(
        turn.tx,
        workspace_id=turn.speaker.workspace_id,
        code_hash=code_hash(codes[partner.id]),
    )
    assert result is not None
    lines = pass_on(
        [(partner.name, "confirm", codes[partner.id])]
        + [(person.name, "agree", codes[person.id]) for person in named]
    )
    names = listed([partner.name, *(person.name for person in named)])
    fate = (
        say("Kept private: it counts once confirmed, but is never posted.")
        if line.private
        else say_count(
            "Nothing is posted before {names} has said yes.",
            "Nothing is posted before {names} have said yes.",
            1 + len(named),
            names=names,
        )
    )
    return kept(
        turn,
        say(
            "Noted, and posted nowhere: your result with {name}, {day}.",
            name=partner.name,
            day=spoken(result.on, turn.today),
        ),
        label=say("result with {name}", name=partner.name),
        sections=(
            Section(text=say("This is all that others would read:")),
            preview(result),
            *lines,
            Section(text=fate),
        ),
        small_print=(
            say("I show the codes this once. For new ones: /outreach share codes 1"),
            *(() if line.private else by_a_button(turn)),
        ),
    )
