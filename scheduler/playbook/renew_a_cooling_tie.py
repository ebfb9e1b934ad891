"""A play: get back in touch before a tie goes cold (L1)."""

from language.say import mark, say
from language.words import counted_in_words, day_said
from scheduler.playbook.wake_a_dormant_tie import dormant
from scheduler.rules.introducers import ENOUGH_DAYS, cooling, usual_gap
from scheduler.situation import Situation
from storage.steps.facts import Answers, Suggestion

STEPS = {
    "cooling": mark(
        "Get back in touch with {name}, lightly and with a reason: the tie is cooling."
    ),
    "at risk": mark(
        "Get back in touch with {name}, lightly and with a reason: the tie is at risk."
    ),
}


def renew_a_cooling_tie(situation: Situation) -> Answers:
    """Get back in touch, lightly and with a reason.

    When: the silence is longer than 3 times the tie's own rhythm (watch) or 8 times (at
        risk); below a 7-day rhythm at least 14 and 30 days as well. Of a leader's ties
        a quarter at most, and one however few they are: the coldest first.
    Step: a light contact with a reason.
    Withheld: silent with a meeting on the calendar, while invitations pause, for people
        never met, and where L3 asks a dormant tie for advice.
    Source: Navarro 2017, and measured; 30 days without a rhythm of 5 contact-days.
    """
    tie = situation.tie
    state = cooling(tie, situation.today) if situation.among_coldest else ""
    if not state:
        return ()
    if situation.agenda and dormant(situation):
        return ()
    silence = (situation.today - tie.contact_days[-1]).days
    usual = usual_gap(tie.contact_days)
    person, last = situation.executive, tie.contact_days[-1]
    if len(tie.contact_days) >= ENOUGH_DAYS:
        pace = counted_in_words(
            "until then you were in touch about every day",
            "until then you were in touch about every {n} days",
            round(usual),
        )
    else:
        pace = say("once a month is the pace taken until there is one of your own")

    return (
        Suggestion(
            step=say(STEPS[state], name=person.first_name),
            because=(
                say(
                    "the last logged contact was on {day}, {days} ago",
                    day=day_said(last, situation.today),
                    days=counted_in_words("one day", "{n} days", silence),
                ),
                pace,
            ),
            withdrawn_if=say("you log a contact with {name}.", name=person.first_name),
            about=f"{last}:{state}",
            approach_id=person.id,
            approach=person.name,
            fired_by=(str(last), state),
            overdue=silence / max(usual, 1),
        ),
    )
