"""`issue`: what is wrong with a service, until the unit says that it is fixed."""

import re
from dataclasses import replace

from handlers.grammar.asking import retyped
from handlers.grammar.spoken import listed, plain_day
from handlers.issue_line import IssueLine, issue_line
from handlers.issue_steps import confirm_issue, reopen_issue, resolve_issue
from handlers.issue_words import EXAMPLE, issue_list, issue_section
from handlers.kept import kept
from handlers.known_services import cut_service, cut_unit, issue_called
from handlers.request import Refusal, Reply, Request
from handlers.service_users import not_used_by
from handlers.standing_words import unit_sections
from language.say import mark, say
from storage.issues import (
    Opened,
    change_issue,
    issue_with_code,
    next_code,
    open_issue,
    open_issues,
)
from storage.message import Message, Section
from storage.services import KnownService

LONGEST_TITLE = 200  # characters; house rule
FOR_UNIT = re.compile(r"\b(?:for|in)\s+(.+?)(?=[,;]|$)", re.IGNORECASE)
NOT_KEPT = mark("The words after the colon are not kept here.")
STEPS = {
    "resolve": resolve_issue,
    "confirm": confirm_issue,
    "reopen": reopen_issue,
}


def issue(request: Request) -> Reply:
    """Open, resolve, confirm or reopen an issue with a service; alone, list them.

    Examples:
        issue open I-12 on Payroll for Operations due 22 March: salaries late
        issue I-12 sev 2 due 3 April
        issue resolve I-12
        issue confirm I-12 by Rosa
        issue reopen I-12
        issue
    """
    if not request.text:
        workspace_id = request.speaker.workspace_id
        return issue_list(
            open_issues(request.session, workspace_id=workspace_id), request.today
        )
    line = issue_line(request)
    if line.action in STEPS:
        if not line.code:
            raise Refusal(
                say(
                    "Which issue? Give its number, for example: "
                    "/outreach issue {action} I-12",
                    action=line.action,
                )
            )
        if line.title:
            line = replace(line, how_read=(*line.how_read, say(NOT_KEPT)))
        return STEPS[line.action](request, issue_called(request, line.code), line)
    if line.action != "open" and line.code and not line.rest:
        return _show_or_change(request, line)
    return _open(request, line)


def _open(request: Request, line: IssueLine) -> Reply:
    service, rest = cut_service(request, line.rest, example=EXAMPLE)
    unit_id, rest = _unit(request, service, rest)
    title = _title(line.title or rest.strip(" ,;.-"))
    _refuse_taken(request, line.code)
    code = line.code or next_code(request.writer)
    severity = line.severity or 3
    on = line.on or request.today
    open_issue(
        request.writer,
        Opened(code, service.id, unit_id, on, title, severity, line.due_on),
    )
    if line.due_on:
        opened = say(
            "Opened {code} on {service} for {unit}, severity {severity}, due {day}",
            code=code,
            service=service.name,
            unit=service.units[unit_id],
            severity=severity,
            day=plain_day(line.due_on, request.today),
        )
    else:
        opened = say(
            "Opened {code} on {service} for {unit}, severity {severity}",
            code=code,
            service=service.name,
            unit=service.units[unit_id],
            severity=severity,
        )
    opened = f"{opened}: {title}." if title else f"{opened}."
    owner = say("{name} owns it.", name=service.owner) if service.owner else ""
    return kept(
        request,
        f"{opened} {owner}".rstrip(),
        label=say("issue {code}", code=code),
        sections=unit_sections(request, [unit_id]),
        small_print=line.how_read,
    )


def _unit(request: Request, service: KnownService, text: str) -> tuple[str, str]:
    unit_id, rest = cut_unit(request, text)
    if unit_id is not None and unit_id in service.units:
        return unit_id, rest
    said = FOR_UNIT.search(text)
    if unit_id is not None or said is not None or not service.units:
        raise Refusal(not_used_by(service, said.group(1) if said else ""))
    if len(service.units) > 1:
        units = list(service.units.values())
        named = re.search(re.escape(service.name), request.text, re.IGNORECASE)
        typed = named.group() if named else service.name
        line = retyped(request, typed, f"{service.name} for {units[0]}")
        raise Refusal(
            say(
                "For which unit: {units}? Type: {line}",
                units=listed(units, either=True),
                line=line,
            )
        )
    [only] = service.units
    return only, rest


def _title(title: str) -> str:
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


def _refuse_taken(request: Request, code: str) -> None:
    workspace_id = request.speaker.workspace_id
    if code and issue_with_code(request.session, workspace_id=workspace_id, code=code):
        raise Refusal(
            say(
                "There is an issue {code} already. See it with /outreach issue "
                "{code}, or leave the number out and I take the next free one.",
                code=code,
            )
        )


def _show_or_change(request: Request, line: IssueLine) -> Reply:
    known = issue_called(request, line.code)
    changes: dict[str, object] = {}
    if line.severity:
        changes["severity"] = line.severity
    if line.due_on:
        changes["due_on"] = line.due_on
    if line.title:
        changes["title"] = _title(line.title)
    if not changes:
        shown = issue_section(known, request.today)
        facts = tuple(Section(text=fact) for fact in shown.facts)
        return Reply(Message(headline=shown.text, sections=facts))
    change_issue(request.writer, known.id, **changes)
    after = issue_called(request, line.code)
    return kept(
        request,
        say("Changed {code}.", code=line.code),
        label=say("change of {code}", code=line.code),
        sections=(
            issue_section(after, request.today),
            *unit_sections(request, [known.unit_id]),
        ),
        small_print=line.how_read,
    )
