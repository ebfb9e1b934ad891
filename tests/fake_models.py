"""A stand-in for an endpoint that takes OpenAI's chat completions, on loopback."""

import asyncio
import json
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

Payload = dict[str, Any]
KEY = "a-made-up-key"
MODEL = "made-up-1"


class FakeModels:
    """The endpoint. Use it as an async context manager.

    contacts: what it sees in any line.
    asked: the body of every request, in order; `headers` are theirs.
    fault: what it does instead: "429", "500", "302", "hang", "cut", or a whole body.
    """

    def __init__(self) -> None:
        self.contacts: list[Payload] = []
        self.asked: list[Payload] = []
        self.headers: list[dict[str, str]] = []
        self.fault: str | bytes = ""
        self.elsewhere = 0  # requests that followed a redirect
        self._closing = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._complete)
        app.router.add_get("/v1/models", self._models)
        app.router.add_route("*", "/elsewhere", self._elsewhere)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        await self._server.close()

    @property
    def url(self) -> str:
        """Where it is, without a path."""
        return str(self._server.make_url("")).rstrip("/")

    def lines(self) -> list[Payload]:
        """Return what each request tells of the line."""
        return [json.loads(body["messages"][-1]["content"]) for body in self.asked]

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        self.headers.append(dict(request.headers))
        self.asked.append(await request.json())
        if isinstance(self.fault, bytes):
            return web.Response(body=self.fault, content_type="application/json")
        if self.fault.isdecimal():
            return self._refused(int(self.fault))
        if self.fault == "hang":
            await self._closing.wait()
        if self.fault == "cut":
            assert request.transport is not None
            request.transport.close()
        return web.json_response(completion({"contacts": self.contacts}))

    async def _models(self, request: web.Request) -> web.Response:
        if self.fault == "302":
            return self._refused(302)
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return web.json_response({"error": "no such key"}, status=401)
        return web.json_response({"data": [{"id": MODEL}]})

    async def _elsewhere(self, request: web.Request) -> web.Response:
        self.elsewhere += 1
        return web.json_response(completion({"contacts": self.contacts}))

    @staticmethod
    def _refused(status: int) -> web.Response:
        headers = {"Location": "/elsewhere"} if status == 302 else {}
        return web.json_response({"error": "as told"}, status=status, headers=headers)


def completion(content: object) -> Payload:
    """Return an answer around what a model wrote."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": None}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"total_tokens": 9},
    }


def contact(**told: str) -> Payload:
    """Return one contact as the endpoint tells it."""
    spans = dict.fromkeys(("person_span", "kind_span", "day_span", "note_span"), "")
    return {"mood": "happened", "kind": "met"} | spans | told
