"""A play: an old, once strong tie is worth more than a new one (L3)."""

from language.say import say, say_count
from language.words import day_said, listed, quoted
from scheduler.situation import Situation
from storage.steps.facts import Answers, Suggestion

DORMANT_DAYS = 365  # house rule; Levin's ties were silent for 3 years or more
STRONG = 3.0  # talks each week of a month reach it; house rule


def wake_a_dormant_tie(situation: Situation) -> Answers:
    """Ask for advice where the tie was strong once and has been silent for a year.

    When: the strength was 3 or more once, the silence is longer than a year, and a live
        item of the agenda touches the person.
    Step: ask for advice on that item, not for a favour.
    Withheld: while the gate is shut; silent with a meeting on the calendar, or while
        invitations pause.
    Source: Levin 2011, dormant ties are as useful as current ones; the year and the
        strength are house rules.
    """
    if not situation.agenda or not dormant(situation):
        return ()
    person, today = situation.executive, situation.today
    name, last = person.first_name, situation.tie.contact_days[-1]
    items = [fact.item for fact in situation.agenda]
    touched = listed([item.code for item in items[:3]])
    return (
        Suggestion(
            step=say(
                "Ask {name} for advice on {item}, and for no favour.",
                name=name,
                item=f"{items[0].code} {quoted(items[0].title, 80)}",
            ),
            because=(
                say(
                    "you and {name} talked often once, and were last in touch on {day}",
                    name=name,
                    day=day_said(last, today),
                ),
                say_count(
                    "{codes} touches {name}",
                    "{codes} touch {name}",
                    len(items),
                    codes=touched,
                    name=name,
                ),
            ),
            withdrawn_if=say(
                "you log a contact with {name}, or the item is closed.", name=name
            ),
            about="dormant",
            approach_id=person.id,
            approach=person.name,
            fired_by=(str(last), items[0].id),
        ),
    )


def dormant(situation: Situation) -> bool:
    """Return whether a once strong tie was silent for over a year, and is not planned.

    Cheap: it is asked of everybody each morning.
    """
    tie = situation.tie
    if tie.peak < STRONG or not tie.contact_days:
        return False
    if tie.next_meeting_on is not None or situation.unreachable:
        return False
    return (situation.today - tie.contact_days[-1]).days > DORMANT_DAYS
