"""The shapes between a door and a command: who asked, what was asked, what we reply."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from language.say import current_language
from storage.changes import Writer
from storage.message import Form, Message


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
class Said:
    """One line a person typed, as a door hands it on."""

    by: Address
    text: str
    at: datetime  # UTC
    once_key: str = ""  # what makes a replay of it recognizable; "" = cannot repeat
    profile: Profile = field(default_factory=Profile)
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Pressed:
    """One button pressed, menu line chosen, or form sent."""

    by: Address
    action: str
    subject: str  # opaque id; not proof of anything
    at: datetime  # UTC
    value: str = ""  # a menu's choice
    values: dict[str, str] = field(default_factory=dict)  # a form's answers
    once_key: str = ""
    profile: Profile = field(default_factory=Profile)
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Speaker:
    """The leader who asked, resolved from the address."""

    leader_id: str
    workspace_id: str
    person_id: str  # themselves, in the directory
    name: str
    zone: ZoneInfo
    country: str
    subdivision: str
    address: Address
    locale: str = ""  # e.g. "en-US"; "" = unknown
    language: str = ""  # what they read us in: a locale, or their choice, e.g. "es"
    has_asked: bool = True  # for anything, ever; True also when nobody looked
    has_noted: bool = True  # a topic or a bad word, ever; the same
    questions: bool = True  # may be asked something under a reply

    def today(self, at: datetime) -> date:
        """Return the leader's local date at `at`."""
        return at.astimezone(self.zone).date()


@dataclass(slots=True)
class Request:
    """A command's whole world: the transaction, who asks, and what follows the verb."""

    session: Session
    speaker: Speaker
    verb: str
    text: str  # what follows the verb, stripped
    at: datetime  # UTC
    today: date  # local
    place: Place
    writer: Writer


def request_of(
    session: Session,
    speaker: Speaker,
    *,
    at: datetime,
    verb: str = "",
    text: str = "",
    place: Place | None = None,
) -> Request:
    """Return a command's world, with a fresh writer; `at` is now, UTC."""
    writer = Writer(
        session,
        workspace_id=speaker.workspace_id,
        leader_id=speaker.leader_id,
        at=at,
    )
    return Request(
        session=session,
        speaker=speaker,
        verb=verb,
        text=text,
        at=at,
        today=speaker.today(at),
        place=place or Place(),
        writer=writer,
    )


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person is told. `form` asks a few questions first, where forms exist."""

    message: Message
    refused: bool = False  # nothing was changed, and the reader must act to change it
    form: Form | None = None
    field_errors: dict[str, str] = field(default_factory=dict)  # of a sent form
    repeated: bool = False  # a replay; the first one was answered


class Refusal(Exception):
    """A request we cannot carry out. Its text is shown to the person as it is.

    Say what was wrong in their words, then exactly what to type instead. Raising it
    undoes everything the request wrote. `field` names the form field it is about.
    """

    def __init__(self, text: str, *, field: str = "", choices: tuple[str, ...] = ()):
        super().__init__(text)
        self.text = text
        self.field = field
        self.choices = choices  # further lines: what could be meant, what to type
        self.language = current_language()  # that `text` is in
