"""`language`: in which language a leader is answered."""

import re
import unicodedata
from functools import cache
from typing import Any

from handlers.turn import Choice, Doubt, Refusal, Reply, Speaker, Turn, kept
from language.catalogues import ENGLISH, LANGUAGES
from language.pseudo import PSEUDO
from language.say import current_language, language_of, say, speaking
from language.words import listed, quoted
from storage.message import Message, Section
from storage.models import Leader
from storage.models.organization import PLATFORMS
from storage.people.store import fold

AS_PLATFORM = ""
AS_BEFORE = re.compile(
    r"(?:as|like|same as|follow) .*\b(?:slack|teams|platform|before|app)\b.*|"
    r"auto(?:matic(?:ally)?)?|default|reset"
)
AROUND = re.compile(r"^(?:to|in|is|:|=)+ |[\s.!]+$|,? please$")


def language(turn: Turn) -> Reply:
    """Choose the language I answer in; alone, show it.

    Examples:
        language Spanish
        language English
        language as in Slack
    """
    if not turn.text:
        return _shown(turn)
    chosen = language_meant(turn.text)
    if chosen is None:
        raise _unknown(turn.text)
    keep_language(turn, chosen)
    with speaking(to_speak(turn.speaker, chosen)):
        return kept(
            turn,
            spoken_to(turn.speaker, chosen),
            label=say("your language"),
            small_print=(commands_stay(),),
        )


def _unknown(typed: str) -> Refusal:
    """Return the question which of our languages it shall be, each by its own name."""
    text = say(
        "I do not know the language {words}, so nothing was changed. I speak "
        "{languages}.",
        words=quoted(typed),
        languages=names_of_all(),
    )
    spoken = tuple(
        Choice(name, (f"language {code}",)) for code, name in LANGUAGES.items()
    )
    return Refusal(text, doubt=Doubt(text, (*spoken, Choice(say("Nothing")))))


def _shown(turn: Turn) -> Reply:
    change = say(
        "To change it: /outreach language Spanish, /outreach language English, or "
        "/outreach language {automatic}",
        automatic=as_platform(turn.speaker),
    )
    return Reply(
        Message(
            headline=spoken_to(turn.speaker, turn.speaker.language),
            sections=(Section(text=change),),
            small_print=(commands_stay(),),
        )
    )


def keep_language(turn: Turn, chosen: str) -> None:
    """Keep the leader's choice; "" = as the platform says."""
    columns: dict[str, Any] = {"language": chosen}
    turn.writer.update(Leader, turn.speaker.leader_id, **columns)


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


def language_name(language: str) -> str:
    """Return what a language of ours is called in the one that is spoken now."""
    from babel import Locale

    spoken = current_language()
    spoken = ENGLISH if spoken == PSEUDO else spoken
    code = ENGLISH if language == PSEUDO else language
    return Locale(code).get_language_name(spoken) or LANGUAGES[code]


def names_of_all() -> str:
    """Return what there is to choose from, e.g. "English and Spanish"."""
    return listed([language_name(code) for code in LANGUAGES])


def to_speak(speaker: Speaker, chosen: str) -> str:
    """Return the locale to answer in once `chosen` is kept."""
    return chosen or speaker.locale


def as_platform(speaker: Speaker) -> str:
    """Return what to type to have the platform say the language."""
    platform = PLATFORMS.get(speaker.address.surface)
    return f"as in {platform}" if platform else "automatic"


def spoken_to(speaker: Speaker, chosen: str) -> str:
    """Return in a sentence what they are answered in, and whose choice that is."""
    name = language_name(language_of(to_speak(speaker, chosen)))
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


def commands_stay() -> str:
    """Return that what is typed stays as it is, with an example."""
    return say(
        "Commands stay English, names and notes are yours: /outreach log Dana call: "
        "worried about the cut-over"
    )
