"""A company on Slack: the real core behind signed HTTP, and people who use it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from bot.app import Core, open_core
from bot.slack.clients import OneWorkspace, web_client
from bot.slack.connection import slack_app
from bot.slack.sender import SlackSender
from bot.web import web_session
from tests.fake_slack.methods import user
from tests.fake_slack.reach import reached
from tests.fake_slack.requests import (
    DIRECT,
    Signer,
    choose,
    direct_message,
    press,
    submit,
)
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock
from tests.journeys.company import london
from tests.journeys.new_database import settings_on
from tests.patience import PATIENCE

Payload = dict[str, Any]


class SlackCompany:
    """People of one Slack workspace."""

    def __init__(
        self,
        core: Core,
        slack: FakeSlack,
        bot: Signer,
        clock: FakeClock,
        delivers: bool,
    ) -> None:
        self.core = core
        self.slack = slack
        self.bot = bot
        self.clock = clock
        self.delivers = delivers
        self.answers: list[Payload] = []  # what commands showed, to the typist alone

    async def say(self, who: str, text: str, at: datetime, **more: str) -> str:
        """Let `who` type `/outreach text`; return what they are shown."""
        self.clock.now = at
        answer = await self.bot.command(text, user_id=self._id(who), **more)
        assert answer.status_code == 200
        if not answer.text:
            return ""
        self.answers.append(answer.json())
        return str(self.answers[-1]["text"])

    async def tell(self, who: str, *lines: str, at: datetime) -> None:
        """Let `who` type lines that must all be understood."""
        for line in lines:
            shown = await self.say(who, line, at)
            for sorry in ("I don't", "Nothing was saved", "Who is", "That broke"):
                assert not shown.startswith(sorry), (line, shown)

    async def write(self, who: str, text: str, at: datetime) -> list[str]:
        """Let `who` type a line in the private chat; return what the bot posts."""
        self.clock.now = at
        before = len(self.slack.posts)
        event = direct_message(text, user=self._id(who))
        assert (await self.bot.event(event)).status_code == 200
        await self.settle()
        return [post["text"] for post in self.slack.posts[before:]]

    async def press(
        self,
        who: str,
        element: Payload,
        value: str = "",
        *,
        channel: str = DIRECT,
        url_age: float = 0.0,
        trigger_age: float = 0.0,
    ) -> str:
        """Let `who` press; return what they are shown, "" where a form opened.

        `url_age`, `trigger_age`: seconds since Slack gave these out.
        """
        before = len(self.slack.responses)
        more = {
            "user": {"id": self._id(who)},
            "response_url": self.slack.response_url(age=url_age),
            "trigger_id": self.slack.trigger(age=trigger_age),
            "channel": {"id": channel, "name": "x"},
        }
        if element["type"] in ("static_select", "overflow"):
            body = choose(element["action_id"], value or element.get("chosen", ""))
        else:
            body = press(element["action_id"], element.get("value", ""))
        assert (await self.bot.interact(body | more)).status_code == 200
        await self.settle()
        shown = self.slack.responses[before:]
        return str(shown[0]["text"]) if shown else ""

    async def send_form(self, sender: str, **answers: Payload) -> Payload:
        """Let `sender` send the newest open form; return what becomes of it."""
        view = list(self.slack.views.values())[-1]
        kept = {name: view[name] for name in ("callback_id", "private_metadata")}
        body = submit(kept, answers, user={"id": self._id(sender)})
        answer = await self.bot.interact(body)
        assert answer.status_code == 200
        await self.settle()
        result: Payload = answer.json()
        return result

    async def morning(self, day: date) -> list[Payload]:
        """Let 08:30 London time come on `day`; return what is posted."""
        self.clock.now = london(day, time(8, 30))
        before = len(self.slack.posts)
        await self.core.tick()
        await self.settle()
        return self.slack.posts[before:]

    async def settle(self) -> None:
        """Wait until everything queued is delivered."""
        if self.delivers:
            assert await self.core.queue.drain(PATIENCE)

    def _id(self, who: str) -> str:
        made = "U" + who.upper().replace(" ", "")
        self.slack.users.setdefault(made, user(who))
        return made


def element(post: Payload, label: str, step: int = 0) -> Payload:
    """Return the button or menu called `label` on a card's n-th step.

    Behind three dots it is that menu, with the line of this label as what is chosen.
    """
    found: list[Payload] = [
        one | chosen
        for block in post["blocks"]
        if block["type"] == "actions"
        for one in block["elements"]
        for name, chosen in _labels(one)
        if name == label
    ]
    return found[step]


def labels(post: Payload) -> list[str]:
    """Return the labels of everything that can be pressed, also behind three dots."""
    return [
        name
        for block in post["blocks"]
        if block["type"] == "actions"
        for one in block["elements"]
        for name, _ in _labels(one)
    ]


def _labels(one: Payload) -> list[tuple[str, Payload]]:
    if one["type"] == "overflow":
        return [
            (line["text"]["text"], {"chosen": line["value"]}) for line in one["options"]
        ]
    return [((one.get("text") or one["placeholder"])["text"], {})]


@asynccontextmanager
async def open_slack_company(
    url: str,
    folder: Path,
    start: datetime,
    *,
    delivers: bool = True,
    by: str = "http",
) -> AsyncIterator[SlackCompany]:
    """Open the whole bot on an empty database, connected to a Slack of our own.

    Args:
        delivers: whether the queue is worked off, which takes a second to start.
        by: how Slack reaches the bot, "http" or "socket".
    """
    settings = settings_on(url, folder)
    clock = FakeClock(start)
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(
            FakeSlack(lambda: clock().timestamp(), paced=True)
        )
        session = await stack.enter_async_context(web_session())
        core = open_core(settings, clock, poll_seconds=0.05)
        stack.push_async_callback(core.stop)
        api_url = slack.api_url
        client = web_client(api_url=api_url, session=session)
        install_of = OneWorkspace("xoxb-1", client)
        app = slack_app(
            database=core.database,
            install_of=install_of,
            api_url=api_url,
            session=session,
            now=clock,
        )
        sender = SlackSender(
            install_of=install_of,
            api_url=api_url,
            session=session,
            sleep=clock.sleep,
        )
        if delivers:
            await core.start_delivering({"slack": sender})
        bot = await stack.enter_async_context(reached(app, slack, by=by))
        yield SlackCompany(core, slack, bot, clock, delivers)
        assert slack.refused == []
