"""What every button, menu and form does: one dictionary, the same on every surface."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from handlers.request import Pressed, Reply, Speaker

Press = Callable[[Session, Speaker, Pressed], Reply]

PRESSES: dict[str, Press] = {}
