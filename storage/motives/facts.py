"""What moves people, what they need, and bad words. Pure."""

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
class NeedFact:
    """What somebody needs for their own business. `item_id` "" = nothing serves it."""

    person_id: str
    text: str
    on: date
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class MotivatorFact:
    """What the executive is measured on or worries about."""

    text: str
    on: date
    confirmed: bool = False  # by the executive's own words; otherwise hearsay
    currency: str = ""  # Cohen and Bradford's, "" = not said
    told_by: str = ""  # name; "" = the executive


@dataclass(frozen=True, slots=True)
class RemarkFact:
    """A bad word about the leader's service that was not put right yet."""

    id: str
    person: PersonFact
    text: str
    on: date
    met_on: date | None = None  # when the leader last really talked with them
