"""A leader, as whoever plans for them and answers them knows them. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class ForWhom:
    """The leader that something is planned for."""

    leader_id: str
    workspace_id: str
    person_id: str  # themselves, in the directory
    has_asked: bool = True  # for anything, ever; True also when nobody looked


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderFact(ForWhom):
    """A leader: who they are, where and when they are reached, what they chose.

    Beside Leader: with their name, the zone as one, and no session to belong to.
    """

    name: str
    zone: ZoneInfo
    zone_source: str  # "default", "profile" or "set" (by the leader)
    locale: str  # as their platform said last, e.g. "en-US"; "" = unknown
    language: str  # their own choice, e.g. "es"; "" = as the platform says
    country: str
    subdivision: str
    working_days: str  # digits, 0 = Monday
    nudge_minute: int  # after local midnight
    card_steps: int  # on one card, at most
    card_pace: str  # new steps a week: "light", "normal" or "full"
    paused_through: date | None  # local, included
    away_through: date | None  # local, included; as the platform's status says
    stopped: bool
    next_nudge_at: datetime | None  # UTC
    next_summary_at: datetime | None  # UTC
    questions: bool  # may be asked something under a reply
    ignored_cards: int  # in a row, before the last card
    active_at: datetime | None  # last heard of, UTC
    card_surface: str  # where cards come, of several linked; "" = the only one
    channel_surface: str  # the platform of `channel_key`
    channel_key: str  # where joint results are posted, "" = nowhere
    channel_name: str
    channel_rhythm: str  # "monthly" or "weekly"
    delivery_problem: str  # they can be reached nowhere, in words
    has_noted: bool = True  # a topic or a bad word, ever; as for `has_asked`
    pending_id: str | None = None  # of the question that waits; None = none, or unread
    pending_at: datetime | None = None  # asked, UTC
    pending: bytes | None = None  # sealed: see `storage.leaders.pending`

    @property
    def reads(self) -> str:
        """The language they read us in: their choice, else a locale; "" = unknown."""
        return self.language or self.locale

    def today(self, at: datetime) -> date:
        """Return the leader's local date at `at`."""
        return at.astimezone(self.zone).date()


def zone_of(name: str) -> ZoneInfo:
    """Return the zone called `name`; UTC if this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
