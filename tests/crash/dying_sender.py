"""Slack's sender, in a process that dies right before or right after a post."""

import os
import signal
from collections.abc import Callable

import aiohttp

from bot.slack.clients import InstalledApp
from bot.slack.sender import SlackSender
from scheduler.delivery.sender import Sent
from scheduler.outgoing import Target
from storage.message import Message


def die() -> None:
    """Kill this process, as `kill -9` does: nothing is closed, nothing is said."""
    os.kill(os.getpid(), signal.SIGKILL)


class DyingSender(SlackSender):
    """Tells `reached` how far a post came."""

    def __init__(
        self,
        api_url: str,
        session: aiohttp.ClientSession,
        reached: Callable[[str], None],
    ) -> None:
        super().__init__(install_of=_install, api_url=api_url, session=session)
        self._reached = reached

    async def send(self, message: Message, *, to: Target, key: str) -> Sent:
        """Post, and tell before and after."""
        self._reached("marked")
        sent = await super().send(message, to=to, key=key)
        self._reached("posted")
        return sent


async def _install(tenant: str, organization: str = "") -> InstalledApp:
    return InstalledApp(bot_token="xoxb-test")
