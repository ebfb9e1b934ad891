"""What Teams posts to the bot, and a client that posts it with a good token."""

import itertools
from typing import Any

import httpx

from tests.fake_teams.limits import faults_of_answer
from tests.fake_teams.tokens import CLIENT, token

Payload = dict[str, Any]

TENANT = "22222222-2222-2222-2222-222222222222"
BOT = f"28:{CLIENT}"
CHANNEL = "19:wins@thread.tacv2"
_numbers = itertools.count(1)


def user(name: str) -> str:
    """Return the Entra object id of somebody."""
    return f"aad-{name.lower().replace(' ', '-')}"


def private_chat(name: str) -> str:
    """Return the id of somebody's private chat with the bot."""
    return f"a:{user(name)}"


class Client:
    """People of one tenant, whose Teams posts to the bot."""

    def __init__(self, http: httpx.AsyncClient, service_url: str) -> None:
        self.http = http
        self.service_url = service_url
        self.last: Payload = {}
        self.refused: list[str] = []  # what a stricter Teams would not have shown

    def activity(self, kind: str, who: str = "Ada Novak", **more: object) -> Payload:
        """Return an activity of `who` in their private chat."""
        return {
            "type": kind,
            "id": f"f:{next(_numbers)}",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {
                "id": f"29:{user(who)}",
                "name": who,
                "aadObjectId": user(who),
            },
            "recipient": {"id": BOT, "name": "Outreach"},
            "conversation": {
                "id": private_chat(who),
                "conversationType": "personal",
                "tenantId": TENANT,
            },
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "en-GB",
            "localTimezone": "Europe/London",
            **more,
        }

    def in_channel(self, **channel: object) -> Payload:
        """Return what is different in a channel; Teams tells no name with a message."""
        return {
            "conversation": {
                "id": f"{CHANNEL};messageid=1700000000000",
                "conversationType": "channel",
                "isGroup": True,
                "tenantId": TENANT,
            },
            "channelData": {
                "tenant": {"id": TENANT},
                "team": {"id": "19:team@thread.tacv2"},
                "channel": {"id": CHANNEL, **channel},
            },
        }

    async def post(
        self, activity: Payload, bearer: str | None = None
    ) -> httpx.Response:
        """Post an activity, with a good token unless one is given."""
        self.last = activity
        bearer = bearer or token(self.service_url)
        return await self.http.post(
            "/api/messages",
            json=activity,
            headers={"Authorization": f"Bearer {bearer}"},
        )

    async def line(self, text: str, who: str = "Ada Novak") -> httpx.Response:
        """Type a line in the private chat."""
        return await self.post(self.activity("message", who, text=text))

    async def mention(self, text: str, who: str = "Ada Novak") -> httpx.Response:
        """Mention the bot in the channel."""
        entity = {
            "type": "mention",
            "text": "<at>Outreach</at>",
            "mentioned": {"id": BOT, "name": "Outreach"},
        }
        more = self.in_channel() | {"entities": [entity]}
        text = f"<at>Outreach</at> {text}"
        return await self.post(self.activity("message", who, text=text, **more))

    async def press(
        self, data: Payload, who: str = "Ada Novak", *, on: str = "", **more: object
    ) -> httpx.Response:
        """Press a button of the card `on`, whose data and inputs are `data`."""
        action = {"type": "Action.Execute", "verb": data.get("action"), "data": data}
        return await self.post(
            self.activity(
                "invoke",
                who,
                name="adaptiveCard/action",
                value={"action": action, "trigger": "manual"},
                replyToId=on,
                **more,
            )
        )

    async def invoke(
        self, name: str, value: object, who: str = "Ada Novak", **more: object
    ) -> Payload:
        """Ask for something that Teams waits for; return the answer."""
        answer = await self.post(
            self.activity("invoke", who, name=name, value=value, **more)
        )
        return self.looked_at(answer)

    def looked_at(self, answer: httpx.Response) -> Payload:
        """Return an answer to an invoke, after keeping what is wrong with it."""
        assert answer.status_code == 200
        body: Payload = answer.json()
        self.refused += faults_of_answer(body)
        return body

    async def fetch(self, data: Payload, who: str = "Ada Novak") -> Payload:
        """Press a button that asks for a dialog."""
        value = {"data": data, "context": {"theme": "default"}}
        return await self.invoke("task/fetch", value, who)

    async def submit(self, data: Payload, who: str = "Ada Novak") -> Payload:
        """Send a dialog, whose data and inputs are `data`."""
        return await self.invoke("task/submit", {"data": data}, who)

    async def on_message(
        self, message: Payload, who: str = "Ada Novak", command: str = "logMessage"
    ) -> Payload:
        """Use a command of the message extension on somebody's message."""
        value = {
            "commandId": command,
            "commandContext": "message",
            "messagePayload": message,
            "context": {"theme": "default"},
        }
        return await self.invoke(
            "composeExtension/fetchTask", value, who, **self.elsewhere()
        )

    async def send_command(
        self, data: Payload, who: str = "Ada Novak", command: str = "logMessage"
    ) -> Payload:
        """Send the form that a command of the message extension opened."""
        value = {"commandId": command, "commandContext": "message", "data": data}
        return await self.invoke(
            "composeExtension/submitAction", value, who, **self.elsewhere()
        )

    async def search(
        self, typed: str, who: str = "Ada Novak", **options: int
    ) -> Payload:
        """Search for a person where a message is written."""
        value = {
            "commandId": "findPerson",
            "parameters": [{"name": "name", "value": typed}],
            "queryOptions": {"skip": 0, "count": 25} | options,
        }
        return await self.invoke(
            "composeExtension/query", value, who, **self.elsewhere()
        )

    def elsewhere(self) -> Payload:
        """Return what is different in a chat of two people without us."""
        return {
            "conversation": {
                "id": "19:two-people@unq.gbl.spaces",
                "conversationType": "personal",
                "tenantId": TENANT,
            }
        }

    async def install(
        self, who: str = "Ada Novak", action: str = "add", **more: object
    ) -> httpx.Response:
        """Add the app, or remove it. Teams tells no name with that, and no zone."""
        added = self.activity("installationUpdate", who, action=action, **more)
        del added["from"]["name"], added["localTimezone"]
        return await self.post(added)

    async def replay(self) -> httpx.Response:
        """Post the last activity once more, as Teams does when in doubt."""
        return await self.post(self.last)

    async def replay_with(self, bearer: str) -> httpx.Response:
        """Post a greeting with this token."""
        return await self.post(self.activity("message", text="hello"), bearer)
