"""What a play may answer: a step, something held back, a notice, or nothing. Pure."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

NOT_YET = "not_yet"  # the answer to "did it happen?" that keeps it accepted
OPEN_STATES = ("suggested", "accepted", "later")  # no final answer yet

REFUSED_DAYS = 30  # a refused step stays away; house rule
StepKey = tuple[str, str, str]  # play, stakeholder's id, about


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAPlay:
    """Which play says it, and about whom.

    The engine fills it in: the play from the registry, the person from the situation.
    """

    play: str = ""  # "P03"
    name: str = ""  # "Get it resolved"
    person_id: str = ""  # the stakeholder it is for
    person: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion(OfAPlay):
    """A step the leader could take, with the reasons a person can check.

    `level`, `source` and `rule` are filled in by the engine from the registry, too.
    """

    step: str  # one short sentence in the imperative, which the card shows in bold
    because: tuple[str, ...]  # the facts that fired it
    withdrawn_if: str  # what would make it go away
    more: str = ""  # how to go about it, told with the reasons
    rule: str = ""  # the sentence it follows
    about: str = ""  # tells two steps of one play apart, e.g. an issue's id
    approach_id: str = ""  # the person the step goes to
    approach: str = ""  # their name
    draft: str = ""  # words to copy, in the leader's voice
    due_on: date | None = None
    cautions: tuple[str, ...] = ()
    level: int = 0
    source: str = ""  # "S3"
    returns_on: date | None = None  # its own date, when it is accepted
    fired_by: tuple[str, ...] = ()  # the facts without counts of days
    salience: int = 0  # of the stakeholder; see Situation.salience
    gap: int = 0  # levels between the wanted and the present stance
    taken_on: date | None = None  # accepted then, its date passed: did it happen?
    overdue: float = 0.0  # silence over the usual gap, 0 = not about a rhythm

    @property
    def facts_key(self) -> str:
        """Return a short text that changes when the facts change.

        Made from `fired_by`, so that a step does not come back each morning only
        because one more day has passed.
        """
        facts = self.fired_by or (self.step, *self.because)
        return sha256("\n".join(facts).encode()).hexdigest()[:16]

    @property
    def key(self) -> StepKey:
        """Return what tells it from every other step: play, stakeholder, about."""
        return self.play, self.person_id, self.about


@dataclass(frozen=True, slots=True)
class Earlier:
    """A step suggested before, and what became of it.

    Beside SuggestionRow: what plays decide from, without the sealed words.
    """

    play: str
    about: str
    state: str  # see `SuggestionRow.state`
    suggested_on: date
    answered_on: date | None = None
    returns_on: date | None = None
    facts_key: str = ""
    approach_id: str = ""
    reason: str = ""  # of a refusal, e.g. "wrong_person"; "not_yet" to "did it happen?"
    first_on: date | None = None  # first shown since the newest answer
    asked_on: date | None = None  # the day of "did it happen?", asked once


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Earlier):
    """A step that was shown to its leader, in its words."""

    id: str
    step: Suggestion
    delivery_id: str  # the card it stands on, "" = none


@dataclass(frozen=True, slots=True)
class Withheld(OfAPlay):
    """A step that was held back, and the condition that failed.

    `name` is what was held back, "" = what the play is called; `about` is that of the
    step, and of a gate it limits what is held back, "" = all of it.
    """

    because: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Notice(OfAPlay):
    """A line on the card that asks nothing of the leader (P01).

    It stands there in full once, and in short from then on.
    """

    text: str
    short: str = ""  # "" = it is told in full, or not at all
    because: tuple[str, ...] = ()
    rule: str = ""
    source: str = ""
    since: date | None = None  # said on the first card from then on; None = on each
    said: bool = False  # a card before this one told it in full


@dataclass(frozen=True, slots=True)
class Caution:
    """A line that goes with the steps of other plays (L9).

    `approach_id` limits it to steps that go to one person, "" = whoever it goes to.
    """

    text: str
    approach_id: str = ""


Answer = Suggestion | Withheld | Notice | Caution
Answers = tuple[Answer, ...]  # () = the play has nothing to say


@dataclass(frozen=True, slots=True)
class Advice:
    """All that the playbook says about one situation, or about a whole day."""

    steps: tuple[Suggestion, ...] = ()  # ranked
    withheld: tuple[Withheld, ...] = ()
    notices: tuple[Notice, ...] = ()
    considered: tuple[str, ...] = ()  # plays that were ranked behind, in words
