"""Finding the person that somebody typed. Never a guess: in doubt, ask.

Understood are a name or part of it, "Dana (Operations)", "the CFO", "@dana.whitfield",
a Slack mention such as <@U123|Dana Whitfield>, an address, and a possessive. Every
question has its answers as choices: whole lines, with the name put right.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from handlers.grammar.people.described import described, role_of, told_apart, typed_for
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.people.people import HANDLE, MENTION, PeopleReader, with_detail
from handlers.grammar.words.lexicon import lexicon, says_when
from handlers.grammar.words.tokens import tokens_of
from handlers.turn import LONGEST_LABEL, Choice, Doubt, Refusal, Turn
from language.catalogues import ENGLISH
from language.commands import to_type
from language.say import say
from language.words import clipped, counted, quoted
from storage.people.facts import Known
from storage.people.store import fold, people_named, tied_people, unit_named

__all__ = [
    "HANDLE",
    "MENTION",
    "described",
    "role_of",
    "told_apart",
    "typed_for",
    "with_detail",
]

NEAR_PERSON = 75  # rapidfuzz ratio from which somebody is offered; house rule
OFFERED = 3  # people offered at most; house rule
LISTED = 8  # people of one name listed at most; house rule
LONGEST_NAME = 80  # characters; house rule
NOT_IN_NAMES = frozenset("<>|/\\!%*=_~`^{}[]$:")
# Whoever types one of these did not mean a name.
NO_NAMES = frozenset({
    "is", "are", "the", "of", "for", "not", "to", "with", "everyone", "jefe",
    "everybody", "everything", "all", "me", "my", "our", "that", "this", "week",
    "today", "tomorrow", "yesterday", "what", "why", "how", "i", "it", "or", "jefa",
    "heads", "each", "other", "boss", "manager", "nobody", "somebody", "someone",
    "anybody", "anyone", "none", "them", "him", "her", "us", "you", "people",
})  # fmt: skip
NOTHING_TO_ADD = frozenset({"forget", "add"})  # verbs that no new person helps
LONGEST_LINE = 300  # characters of a line worth repeating; house rule
MAILTO = re.compile(r"<mailto:([^|<>]+)(?:\|[^<>]*)?>")
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # pasted along; not the joiners
OPEN_QUOTES, CLOSING_QUOTES = frozenset('“"'), frozenset('”"“')
BETWEEN = re.compile(  # names of one line, but not inside brackets
    r"\s*(?:[,;&+،]|(?<!\S)(?:and|with)(?!\S))\s*(?![^()]*\))", re.IGNORECASE
)
ANOTHER = re.compile(
    r"(?:another|other|new|next|different|wrong|second)\s+", re.IGNORECASE
)
# "Kim from Legal", "Kim the CTO": somebody new, and what tells them apart.
WITH_ROLE = re.compile(
    r"(?P<name>[^(),]+?)(?:\s*\((?P<in_brackets>[^()]+)\)"
    r"|,?\s+(?:from|of|in)\s+(?:the\s+)?(?P<unit>\S.*)"
    r"|,?\s+the\s+(?P<title>\S.*))",
    re.IGNORECASE,
)
# A title that "add" reads as nothing else: no "in", no "of", no second clause.
PLAIN_TITLE = re.compile(
    r"(?!.*\b(?:in|of|from|heads?|leads?|runs?|reports?|to|as|and|who)\b)"
    r"[\w &/-]{2,80}",
    re.IGNORECASE,
)


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
    who = who_called(turn, typed)
    if who.sure:
        return who.people[0]
    raise ask_who(turn, text.strip(), who, typed)


def find_people_in(turn: Turn, text: str, *, example: str = "") -> list[Known]:
    """Return everybody named in a list such as "Dana and Kim" or "Dana, Kim".

    Raises:
        Refusal: as for `one_person`, for any of them.
    """
    names = [name for name in BETWEEN.split(text) if name.strip()]
    example = example or f"{turn.verb} Dana"
    found = [one_person(turn, name, example=example) for name in names or [""]]
    return list({person.id: person for person in found}.values())


def who_called(turn: Turn, typed: str) -> Who:
    """Return whom a typed name, title, mention or address means, all of it."""
    if len(typed) > LONGEST_NAME and not MENTION.fullmatch(typed):
        return Who((), typed)
    tokens = tokens_of(typed)
    who = PeopleReader(turn, tokens, lexicon(ENGLISH)).whole(tokens)
    if who.sure or not who.unknown:
        return who
    exact = _called_exactly(turn, typed)  # a name with digits or signs in it
    return Who(exact, sure=len(exact) == 1) if exact else who


def _called_exactly(turn: Turn, typed: str) -> tuple[Known, ...]:
    speaker = turn.speaker
    found = people_named(
        turn.tx,
        workspace_id=speaker.workspace_id,
        leader_id=speaker.leader_id,
        name=typed,
    )
    return tuple(one for one in found if fold(one.name) == fold(typed))


def people_called(turn: Turn, typed: str) -> list[Known]:
    """Return everybody whom one typed name, mention or address means.

    One, several to choose from, or nobody: then somebody near it may be meant, and
    `who_is` asks.
    """
    who = who_called(turn, typed)
    return [] if who.unknown else list(who.people)


def plain_name(text: str) -> str:
    """Return a typed name without what people put around it: @, quotes, 's, a dot."""
    text = " ".join(UNSEEN.sub("", text).split()).strip("‘.,;!?،*_~ ")
    if text[:1] in OPEN_QUOTES and text[-1:] in CLOSING_QUOTES:
        text = text.strip('“”"').strip(".,;!?، ")
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


def ask_who(turn: Turn, typed: str, who: Who, name: str = "") -> Refusal:
    """Return the question that `who` leaves open, with the line for each answer.

    Args:
        typed: as it stands in the line.
        name: what was read of it; `typed` if left out.
    """
    if who.user_key and not who.unknown:
        return not_looked_up()
    if who.people and not who.unknown:
        return which_of(turn, typed, who.people)
    mention = f"<@{who.user_key}|{who.unknown}>" if who.user_key else ""
    return who_is(
        turn, typed, who.unknown or name or typed, near=who.people, new=mention
    )


def not_looked_up() -> Refusal:
    """Return what to say of a mention that the platform did not name."""
    return Refusal(
        say(
            "I could not look up who that is just now, so nothing was saved. Send it "
            "again in a minute, or type the name."
        )
    )


def which_of(turn: Turn, typed: str, people: Sequence[Known]) -> Refusal:
    """Return the question which of `people` was meant, with the line for each."""
    count = counted("{n} person", "{n} people", len(people))
    text = say(
        "I know {people} called {words}. Which one?", people=count, words=quoted(typed)
    )
    if len(people) > LISTED:
        text = f"{text} {say('There are more: type the full name.')}"
    return asked(turn, typed, text, meaning(turn, typed, people[:LISTED]))


def who_is(
    turn: Turn,
    typed: str,
    name: str,
    *,
    new: str = "",
    near: Sequence[Known] = (),
    more: Sequence[Choice] = (),
) -> Refusal:
    """Return what to do about a name nobody is known by, with those that are near.

    Args:
        typed: as it stands in the line.
        name: what is compared with the names of the leader's people.
        new: what to add if it is somebody new; `name` if left out.
        near: who may be meant, the likeliest first; looked for if left out.
        more: further answers.
    """
    near = (list(near) or near_people(turn, name))[:OFFERED]
    added = _titled(turn, new_person(new or name))
    if turn.verb in NOTHING_TO_ADD or _is_a_unit(turn, name):
        added = None
    if not near and not names_somebody(name):
        return Refusal(
            say(
                "I don't know {words}. Type a name, for example: /outreach {verb} Dana",
                words=quoted(typed),
                verb=turn.verb or "log",
            )
        )
    if not near and turn.verb == "forget":
        return Refusal(
            say(
                "I don't know {words}, so there is nothing to forget. To see whom you "
                "keep something about: /outreach list",
                words=quoted(typed),
            )
        )
    text = unknown_text(typed if not new.startswith("<@") else name, near)
    choices = [*meaning(turn, typed, near), *more]
    if added is not None:
        choices += _add_first(turn, typed, *added)
    return asked(turn, typed, text, choices)


def _titled(
    turn: Turn, new: tuple[str, str, str] | None
) -> tuple[str, str, str] | None:
    """Return a new person with the title that the platform says, if it is plain."""
    said = {one.user_key: one.title for one in turn.mentioned}
    mention = MENTION.fullmatch(new[1]) if new else None
    title = said.get(mention.group(1), "") if mention else ""
    if new is None or not PLAIN_TITLE.fullmatch(title):
        return new
    return new[0], f"{new[1]}, {title}", new[2]


def _is_a_unit(turn: Turn, name: str) -> bool:
    here = turn.speaker.workspace_id
    return unit_named(turn.tx, workspace_id=here, name=name) is not None


def unknown_text(typed: str, near: Sequence[Known]) -> str:
    if len(near) == 1:
        return say(
            "I don't know {words}. Do you mean {person}?",
            words=quoted(typed),
            person=near[0].name,
        )
    if near:
        return say("I don't know {words}. Who do you mean?", words=quoted(typed))
    return say("I don't know {words}.", words=quoted(typed))


def asked(turn: Turn, typed: str, text: str, choices: Sequence[Choice]) -> Refusal:
    """Return a question about who is meant; with no line to finish, only its text."""
    line = line_with(turn, typed, "{}")
    if not line or not choices:
        lines = [choice.label for choice in choices]
        return Refusal(text, choices=tuple(lines))
    nothing = Choice(say("Nothing"))
    doubt = Doubt(text, (*choices, nothing), about="who", line=line)
    return Refusal(text, doubt=doubt)


def meaning(turn: Turn, typed: str, people: Sequence[Known]) -> list[Choice]:
    """Return an answer for each of these people: the line with their name in it."""
    found = []
    for person in people:
        line = line_with(turn, typed, surely_named(turn, person, people))
        label = clipped(described(person), LONGEST_LABEL)
        found.append(Choice(label, (line,) if line else (), typed_for(person)))
    return found


def surely_named(turn: Turn, person: Known, people: Sequence[Known]) -> str:
    """Return what means this person and nobody else wherever it is typed."""
    name = told_apart(person, people)
    who = who_called(turn, name)
    if who.sure and who.people[0].id == person.id:
        return name
    return f"{person.name} ({HANDLE}{person.id[-6:]})"


def new_person(name: str) -> tuple[str, str, str] | None:
    """Return a new person's name, what "add" takes of them, and how a line names them.

    None where it is nobody's name: "the CFO", "Rosa's boss".
    """
    mention = MENTION.fullmatch(name)
    if mention is not None:
        label = mention.group(2) or ""
        return (label, name, name) if names_somebody(label) else None
    another, name = bool(ANOTHER.match(name)), ANOTHER.sub("", name, count=1)
    described_as = WITH_ROLE.fullmatch(name)
    if described_as is None:
        text = f"another {name}" if another else name
        return (name, text, name) if names_somebody(name) else None
    plain = described_as.group("name").strip()
    unit = described_as.group("in_brackets") or described_as.group("unit")
    title = described_as.group("title")
    if not names_somebody(plain):
        return None
    text = f"another {plain} in {unit}" if unit else f"another {plain}, {title}"
    return f"{plain} ({unit or title})", text, f"{plain} ({unit or title})"


def _add_first(
    turn: Turn, typed: str, name: str, text: str, in_line: str
) -> list[Choice]:
    line = line_with(turn, typed, in_line)
    label = clipped(say("Add {name}", name=name), LONGEST_LABEL)
    return [Choice(label, (f"add {text}", line))] if line else []


def names_somebody(name: str) -> bool:
    """Say whether somebody can be added by it: it has no word that names nobody."""
    of_somebody = re.search(r"['’]s(?!\w)", name)
    words = {word.strip(",;.") for word in fold(name).split()}
    nobody = NO_NAMES & words or of_somebody or says_when(name)
    return could_be_name(name) and not nobody


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


def retyped(turn: Turn, typed: str, name: str) -> str:
    """Return the line that was typed, with `name` in place of `typed`, to be typed."""
    line = line_with(turn, typed, name)
    if not line or len(line) > LONGEST_LINE:
        return to_type(f"{turn.verb} {name}") if turn.verb else name
    return to_type(line)


def line_with(turn: Turn, typed: str, name: str) -> str:
    """Return the whole line, without "/outreach", with `name` in place of `typed`.

    "" where there is none, or `typed` does not stand in it.
    """
    words = [re.escape(word) for word in typed.split()]
    if not turn.text or not words:
        return ""
    found = re.search(_standing(words), turn.text)
    if found is None:
        return ""
    text = turn.text[: found.start()] + name + turn.text[found.end() :]
    return f"{turn.verb} {text}".strip()


def _standing(words: Sequence[str]) -> str:
    """Return a pattern for these words in a row, and not inside of others."""
    start = r"(?<!\w)" if words[0][:1].isalnum() else ""
    end = r"(?!\w)" if words[-1][-1:].isalnum() else ""
    return start + r"\s+".join(words) + end
