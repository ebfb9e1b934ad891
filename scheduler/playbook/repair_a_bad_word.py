"""A play: a bad word goes around faster than a good one (L7)."""

from language.say import say
from language.words import AT_LENGTH, day_said, quoted
from scheduler.rules.asking import open_remarks
from scheduler.situation import Situation
from storage.motives.facts import RemarkFact
from storage.steps.facts import Answer, Answers, Suggestion


def repair_a_bad_word(situation: Situation) -> Answers:
    """Talk with whoever spoke ill of the service before anybody is asked for praise.

    When: somebody with a tie to the executive, or the executive, said something bad
        about the leader's service in 180 days, and the two have not talked since.
    Step: meet that person about it, before any good word is asked for.
    Withheld: silent for the executive's own word while invitations pause.
    Source: Bozoyan and Vogt 2016, negative news outweighs positive; Burt and Knez 1995,
        third parties amplify distrust; the 180 days are a house rule.
    """
    if not situation.remarks:
        return ()
    said: dict[str, list[RemarkFact]] = {}
    for remark in open_remarks(situation):
        said.setdefault(remark.person.id, []).append(remark)
    if situation.unreachable:
        said.pop(situation.executive.id, None)
    return tuple(_suggestion(situation, remarks) for remarks in said.values())


def _suggestion(situation: Situation, remarks: list[RemarkFact]) -> Answer:
    newest, executive = remarks[-1], situation.executive
    name, said = newest.person.first_name, day_said(newest.on, situation.today)
    facts = [
        say(
            "{name} said on {day}: {words}",
            name=name,
            day=said,
            words=quoted(newest.text, AT_LENGTH),
        )
    ]
    if newest.person.id != executive.id:
        facts.append(
            say(
                "{name} and {executive} know each other",
                name=name,
                executive=executive.first_name,
            )
        )
    return Suggestion(
        step=say(
            "Meet {name} about what was said of your service, and listen.", name=name
        ),
        more=say("Do so before you ask anybody for a good word."),
        because=tuple(facts),
        withdrawn_if=say(
            "you log a talk with {name} after {day}.", name=name, day=said
        ),
        about=newest.person.id,
        approach_id=newest.person.id,
        approach=newest.person.name,
        fired_by=tuple(remark.id for remark in remarks),
    )
