"""The fake Slack in a thread of its own, so that it outlives whoever is killed."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.dana import CHANNEL, USER
from tests.fake_slack.methods import user
from tests.fake_slack.server import FakeSlack
from tests.patience import PATIENCE


@contextmanager
def counting_slack() -> Iterator[FakeSlack]:
    """Run a Slack with Dana in it until the block ends. What is posted stays."""
    slack = FakeSlack()
    slack.users[USER] = user("Dana")
    slack.channels[CHANNEL] = {"id": CHANNEL}
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(slack.__aenter__(), loop).result(PATIENCE)
        yield slack
        asyncio.run_coroutine_threadsafe(slack.__aexit__(), loop).result(PATIENCE)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def cards(slack: FakeSlack) -> int:
    """Return how many cards were posted."""
    return sum(text == "Card" for text in slack.texts)


def notices(slack: FakeSlack) -> int:
    """Return how many messages about trouble were posted."""
    return len(slack.posts) - cards(slack)
