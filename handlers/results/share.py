"""`share`: a joint result, to be told once the partner has confirmed it."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.grammar.days.typed import one_date
from handlers.grammar.people.names import find_people_in
from handlers.people.directory import myself, on_own_side
from handlers.results.codes import code_hash, new_code
from handlers.results.share_list import by_a_button, pass_on, share_action, share_list
from handlers.results.words import preview
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import mark, say, say_count
from language.words import day_beside_today, listed
from storage.message import Section
from storage.people.facts import Known
from storage.results.sharing import result_by_code
from storage.results.store import remember_result, result_numbers

EXAMPLE = (
    "share Payroll cut-over done a week early with Rosa; evidence https://...; "
    "named Ben, Kim; next pilot in Finance"
)
KEYWORDS = (
    ("evidence", r"evidence|proof|link|see"),
    ("named", r"named|names?|people|contributors?|contributed|thanks to"),
    ("next_step", r"next(?: step)?|then"),
    ("partner", r"with|partner"),
    ("on", r"on|date"),
)
END = re.compile(
    r"\s*[;\n]\s*|,\s*(?=(?:evidence|proof|named|next|with)\b)", re.IGNORECASE
)
WITH = re.compile(r"\bwith\b", re.IGNORECASE)
PRIVATE = re.compile(r"^(?:private|not to share|keep private)$", re.IGNORECASE)
LINK = re.compile(r"<((?:https?|mailto):[^|<>\s]+)(?:\|[^<>]*)?>")
# Characters that turn the reading direction: a link could be shown backwards.
TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
LIMITS = {"title": 200, "evidence": 300, "next_step": 200}  # characters; house rule
TOO_LONG = {
    "title": mark(
        "The result is {length} characters long, and others read up to {most}. Say it "
        "shorter: /outreach {example}"
    ),
    "evidence": mark(
        "The evidence is {length} characters long, and others read up to {most}. Say "
        "it shorter: /outreach {example}"
    ),
    "next_step": mark(
        "The next step is {length} characters long, and others read up to {most}. Say "
        "it shorter: /outreach {example}"
    ),
}
MOST_IN_A_RESULT = 10  # people named in one result; house rule
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


@dataclass(frozen=True, slots=True)
class ShareLine:
    """What was typed about a joint result; "" or None where nothing was."""

    title: str
    partner: str
    evidence: str
    named: str
    next_step: str
    day: date | None
    private: bool


def share(turn: Turn) -> Reply:
    """Record a joint result, to be told once your partner confirms; alone, list.

    Examples:
        share Cut-over a week early with Rosa; named Ben; next pilot in Finance
        share Slips readable again with Kim; evidence https://example.com/1
        share Payroll rebuilt with Dana; private
        share
        share 1
        share codes 1
        share stop 1
    """
    if not turn.text:
        return share_list(turn)
    if (reply := share_action(turn)) is not None:
        return reply
    line = share_line(turn)
    partner, *more = find_people_in(turn, line.partner, example=EXAMPLE)
    _check_partner(turn, partner)
    named = _named(turn, line, partner, more)
    codes = {person.id: new_code() for person in (partner, *named)}
    remember_result(
        turn.writer,
        [
            (person.id, on_own_side(turn, person), code_hash(codes[person.id]))
            for person in named
        ],
        partner_id=partner.id,
        unit_id=partner.unit_id or None,
        title=line.title,
        evidence=line.evidence,
        next_step=line.next_step,
        on=line.day or turn.today,
        code_hash=code_hash(codes[partner.id]),
        shareable=not line.private,
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
    if len(found) > MOST_IN_A_RESULT:
        raise Refusal(
            say(
                "That names {number} people, and each must agree. Name up to "
                "{most}: /outreach {example}",
                number=len(found),
                most=MOST_IN_A_RESULT,
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
    number = result_numbers(turn.tx, leader_id=turn.speaker.leader_id)[result.id]
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
            day=day_beside_today(result.on, turn.today),
        ),
        label=say("result with {name}", name=partner.name),
        sections=(
            Section(text=say("This is all that others would read:")),
            preview(result),
            *lines,
            Section(text=fate),
        ),
        small_print=(
            say(
                "I show the codes this once. For new ones: /outreach share codes "
                "{number}",
                number=number,
            ),
            *(() if line.private else by_a_button(turn, number)),
        ),
    )


# Reading its line. Parts stand in any order and end at a semicolon or a new line; the
# first one, or the one without a keyword, is the result itself.


def share_line(turn: Turn) -> ShareLine:
    """Split the line into its parts.

    Raises:
        Refusal: no result or no partner said, something said twice, or too long.
    """
    parts: dict[str, str] = {}
    private = False
    lines = (" ".join(line.split()) for line in turn.text.splitlines())
    typed = bare_links("\n".join(line for line in lines if line)).translate(TURNING)
    pieces = [one for one in END.split(typed) if one.strip(" .")]
    for number, piece in enumerate(pieces):
        if PRIVATE.match(piece.strip(" .")):
            private = True
        else:
            _put(parts, *_keyword(piece, first=number == 0))
    title, partner = _with_whom(parts)
    on = parts.get("on")
    day = None
    if on:
        locale = turn.speaker.locale
        day = one_date(on, today=turn.today, prefer="past", locale=locale)
    line = ShareLine(
        title,
        partner,
        parts.get("evidence", ""),
        parts.get("named", ""),
        parts.get("next_step", ""),
        day,
        private,
    )
    _check(line)
    return line


def bare_links(text: str) -> str:
    """Return `text` with each link as its address, never as what it is dressed as."""
    return LINK.sub(r"\1", text)


def _keyword(piece: str, *, first: bool) -> tuple[str, str]:
    """Return which part a piece is; “People survey done” in front is the result."""
    for name, words in KEYWORDS:
        sure = r"\s*[:=]\s*" if first and name != "partner" else r"\s*[:=]?\s*"
        if match := re.match(rf"(?:{words})(?![\w-]){sure}", piece, re.IGNORECASE):
            return name, " ".join(piece[match.end() :].split())
    return "title", " ".join(piece.split())


def _put(parts: dict[str, str], name: str, value: str) -> None:
    if name == "title" and "title" in parts:
        raise Refusal(
            say(
                "I can't tell which part is the result. Start each other part with "
                "evidence, named or next, for example: /outreach {example}",
                example=EXAMPLE,
            )
        )
    if name in parts:
        raise Refusal(
            say(
                "“{part}” is there twice. Say it once: /outreach {example}",
                part=name.replace("_", " "),
                example=EXAMPLE,
            )
        )
    parts[name] = value


def _with_whom(parts: dict[str, str]) -> tuple[str, str]:
    title, partner = parts.get("title", ""), parts.get("partner", "")
    if not partner and (found := list(WITH.finditer(title))):
        last = found[-1]
        title, partner = title[: last.start()], title[last.end() :]
    title = title.strip(" ,.;:-–—")
    if not title:
        raise Refusal(
            say(
                "What did you achieve, and with whom? Say it in your partner's terms: "
                "/outreach {example}",
                example=EXAMPLE,
            )
        )
    if not partner.strip():
        raise Refusal(
            say(
                "With whom? Only a result with a partner can be shared: /outreach "
                "{example}",
                example=EXAMPLE,
            )
        )
    return title, partner.strip(" ,.")


def _check(line: ShareLine) -> None:
    for name, most in LIMITS.items():
        length = len(getattr(line, name))
        if length > most:
            raise Refusal(
                say(
                    TOO_LONG[name],
                    length=f"{length:,}",
                    most=most,
                    example=EXAMPLE,
                )
            )
