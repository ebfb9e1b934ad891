"""A play: how to ask, said beside every ask (L9)."""

import re
from collections.abc import Iterable

from language.say import say
from scheduler.situation import Colleague, Situation
from storage.motives.facts import MotivatorFact
from storage.steps.facts import Answers, Caution

# Their own time, and not that work is on time. House rule; English only.
TIME = re.compile(
    r"\b(?:her|his|their|my|own|no|little|short of|more|saves?|saving|values?|respects?"
    r"|wast(?:es?|ed|ing)) time\b|\btime[- ]poor\b|\b(?:too|very|always) busy\b"
    r"|\b(?:full|packed) (?:calendar|diary|schedule)\b|\b(?:too many|fewer) meetings\b"
    r"|\b(?:be|keep it|keep things|short and) (?:brief|short|sweet)\b",
    re.IGNORECASE,
)


def ask_in_person(situation: Situation) -> Answers:
    """Ask in person or on a call, and in two lines of text where time is dear.

    When: a good word or a review slot is asked for (P06, P08).
    Step: none; a line beside the ask.
    Withheld: nothing.
    Source: Roghanizad and Bohns 2017, asking face to face works far better than text.
        Whose motivators count as valuing time is a house rule.
    """
    if not (situation.mutual or situation.reports) or not situation.needs_a_route:
        return ()
    hurried = situation.executive.first_name if _hurried(situation.motivators) else ""
    return tuple(
        Caution(_how(colleague, hurried), approach_id=colleague.person.id)
        for colleague in (*situation.reports, *situation.mutual)
    )


def _how(colleague: Colleague, hurried: str) -> str:
    if _hurried(colleague.motivators):
        hurried = colleague.person.first_name
    if hurried:
        return say(
            "two lines of text are enough, because {name} values time",
            name=hurried,
        )
    return say("ask in person or on a call")


def _hurried(motivators: Iterable[MotivatorFact]) -> bool:
    return any(TIME.search(motivator.text) for motivator in motivators)
