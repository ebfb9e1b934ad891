import json
import re
from pathlib import Path

import httpx
import pytest

from bot.local.serving import LONGEST_BODY, STATIC
from bot.local.stage import Stage
from tests.bot.local.fake_door import FakeDoor

TEN_THOUSAND = "x" * 10_000
ODD_TEXTS = {
    "empty": "",
    "ten thousand characters": TEN_THOUSAND,
    "emoji": "log Dana call 🤝👩‍💻",
    "right to left": "log דנה call",
    "a broadcast": "<!channel> hello",
    "a dressed link": "<https://evil.example|Payroll>",
    "markup": "<img src=x onerror=alert(1)>",
    "per cent": "%",
    "half a surrogate pair": "\ud83d",
}


async def test_the_shell_is_served_before_the_bot_has_started(
    browser: httpx.AsyncClient,
) -> None:
    shell = await browser.get("/")

    assert shell.status_code == 200
    assert "Setting up the made-up company" in shell.text
    assert (await browser.get("/api/state")).json()["stage"] == "starting"


async def test_what_is_pressed_too_early_is_told_to_wait(
    browser: httpx.AsyncClient,
) -> None:
    answer = await browser.post("/api/say", json={"as": "ada", "text": "list"})

    assert answer.status_code == 503
    assert answer.json()["problem"] == "I am still starting. Try again in a moment."


async def test_a_failed_start_says_why(
    browser: httpx.AsyncClient, stage: Stage
) -> None:
    stage.show(None, problem="The disk is full.")

    state = (await browser.get("/api/state")).json()

    assert (state["stage"], state["problem"]) == ("failed", "The disk is full.")


async def test_everything_the_shell_names_is_served(browser: httpx.AsyncClient) -> None:
    shell = (STATIC / "index.html").read_text()
    scripts = "".join(path.read_text() for path in STATIC.glob("*.js"))
    named = set(re.findall(r'"(/static/[^"]+)"', shell + scripts))

    answers = {name: await browser.get(name) for name in named}

    assert {path.name for path in STATIC.iterdir()} - {"index.html"} == {
        Path(name).name for name in named
    }
    assert all(answer.status_code == 200 for answer in answers.values())


async def test_nothing_else_is_served(browser: httpx.AsyncClient) -> None:
    for path in ("/static/..%2Fpage.py", "/static/nothing.js", "/docs"):
        assert (await browser.get(path)).status_code == 404


def test_the_page_asks_no_other_computer() -> None:
    for path in STATIC.iterdir():
        found = re.findall(r"https?://[^\s\"')]+", path.read_text())
        assert found in ([], ["http://www.w3.org/2000/svg"]), path.name


def test_no_string_becomes_markup() -> None:
    banned = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\("
    for path in STATIC.glob("*.js"):
        assert not re.search(banned, path.read_text()), path.name


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
async def test_odd_text_arrives_and_comes_back_letter_for_letter(
    browser: httpx.AsyncClient, door: FakeDoor, text: str
) -> None:
    answer = await browser.post(
        "/api/say",
        content=json.dumps({"as": "ada", "text": text}),
        headers={"content-type": "application/json"},
    )
    state = (await browser.get("/api/state", params={"as": "ada"})).json()

    kept = text.replace("\ud83d", "?")
    assert answer.json() == {"refused": False}
    assert door.done == [("say", "ada", kept)]
    assert state["chat"][-1]["message"]["headline"] == kept


async def test_a_press_carries_the_form_and_gets_its_errors(
    browser: httpx.AsyncClient, door: FakeDoor
) -> None:
    door.answer = {"errors": {"day": "31 February does not exist."}, "problem": ""}
    sent = {"action": "log_done", "subject": "s1", "values": {"day": "x"}}

    answer = await browser.post("/api/press", json={"as": "ada"} | sent)

    assert door.done == [("press", "ada", "log_done", "s1", "", {"day": "x"})]
    assert answer.json() == door.answer


async def test_start_over_is_passed_on(
    browser: httpx.AsyncClient, door: FakeDoor, stage: Stage
) -> None:
    assert (await browser.post("/api/over", json={})).json() == {}
    assert stage.problem == "started over"


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"text": 1}', b'{"as": "nobody-else", "text": null}', b"\xff"],
)
async def test_what_is_no_message_of_ours_is_a_400(
    browser: httpx.AsyncClient, door: FakeDoor, body: bytes
) -> None:
    answer = await browser.post(
        "/api/say", content=body, headers={"content-type": "application/json"}
    )

    assert answer.status_code == 400
    assert door.done == []


async def test_a_speaker_that_does_not_exist_is_a_400(
    browser: httpx.AsyncClient, door: FakeDoor
) -> None:
    answer = await browser.get("/api/state", params={"as": "mallory"})

    assert answer.status_code == 400


async def test_a_body_beyond_the_limit_is_a_413(
    browser: httpx.AsyncClient, door: FakeDoor
) -> None:
    answer = await browser.post("/api/say", json={"text": "x" * LONGEST_BODY})

    assert answer.status_code == 413
    assert door.done == []
