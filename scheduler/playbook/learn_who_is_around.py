"""A play: first learn what advice about somebody new needs (P19)."""

from datetime import date, timedelta

from language.say import say
from scheduler.situation import Situation
from storage.steps.facts import Answers, Suggestion

NEW_DAYS = 14  # on the list; house rule
ENOUGH_KNOWN = 2  # of the three, for other advice to be given; house rule
AROUND = "P19"
REPORTS, KNOWS, SERVICES = "1 reports", "2 knows", "3 services"  # in this order


def learn_who_is_around(situation: Situation) -> Answers:
    """Say who reports to somebody new, who knows them, and what they get from you.

    When: the stakeholder was put on the list within 14 days, and nobody who reports to
        them is on file, or nobody who knows you both, or no service of their unit.
    Step: one question a day, answered in a small form: first who reports to them, then
        who knows them well, then which services they use.
    Withheld: silent about what is on file or was answered once, once two of the three
        are on file, and after 14 days.
    Source: S2, S6 and S7 need these facts; the 14 days and the order are house rules.
    """
    since = situation.since
    if since is None or not situation.stakeholder or _long_ago(situation, since):
        return ()
    done = {
        question_in(earlier.about)
        for earlier in situation.earlier
        if earlier.play == AROUND and earlier.state == "done"
    }
    missing = {
        REPORTS: not situation.reports,
        KNOWS: not situation.mutual,
        SERVICES: not situation.standing.services,
    }
    if sum(not is_missing for is_missing in missing.values()) >= ENOUGH_KNOWN:
        return ()
    return tuple(
        _suggestion(situation, question, since)
        for question, is_missing in missing.items()
        if is_missing and question not in done
    )


def _long_ago(situation: Situation, since: date) -> bool:
    return situation.today - since >= timedelta(NEW_DAYS)


def question_in(about: str) -> str:
    """Return which question a step asks: REPORTS, KNOWS or SERVICES."""
    return about.partition(":")[0]


def _suggestion(situation: Situation, question: str, since: date) -> Suggestion:
    name = situation.executive.first_name
    if question == REPORTS:
        step = say("Tell me who reports to {name}.", name=name)
        fact = say("nobody who reports to {name} is on file", name=name)
        why = say("a way to {name} often leads through them", name=name)
        until = say("somebody who reports to {name} is on file.", name=name)
    elif question == KNOWS:
        step = say("Tell me who knows {name}.", name=name)
        fact = say("nobody who knows both you and {name} is on file", name=name)
        why = say("whoever knows {name} can put in a good word for you", name=name)
        until = say("somebody who knows you both is on file.")
    else:
        step = say("Tell me which of your services {name} uses.", name=name)
        fact = say("no service of yours is on file for {name}", name=name)
        why = say("whether {name} is content with them comes before any ask", name=name)
        until = say("a service is on file for {name}.", name=name)
    return Suggestion(
        step=step,
        because=(fact, why),
        withdrawn_if=until,
        about=f"{question}:{situation.executive.id}",  # an answer is for them alone
        fired_by=(question, str(since)),
    )
