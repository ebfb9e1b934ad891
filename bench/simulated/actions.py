"""What a leader can do, whoever advises them."""

from dataclasses import dataclass

from storage.steps.facts import Suggestion

# Every verb takes the organization at its word; see `organization` for what follows.
VERBS = (
    "invite",  # person, to a talk
    "follow up",  # person, while the last talk is warm
    "touch",  # person, lightly
    "note",  # person, one short note
    "word",  # ask person for a good word with target, about a result
    "slot",  # ask person for time with target, about a result
    "thank",  # person, for the ask in about
    "give",  # person, unasked
    "chase",  # issue in about, of unit target
    "confirm",  # issue in about, of unit target
    "look",  # what is wrong in unit target
    "rate",  # unit target
    "deliver",  # a result with unit target, through person
    "post",  # the result in about
    "prepare",  # the next talk with person
    "listen",  # on purpose, in the next talk with person
    "enquire",  # of person, how target sees the item in about
    "learn",  # of person, what moves target
    "propose",  # the item in about, to person
    "share",  # the item in about, with person, who puts their name on it
    "reframe",  # the item in about, to what its owners need
    "name",  # who owns what of the item in about
    "list",  # person, as a stakeholder
    "repair",  # what person said
    "introduce",  # person to target
)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing done on one day. `target` is a person or a unit, by the verb."""

    verb: str
    person: str = ""
    target: str = ""
    about: str = ""
    in_person: bool = False  # a favour asked face to face, on purpose
    step: Suggestion | None = None  # what it follows, if somebody suggested it
