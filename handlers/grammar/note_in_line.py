"""Where a line turns into a private note, typed after a colon or just run on."""

import re
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from handlers.grammar.days.typed import find_days
from handlers.grammar.names import who_is
from handlers.grammar.people_in_line import Word, untaken_words
from handlers.grammar.pieces import (
    ENDS_NAMES,
    JOIN,
    KINDS,
    OUTCOMES,
    SILENT,
    SOFT,
    TAKEN,
    LineInPieces,
    take_words,
)
from handlers.turn import Refusal, Turn
from language.say import say
from language.words import quoted

# Not the colon of 11:00, 1:1, https:// or :wave:.
COLON_OF_A_NOTE = re.compile(
    r"(?P<emoji>(?<!\S):[a-z0-9_+-]+:(?!\S))|(?<!\d):(?!//)|:(?![\d/])"
)
CLAUSE = re.compile(r"[,;،](?=\s|$)|[.!?…](?=\s|$)|\s[-–—]\s|\n")
NAME_WORDS = 2  # words run together that may be an unknown name; house rule
LONGEST_FACTS = 60  # characters of a note that may be none; house rule


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two commas, with its words that nothing explains."""

    start: int
    end: int
    unknown: tuple[Word, ...]
    has_person: bool


def split_note(text: str) -> tuple[str, str]:
    """Return what stands before the first colon that starts a note, and the note."""
    for match in COLON_OF_A_NOTE.finditer(text):
        if not match.group("emoji"):
            return text[: match.start()].rstrip(), text[match.end() :].strip()
    return text.rstrip(), ""


def only_facts(note: str, *, today: date, zone: ZoneInfo, locale: str) -> bool:
    """Say whether a "note" only says how and when, as in "log Dana: call yesterday".

    Args:
        today: local date.
        zone: the leader's.
        locale: e.g. "en-US".
    """
    if not 0 < len(note) <= LONGEST_FACTS or not tells_of_a_contact(note):
        return False
    line = LineInPieces(note)
    take_words(line)
    for found in find_days(
        line.left, today=today, prefer="past", zone=zone, locale=locale
    ):
        line.take(found.start, found.end, "day", found)
    return not line.left.strip(f"{TAKEN} ,.")


def tells_of_a_contact(text: str) -> bool:
    """Say whether a line has a word for a kind of contact, or for an outcome."""
    head, _ = split_note(text)
    return any(pattern.search(head) for pattern, _ in (*KINDS, *OUTCOMES))


def run_on_note(turn: Turn, line: LineInPieces, *, sentence: bool) -> str:
    """Return the words of a line that run on as a note, and forget what they said.

    From the first word that nothing explains to the last one, and whole clauses after
    the one that names somebody: "had coffee with Dana, she worries about 3 May".

    Args:
        sentence: typed without a verb, so words before the name are a note too.

    Raises:
        Refusal: words that look like a name nobody has, or that come before the name.
    """
    clauses = _clauses(line)
    if not any(clause.unknown for clause in clauses):
        return ""
    people = line.of("person")
    first = people[0].start if people else 0
    for clause in clauses:
        for run in _runs(clause, line):
            start_of_sentence = sentence and not line.text[: run[0].start].strip()
            if not start_of_sentence and _looks_like_name(run, clause, line, first):
                raise who_is(turn, _typed(run, line), _typed(run, line))
    early = [word for one in clauses for word in one.unknown if word.end <= first]
    if early and sentence:
        return line.text.strip()
    if early:
        typed = line.text[early[0].start : early[-1].end]
        name = people[0].value.name
        how = f"edit {name}" if turn.verb == "edit" else f"log {name} call"
        raise Refusal(
            say(
                "I did not understand {words}, so nothing was saved. Put a note after "
                "a colon, for example: /outreach {how}: {note}",
                words=quoted(typed),
                how=how,
                note=" ".join(typed.split())[:60],
            )
        )
    spans = [_span(clause, line) for clause in clauses if clause.unknown]
    for start, end in spans:
        line.drop(start, end)
    return ", ".join(line.text[start:end].strip(" ,;.") for start, end in spans)


def stranger_in(line: LineInPieces) -> str:
    """Return the words where a name was expected and nobody known was found, or ""."""
    for clause in _clauses(line):
        for run in _runs(clause, line):
            name = []
            for word in run[:3]:
                if word.key in ENDS_NAMES:
                    break
                name.append(word)
            if name:
                return _typed(name, line)
    return ""


def _clauses(line: LineInPieces) -> list[Clause]:
    cuts = list(CLAUSE.finditer(line.left))
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(line.left)]
    words, people = untaken_words(line.left), line.of("person")
    return [
        Clause(
            start,
            end,
            tuple(
                word
                for word in words
                if start <= word.start < end and not _says_nothing(word)
            ),
            any(start <= person.start < end for person in people),
        )
        for start, end in zip(starts, ends, strict=True)
    ]


def _says_nothing(word: Word) -> bool:
    return word.key in SILENT or word.key in SOFT


def _runs(clause: Clause, line: LineInPieces) -> list[list[Word]]:
    """Return the unknown words of a clause, those side by side together."""
    runs: list[list[Word]] = []
    for word in clause.unknown:
        if runs and not line.left[runs[-1][-1].end : word.start].strip():
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _looks_like_name(
    run: list[Word], clause: Clause, line: LineInPieces, first: int
) -> bool:
    """Say whether unknown words stand where a name would: "Dana and Zoe call"."""
    if len(run) > NAME_WORDS or any(word.key in ENDS_NAMES for word in run):
        return False
    before = line.left[clause.start : run[0].start].rstrip(" ")
    after = line.left[run[-1].end : clause.end].lstrip(" ")
    capital = not run[0].typed[0].islower()
    ends_name = not after or after.startswith(TAKEN)
    if run[0].start < first:
        following = after.partition(" ")[0].casefold()
        return (capital and ends_name) or following in JOIN
    if not before:
        listed = (
            line.left[: clause.start].rstrip(" ").endswith((f"{TAKEN},", f"{TAKEN};"))
        )
        return listed and (after.startswith(TAKEN) or (capital and not after))
    joined = before.split(" ")[-1].casefold() in JOIN
    person_before = before.rstrip("andwithplus&+ ").endswith(TAKEN)
    return joined and person_before and (ends_name or capital)


def _span(clause: Clause, line: LineInPieces) -> tuple[int, int]:
    """Return where the note in a clause starts and ends."""
    if not clause.has_person:
        return clause.start, clause.end
    start, end = clause.unknown[0].start, clause.unknown[-1].end
    soft = [
        word for word in untaken_words(line.left) if clause.start <= word.start < start
    ]
    for word in reversed(soft):
        between = line.left[word.end : start]
        if word.key not in SOFT | SILENT or between.strip():
            break
        start = word.start
    return start, end


def _typed(run: list[Word], line: LineInPieces) -> str:
    return line.text[run[0].start : run[-1].end]
