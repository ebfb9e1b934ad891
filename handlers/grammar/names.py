"""Finding the person that somebody typed. Never a guess: in doubt, ask.

Understood are a name or part of it, "Dana (Operations)", "@dana.whitfield", a Slack
mention such as <@U123|dana>, an e-mail address, and a possessive.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from handlers.turn import Refusal, Turn
from language.commands import to_type
from language.say import say
from language.words import counted, quoted
from storage.people.facts import Known
from storage.people.store import fold, people_named, person_with, tied_people

NEAR_PERSON = 75  # rapidfuzz ratio from which somebody is offered; house rule
OFFERED = 3  # people offered at most; house rule
LISTED = 8  # people of one name listed at most; house rule
LONGEST_NAME = 80  # characters; house rule
NOT_IN_NAMES = frozenset("<>|/\\!%*=_~`^{}[]$:")
# Whoever types one of these did not mean a name.
NO_NAMES = frozenset({
    "is", "are", "the", "of", "for", "not", "to", "with", "everyone",
    "everybody", "everything", "all", "me", "my", "that", "this", "week",
    "today", "tomorrow", "yesterday", "what", "why", "how", "i", "it", "or",
    "heads", "each", "other",
})  # fmt: skip
LONGEST_LINE = 300  # characters of a line worth repeating; house rule
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


# Asking who was meant: several people of one name, or nobody by that name.


def which_of(turn: Turn, typed: str, people: Sequence[Known]) -> Refusal:
    """Return the question which of `people` was meant, with the line for each."""
    choices = []
    for person in people[:LISTED]:
        line = retyped(turn, typed, told_apart(person, people))
        choices.append(
            say("{person}: type {line}", person=described(person), line=line)
        )
    if len(people) > LISTED:
        choices.append(say("There are more: type the full name."))
    count = counted("{n} person", "{n} people", len(people))
    return Refusal(
        say(
            "I know {people} called {words}. Which one?",
            people=count,
            words=quoted(typed),
        ),
        choices=tuple(choices),
    )


def who_is(turn: Turn, typed: str, name: str, *, new: str = "") -> Refusal:
    """Return what to do about a name nobody is known by, with those that are near.

    Args:
        typed: as it stands in the line.
        name: what is compared with the names of the leader's people.
        new: what to add if it is somebody new; `name` if left out.
    """
    if not could_be_name(name) or NO_NAMES & set(fold(name).split()):
        return Refusal(
            say(
                "I don't know {words}. Type a name, for example: /outreach {verb} Dana",
                words=quoted(typed),
                verb=turn.verb or "log",
            )
        )
    add = to_type(f"add {new or name}")
    near = near_people(turn, name)
    if not near and turn.verb == "forget":
        return Refusal(
            say(
                "I don't know {words}, so there is nothing to forget. To see whom you "
                "keep something about: /outreach list",
                words=quoted(typed),
            )
        )
    if not near:
        return Refusal(
            say(
                "I don't know {words}. Start with: {line}",
                words=quoted(typed),
                line=add,
            )
        )
    choices = []
    for person in near:
        line = retyped(turn, typed, told_apart(person, near))
        choices.append(
            say(
                "Did you mean {person}? Type: {line}",
                person=described(person),
                line=line,
            )
        )
    choices.append(say("If it is somebody new, start with: {line}", line=add))
    return Refusal(
        say("I don't know {words}.", words=quoted(typed)), choices=tuple(choices)
    )


def could_be_name(name: str) -> bool:
    """Say whether a text could be somebody's name: short, with letters, no code."""
    letters = any(letter.isalpha() for letter in name)
    return letters and len(name) <= LONGEST_NAME and not NOT_IN_NAMES & set(name)


def near_people(turn: Turn, typed: str) -> list[Known]:
    """Return the leader's people whose name looks like `typed`, nearest first."""
    people = tied_people(turn.tx, leader_id=turn.speaker.leader_id)
    return near_names(people, typed)


def near_names(people: Sequence[Known], typed: str) -> list[Known]:
    """Return those of `people` whose name looks like `typed`, nearest first."""
    spellings = {
        (index, part): part
        for index, person in enumerate(people)
        for part in (fold(person.name), *fold(person.name).split())
    }
    found = process.extract(
        fold(typed), spellings, scorer=fuzz.ratio, score_cutoff=NEAR_PERSON, limit=20
    )
    indexes = dict.fromkeys(key[0] for _, _, key in found)
    return [people[index] for index in indexes][:OFFERED]


def described(person: Known) -> str:
    """Return e.g. "Dana Whitfield, COO in Operations"."""
    said = fold(person.title).endswith(fold(person.unit))  # "Head of Operations"
    name = f"{person.name}, {person.title}" if person.title else person.name
    if person.unit and not said:
        return say("{person} in {unit}", person=name, unit=person.unit)
    return name


def role_of(person: Known) -> str:
    """Return what `described` says after the name; "" where nothing is known."""
    if not person.unit or fold(person.title).endswith(fold(person.unit)):
        return person.title
    if person.title:
        return say("{person} in {unit}", person=person.title, unit=person.unit)
    return say("in {unit}", unit=person.unit)


def told_apart(person: Known, people: Sequence[Known]) -> str:
    """Return what to type for `person` so that nobody else of `people` is meant."""
    same = [one for one in people if fold(one.name) == fold(person.name)]
    if len(same) == 1:
        return person.name
    for detail in (person.unit, person.title):
        alike = sum(fold(detail) in (fold(one.unit), fold(one.title)) for one in same)
        if detail and alike == 1:
            return f"{person.name} ({detail})"
    return f"{person.name} (#{person.id[-6:]})"


def retyped(turn: Turn, typed: str, name: str) -> str:
    """Return the line that was typed, with `name` in place of `typed`."""
    line = f"{turn.verb} {turn.text}".strip()
    if not turn.text or typed not in line or len(line) > LONGEST_LINE:
        return to_type(f"{turn.verb} {name}") if turn.verb else name
    return to_type(line.replace(typed, name, 1))
