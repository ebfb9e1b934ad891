"""Hands on the Playground: Ada's by its own routes, other people's as whole activities.

Source of the routes: the program itself, version 0.2.28; none is documented.
"""

from typing import Any

import httpx

from tests.fake_teams.activities import BOT, CHANNEL, TENANT, Client, private_chat, user
from tests.patience import PATIENCE
from tests.playground.gate import Gate
from tests.playground.program import ADA

Payload = dict[str, Any]


class Hands(Client):
    """Does in the Playground what `Client` does; returns what the bot answered."""

    def __init__(self, routes: httpx.AsyncClient, gate: Gate) -> None:
        super().__init__(routes, gate.service_url)
        self._gate = gate
        self._chats: dict[str, str] = {}

    async def post(
        self, activity: Payload, bearer: str | None = None
    ) -> httpx.Response:
        """Let the Playground send an activity as it is."""
        self.last = activity
        return await self._done("/_internal/v1/customActivities", activity)

    async def line(self, text: str, who: str = ADA) -> httpx.Response:
        """Type a line in the private chat."""
        if who == ADA:
            return await self._typed(private_chat(ADA), text)
        line = self.activity("message", who, text=text)
        line["conversation"]["id"] = await self.chat_of(who)
        return await self.post(line)

    async def chat_of(self, who: str) -> str:
        """Return the private chat of somebody who does not sit before it."""
        if who not in self._chats:
            member = {"id": f"29:{user(who)}"}
            asked = {"members": [member], "tenantId": TENANT, "isGroup": False}
            self._chats[who] = await self._gate.opened(asked)
        return self._chats[who]

    async def mention(self, text: str, who: str = ADA) -> httpx.Response:
        """Mention the bot in the channel."""
        name = "<at>Outreach</at>"
        mentioned = {"mentioned": {"id": BOT}, "text": name}
        return await self._typed(CHANNEL, f"{name} {text}", mentions=[mentioned])

    async def press(
        self, data: Payload, who: str = ADA, *, on: str = "", **more: object
    ) -> httpx.Response:
        """Press a button of the card `on`, whose data and inputs are `data`."""
        action = {"type": "Action.Execute", "verb": data.get("action"), "data": data}
        pressed = {
            "name": "adaptiveCard/action",
            "conversation": {"id": private_chat(ADA)},
            "from": {"id": f"29:{user(ADA)}"},
            "replyToId": on,
            "value": {"action": action},
        }
        return await self._done("/_conversation/v1/invoke", pressed)

    async def install(
        self, who: str = ADA, action: str = "add", **more: object
    ) -> httpx.Response:
        """Add the app, or remove it, with the Playground's own activity for that."""
        kind = {"add": "install", "remove": "uninstall"}[action]
        asked = {"conversationId": private_chat(who), "type": kind}
        path = "/_internal/v1/customActivities/template"
        return await self.post((await self.http.get(path, params=asked)).json())

    async def _typed(self, chat: str, text: str, **more: object) -> httpx.Response:
        line = {"from": {"id": f"29:{user(ADA)}"}, "text": text, "textFormat": "plain"}
        path = f"/_conversation/v1/conversations/{chat}/messages"
        return await self._done(path, line | more)

    async def _done(self, path: str, payload: Payload) -> httpx.Response:
        taken = await self.http.post(path, json=payload, timeout=PATIENCE)
        assert taken.is_success, taken.text
        return await self._gate.next_answer()
