"""A month of Ada, who writes a telling word into every free text there is.

Then Eve, who leads in the same workspace, reads all she can and presses whatever was
meant for Ada. What came of it is kept, to be searched.
"""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.slack.cards.blocks import read_action
from handlers.turn import Reply
from handlers.verbs import COMMANDS, PRESSES
from tests.fake_slack.requests import press
from tests.journeys.slack_company import (
    Payload,
    SlackCompany,
    element,
    open_slack_company,
)
from tests.journeys.worked_case_lines import at

ADA, ROSA, EVE = "Ada Novak", "Rosa Lim", "Eve Stone"
PEOPLE = ("Dana Whitfield", "Rosa Lim", "Sam Ortiz", "Kim Park", "Ben Okafor")
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
WRITTEN = (
    "add Dana Whitfield, head of Operations",
    "add Rosa Lim in Operations reports to Dana",
    "add Sam Ortiz in Systems as colleague",
    "add Kim Park in Legal",
    "add Ben Okafor in Sales as colleague",
    "service Payroll for Operations owned by Sam",
    "rate Payroll 3 by Rosa, 3 by Dana",
    "issue open I-12 on Payroll due 22 March: canarytitle",
    "log Dana postponed: canarynote",
    "log Kim call yesterday next 20 May: canarycall",
    "log Rosa met listened 70%: canarymet",
    "edit Rosa: canaryedit",
    "Kim knows Dana",
    "ask Rosa slot with Dana: canaryask",
    "ask Rosa granted for 20 May",
    "ask Ben favour: canaryfavour",
    "given Kim: canarygiven",
    "thanks Ben: canarythanks",
    "share canaryprivate with Kim; evidence canaryevidence; next canarynext; private",
    "share canarywaits with Dana; evidence canaryproof",
    "channel <#CWINS|joint-wins>",
    "agenda canaryitem, decision 12 June, process Dana",
    "agenda A-1 measure: canarymeasure",
    "need Dana on A-1: canaryneed",
    "motivator Dana from Rosa: canaryhearsay",
    "heard Dana on A-1: canaryview",
    "stance Dana on A-1 resistant, wanted supportive",
    "objection Dana on A-1: canaryobjection",
    "propose A-1 to Dana",
    "propose A-1 to Dana anyway: canaryanyway",
    "topic Dana: canarytopic; canarysecond",
    "remark Kim: canaryremark",
    "note Dana just a note: canaryplain",
    "plan Kim lunch 28 April 2026 12:30: canaryplan",
)
SHOWN_TO_ALL = "canarytitle"  # an issue's title is the workspace's
READ = (
    "prep Kim", "why Dana history", "why Kim history", "draft", "draft Ben thanks",
    "list", "who Dana", "who Kim", "who Rosa", "next", "why", "next Dana", "why Dana",
    "ask", "share", "service", "issue", "channel", "undo", "edit Dana listened 60%",
    "edit Kim: mine", "ask Rosa done", "ask Ben declined", "share stop 1",
    "share codes 1", "help", "remind", "forget Kim yes", "why Kim", "ask Rosa granted",
    "agenda", "agenda A-1", "agenda A-1 close", "heard Dana on A-1: mine",
    "propose A-1 to Dana", "topic Dana", "note Dana", "search naryplain",
    "plan", "plan Kim cancel",
)  # fmt: skip


@dataclass
class Searched:
    """Where a word could have got to."""

    file: bytes = b""
    tables: dict[str, str] = field(default_factory=dict)
    log: str = ""
    posts: list[Payload] = field(default_factory=list)
    views: list[Payload] = field(default_factory=list)
    told_to_eve: str = ""
    granted_to_eve: list[str] = field(default_factory=list)
    changed_by_eve: list[str] = field(default_factory=list)
    after_forgetting: list[str] = field(default_factory=list)


class Log(logging.Handler):
    """Keeps every line at every level."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


async def live(folder: Path, found: Searched) -> None:
    path = folder / "outreach.sqlite"
    async with open_slack_company(f"sqlite:///{path}", folder, at(3, 31)) as company:
        company.slack.channels["CWINS"] = {"id": "CWINS", "is_ext_shared": False}
        buttons = await _a_month_of_ada(company)
        mine = _rows_of_leaders(company)
        await _eve_tries_everything(company, buttons, found)
        theirs = _rows_of_leaders(company)
        found.changed_by_eve = [row for row in mine if row not in theirs]
        found.tables = _tables(company)
        found.file = b"".join(one.read_bytes() for one in folder.glob("outreach.sq*"))
        sealed = _sealed_about_dana(company)
        await _type(company, ADA, "forget Dana yes")
        await company.settle()
        left = b"".join(one.read_bytes() for one in folder.glob("outreach.sq*"))
        found.after_forgetting = [name for name, text in sealed.items() if text in left]
        found.posts = company.slack.posts
        found.views = list(company.slack.views.values())


async def _a_month_of_ada(company: SlackCompany) -> list[Payload]:
    """Let Ada do everything, and return every button she was shown."""
    shown: list[Any] = []
    for line in WRITTEN:
        shown.append(await _type(company, ADA, line))
        assert "canary" in line or "I don't" not in json.dumps(shown[-1]), shown[-1]
    shown.append(await _type(company, ADA, "share Slips readable again with Rosa"))
    [code] = set(CODE.findall(json.dumps(shown[-1])))
    await _type(company, ROSA, f"confirm {code}")
    await company.write(ADA, "had coffee with Kim yesterday, canarysentence", at(3, 31))
    await company.write(ADA, "log Dana gibberish: canaryrefused \x07", at(3, 31, 9))
    (card,) = await company.morning(date(2026, 4, 1))
    company.clock.move(hours=1)
    await company.press(ADA, element(card, "Why"))
    await company.press(ADA, element(card, "Done"))
    await company.send_form(
        ADA,
        who={"value": "Kim"},
        how={"selected_option": {"value": "call"}},
        on={"selected_date": "2026-04-01"},
        note={"value": "canaryform"},
    )
    company.clock.now = at(4, 2)
    await _break(company)
    shown.append(await _type(company, ADA, "forget Kim"))
    shown.append(await _type(company, ADA, "log Danna call: canarydoubt"))
    assert ":choose" in json.dumps(shown[-1]), shown[-1]
    for day in (29, 30):
        await company.morning(date(2026, 4, day))
    shown += [company.slack.posts, company.slack.responses]
    return list(buttons_in(shown))


async def _break(company: SlackCompany) -> None:
    """Let a command and a press fail with what was written in the error."""

    def broken(*asked: Any) -> Reply:
        raise ValueError(f"canaryfault {asked}")

    kept = COMMANDS["list"], PRESSES["why"]
    COMMANDS["list"], PRESSES["why"] = broken, broken
    try:
        await _type(company, ADA, "list canarybroken")
        await company.bot.interact(press("0:why", "x") | _by(company, ADA))
    finally:
        COMMANDS["list"], PRESSES["why"] = kept


EVES_OWN = {  # what is about her own book, whatever id it names
    "cards", "forget", "go_on", "log", "log_from_message", "log_message", "offer",
    "open_log", "open_prep", "prep", "save_settings", "settings", "start", "start_sent",
    "stop_cards",
}  # fmt: skip


async def _eve_tries_everything(
    company: SlackCompany, buttons: list[Payload], found: Searched
) -> None:
    """Let Eve read all she can, and press what was meant for Ada."""
    company.clock.now = at(5, 4)
    told: list[Any] = [await _type(company, EVE, line) for line in READ]
    before = len(company.slack.responses), len(company.slack.views)
    ids = {read_action({**one, "selected_option": None})[1] for one in buttons}
    ids |= {post["metadata"]["event_payload"]["key"] for post in company.slack.posts}
    for subject in sorted(ids - {""}):
        for action in sorted(PRESSES.keys() - EVES_OWN):
            body = press(f"0:{action}:{subject}")
            choice = {"later": "tomorrow", "not_relevant": "wrong_time"}.get(action, "")
            body["actions"][0]["selected_option"] = {"value": choice}
            answer = await company.bot.interact(body | _by(company, EVE))
            assert answer.status_code == 200
    responses = company.slack.responses[before[0] :]
    told += responses
    found.granted_to_eve = [
        one["text"]
        for one in responses
        if not re.search(r"not |can't|Pick a day|nothing was", one["text"])
    ]
    assert len(company.slack.views) == before[1], "a form opened for Eve"
    told += [post for post in company.slack.posts if post["channel"] == "DEVESTONE"]
    found.told_to_eve = json.dumps(told)


async def _type(company: SlackCompany, who: str, text: str) -> Payload:
    answer = await company.bot.command(text, **{"user_id": _user(company, who)})
    assert answer.status_code == 200
    shown: Payload = answer.json() if answer.text else {}
    return shown


def _by(company: SlackCompany, who: str) -> Payload:
    return {
        "user": {"id": _user(company, who)},
        "response_url": company.slack.response_url(),
        "trigger_id": company.slack.trigger(),
    }


def _user(company: SlackCompany, who: str) -> str:
    return company._id(who)


def buttons_in(shown: Any) -> Iterator[Payload]:
    if isinstance(shown, list):
        for one in shown:
            yield from buttons_in(one)
    elif isinstance(shown, dict):
        if shown.get("type") in ("button", "static_select", "overflow"):
            yield shown
        for one in shown.values():
            yield from buttons_in(one)


def _rows_of_leaders(company: SlackCompany) -> list[str]:
    """Return every row that belongs to a leader, but what moves on by itself."""

    def read(tx: Any) -> list[str]:
        tables = SQLModel.metadata.tables.values()
        return [
            f"{table.name} {tuple(row)}"
            for table in tables
            if "leader_id" in table.c and table.name != "delivery"
            for row in tx.execute(sa.select(table))
        ]

    return company.core.database.run_now(read)


def _tables(company: SlackCompany) -> dict[str, str]:
    """Return all that stands in the queue's own tables."""

    def read(tx: Any) -> dict[str, str]:
        ours = set(SQLModel.metadata.tables)
        names = sa.inspect(tx.connection).get_table_names()
        return {
            name: str(tx.execute(sa.text(f'SELECT * FROM "{name}"')).all())
            for name in names
            if name not in ours
        }

    return company.core.database.run_now(read)


def _sealed_about_dana(company: SlackCompany) -> dict[str, bytes]:
    """Return the sealed texts about Dana that are Ada's own, by what they are."""
    query = sa.text(
        "SELECT 'note', note FROM contact JOIN person ON person.id = person_id "
        "WHERE name LIKE 'Dana%' AND note <> x'' UNION ALL "
        "SELECT 'stance', stance FROM stance JOIN person ON person.id = person_id "
        "WHERE name LIKE 'Dana%' UNION ALL "
        "SELECT 'motivator', text FROM motivator JOIN person ON person.id = person_id "
        "WHERE name LIKE 'Dana%' UNION ALL "
        "SELECT 'need', text FROM need JOIN person ON person.id = person_id "
        "WHERE name LIKE 'Dana%' UNION ALL "
        "SELECT 'topic', text FROM topic JOIN person ON person.id = person_id "
        "WHERE name LIKE 'Dana%' UNION ALL "
        "SELECT 'plain note', text FROM note JOIN person ON person.id = person_id "
        "WHERE name LIKE 'Dana%' UNION ALL "
        "SELECT 'ask', what FROM ask JOIN person ON person.id = target_id "
        "WHERE name LIKE 'Dana%' AND what <> x''"
    )
    rows = company.core.database.run_now(lambda tx: tx.execute(query).all())
    assert {name for name, _ in rows} == {
        "note", "ask", "plain note", "stance", "motivator", "need", "topic",
    }  # fmt: skip
    return {f"{name} {n}": bytes(text) for n, (name, text) in enumerate(rows)}
