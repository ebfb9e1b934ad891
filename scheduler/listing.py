"""How the last of several things is joined to those before it. Pure."""

import re

from language.say import say, say_of

# Where Spanish says "e" and "u" for "y" and "o" (Real Academia Española, Diccionario
# panhispánico de dudas): before the same sound, and not where it begins a diphthong.
I_SOUND = re.compile(r"[“\"#]?h?[ií](?![aeouáéóú])", re.IGNORECASE)
O_SOUND = re.compile(r"[“\"#]?(?:h?[oó]|(?:8|11)(?!\d))", re.IGNORECASE)


def with_last(before: str, last: str) -> str:
    """Return "Dana, Kim and Lee" for "Dana, Kim" and "Lee"."""
    if I_SOUND.match(last):
        return say_of("before an i", "{before} and {last}", before=before, last=last)
    return say("{before} and {last}", before=before, last=last)


def or_last(before: str, last: str) -> str:
    """Return "Dana, Kim or Lee" for "Dana, Kim" and "Lee"."""
    if O_SOUND.match(last):
        return say_of("before an o", "{before} or {last}", before=before, last=last)
    return say("{before} or {last}", before=before, last=last)
