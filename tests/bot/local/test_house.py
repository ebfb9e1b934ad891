import pytest

from bot.local import serving as house
from bot.local.serving import House
from bot.local.stage import News
from tests.bot.local.fake_door import FakeDoor


class FakeSample:
    """A sample company that only remembers whether it is open."""

    def __init__(self, news: News) -> None:
        self.session = FakeDoor(news)
        self.open = True

    async def close(self) -> None:
        self.open = False


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[FakeSample]:
    made: list[FakeSample] = []

    async def open_sample(news: News) -> FakeSample:
        made.append(FakeSample(news))
        return made[-1]

    monkeypatch.setattr(house, "_load", lambda: open_sample)
    return made


async def test_the_page_is_told_when_the_company_is_open(
    made: list[FakeSample],
) -> None:
    news = News()
    keeper = House(news)
    assert keeper.stage.door is None
    before = news.version

    await keeper.open()

    assert keeper.stage.door is made[0].session
    assert news.version > before


async def test_start_over_closes_the_old_company_and_opens_a_new_one(
    made: list[FakeSample],
) -> None:
    keeper = House(News())
    await keeper.open()

    await keeper.stage.start_over()

    assert [one.open for one in made] == [False, True]
    assert keeper.stage.door is made[1].session


async def test_in_the_end_nothing_is_open(made: list[FakeSample]) -> None:
    keeper = House(News())
    await keeper.open()

    await keeper.close()

    assert [one.open for one in made] == [False]
    assert keeper.stage.door is None


async def test_a_company_that_cannot_be_opened_is_told_on_the_page(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(news: News) -> FakeSample:
        raise OSError("No space left on device")

    monkeypatch.setattr(house, "_load", lambda: broken)
    keeper = House(News())

    await keeper.open()

    assert "No space left on device" in keeper.stage.problem
    assert "could not be set up" in caplog.text
