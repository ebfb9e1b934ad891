"""`outreach doctor` says whether somebody else reads lines, and whether it answers."""

import asyncio

from bot.doctor.finding import Finding, State
from bot.doctor.platforms import look_at_second_reader
from tests.fake_models import KEY, MODEL, FakeModels


async def found_at(url: str, key: str = KEY) -> Finding:
    def look() -> list[Finding]:
        return list(look_at_second_reader(url=url, key=key, model=MODEL))

    [found] = await asyncio.to_thread(look)
    return found


async def test_without_one_it_says_that_lines_stay_here() -> None:
    found = await found_at("")
    assert found.state is State.FINE
    assert found.what == "No second reader: lines are read by this bot alone."


async def test_one_that_answers_is_fine_and_is_sent_no_line() -> None:
    async with FakeModels() as models:
        found = await found_at(models.url)
        assert models.asked == []
    assert found.state is State.FINE
    assert found.what == (
        f"Lines that are not understood are also read by {MODEL} at 127.0.0.1."
    )


async def test_a_wrong_key_is_told_and_never_shown() -> None:
    async with FakeModels() as models:
        found = await found_at(models.url, "wr0ng")
    assert found.state is State.NOTE
    assert found.what == "The second reader at 127.0.0.1 refuses us (401)."
    assert "OUTREACH_READER_KEY" in found.do and "wr0ng" not in str(found)


async def test_a_key_follows_no_redirect() -> None:
    async with FakeModels() as models:
        models.fault = "302"
        found = await found_at(models.url)
        assert models.elsewhere == 0
    assert found.state is State.FINE


async def test_one_that_is_away_is_told() -> None:
    async with FakeModels() as models:
        gone = models.url
    found = await found_at(gone)
    assert found.state is State.NOTE
    assert found.what.startswith("The second reader at 127.0.0.1 cannot be reached")
