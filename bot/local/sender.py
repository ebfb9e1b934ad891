"""Delivering to the page: there is nowhere to go, so a message is given its place."""

from bot.local.news import News
from scheduler.delivery import Sent, Target
from storage.message import Message


class LocalSender:
    """The page's sender.

    The page shows every delivery to this surface that was recorded as sent, straight
    from the database. So sending gives the message its place among the others and tells
    the open pages, and nothing is kept twice.
    """

    def __init__(self, news: News) -> None:
        self._news = news
        self._sent: dict[str, Sent] = {}

    async def send(self, message: Message, *, to: Target, key: str) -> Sent:
        """Give the message its place; the same `key` keeps the place it has."""
        if key not in self._sent:
            order = str(self._news.next_order())
            self._sent[key] = Sent(channel=to.recipient, id=order)
        self._news.changed()
        return self._sent[key]

    async def find(self, *, to: Target, key: str) -> Sent | None:
        """Return the place given to `key`, or None."""
        return self._sent.get(key)

    async def update(self, message: Message, *, to: Target, sent: Sent) -> None:
        """Tell the open pages; they read the new text themselves."""
        self._news.changed()
