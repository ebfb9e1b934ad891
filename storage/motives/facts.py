"""What moves people, bad words, what to talk about, and plain notes. Pure."""

from dataclasses import dataclass
from datetime import date

from language.say import mark
from storage.people.facts import PersonFact

CURRENCY_WORDS = {  # Cohen and Bradford's
    "inspiration": mark("inspiration"),
    "task": mark("task"),
    "position": mark("position"),
    "relationship": mark("relationship"),
    "personal": mark("personal"),
}


@dataclass(frozen=True, slots=True)
class MotivatorFact:
    """What somebody is measured on or worries about.

    Beside Motivator: its words are opened, and who told it is named.
    """

    text: str
    on: date  # local date it was last said
    confirmed: bool = False  # by their own words; otherwise hearsay
    currency: str = ""  # of CURRENCY_WORDS, "" = not said
    told_by: str = ""  # name; "" = themselves, or nobody in particular
    told_by_id: str = ""  # the same person's, "" = as above
    id: str = ""  # "" = not kept


@dataclass(frozen=True, slots=True)
class RemarkFact:
    """A bad word about the leader's service that was not put right yet."""

    id: str
    person: PersonFact  # who said it
    text: str
    on: date  # local
    met_on: date | None = None  # when the leader last really talked with them


@dataclass(frozen=True, slots=True)
class TopicFact:
    """Something to talk about at the next meeting, not used yet."""

    text: str
    on: date  # local date it was written down


@dataclass(frozen=True, slots=True)
class NoteFact:
    """A plain note on somebody. Beside TopicFact: nothing uses it up."""

    text: str
    on: date  # local date it was written down
