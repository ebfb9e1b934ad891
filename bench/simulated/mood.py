"""What one person remembers, and the odds of a yes that follow from it. Pure.

Every effect is monotone: more pushing, more asks and a worse service never raise a
chance. Sizes come from `assumptions`.
"""

from dataclasses import dataclass
from math import log2

from bench.simulated.assumptions import Assumptions
from bench.simulated.luck import log_odds

MOST_REGARD = 3.0  # opinions are bounded either way


@dataclass(slots=True)
class Fading:
    """A number that halves every `half_life` days."""

    half_life: float
    amount: float = 0.0
    day: int = 0

    def at(self, day: int) -> float:
        """Return what is left on a day, never before the newest change."""
        return float(self.amount * 0.5 ** ((day - self.day) / self.half_life))

    def add(self, amount: float, day: int, most: float = 99.0) -> None:
        """Change it on a day; it stays within plus and minus `most`."""
        self.amount = max(-most, min(most, self.at(day) + amount))
        self.day = day


@dataclass(slots=True)
class Mood:
    """What one person feels about the leader. Nobody but they knows it."""

    pushes: Fading  # invitations they did not want
    asks: Fading  # favours they were asked for
    tie: Fading
    regard: Fading  # opinion, log-odds
    thanked: bool = False  # for the last favour they did
    gift: bool = False  # something was done for them since they were last asked
    heard_day: int = -999  # the last good word they heard
    motive_known: bool = False  # they told the leader what moves them
    listens: bool = False  # the leader means to listen in the next talk
    prepared: bool = False  # the leader prepared the next talk


def new_mood(given: Assumptions) -> Mood:
    """Return the mood of somebody who knows nothing of the leader."""
    return Mood(
        pushes=Fading(given.push_memory),
        asks=Fading(given.ask_memory),
        tie=Fading(given.tie_half_life),
        regard=Fading(given.regard_memory),
    )


def badly_served(given: Assumptions, satisfaction: float) -> float:
    """Return how many points a unit's satisfaction is below its line, 0 or more."""
    return max(0.0, given.service_line - satisfaction)


def dulled(times: float) -> float:
    """Return 1 for the first time, 2 for three, 3 for seven: people get used to it."""
    return log2(1 + max(0.0, times))


def invitation_odds(
    given: Assumptions, mood: Mood, openness: float, satisfaction: float, day: int
) -> float:
    """Return the log-odds that somebody takes an invitation to talk."""
    tie = mood.tie.at(day)
    return (
        openness
        + given.tie_helps * tie / (1 + tie)
        + mood.regard.at(day)
        - given.service_matters * badly_served(given, satisfaction)
        - given.push_harm * dulled(mood.pushes.at(day))
    )


def favour_odds(
    given: Assumptions, mood: Mood, satisfaction: float, day: int, *, by_text: bool
) -> float:
    """Return the log-odds that somebody grants a favour."""
    tie = mood.tie.at(day)
    return (
        log_odds(given.helps)
        + given.tie_helps * (tie / (1 + tie) - 0.5)  # `helps` is for a middling tie
        + mood.regard.at(day)
        + given.thanks_help * mood.thanked
        + given.gift_helps * mood.gift
        - given.ask_tires * dulled(mood.asks.at(day))
        - given.service_matters * badly_served(given, satisfaction)
        - given.text_costs * by_text
    )


def word_effect(
    given: Assumptions, *, tie: float, view: float, own_experience: bool,
    satisfaction: float, heard_lately: bool,
) -> float:  # fmt: skip
    """Return what one word does to its hearer's opinion, log-odds.

    Args:
        tie: between who speaks and who hears, 1 = close.
        view: what the speaker thinks of the leader; below 0 the word is a bad one.
        satisfaction: of the hearer's own unit: praise of what fails them is doubted.
        heard_lately: whether another good word came within 60 days.
    """
    close = min(1.0, tie)
    if view < 0:
        return -given.bad_over_good * given.word_helps * close * min(1.0, -view)
    worth = close * (1.0 if own_experience else given.hearsay)
    worth *= given.again if heard_lately else 1.0
    worth *= 1 - given.doubt * min(1.0, badly_served(given, satisfaction))
    return given.word_helps * worth
