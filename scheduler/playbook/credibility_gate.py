"""A blocker: no relationship without operational credibility (P04)."""

from language.say import say
from language.words import listed, people_in_words
from scheduler.rules.credibility import too_few
from scheduler.situation import Situation
from storage.services.facts import Gate
from storage.steps.facts import Answers, Withheld


def credibility_gate(situation: Situation) -> Answers:
    """Hold back what asks for credit, until the service has earned it.

    When: the executive's unit rates the services under 3.5, or an open issue of
        severity 1-2, or anything 7 days past due, hits it. From 3.5 to 4.0, and while
        a smaller issue is not confirmed as fixed, it only asks for care.
    Step: none; this play only holds others back, and says which condition failed, or
        what asks for care.
    Withheld: the plays named in the registry, towards this executive.
    Source: S4; the 4.0 line from HDI 2007 and a vendor's bands, both weak; the 3.5 and
        the 7 days are house rules.
    """
    credible = situation.credibility
    if credible.gate is not Gate.SHUT:
        return ()
    return (Withheld(because=listed(credible.failing)),)


def go_carefully(situation: Situation) -> tuple[str, ...]:
    """Return the warning that goes with an ask while the gate is careful, or ()."""
    credible = situation.credibility
    if credible.gate is not Gate.CAREFUL:
        return ()
    return (say("go carefully: {doubts}", doubts=listed(credible.doubts)),)


def too_few_ratings(situation: Situation) -> tuple[str, ...]:
    """Return the warning that goes with outreach while too few have rated, or ()."""
    if not too_few(situation.credibility):
        return ()
    unit = situation.standing.unit or say(
        "{name}'s organization", name=situation.executive.first_name
    )
    return (
        say(
            "whether {unit} is satisfied with your services is not known: {people} "
            "rated them in 90 days, five are needed",
            unit=unit,
            people=people_in_words(situation.credibility.raters),
        ),
    )
