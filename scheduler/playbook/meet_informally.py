"""A play: a tie that only has meetings needs something less formal (C7)."""

from language.say import say
from language.words import day_said
from scheduler.situation import Situation
from storage.steps.facts import Answers, Suggestion

IN_A_ROW = 3  # the playbook's table; no source gives it


def meet_informally(situation: Situation) -> Answers:
    """Meet once without an agenda when it was formal three times running.

    When: the last 3 contacts of which it was said were all formal.
    Step: something informal, such as a coffee.
    Withheld: silent while invitations pause.
    Source: Cramm 2006, barriers are being selfish and confining interaction to formal
        meetings; the three in a row are a house rule.
    """
    formal = situation.tie.formal
    if len(formal) < IN_A_ROW or not all(formal[-IN_A_ROW:]):
        return ()
    days = situation.tie.contact_days
    if not days or situation.unreachable:
        return ()
    person, last = situation.executive, days[-1]
    name = person.first_name
    return (
        Suggestion(
            step=say(
                "Meet {name} once without an agenda: a coffee, a walk, a visit.",
                name=name,
            ),
            because=(
                say("the last three contacts were all formal, as far as logged"),
                say(
                    "the last contact was on {day}", day=day_said(last, situation.today)
                ),
            ),
            withdrawn_if=say(
                "you log something informal (log {name} coffee, informal).", name=name
            ),
            about="informal",
            approach_id=person.id,
            approach=person.name,
            fired_by=(str(last),),
        ),
    )
