"""What a correction says instead: "no, Friday", "not Kim, Grace", "the other Dana".

Read piece by piece: every word after the lead-in is explained, or it is no correction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from handlers.contacts.edit import correct, give_to
from handlers.contacts.last_entry import LastEntry
from handlers.contacts.plan import cancel_plan, move_plan, plan_contacts
from handlers.contacts.which_plan import line_of_plan
from handlers.grammar.contacts.contact_line import lines_of
from handlers.grammar.contacts.heard import meeting
from handlers.grammar.days import Day
from handlers.grammar.people.names import described, told_apart
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.sentences.drafts import KIND_SYMBOLS
from handlers.grammar.sentences.labels import Line, Piece, pieces_of
from handlers.grammar.words.answers import AnswerWords
from handlers.grammar.words.tokens import Token
from handlers.people.directory import person_by_id
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn, merged
from language.say import say
from language.words import IN_PASSING, clipped, day_said
from storage.contacts.facts import PLANNED_KINDS
from storage.contacts.plans import meeting_with
from storage.people.facts import Known
from storage.people.store import names_of, people_named

OUTCOMES = frozenset("OQm")
SAYS_NOTHING = frozenset("W&,UI")  # with, and, signs, a length of time, "we"
MOST_OFFERED = 4  # people offered; house rule


@dataclass(frozen=True, slots=True)
class Meant:
    """What a correction says instead, and whom it was not with."""

    who: tuple[Who, ...] = ()
    days: tuple[Day, ...] = ()
    kinds: tuple[str, ...] = ()
    outcome: str = ""
    share: int | None = None
    not_with: tuple[Who, ...] = field(default=())
    is_weak: bool = False  # it began with "it was" alone, as a sentence may
    other: bool = False  # "the other Dana"

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is said instead."""
        said = self.who or self.days or self.kinds or self.outcome
        return not said and self.share is None


def meant_instead(
    turn: Turn, tokens: Sequence[Token], said: AnswerWords
) -> Meant | None:
    """Return what a line says instead, None = it is no correction."""
    keys = [token.key for token in tokens]
    start, is_weak = _after_lead_in(keys, said)
    if not_it := said.at_start("not_about", keys):  # "no era Kim, sino José"
        start, is_weak = not_it, False
    negated = said.at_start("not", keys) and not start
    if not start and not negated:
        return None
    if start and start == len(tokens):
        return None
    read = [
        _meant_in(line, start, said, is_negated=bool(not_it))
        for line in lines_of(turn, turn.text)
    ]
    found = [one for one in read if one is not None]
    if not found:
        return None
    known = [one for one in found if not any(who.unknown for who in one.who)]
    return replace((known or found)[0], is_weak=is_weak)


def _after_lead_in(keys: Sequence[str], said: AnswerWords) -> tuple[int, bool]:
    """Return where the correction starts, 0 = it is none, and if only "it was" led it.

    "No" alone leads nothing in unless a sign follows: "no reply from Kim".
    """
    at, led, strong, bare = 0, False, False, False
    while at < len(keys):
        if keys[at] in (",", ".", "!", "-", ":", ";"):
            if led and bare:
                strong, bare = True, False
            at += 1
            continue
        length = said.at_start("fix", keys[at:])
        if not length:
            break
        phrase = tuple(keys[at : at + length])
        if said.is_one("no", phrase) or phrase in SHORT_LEADS:
            bare = True
        elif phrase[0] in WEAK:
            strong, bare = strong or bare, False
        else:
            strong, bare = True, False
        led = True
        at += length
    if bare or not led:
        return 0, False
    return at, not strong


WEAK = frozenset({"it", "that", "this", "was", "era", "fue", "es", "das", "war"})
SHORT_LEADS = frozenset({("but",), ("rather",), ("instead",), ("doch",), ("digo",)})


def _meant_in(
    line: Line, start: int, said: AnswerWords, *, is_negated: bool
) -> Meant | None:
    """Return what the rest of a line says, if every word of it is explained."""
    instead: list[Piece] = []
    negated: list[Piece] = []
    known: dict[int, Piece] = {}
    other = False
    at = start
    while at < len(line.tokens):
        keys = [token.key for token in line.tokens[at : at + 6]]
        if length := said.at_start("not", keys):
            is_negated, at = True, at + length
            continue
        if length := said.at_start("instead", keys):
            is_negated, at = False, at + length
            continue
        if keys[0] in (",", ";", "."):
            is_negated, at = False, at + 1
            continue
        if length := said.at_start("fix", keys):
            is_negated, at = False, at + length
            continue
        if said.at_start("other", keys) and keys[0] in OTHERS:
            other, at = True, at + 1
            continue
        piece = _next_piece(line, at, known)
        if is_negated and not start and piece.symbol in DONE:
            return None  # "no hablé con Pedro" tells of what did not take place
        if not _explains(piece) and not said.at_start("between", keys):
            return None
        if _explains(piece):
            (negated if is_negated else instead).append(piece)
            at = piece.last
        else:
            at += said.at_start("between", keys)
    found = replace(_taken(instead), other=other)
    not_with = tuple(one.value for one in negated if isinstance(one.value, Who))
    if found.says_nothing and not not_with:
        return None
    return replace(found, not_with=not_with)


DONE = frozenset("VvcqkgrHBbGT")  # that something was done, or is
OTHERS = frozenset({"other", "otro", "otra", "andere", "anderen", "anderer"})


def _next_piece(line: Line, at: int, known: dict[int, Piece]) -> Piece:
    """Return the piece at a token; those before it have been read already.

    Args:
        known: pieces by their first token; read anew only where none begins.
    """
    if at not in known:
        rest = replace(line, tokens=line.tokens[at:])
        for piece in pieces_of(rest):
            first, last = piece.first + at, piece.last + at
            known[first] = replace(piece, first=first, last=last)
    return known[at]


def _explains(piece: Piece) -> bool:
    """Say whether a piece is part of a correction: who, when, how, what came of it."""
    if isinstance(piece.value, Who | Day):
        return True
    if piece.sort in ("share", "silent"):
        return True
    kind = piece.symbol in KIND_SYMBOLS and bool(piece.value)
    return kind or piece.symbol in OUTCOMES or piece.symbol in SAYS_NOTHING


def _taken(pieces: Sequence[Piece]) -> Meant:
    who = tuple(one.value for one in pieces if isinstance(one.value, Who))
    days = tuple(one.value for one in pieces if isinstance(one.value, Day))
    kinds = tuple(
        str(one.value) for one in pieces if one.symbol in KIND_SYMBOLS and one.value
    )
    outcomes = [str(one.value) for one in pieces if one.symbol in OUTCOMES]
    shares = [
        one.value
        for one in pieces
        if one.sort == "share" and isinstance(one.value, int)
    ]
    return Meant(
        who,
        days,
        kinds,
        outcomes[0] if outcomes else "",
        shares[0] if shares else None,
    )


# What it comes to: the act, or the question it leaves.


def put_entry_right(turn: Turn, entry: LastEntry, meant: Meant) -> Reply | None:
    """Change the last entry to what was meant; None = it may be an entry of its own."""
    more = bool(meant.kinds or meant.days or meant.outcome)
    if meant.is_weak and meant.who and more:
        return None
    if len(meant.who) > 1 or len(meant.days) > 1 or len(set(meant.kinds)) > 1:
        return None
    if meant.who or (meant.not_with and not more):
        if more or meant.share is not None:
            return None
        return _to_whom(turn, entry, meant)
    if entry.planned:
        return _plan_put_right(turn, entry, meant)
    changes: dict[str, object] = {}
    if meant.days:
        changes["on"] = _the_day(turn, meant.days[0], "past", "edit {}")
    if meant.kinds:
        changes["kind"] = meant.kinds[0]
        if meant.kinds[0] == "met" and not meant.outcome:
            changes["outcome"] = "met"  # it took place after all
    if meant.outcome:
        changes["outcome"] = meant.outcome
    if meant.share is not None:
        changes["listened"] = meant.share
    return correct(turn, entry.contacts, changes)


def _the_day(turn: Turn, day: Day, tense: Literal["past", "future"], line: str) -> date:
    """Return the day that is meant.

    Args:
        line: what any other day finishes, with "{}" in its place.

    Raises:
        Refusal: it is on the other side of today, or may be several: then it asks.
    """
    days = day.dates(tense, turn.today)
    if len(days) == 1:
        return days[0]
    text = say("Which day was it?") if tense == "past" else say("Which day?")
    if not days:
        text = say("{day} cannot be the day of that. Which day was it?", day=day.text)
    choices = tuple(
        Choice(day_said(one, turn.today), (line.replace("{}", one.isoformat(), 1),))
        for one in days[:MOST_OFFERED]
    )
    raise Refusal(text, doubt=Doubt(text, choices, about="day", line=line))


# What is still to come: another day, or with somebody else, or of another kind.


def _plan_put_right(turn: Turn, entry: LastEntry, meant: Meant) -> Reply | None:
    found = [
        meeting_with(turn.tx, one.id, leader_id=turn.speaker.leader_id)
        for one in entry.contacts
    ]
    plans = [one for one in found if one is not None]
    if not plans or meant.outcome or meant.share is not None:
        return None
    first = plans[0]
    if meant.days and not meant.kinds:
        line = f"{line_of_plan(turn, first)} move {{}}"
        on = _the_day(turn, meant.days[0], "future", line)
        return merged([move_plan(turn, one, on, one.at) for one in plans])
    if meant.kinds and not meant.days and meant.kinds[0] in PLANNED_KINDS:
        called_off = [cancel_plan(turn, one) for one in plans]
        people = tuple(
            one for plan in plans if (one := person_by_id(turn, plan.person_id))
        )
        anew = meeting(people, meant.kinds[0], first.on, first.at, first.note)
        return merged([*called_off, plan_contacts(turn, anew)])
    return None


def _plan_given_to(turn: Turn, entry: LastEntry, person: Known) -> Reply:
    """Plan it with somebody else; with whom it was planned, it is called off."""
    leader_id = turn.speaker.leader_id
    plan = meeting_with(turn.tx, entry.first.id, leader_id=leader_id)
    if plan is None or len(entry.contacts) > 1:
        raise Refusal(say("Say it once more: with whom, and which day?"))
    anew = meeting((person,), plan.kind, plan.on, plan.at, plan.note)
    return merged([cancel_plan(turn, plan), plan_contacts(turn, anew)])


def _to_whom(turn: Turn, entry: LastEntry, meant: Meant) -> Reply:
    """Give the entry to somebody else.

    Raises:
        Refusal: who it was is not clear: it asks.
    """
    wrong = _wrong(entry, meant)
    if not meant.who:
        raise _ask_who(turn, entry, (), "")
    [who] = meant.who
    had = {one.person_id for one in entry.contacts}
    people = [one for one in who.people if one.id not in had]
    if not people and (meant.other or not who.sure):
        people = _namesakes(turn, who.people, had)
    is_the_other = meant.other or _says_other(who)
    if who.sure and not meant.other:
        return _given(turn, entry, who.people[0], wrong)
    if is_the_other and len(people) == 1:
        return _given(turn, entry, people[0], wrong)
    raise _ask_who(turn, entry, people, "" if people else who.unknown)


def _given(turn: Turn, entry: LastEntry, person: Known, wrong: str) -> Reply:
    if entry.planned:
        return _plan_given_to(turn, entry, person)
    return give_to(turn, entry, person, instead_of=wrong)


def _namesakes(turn: Turn, people: Sequence[Known], had: set[str]) -> list[Known]:
    """Return others of the same first name, else of the same last name.

    Also those that a name alone does not mean, because the leader knows another one.
    """
    scope = {
        "workspace_id": turn.speaker.workspace_id,
        "leader_id": turn.speaker.leader_id,
    }
    for end in (0, -1):
        called = {
            one.id: one
            for person in people
            for one in people_named(turn.tx, name=person.name.split()[end], **scope)
            if one.id not in had
        }
        if called:
            return list(called.values())
    return []


def _says_other(who: Who) -> bool:
    return who.unknown.partition(" ")[0].casefold() in OTHERS


def _wrong(entry: LastEntry, meant: Meant) -> str:
    """Return the id of the one it was not with, "" = not said."""
    named = {person.id for who in meant.not_with for person in who.people}
    wrong = [one.person_id for one in entry.contacts if one.person_id in named]
    return wrong[0] if len(wrong) == 1 else ""


def _ask_who(
    turn: Turn, entry: LastEntry, people: Sequence[Known], unknown: str
) -> Refusal:
    """Return the question with whom it was, each answer a line that says so."""
    [name, *_] = names_of(turn.tx, [entry.first.person_id]).values()
    choices = [
        Choice(
            described(one),
            (f"edit {told_apart(one, people)}",),
            (one.name, one.title, one.unit),
        )
        for one in people[:MOST_OFFERED]
    ]
    text = say("Not {name}: who was it?", name=name)
    if unknown:
        text = say(
            "I don't know {name}. Who was it?", name=clipped(unknown, IN_PASSING)
        )
        choices = [
            Choice(
                say("Add {name} and correct it", name=unknown),
                (f"add {unknown}", f"edit {unknown}"),
                ("yes",),
            )
        ]
    doubt = Doubt(text, tuple(choices), about="who", line="edit {}")
    return Refusal(text, doubt=doubt)
