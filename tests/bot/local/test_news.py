import asyncio

from bot.local.stage import News
from tests.patience import PATIENCE


async def test_who_is_behind_is_answered_at_once() -> None:
    news = News()
    news.changed()

    await asyncio.wait_for(news.wait_beyond(1, seconds=60), PATIENCE)


async def test_who_waits_is_woken_by_a_change_in_another_thread() -> None:
    news = News()
    waiting = asyncio.create_task(news.wait_beyond(news.version, seconds=60))
    await asyncio.sleep(0)

    await asyncio.to_thread(news.changed)

    await asyncio.wait_for(waiting, PATIENCE)


async def test_without_news_the_wait_ends_by_itself() -> None:
    news = News()

    await asyncio.wait_for(news.wait_beyond(news.version, seconds=0.01), PATIENCE)


async def test_nobody_waits_once_the_program_ends() -> None:
    news = News()
    waiting = asyncio.create_task(news.wait_beyond(news.version, seconds=60))
    await asyncio.sleep(0)

    news.close()

    await asyncio.wait_for(waiting, PATIENCE)
    await asyncio.wait_for(news.wait_beyond(news.version, seconds=60), PATIENCE)


def test_places_go_up_one_by_one() -> None:
    news = News()

    assert [news.next_order(), news.next_order()] == [1, 2]
