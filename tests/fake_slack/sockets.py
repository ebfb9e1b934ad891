"""Socket Mode: envelopes go out over a web socket, acknowledgements come back."""

import asyncio
import json
from typing import Any

from aiohttp import WSMsgType, web

from tests.fake_slack.answers import faults_of_answer
from tests.fake_slack.requests import new_id
from tests.patience import PATIENCE

Payload = dict[str, Any]


class Sockets:
    """The web sockets the bot has open."""

    def __init__(self, refused: list[str]) -> None:
        self._refused = refused  # what was wrong with acknowledgements
        self.open: list[web.WebSocketResponse] = []
        self.connected = asyncio.Event()
        self.connections = 0
        self._waiting: dict[str, asyncio.Future[Payload]] = {}

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Keep one connection."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.open.append(socket)
        self.connections += 1
        self.connected.set()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                said = json.loads(message.data)
                if waiting := self._waiting.pop(said.get("envelope_id", ""), None):
                    waiting.set_result(said.get("payload") or {})
        self.open.remove(socket)
        return socket

    async def send(self, kind: str, payload: Payload) -> Payload:
        """Send an envelope ("slash_commands", …) and return its acknowledgement."""
        envelope = new_id("env")
        waiting: asyncio.Future[Payload] = asyncio.get_running_loop().create_future()
        self._waiting[envelope] = waiting
        await self.open[-1].send_json(
            {
                "type": kind,
                "envelope_id": envelope,
                "payload": payload,
                "accepts_response_payload": True,
            }
        )
        answer = await asyncio.wait_for(waiting, timeout=PATIENCE)
        if kind != "events_api":
            self._refused += faults_of_answer(payload, answer)
        return answer

    async def disconnect(self) -> None:
        """Tell the bot to connect anew, as Slack does every few hours."""
        self.connected.clear()
        await self.open[-1].send_json({"type": "disconnect", "reason": "warning"})

    async def close(self) -> None:
        """Close every connection."""
        for socket in list(self.open):
            await socket.close()
