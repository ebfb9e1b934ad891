"""Only Slack gets in, and what is broken is refused without a fault of ours."""

import hmac
import json
import time
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.endpoint import has_slacks_form, is_from_slack, read_payload
from bot.web import BODY_BYTES
from tests.bot.slack.conftest import Core
from tests.fake_slack.requests import (
    FORM,
    JSON,
    PATH,
    SECRET,
    Signer,
    command,
    direct_message,
    press,
    submit,
)

STAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"


def body_of(text: str) -> bytes:
    return urlencode(command(text)).encode()


async def test_a_request_that_slack_signed_is_answered(bot: Signer) -> None:
    assert (await bot.command("echo hello")).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {STAMP: "abc"},
        {STAMP: ""},
        {STAMP: "-1"},
        {STAMP: "1e9"},
        {STAMP: "9" * 400},
        {STAMP: "٣"},
        {SIGNATURE: ""},
        {SIGNATURE: "v0="},
        {SIGNATURE: "v0=" + "0" * 64},
        {SIGNATURE: "v1=" + "0" * 64},
        {SIGNATURE: "v0=é" + "0" * 63},
        {SIGNATURE: "ü" * 67},
    ],
)
async def test_malformed_or_wrong_headers_are_401(
    bot: Signer, core: Core, headers: dict[str, str]
) -> None:
    raw: Any = {name: value.encode() for name, value in headers.items()}
    answer = await bot.post(body_of("echo x"), headers=raw)
    assert answer.status_code == 401
    assert core.lines == []


@pytest.mark.parametrize("missing", [STAMP, SIGNATURE])
async def test_missing_headers_are_401(bot: Signer, core: Core, missing: str) -> None:
    await bot.command("echo first")
    assert bot.last is not None
    headers = {k: v for k, v in bot.last.headers.items() if k != missing}
    answer = await bot.client.post(PATH, content=bot.last.content, headers=headers)
    assert answer.status_code == 401
    assert len(core.lines) == 1


@pytest.mark.parametrize(
    ("age", "good"), [(301, False), (-301, False), (300, True), (-300, True)]
)
def test_a_signature_is_good_for_five_minutes(age: int, good: bool) -> None:
    body, stamp = b"text=hello", b"1774944000"
    digest = hmac.new(SECRET.encode(), b"v0:" + stamp + b":" + body, sha256)
    signature = b"v0=" + digest.hexdigest().encode()
    now = int(stamp) + age
    assert good is is_from_slack(
        body, timestamp=stamp, signature=signature, secret=SECRET, now=now
    )


@pytest.mark.parametrize(
    ("age", "status"), [(400, 401), (-400, 401), (200, 200), (-200, 200)]
)
async def test_a_request_is_measured_by_the_clock(
    bot: Signer, age: int, status: int
) -> None:
    answer = await bot.post(body_of("echo x"), at=time.time() - age)
    assert answer.status_code == status


async def test_one_changed_byte_is_401(bot: Signer, core: Core) -> None:
    await bot.command("echo one")
    assert bot.last is not None
    changed = bot.last.content.replace(b"one", b"two")
    answer = await bot.client.post(PATH, content=changed, headers=bot.last.headers)
    assert answer.status_code == 401
    assert [turn.text for turn in core.lines] == ["one"]


async def test_another_apps_secret_is_401(bot: Signer, core: Core) -> None:
    stranger = Signer(bot.client, secret="another")
    assert (await stranger.command("echo x")).status_code == 401
    assert core.lines == []


def test_without_a_secret_nothing_is_genuine() -> None:
    assert not is_from_slack(
        b"", timestamp=b"1", signature=b"v0=" + b"0" * 64, secret="", now=1
    )


async def test_bodies_up_to_a_megabyte_are_read(bot: Signer) -> None:
    filler = b"&x=" + b"a" * (BODY_BYTES - len(body_of("echo x")) - 3)
    assert (await bot.post(body_of("echo x") + filler)).status_code == 200
    assert (await bot.post(body_of("echo x") + filler + b"a")).status_code == 413


async def test_a_long_body_that_does_not_say_so_is_413(bot: Signer) -> None:
    async def chunks() -> Any:
        for _ in range(30):
            yield b"a" * 50_000

    request = httpx.Request("POST", "http://bot" + PATH, content=chunks())
    assert (await bot.client.send(request)).status_code == 413


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", JSON),
        (b"[]", JSON),
        (b"3", JSON),
        (b"null", JSON),
        (b"\xff\xfe", JSON),
        (b"[" * 100_000, JSON),
        (b"payload={", FORM),
        (b"payload=[]", FORM),
        (b"command=/outreach", FORM),
        (b"", FORM),
        (b"a=%ff", FORM),
        (b'{"type": "event_callback"}', JSON),
        (b'{"type": "event_callback", "event": []}', JSON),
        (b'{"type": "event_callback", "event": {"type": 3}}', JSON),
        (b'{"type": "event_callback", "event": {}, "authorizations": 1}', JSON),
        (b'payload={"type": "block_actions"}', FORM),
        (b'payload={"type": "block_actions", "user": {"id": "U"}}', FORM),
        (b'payload={"type": "view_submission", "user": {"id": "U"}}', FORM),
        (b'{"type": 3}', JSON),
    ],
)
async def test_a_broken_body_is_400(bot: Signer, body: bytes, kind: str) -> None:
    assert (await bot.post(body, kind)).status_code == 400


def test_the_word_payload_in_a_command_is_just_a_word() -> None:
    read = read_payload(body_of("log Dana call: the payload=x of payload"), FORM)
    assert read is not None
    assert read["text"] == "log Dana call: the payload=x of payload"


async def test_slack_may_check_certificate_and_address(bot: Signer) -> None:
    assert (await bot.client.post(PATH, content=b"ssl_check=1&token=x")).text == ""
    challenge = {"type": "url_verification", "token": "x", "challenge": "3eZb"}
    answer = await bot.post(json.dumps(challenge).encode(), JSON)
    assert (answer.status_code, answer.json()) == (200, {"challenge": "3eZb"})


async def test_only_posts_are_taken(bot: Signer) -> None:
    assert (await bot.client.get(PATH)).status_code == 405


PAYLOADS: list[dict[str, Any]] = [
    direct_message("echo x"),
    press("0:poke", "s1"),
    submit({"callback_id": "poke", "private_metadata": "s1"}, {}),
    command("echo x"),
]
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    (None, 0, "", "x", [], {}, [{}], True, {"id": 3}, "\x00")
)


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every part of a payload."""
    inside: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [here, *(way for key, one in inside for way in paths(one, (*here, key)))]


def mutated(payload: Any, way: tuple[Any, ...], junk: Any) -> Any:
    """Return the payload with the part at `way` replaced, or left out."""
    if not way:
        return junk
    copy = dict(payload) if isinstance(payload, dict) else list(payload)
    if len(way) == 1 and junk is None and isinstance(copy, dict):
        del copy[way[0]]
    else:
        copy[way[0]] = mutated(copy[way[0]], way[1:], junk)
    return copy


@settings(max_examples=150)
@given(st.data())
async def test_no_signed_envelope_makes_us_fail(bot: Signer, data: Any) -> None:
    payload = data.draw(st.sampled_from(PAYLOADS))
    way = data.draw(st.sampled_from(paths(payload)))
    body = mutated(payload, way, data.draw(JUNK))
    kind = payload.get("type")
    if kind is None and isinstance(body, dict):
        words = {name: str(value) for name, value in body.items()}
        answer = await bot.post(urlencode(words).encode())
    elif kind == "event_callback":
        answer = await bot.post(json.dumps(body).encode(), JSON)
    else:
        answer = await bot.post(urlencode({"payload": json.dumps(body)}).encode())
    assert answer.status_code < 500, answer.text


def test_every_payload_we_know_has_slacks_form() -> None:
    assert all(has_slacks_form(payload) for payload in PAYLOADS)
    assert SECRET not in repr(PAYLOADS)
