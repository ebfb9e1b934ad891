"""`issue`: what is wrong with a service, until the unit says that it is fixed."""

from dataclasses import replace

from handlers.issue_line import IssueLine, issue_line
from handlers.issue_opening import checked_title, open_from_line
from handlers.issue_steps import confirm_issue, reopen_issue, resolve_issue
from handlers.issue_words import issue_list, issue_section
from handlers.kept import kept
from handlers.known_services import issue_called
from handlers.request import Refusal, Reply, Turn
from handlers.standing_words import unit_sections
from language.say import mark, say
from storage.issues import (
    change_issue,
    open_issues,
)
from storage.message import Message, Section

NOT_KEPT = mark("The words after the colon are not kept here.")
STEPS = {
    "resolve": resolve_issue,
    "confirm": confirm_issue,
    "reopen": reopen_issue,
}


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
        return STEPS[line.action](turn, issue_called(turn, line.code), line)
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
