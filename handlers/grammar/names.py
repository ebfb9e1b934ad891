"""Finding the person that somebody typed. Never a guess: in doubt, ask.

Understood are a name or part of it, "Dana (Operations)", "@dana.whitfield", a Slack
mention such as <@U123|dana>, an e-mail address, and a possessive.
"""

import re

from handlers.grammar.asking import LONGEST_NAME, which_of, who_is
from handlers.request import Refusal, Turn
from language.say import say
from storage.people import Known, fold, person_with
from storage.people_named import people_named

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>")
MAILTO = re.compile(r"<mailto:([^|<>]+)(?:\|[^<>]*)?>")
DETAIL = re.compile(r"(.*\S)\s*\(([^()]*)\)")
BETWEEN = re.compile(  # names of one line, but not inside brackets
    r"\s*(?:[,;&+،]|(?<!\S)(?:and|with)(?!\S))\s*(?![^()]*\))", re.IGNORECASE
)
HANDLE = "#"  # before the last letters of an id, where nothing else differs


def one_person(turn: Turn, text: str, *, example: str) -> Known:
    """Return the person that the whole of `text` names.

    Args:
        example: a line to type, without "/outreach", e.g. "next Dana".

    Raises:
        Refusal: nobody named, nobody known by it, or several: then it asks.
    """
    typed = plain_name(text)
    if not typed:
        raise Refusal(
            say("Who? Type for example: /outreach {example}", example=example)
        )
    found = people_called(turn, typed)
    if len(found) == 1:
        return found[0]
    if found:
        raise which_of(turn, text.strip(), found)
    raise who_is(turn, text.strip(), typed)


def find_people_in(turn: Turn, text: str, *, example: str = "") -> list[Known]:
    """Return everybody named in a list such as "Dana and Kim" or "Dana, Kim".

    Raises:
        Refusal: as for `one_person`, for any of them.
    """
    names = [name for name in BETWEEN.split(text) if name.strip()]
    example = example or f"{turn.verb} Dana"
    found = [one_person(turn, name, example=example) for name in names or [""]]
    return list({person.id: person for person in found}.values())


def people_called(turn: Turn, typed: str) -> list[Known]:
    """Return everybody whom one typed name, mention or address could mean."""
    speaker = turn.speaker
    scope = {"workspace_id": speaker.workspace_id, "leader_id": speaker.leader_id}
    if mention := MENTION.fullmatch(typed):
        known = person_with(turn.tx, user_key=mention.group(1), **scope)
        return [known] if known else []
    name, detail = split_detail(typed)
    if len(name) > LONGEST_NAME:
        return []
    found = people_named(turn.tx, name=name, **scope)
    return with_detail(found, detail)


def split_detail(typed: str) -> tuple[str, str]:
    """Return name and what stands in brackets: "Dana (Operations)"."""
    match = DETAIL.fullmatch(typed)
    return (match.group(1), match.group(2).strip()) if match else (typed, "")


def with_detail(people: list[Known], detail: str) -> list[Known]:
    """Return those whose unit, title or end of id is as the brackets say."""
    if detail.startswith(HANDLE):
        return [one for one in people if one.id.endswith(detail.removeprefix(HANDLE))]
    said = fold(detail)
    exact = [one for one in people if said in ("", fold(one.unit), fold(one.title))]
    return exact or [one for one in people if fold(one.unit).startswith(said)]


def plain_name(text: str) -> str:
    """Return a typed name without what people put around it: @, quotes, 's, a dot."""
    text = " ".join(text.split()).strip('“”"‘.,;!?،').strip()
    if MENTION.fullmatch(text):
        return text
    text = MAILTO.sub(r"\1", text)
    for ending in ("'s", "’s"):
        text = text.removesuffix(ending)
    if text.startswith("@") or re.fullmatch(r"[\w.+-]+@[\w.-]+\.\w+", text):
        handle = text.removeprefix("@").partition("@")[0]
        text = re.sub(r"[._-]+", " ", handle)
    return text.strip("'’ ")
