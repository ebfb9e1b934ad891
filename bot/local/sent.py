"""Reading what the page's script sends: a JSON object of texts, nothing else."""

import json
from typing import Any

Plain = dict[str, Any]


class BadRequest(Exception):
    """The script and we disagree about what is sent. Its text is for developers."""


def read_sent(body: bytes) -> Plain:
    """Return the JSON object in a request's body.

    Raises:
        BadRequest: it is something else.
    """
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("not JSON") from error
    if not isinstance(sent, dict):
        raise BadRequest("not a JSON object")
    return sent


def text_of(sent: Plain, name: str) -> str:
    """Return the text called `name`, "" if it is missing.

    Half a surrogate pair, which no database keeps, becomes a question mark.

    Raises:
        BadRequest: it is no text.
    """
    value = sent.get(name, "")
    if not isinstance(value, str):
        raise BadRequest(f"“{name}” must be text")
    return value.encode(errors="replace").decode()


def texts_of(sent: Plain, name: str) -> dict[str, str]:
    """Return the object of texts called `name`, empty if it is missing.

    Raises:
        BadRequest: it is something else.
    """
    values = sent.get(name, {})
    if not isinstance(values, dict):
        raise BadRequest(f"“{name}” must be an object")
    return {text_of({"": key}, ""): text_of(values, key) for key in values}
