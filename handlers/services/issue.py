"""`issue`: what is wrong with a service, until the unit says that it is fixed."""

import re
from dataclasses import replace
from datetime import date

from handlers.grammar.known_services import (
    cut_service,
    cut_unit,
    issue_called,
    not_used_by,
)
from handlers.grammar.people.names import one_person, retyped
from handlers.people.directory import myself
from handlers.services.issue_line import IssueLine, issue_line
from handlers.services.words import EXAMPLE, issue_list, issue_section, unit_sections
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import mark, say
from language.words import day_beside_today, day_said, listed
from storage.message import Message, Section
from storage.people.facts import Known
from storage.services.facts import IssueFact, ServiceFact
from storage.services.store import (
    change_issue,
    issue_with_code,
    next_issue_code,
    open_issue,
    open_issues,
)

LONGEST_ISSUE_TITLE = 200  # characters; house rule
FOR_UNIT = re.compile(r"\b(?:for|in)\s+(.+?)(?=[,;]|$)", re.IGNORECASE)
OPENED = mark("Opened {code} on {service} for {unit}, severity {severity}")
OPENED_DUE = mark(
    "Opened {code} on {service} for {unit}, severity {severity}, due {day}"
)
NOT_KEPT = mark("The words after the colon are not kept here.")


def issue(turn: Turn) -> Reply:
    """Open, resolve, confirm or reopen an issue with a service; alone, list them.

    Examples:
        issue open I-12 on Payroll for Operations due 22 March: salaries late
        issue I-12 sev 2 due 3 April
        issue resolve I-12
        issue confirm I-12 by Rosa
        issue reopen I-12
        issue
    """
    if not turn.text:
        workspace_id = turn.speaker.workspace_id
        return issue_list(open_issues(turn.tx, workspace_id=workspace_id), turn.today)
    line = issue_line(turn)
    if line.action in ISSUE_ACTIONS:
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
        return ISSUE_ACTIONS[line.action](turn, issue_called(turn, line.code), line)
    if line.action != "open" and line.code and not line.rest:
        return _show_or_change(turn, line)
    return open_from_line(turn, line)


def _show_or_change(turn: Turn, line: IssueLine) -> Reply:
    known = issue_called(turn, line.code)
    changes: dict[str, object] = {}
    if line.severity:
        changes["severity"] = line.severity
    if line.due_on:
        changes["due_on"] = line.due_on
    if line.title:
        changes["title"] = checked_title(line.title)
    if not changes:
        shown = issue_section(known, turn.today)
        facts = tuple(Section(text=fact) for fact in shown.facts)
        return Reply(Message(headline=shown.text, sections=facts))
    change_issue(turn.writer, known.id, **changes)
    after = issue_called(turn, line.code)
    return kept(
        turn,
        say("Changed {code}.", code=line.code),
        label=say("change of {code}", code=line.code),
        sections=(
            issue_section(after, turn.today),
            *unit_sections(turn, [known.unit_id]),
        ),
        small_print=line.how_read,
    )


# Opening an issue: on which service, for which unit, under which number.


def open_from_line(turn: Turn, line: IssueLine) -> Reply:
    """Open the issue that a line describes.

    Raises:
        Refusal: the service, the unit or the number can't be told, or is taken.
    """
    service, rest = cut_service(turn, line.rest, example=EXAMPLE)
    unit_id, rest = _unit(turn, service, rest)
    title = checked_title(line.title or rest.strip(" ,;.-"))
    _refuse_taken(turn, line.code)
    code = line.code or next_issue_code(turn.writer)
    severity = line.severity or 3
    open_issue(
        turn.writer,
        code=code,
        service_id=service.id,
        unit_id=unit_id,
        on=line.on or turn.today,
        title=title,
        severity=severity,
        due_on=line.due_on,
    )
    opened = say(
        OPENED_DUE if line.due_on else OPENED,
        code=code,
        service=service.name,
        unit=service.units[unit_id],
        severity=severity,
        day=day_said(line.due_on, turn.today) if line.due_on else "",
    )
    opened = f"{opened}: {title}." if title else f"{opened}."
    owner = say("{name} owns it.", name=service.owner.name) if service.owner else ""
    return kept(
        turn,
        f"{opened} {owner}".rstrip(),
        label=say("issue {code}", code=code),
        sections=unit_sections(turn, [unit_id]),
        small_print=line.how_read,
    )


def _unit(turn: Turn, service: ServiceFact, text: str) -> tuple[str, str]:
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
    if len(title) > LONGEST_ISSUE_TITLE:
        raise Refusal(
            say(
                "That is {number} characters, and an issue's title has up to "
                "{most}. Say it shorter, for example: /outreach {example}",
                number=f"{len(title):,}",
                most=LONGEST_ISSUE_TITLE,
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


# What can happen to it once it is there: resolved, confirmed, open again.


def resolve_issue(turn: Turn, issue: IssueFact, line: IssueLine) -> Reply:
    """Note that an issue is fixed, as its owner says."""
    if issue.resolved_on is not None:
        return Reply(
            Message(
                headline=say("{code} is resolved already.", code=issue.code),
                sections=(issue_section(issue, turn.today),),
            )
        )
    on = _day(turn, issue, line.on, f"resolve {issue.code}")
    change_issue(turn.writer, issue.id, resolved_on=on)
    return kept(
        turn,
        say(
            "{code} on {service} is resolved, {day}.",
            code=issue.code,
            service=issue.service,
            day=day_beside_today(on, turn.today),
        ),
        label=say("{code} resolved", code=issue.code),
        sections=unit_sections(turn, [issue.unit_id]),
        small_print=(
            say(
                "When somebody in {unit} says it is fixed: /outreach issue confirm "
                "{code} by NAME",
                unit=issue.unit,
                code=issue.code,
            ),
            *line.how_read,
        ),
    )


def confirm_issue(turn: Turn, issue: IssueFact, line: IssueLine) -> Reply:
    """Note that somebody of the unit says it is fixed; it then is resolved, too."""
    if issue.confirmed_on is not None:
        return Reply(
            Message(
                headline=say("{code} is confirmed already.", code=issue.code),
                sections=(issue_section(issue, turn.today),),
            )
        )
    by = _confirmer(turn, issue, line.rest)
    on = _day(
        turn,
        issue,
        line.on,
        f"confirm {issue.code} by {by.name}",
    )
    if issue.resolved_on is not None and on < issue.resolved_on:
        resolved = day_beside_today(issue.resolved_on, turn.today)
        raise Refusal(
            say(
                "{code} was resolved {resolved}, so it can't have been confirmed "
                "before. Type: /outreach issue confirm {code} by {name}",
                code=issue.code,
                resolved=resolved,
                name=by.name,
            )
        )
    own = by.id == turn.speaker.person_id
    change_issue(
        turn.writer,
        issue.id,
        resolved_on=issue.resolved_on or on,
        confirmed_on=on,
        confirmed_by_id=by.id,
        confirmed_by_word=not own,
    )
    who = say("you") if own else by.name
    word = (
        say(
            "I have your word for it, not {name}'s own; that is enough for the gate.",
            name=by.first_name,
        )
        if not own
        else ""
    )
    return kept(
        turn,
        say(
            "{code} on {service} is confirmed as fixed by {who}, {day}.",
            code=issue.code,
            service=issue.service,
            who=who,
            day=day_beside_today(on, turn.today),
        ),
        label=say("{code} confirmed", code=issue.code),
        sections=unit_sections(turn, [issue.unit_id]),
        small_print=(word, *line.how_read),
    )


def reopen_issue(turn: Turn, issue: IssueFact, line: IssueLine) -> Reply:
    """Note that an issue is there again, or never went."""
    if issue.resolved_on is None:
        raise Refusal(
            say(
                "{code} is still open. When it is fixed, type: /outreach issue resolve "
                "{code}",
                code=issue.code,
            )
        )
    change_issue(
        turn.writer,
        issue.id,
        resolved_on=None,
        confirmed_on=None,
        confirmed_by_id=None,
        confirmed_by_word=False,
        reopened=True,
    )
    return kept(
        turn,
        say(
            "{code} on {service} is open again.", code=issue.code, service=issue.service
        ),
        label=say("{code} reopened", code=issue.code),
        sections=unit_sections(turn, [issue.unit_id]),
    )


def _day(turn: Turn, issue: IssueFact, on: date | None, again: str) -> date:
    on = on or turn.today
    if on < issue.opened_on:
        opened = day_beside_today(issue.opened_on, turn.today)
        raise Refusal(
            say(
                "{code} was opened {opened}, so that can't have been before. Write a "
                "day from then on, or none for today: /outreach issue {again}",
                code=issue.code,
                opened=opened,
                again=again,
            )
        )
    return on


def _confirmer(turn: Turn, issue: IssueFact, typed: str) -> Known:
    typed = re.sub(r"^by\b", "", typed).strip()
    example = f"issue confirm {issue.code} by Rosa"
    if typed and typed.casefold() not in ("me", "myself"):
        by = one_person(turn, typed, example=example)
    else:
        by = myself(turn)
        if by.unit_id != issue.unit_id:
            raise Refusal(
                say(
                    "Who in {unit} says that {code} is fixed? Type: /outreach issue "
                    "confirm {code} by NAME",
                    unit=issue.unit,
                    code=issue.code,
                )
            )
    if by.unit_id != issue.unit_id:
        if by.unit:
            words = mark(
                "{code} hits {unit}, and {name} is in {other}, as far as I know. Only "
                "somebody in {unit} can confirm it: /outreach issue confirm {code} by "
                "NAME"
            )
        else:
            words = mark(
                "{code} hits {unit}, and {name} has no unit yet, as far as I know. "
                "Only somebody in {unit} can confirm it: /outreach issue confirm "
                "{code} by NAME"
            )
        raise Refusal(
            say(words, code=issue.code, unit=issue.unit, name=by.name, other=by.unit)
        )
    return by


ISSUE_ACTIONS = {
    "resolve": resolve_issue,
    "confirm": confirm_issue,
    "reopen": reopen_issue,
}
