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
def told_in_words(typed: str = "") -> Iterator[None]:
    """End with the sentence that a refusal to start brings along.

    Args:
        typed: given back when the database cannot take it.
    """
    from sqlalchemy.exc import DBAPIError

    from bot.commands.moment import NotAMoment
    from bot.settings import BadSettings
    from storage.database.keys import WrongKey
    from storage.database.transactions import NotSaved, why_not_saved
    from storage.database.vault import BadKey
    from storage.migrations.migrate import CannotMigrate

    try:
        yield
    except (BadSettings, BadKey, WrongKey, CannotMigrate, NotAMoment) as told:
        end(str(told))
    except NotSaved as problem:
        _not_saved(problem.reason, typed)
    except DBAPIError as error:
        if (reason := why_not_saved(error)) is None:
            raise
        _not_saved(reason, typed)


def _not_saved(reason: str, typed: str) -> NoReturn:
    sentence = f"Nothing was saved: {reason}. Please try again in a minute."
    if not typed:
        end(sentence)
    print(f"{sentence}\n\nYou wrote:\n\n    {typed}")  # the answer to that line
    raise typer.Exit(1)
