"""Say a text of ours in the language of whoever will read it.

Texts are written in English where they are said; a catalogue of each other language
(gettext, `locales/LANGUAGE/LC_MESSAGES/outreach.po`) has them translated. What a text
lacks in a catalogue is said in English. The language is set once by the door or the
timer, with `speaking`, and is that of the current thread or task (PEP 567): the plays
stay functions of facts, and only how a fact is told depends on it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

from language.catalogues import ENGLISH, LANGUAGES, catalogue
from language.commands import as_typed, read_on
from language.pseudo import PSEUDO

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language_of(locale: str) -> str:
    """Return the language of `LANGUAGES` that a locale asks for, else English.

    Args:
        locale: as a platform writes it, e.g. "es-ES", "es_419"; "" = unknown.
    """
    if locale == PSEUDO:
        return PSEUDO
    language = locale.replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else ENGLISH


def current_language() -> str:
    """Return the language in which texts are said now, e.g. "en"."""
    return _language.get()


@contextmanager
def speaking(locale: str, *, on: str | None = None) -> Iterator[None]:
    """Say everything within in the language of `locale`; of an unknown one, English.

    Args:
        on: the surface where it is read, whose way to type commands it then has; None =
            as before.
    """
    before = _language.set(language_of(locale))
    try:
        with read_on(on):
            yield
    finally:
        _language.reset(before)


def say(text: str, /, **parts: object) -> str:
    """Return `text` in the current language, its places filled.

    Args:
        text: English, a whole sentence where possible, with places like `{name}`; it
            must be written out where it is said, or marked, for the catalogue to have
            it. Literal braces are doubled.
        parts: what comes in the places, word for word: nothing in it is a place.
    """
    if not text:
        return ""  # gettext has the catalogue's own header under it
    return as_typed(_catalogue().gettext(text)).format(**parts)


def say_of(context: str, text: str, /, **parts: object) -> str:
    """Do as `say`, for a text that means different things: `context` tells them apart.

    Args:
        context: a word for translators, never said, e.g. "state of an issue".
    """
    return as_typed(_catalogue().pgettext(context, text)).format(**parts)


def say_count(one: str, many: str, n: int, /, **parts: object) -> str:
    """Return the text for `n` things, in the plural form that the language has for it.

    Args:
        one: English for exactly one, e.g. "one day".
        many: English for any other number, e.g. "{n} days".
        n: the number; the place `{n}` has it.
    """
    parts.setdefault("n", n)
    return as_typed(_catalogue().ngettext(one, many, n)).format(**parts)


def _catalogue() -> NullTranslations:
    return catalogue(_language.get())


def mark(text: str) -> str:
    """Return `text` as it is; the catalogue takes it up, and `say` is said of it later.

    For constants: what is said when a module is loaded would be English for everybody.
    """
    return text
