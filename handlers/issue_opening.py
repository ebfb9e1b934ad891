"""Opening an issue: on which service, for which unit, under which number."""

import re

from handlers.grammar.asking import retyped
from handlers.grammar.spoken import listed, plain_day
from handlers.issue_line import IssueLine
from handlers.issue_words import EXAMPLE
from handlers.kept import kept
from handlers.known_services import cut_service, cut_unit
from handlers.request import Refusal, Reply, Turn
from handlers.service_users import not_used_by
from handlers.standing_words import unit_sections
from language.say import mark, say
from storage.issues import Opened, issue_with_code, next_code, open_issue
from storage.services import KnownService

LONGEST_TITLE = 200  # characters; house rule
FOR_UNIT = re.compile(r"\b(?:for|in)\s+(.+?)(?=[,;]|$)", re.IGNORECASE)
OPENED = mark("Opened {code} on {service} for {unit}, severity {severity}")
OPENED_DUE = mark(
    "Opened {code} on {service} for {unit}, severity {severity}, due {day}"
)


def open_from_line(turn: Turn, line: IssueLine) -> Reply:
    """Open the issue that a line describes.

    Raises:
        Refusal: the service, the unit or the number can't be told, or is taken.
    """
    service, rest = cut_service(turn, line.rest, example=EXAMPLE)
    unit_id, rest = _unit(turn, service, rest)
    title = checked_title(line.title or rest.strip(" ,;.-"))
    _refuse_taken(turn, line.code)
    code = line.code or next_code(turn.writer)
    severity = line.severity or 3
    on = line.on or turn.today
    open_issue(
        turn.writer,
        Opened(code, service.id, unit_id, on, title, severity, line.due_on),
    )
    opened = say(
        OPENED_DUE if line.due_on else OPENED,
        code=code,
        service=service.name,
        unit=service.units[unit_id],
        severity=severity,
        day=plain_day(line.due_on, turn.today) if line.due_on else "",
    )
    opened = f"{opened}: {title}." if title else f"{opened}."
    owner = say("{name} owns it.", name=service.owner) if service.owner else ""
    return kept(
        turn,
        f"{opened} {owner}".rstrip(),
        label=say("issue {code}", code=code),
        sections=unit_sections(turn, [unit_id]),
        small_print=line.how_read,
    )


def _unit(turn: Turn, service: KnownService, text: str) -> tuple[str, str]:
    unit_id, rest = cut_unit(turn, text)
    if unit_id is not None and unit_id in service.units:
        return unit_id, rest
    said = FOR_UNIT.search(text)
    if unit_id is not None or said is not None or not service.units:
        raise Refusal(not_used_by(service, said.group(1) if said else ""))
    if len(service.units) > 1:
        units = list(service.units.values())
        named = re.search(re.escape(service.name), turn.text, re.IGNORECASE)
        typed = named.group() if named else service.name
        line = retyped(turn, typed, f"{service.name} for {units[0]}")
        raise Refusal(
            say(
                "For which unit: {units}? Type: {line}",
                units=listed(units, either=True),
                line=line,
            )
        )
    [only] = service.units
    return only, rest


def checked_title(title: str) -> str:
    """Return a title that is short enough.

    Raises:
        Refusal: more than 200 characters.
    """
    if len(title) > LONGEST_TITLE:
        raise Refusal(
            say(
                "That is {number} characters, and an issue's title has up to "
                "{most}. Say it shorter, for example: /outreach {example}",
                number=f"{len(title):,}",
                most=LONGEST_TITLE,
                example=EXAMPLE,
            )
        )
    return title


def _refuse_taken(turn: Turn, code: str) -> None:
    workspace_id = turn.speaker.workspace_id
    if code and issue_with_code(turn.tx, workspace_id=workspace_id, code=code):
        raise Refusal(
            say(
                "There is an issue {code} already. See it with /outreach issue "
                "{code}, or leave the number out and I take the next free one.",
                code=code,
            )
        )
