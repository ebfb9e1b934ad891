"""The web server of the page, and the bot that starts behind it."""

import asyncio
import signal
import socket
from types import FrameType

import uvicorn

from bot.local.house import House
from bot.local.news import News
from bot.local.page import page

CLOSING_SECONDS = 3  # for answers under way when it ends


class Server(uvicorn.Server):
    """Ends with status 0 on Ctrl+C and SIGTERM, and lets no page wait for news then."""

    def __init__(self, config: uvicorn.Config, news: News) -> None:
        super().__init__(config)
        self._news = news

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End when what is under way is answered; at once when asked again."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True
        self._news.close()


async def serve(listening: socket.socket) -> None:
    """Serve the page on an open socket until told to end, then remove all traces."""
    news = News()
    house = House(news)
    config = uvicorn.Config(
        page(house.stage),
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )
    opening = asyncio.create_task(house.open())
    try:
        await Server(config, news).serve(sockets=[listening])
    finally:
        await asyncio.gather(opening, return_exceptions=True)
        await house.close()
