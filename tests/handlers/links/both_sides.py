"""Ada in Slack and in Teams: two sides, and how one links them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time

from handlers.turn import Address, Pressed, Profile, Reply
from scheduler.outgoing import open_body
from storage.database.transactions import Transaction
from storage.message import Button, Message
from storage.models import Account
from tests.handlers.company import TODAY, Company, words

NINE = datetime.combine(TODAY, time(9), UTC)


@dataclass
class Sides:
    """Ada in Slack and in Teams, with other people on either side."""

    slack: Company
    teams: Company

    def link(self, code: str = "") -> None:
        """Let Ada link both, her book in Slack going on."""
        code = code or code_in(self.slack.say("Ada", "link"))
        self.teams.hears("Ada", f"link {code}")
        self.teams.hears("Ada", "link yes")
        self.slack.hears("Ada", "link yes")


def code_in(reply: Reply) -> str:
    [code] = set(re.findall(r"\blink (\w{4}-\w{4})", words(reply.message)))
    return str(code)


def told(company: Company, name: str) -> list[Message]:
    """Return the notices to somebody on one side, oldest first."""
    here = company.surface, name
    rows = [row for row in company.deliveries() if (row.surface, row.recipient) == here]

    def read(tx: Transaction) -> list[Message]:
        return [open_body(tx, r.body, r.workspace_id, r.id) for r in rows]

    return company.database.run_now(read)


def presses(company: Company, name: str, button: Button) -> Reply:
    pressed = Pressed(
        by=Address(company.surface, company.tenant, name),
        action=button.action,
        subject=button.subject,
        at=NINE,
        profile=Profile(name=name),
    )
    return company.take(pressed)


def buttons(message: Message) -> dict[str, Button]:
    return {one.label: one for one in message.buttons if isinstance(one, Button)}


def opened_by(company: Company, name: str) -> str:
    where = {"surface": company.surface, "tenant": company.tenant}
    return str(company.row(Account, user_key=name, **where).leader_id)


def is_linked(sides: Sides) -> bool:
    return opened_by(sides.slack, "Ada") == opened_by(sides.teams, "Ada")
