"""The language a leader is answered in: what they may choose, and what it is called."""

import re
import unicodedata
from functools import cache

from handlers.grammar.spoken import listed
from handlers.request import Speaker
from language.catalogues import ENGLISH, LANGUAGES
from language.pseudo import PSEUDO
from language.say import current_language, language_of, say
from storage.accounts import PLATFORMS
from storage.people import fold

AS_PLATFORM = ""
AS_BEFORE = re.compile(
    r"(?:as|like|same as|follow) .*\b(?:slack|teams|platform|before|app)\b.*|"
    r"auto(?:matic(?:ally)?)?|default|reset"
)
AROUND = re.compile(r"^(?:to|in|is|:|=)+ |[\s.!]+$|,? please$")


def language_meant(typed: str) -> str | None:
    """Return the language that `typed` asks for; `AS_PLATFORM`; None = unknown.

    Args:
        typed: "Spanish", "español", "es", "as in Slack", also with a word around it.
    """
    words = AROUND.sub("", fold(typed).removeprefix(":").strip())
    if AS_BEFORE.fullmatch(words):
        return AS_PLATFORM
    return _known().get(_bare(words))


@cache
def _known() -> dict[str, str]:
    """Return every language of ours by its code and its names, in all of them."""
    from babel import Locale  # here: most lines never need it

    found = {}
    for code in LANGUAGES:
        names = [Locale(code).get_language_name(other) or code for other in LANGUAGES]
        for name in (code, *names):
            found[_bare(fold(name))] = code
    return found


def _bare(word: str) -> str:
    """Return a word without its accents: "espanol"."""
    letters = unicodedata.normalize("NFKD", word)
    return "".join(one for one in letters if not unicodedata.combining(one))


def name_of(language: str) -> str:
    """Return what a language of ours is called in the one that is spoken now."""
    from babel import Locale

    spoken = current_language()
    spoken = ENGLISH if spoken == PSEUDO else spoken
    code = ENGLISH if language == PSEUDO else language
    return Locale(code).get_language_name(spoken) or LANGUAGES[code]


def names_of_all() -> str:
    """Return what there is to choose from, e.g. "English and Spanish"."""
    return listed([name_of(code) for code in LANGUAGES])


def to_speak(speaker: Speaker, chosen: str) -> str:
    """Return the locale to answer in once `chosen` is kept."""
    return chosen or speaker.locale


def as_platform(speaker: Speaker) -> str:
    """Return what to type to have the platform say the language."""
    platform = PLATFORMS.get(speaker.address.surface)
    return f"as in {platform}" if platform else "automatic"


def spoken_to(speaker: Speaker, chosen: str) -> str:
    """Return in a sentence what they are answered in, and whose choice that is."""
    name = name_of(language_of(to_speak(speaker, chosen)))
    if chosen:
        return say("I write to you in {language}, as you chose.", language=name)
    platform = PLATFORMS.get(speaker.address.surface)
    if platform and speaker.locale:
        return say(
            "I write to you in {language}, as {platform} says.",
            language=name,
            platform=platform,
        )
    return say("I write to you in {language}.", language=name)
