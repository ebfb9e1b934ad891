from bot.local.opening import LocalSender
from bot.local.stage import News
from scheduler.delivery.sender import Sender
from scheduler.outgoing import Target
from storage.message import Message

ADA = Target("local", "sample", "ada")
MESSAGE = Message(headline="Good morning, Ada.")


def _fits_its_port() -> Sender:
    return LocalSender(News())


async def test_a_message_gets_the_next_place_and_pages_are_told() -> None:
    news = News()
    before = news.version

    sent = await LocalSender(news).send(MESSAGE, to=ADA, key="k1")

    assert (sent.channel, sent.id) == ("ada", "1")
    assert news.version > before


async def test_sending_again_keeps_the_place() -> None:
    sender = LocalSender(News())

    first = await sender.send(MESSAGE, to=ADA, key="k1")

    assert await sender.send(MESSAGE, to=ADA, key="k1") == first
    assert await sender.find(to=ADA, key="k1") == first


async def test_what_was_never_sent_is_not_found() -> None:
    assert await LocalSender(News()).find(to=ADA, key="k1") is None


async def test_a_redraw_only_tells_the_pages() -> None:
    news = News()
    sender = LocalSender(news)
    sent = await sender.send(MESSAGE, to=ADA, key="k1")
    before = news.version

    await sender.update(MESSAGE, to=ADA, sent=sent)

    assert news.version == before + 1
