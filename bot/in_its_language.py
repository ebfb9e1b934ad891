"""What is drawn gets a surface's own words in the language it was made in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from language.say import speaking
from storage.message import Form, Message

Made = TypeVar("Made", Message, Form)
P = ParamSpec("P")
T = TypeVar("T")


def in_its_language(
    draw: Callable[Concatenate[Made, P], T],
) -> Callable[Concatenate[Made, P], T]:
    """Have `draw` speak the language of what it draws, also hours later."""

    @wraps(draw)
    def drawn(made: Made, /, *rest: P.args, **more: P.kwargs) -> T:
        with speaking(made.language):
            return draw(made, *rest, **more)

    return drawn
