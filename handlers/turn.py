"""The shapes between a door and an act: who asked, what was asked, what we reply."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from language.say import current_language, say
from storage.database.transactions import Transaction
from storage.database.writer import Writer
from storage.leaders.facts import LeaderFact
from storage.message import Button, Form, Message, Section

LONGEST_LABEL = 75  # characters of a choice; Slack's limit for a button


@dataclass(frozen=True, slots=True)
class Address:
    """A person on one surface, as the platform itself vouches for them.

    `tenant` and `user_key` come from the authorised request, never from typed text.
    """

    surface: str  # "slack", "teams", "local", "terminal"
    tenant: str  # e.g. "T024BE7LD"
    user_key: str  # e.g. "U2147483697"


@dataclass(frozen=True, slots=True)
class Profile:
    """What the platform says about a person; "" where it says nothing."""

    name: str = ""
    zone: str = ""  # IANA name
    locale: str = ""  # e.g. "en-GB"
    away: bool = False  # on vacation, ill or on leave, as their status says
    away_until: datetime | None = None  # UTC; None = until the status changes


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said. Replies stay private wherever that was."""

    channel_key: str = ""
    channel_name: str = ""
    is_direct: bool = True
    is_shared_externally: bool = False


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Somebody a line mentions, as the platform itself knows them; "" = it said none.

    The line has them as `<@user_key|name>`, or as `<@user_key>` without a name.
    """

    user_key: str
    name: str = ""  # the real name, never the handle
    title: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One line a person typed, as a door hands it on."""

    by: Address
    text: str
    at: datetime  # UTC
    once_key: str = ""  # what makes a replay of it recognizable; "" = cannot repeat
    profile: Profile = field(default_factory=Profile)
    place: Place = field(default_factory=Place)
    mentioned: tuple[Mentioned, ...] = ()


@dataclass(frozen=True, slots=True)
class Pressed:
    """One button pressed, menu line chosen, or form sent.

    Beside Said: what was meant is known, and there is no text to read.
    """

    by: Address
    action: str
    subject: str  # opaque id; not proof of anything
    at: datetime  # UTC
    value: str = ""  # a menu's choice
    values: dict[str, str] = field(default_factory=dict)  # a form's answers
    mentioned: tuple[Mentioned, ...] = ()  # people picked in a form
    once_key: str = ""
    profile: Profile = field(default_factory=Profile)
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker(LeaderFact):
    """The leader who asked, resolved from the address; `locale` as it says now."""

    address: Address


@dataclass(frozen=True, slots=True)
class Turn:
    """One line or press of a leader: what a reader reads, and where an act writes.

    A reader makes of it what is meant, and writes nothing. An act takes what is meant
    and writes through `writer`, so that undo works; it never looks at the typed text.
    """

    tx: Transaction
    speaker: Speaker
    at: datetime  # UTC
    today: date  # local
    place: Place
    writer: Writer
    verb: str = ""  # of a line; what stands before `text` in a line to type instead
    text: str = ""  # of a line: what follows the verb, stripped
    mentioned: tuple[Mentioned, ...] = ()  # or picked; looked up by the door
    action: str = ""  # of a button, menu or form
    subject: str = ""  # its opaque id; not proof of anything
    value: str = ""  # a menu's choice
    values: dict[str, str] = field(default_factory=dict)  # a form's answers
    chosen: bool = False  # a line of a choice: read as English, as it was written
    carry_out: "Callable[[Turn], Reply] | None" = None  # a line, as if it were typed


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person is told. `form` asks a few questions first, where forms exist.

    `doubt` waits for an answer from now on, with its buttons below the message. One of
    which every choice is a press is drawn by whoever asks, and can be answered in words
    as well.
    """

    message: Message
    refused: bool = False  # nothing was changed, and the reader must act to change it
    form: Form | None = None
    field_errors: dict[str, str] = field(default_factory=dict)  # of a sent form
    repeated: bool = False  # a replay; the first one was answered
    doubt: "Doubt | None" = None
    in_place: bool = False  # it stands where the message with the button stood


Act = Callable[[Turn], Reply]  # every command, button, menu and form


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a doubt: its button, and the lines that it stands for.

    They are carried out in order, read as English, as if they had been typed, all or
    none of them. It may stand for a press instead. Neither: nothing is kept.
    """

    label: str  # at most 75 characters
    lines: tuple[str, ...] = ()  # without "/outreach"
    words: tuple[str, ...] = ()  # what else may be typed for it, e.g. "the COO"
    press: tuple[str, str, str] | None = None  # its action, subject and value


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a line could mean: asked, never guessed. One press or short answer ends it.

    `line` is what will be carried out once `about` is told, with "{}" in its place, so
    that an answer which is none of the choices finishes it too; "" = only a choice.
    About "what" happened, any few words finish it.
    """

    text: str  # the question, in one short sentence
    choices: tuple[Choice, ...]
    about: Literal["", "who", "day", "mood", "what"] = ""
    line: str = ""
    within: tuple[str, str] | None = None  # the first and last day it is about, ISO


class Refusal(Exception):
    """A request we cannot carry out. Its text is shown to the person as it is.

    Say what was wrong in their words, then exactly what to type instead, or ask with
    the answers as buttons: a `doubt`. Raising it undoes everything the request wrote.
    `field` names the form field it is about.
    """

    def __init__(
        self,
        text: str,
        *,
        field: str = "",
        choices: tuple[str, ...] = (),
        doubt: Doubt | None = None,
    ):
        super().__init__(text)
        self.text = text
        self.field = field
        self.choices = choices  # further lines: what could be meant, what to type
        self.doubt = doubt
        self.language = current_language()  # that `text` is in
        self.ends_question = False  # the one that waited: its line was none of it
        self.in_place = False  # of a press: its button is good for nothing any more
        self.not_understood = False  # the line is no command and tells of no contact


def open_turn(tx: Transaction, speaker: Speaker, what: Said | Pressed) -> Turn:
    """Return the turn of a line or a press, with a fresh writer.

    A line stands in `text` whole: its verb is not told from the rest yet.
    """
    writer = Writer(
        tx,
        workspace_id=speaker.workspace_id,
        leader_id=speaker.leader_id,
        at=what.at,
    )
    turn = Turn(
        tx=tx,
        speaker=speaker,
        at=what.at,
        today=speaker.today(what.at),
        place=what.place,
        writer=writer,
    )
    if isinstance(what, Said):
        return replace(turn, text=what.text, mentioned=what.mentioned)
    return replace(
        turn,
        action=what.action,
        subject=what.subject,
        value=what.value,
        values=what.values,
        mentioned=what.mentioned,
    )


@contextmanager
def in_field(name: str) -> Iterator[None]:
    """Let what is refused within be told beside a field of the form."""
    try:
        yield
    except Refusal as refusal:
        doubt = refusal.doubt.choices if refusal.doubt else ()
        named = [choice.label for choice in doubt if choice.lines]
        text = " ".join((refusal.text, *refusal.choices, "; ".join(named))).strip()
        raise Refusal(text, field=name) from refusal


# A reply to something that was written: what was understood, and the way back.


def kept(
    turn: Turn,
    headline: str,
    *,
    label: str,
    sections: tuple[Section, ...] = (),
    small_print: tuple[str, ...] = (),
) -> Reply:
    """Finish the command's writes, and reply with a button that undoes them.

    Args:
        label: what it was, in the leader's words, e.g. "rating of Payroll".
    """
    change_id = turn.writer.finish(label)
    undo = Button(label=say("Undo"), action="undo", subject=change_id)
    return Reply(
        Message(
            headline=headline,
            sections=sections,
            buttons=(undo,),
            small_print=tuple(line for line in small_print if line),
        )
    )


def merged(replies: Sequence[Reply]) -> Reply:
    """Return several replies as one: what each says, once; the steps of the last."""
    last = replies[-1]
    if len(replies) == 1:
        return last
    messages = [one.message for one in replies]
    facts = [
        section
        for message in messages[:-1]
        for section in message.sections
        if not section.buttons and not section.subject
    ]
    merged = last.message.model_copy(
        update={
            "headline": " ".join(one.headline for one in messages),
            "sections": tuple(_once([*facts, *last.message.sections])),
            "buttons": tuple(_once([b for one in messages for b in one.buttons])),
            "small_print": tuple(
                _once([s for one in messages for s in one.small_print])
            ),
        }
    )
    return replace(last, message=merged)


def _once(things: Sequence[object]) -> list[object]:
    """Return each thing once, in order."""
    found: list[object] = []
    for thing in things:
        if thing not in found:
            found.append(thing)
    return found
