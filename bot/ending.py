"""How a command of the terminal ends: with a sentence, never with a stack.

Only for what the reader can do something about; a fault of ours still shows itself.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer


def end(sentence: str) -> NoReturn:
    """End with status 1 and a sentence on the error output."""
    print(sentence, file=sys.stderr)
    raise typer.Exit(1)


@contextmanager
def told_in_words() -> Iterator[None]:
    """End with the sentence that a refusal to start brings along."""
    from bot.moment import NotAMoment
    from bot.read_settings import BadSettings
    from storage.database import NotSaved
    from storage.keys import WrongKey
    from storage.migrate import CannotMigrate
    from storage.vault import BadKey

    try:
        yield
    except (BadSettings, BadKey, WrongKey, CannotMigrate, NotAMoment) as told:
        end(str(told))
    except NotSaved as problem:
        end(f"Nothing was saved: {problem.reason}.")
