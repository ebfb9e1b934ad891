import httpx
import pytest

from bot.local.serving import HEADERS
from tests.bot.local.fake_door import FakeDoor

BODY = {"as": "ada", "text": "list"}


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "localhost"])
async def test_this_computers_names_are_let_in(
    browser: httpx.AsyncClient, door: FakeDoor, host: str
) -> None:
    headers = {"host": host, "origin": f"http://{host}"}

    assert (await browser.get("/", headers=headers)).status_code == 200
    answer = await browser.post("/api/say", json=BODY, headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8765", "10.0.0.5:8765", ""]
)
async def test_a_name_that_only_resolves_to_this_computer_is_not(
    browser: httpx.AsyncClient, door: FakeDoor, host: str
) -> None:
    for path in ("/", "/api/state?as=ada", "/static/page.js"):
        answer = await browser.get(path, headers={"host": host})
        assert answer.status_code == 403


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8765"],
)
async def test_another_page_cannot_post(
    browser: httpx.AsyncClient, door: FakeDoor, origin: str
) -> None:
    for path in ("/api/say", "/api/press", "/api/clock", "/api/over"):
        answer = await browser.post(path, json=BODY, headers={"origin": origin})
        assert answer.status_code == 403
    assert door.done == []


async def test_without_an_origin_nothing_is_posted(
    browser: httpx.AsyncClient, door: FakeDoor
) -> None:
    del browser.headers["origin"]

    assert (await browser.post("/api/say", json=BODY)).status_code == 403
    assert door.done == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
async def test_a_plain_form_elsewhere_cannot_post(
    browser: httpx.AsyncClient, door: FakeDoor, kind: str
) -> None:
    answer = await browser.post(
        "/api/say", content=b'{"as": "ada"}', headers={"content-type": kind}
    )

    assert answer.status_code == 415
    assert door.done == []


async def test_every_answer_is_marked(browser: httpx.AsyncClient) -> None:
    for path in ("/", "/static/page.js", "/api/state", "/nothing"):
        answer = await browser.get(path)
        for name, text in HEADERS.items():
            assert answer.headers.get_list(name) == [text], (path, name)


async def test_no_inline_script_or_style_may_run(browser: httpx.AsyncClient) -> None:
    policy = (await browser.get("/")).headers["content-security-policy"]

    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'")
