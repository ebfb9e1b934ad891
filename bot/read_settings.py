"""Reading the settings, and saying in words what is wrong with them."""

from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.settings import Settings, variable


class BadSettings(Exception):
    """The bot cannot start with these settings. Its text is shown as it is."""


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the environment, then `env_file` for what it does not say.

    Raises:
        BadSettings: something is not what it must be; says which, and what instead.
    """
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as errors:
        lines = [_in_words(error) for error in errors.errors()]
        raise BadSettings("\n".join(lines)) from None  # the cause would show secrets


def _in_words(error: ErrorDetails) -> str:
    if not error["loc"]:
        return error["msg"].removeprefix("Value error, ") + "."
    if error["type"].startswith("int"):
        problem = "must be a whole number"
    else:
        problem = error["msg"].removeprefix("Value error, ")
        problem = problem.replace("Input should be", "must be").replace("'", "")
    return f"{variable(str(error['loc'][0]))} {problem}."
