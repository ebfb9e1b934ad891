"""Which one question to ask under a reply, of what a play would need to know. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from language.say import say
from storage.agenda.facts import ItemFact, ps_said

AGAIN_AFTER = timedelta(days=14)  # the same question about the same; house rule


@dataclass(frozen=True, slots=True)
class Question:
    """A question that somebody can answer with one press or one line."""

    kind: str  # "listened", "owner", "motivator"
    about: str  # what makes it the same question: opaque ids
    text: str
    person_id: str = ""  # whom it is about, "" = nobody yet
    item_id: str = ""
    code: str = ""  # of the item
    p: str = ""  # which of the Three P's


def how_much_listened(person_id: str) -> Question:
    """Ask for the share that P10 and P12 read, of a talk logged without it."""
    text = say("How much of it did you listen?")
    return Question("listened", person_id, text, person_id=person_id)


def of_item(item: ItemFact, *, but: str = "") -> tuple[Question, ...]:
    """Return what P15 and P14 lack of an item: owners first, then their motivators.

    Args:
        but: the leader's own id, of whom nothing is asked.
    """
    owners = [
        Question(
            "owner",
            f"{item.id}.{p}",
            say("Who owns {what} of {code}?", what=ps_said([p]), code=item.code),
            item_id=item.id,
            code=item.code,
            p=p,
        )
        for p in item.ownerless
    ]
    motivators = [
        Question(
            "motivator",
            owner.person.id,
            say(
                "What is {name} measured on, or worried about?",
                name=owner.person.first_name,
            ),
            person_id=owner.person.id,
        )
        for owner in item.owners
        if not owner.motivated and owner.person.id != but
    ]
    return (*owners, *motivators)


def choose(
    candidates: Sequence[Question], asked: Collection[tuple[str, str]]
) -> Question | None:
    """Return the first that was not asked within 14 days; None = ask nothing.

    Args:
        asked: kind and subject of what was asked in that time.
    """
    return next((q for q in candidates if (q.kind, q.about) not in asked), None)
