"""Two open questions for a conversation, fitted to what is not known yet. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from language.say import mark, say
from scheduler.situation import Situation
from scheduler.standing import Gate
from scheduler.wording import quoted

TWO = 2  # house rule


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that cannot be answered with yes or no, and where it is from."""

    text: str
    source: str


# Asked in this order when everything is known. The wording is ours; what each is for is
# the source's.
ALWAYS = (
    OpenQuestion(mark("What has changed for you since we last spoke?"), "S10a"),
    OpenQuestion(mark("What would make this a good year for your people?"), "S15"),
)
# While the gate is shut the failure alone is asked about (P04, P11).
OF_THE_FAILURE = (
    OpenQuestion(
        mark("What does the trouble with our services cost your people?"), "S10a"
    ),
    OpenQuestion(mark("What would tell you that it is put right?"), "S3, P03"),
)


def open_questions(situation: Situation) -> tuple[OpenQuestion, ...]:
    """Return two questions: about a view not heard, a motivator, a need; else others.

    While the gate is shut both are about the failure, and nothing else is asked.
    A view comes first because a proposal waits for it (S10a, S10b), then what the
    person is measured on (S12), then what they need (S15).
    """
    if situation.credibility.gate is Gate.SHUT:
        return tuple(_said(OF_THE_FAILURE))
    found = dict.fromkeys((*_fitted(situation), *_said(ALWAYS)))
    return tuple(found)[:TWO]


def _said(questions: Iterable[OpenQuestion]) -> Iterator[OpenQuestion]:
    return (replace(one, text=say(one.text)) for one in questions)


def _fitted(situation: Situation) -> Iterator[OpenQuestion]:
    for fact in situation.agenda:
        if not fact.stance.heard(situation.today):
            title = quoted(fact.item.title, 80)
            text = say(
                "How do you see {item}, and what should I understand first?", item=title
            )
            yield OpenQuestion(text, "S10a, P11")
            break
    if not any(one.confirmed for one in situation.motivators):
        text = say("What are you measured on this year, and what stands in the way?")
        yield OpenQuestion(text, "S12, P14")
    for fact in situation.agenda:
        if not fact.needs:
            title = quoted(fact.item.title, 80)
            text = say("What would you need from {item}?", item=title)
            yield OpenQuestion(text, "S15, P17")
            break
