"""Whom to ask for something, may they be asked now, and if not, why? Pure."""

from collections.abc import Iterable
from datetime import date

from language.say import say
from language.words import day_said
from scheduler.rules.credibility import judge
from scheduler.rules.introducers import DECLARED_BOND, Introducer
from scheduler.situation import Colleague, Situation, invitations_pause
from storage.contacts.facts import LIVE_STRENGTH, TieFact
from storage.favours.facts import REST_DAYS
from storage.motives.facts import RemarkFact
from storage.people.facts import PersonFact
from storage.results.facts import ResultFact
from storage.services.facts import Gate

DROP_DAYS = 14  # no answer: no chaser; house rule
DECLINED_DAYS = 90  # house rule
FRESH_RESULT_DAYS = 180  # a result or a talk within this is fresh; house rule


def witnesses(situation: Situation) -> list[Colleague]:
    """Return who could put in a good word, the best introducer first.

    Reports of the executive are P07's, and one's own people are no third party.
    """
    known = [
        colleague
        for colleague in situation.mutual
        if not (colleague.reports_to_executive or colleague.in_own_line)
        and colleague.tie.live
        and colleague.tie_to_executive >= LIVE_STRENGTH
    ]
    return sorted(known, key=lambda colleague: between(colleague).place)


def between(colleague: Colleague) -> Introducer:
    """Return a colleague as who could introduce the leader to the executive.

    Who reports to them knows them, whatever is on record.
    """
    known = DECLARED_BOND if colleague.reports_to_executive else 0.0
    return Introducer(
        colleague.person.id,
        to_leader=colleague.bond,
        to_target=max(known, colleague.bond_to_executive),
    )


def cap_reached(colleague: Colleague, today: date) -> str:
    """Return why this person has been asked enough (L5), or ""."""
    name, asks = colleague.person.first_name, colleague.asks
    if any(ask.open for ask in asks):
        return say("an ask to {name} is still open", name=name)
    newest = asks[-1].on if asks else None
    if newest is not None and (today - newest).days < REST_DAYS:
        return say(
            "you asked {name} on {day}; once in 30 days is enough",
            name=name,
            day=day_said(newest, today),
        )
    return ""


def declined_lately(colleague: Colleague, today: date) -> str:
    """Return that they said no in 90 days, in words, or ""."""
    for ask in colleague.asks:
        if ask.declined_on and (today - ask.declined_on).days < DECLINED_DAYS:
            name, day = colleague.person.first_name, day_said(ask.declined_on, today)
            return say("{name} declined on {day}", name=name, day=day)
    return ""


def gift_is_due(colleague: Colleague) -> bool:
    """Return whether the leader gave nothing since the last ask (C5)."""
    if not colleague.asks:
        return False
    given = colleague.last_given_on
    return given is None or given < colleague.asks[-1].on


def what_is_missing(situation: Situation, colleague: Colleague) -> str:
    """Return what keeps this witness from being asked, gifts and caps aside, or ""."""
    name, today = colleague.person.first_name, situation.today
    declined = declined_lately(colleague, today)
    if declined:
        return declined
    if invitations_pause(colleague.tie, today):
        return pausing_with(colleague.person, colleague.tie, today)
    if result_to_tell(situation, colleague) is None:
        return say(
            "there is no confirmed result yet that {name} had a part in", name=name
        )
    if judge(colleague.standing, today).gate is Gate.SHUT:
        return say(
            "{unit} is not satisfied with your services",
            unit=colleague.standing.unit or name,
        )
    for remark in open_remarks(situation):
        if remark.person.id == colleague.person.id:
            on = day_said(remark.on, today)
            return say(
                "{name} said something bad on {day}, and comes first (L7)",
                name=name,
                day=on,
            )
    return ""


def result_to_tell(situation: Situation, colleague: Colleague) -> ResultFact | None:
    """Return the newest result a colleague can tell the executive of, or None.

    Not one that the executive had a part in: they know of it.
    """
    executive_id = situation.executive.id
    news = [result for result in colleague.results if not result.has(executive_id)]
    return newest_result(news, situation.today)


def newest_result(results: Iterable[ResultFact], today: date) -> ResultFact | None:
    """Return the result that was confirmed last, within 180 days, or None."""
    confirmed = [
        (result.confirmed_on, result.id, result)
        for result in results
        if result.confirmed_on
        and (today - result.confirmed_on).days <= FRESH_RESULT_DAYS
    ]
    return max(confirmed)[2] if confirmed else None


def open_remarks(situation: Situation) -> list[RemarkFact]:
    """Return the bad words that were not talked over since, nor marked as done."""
    done = {
        earlier.about: earlier.answered_on or earlier.suggested_on
        for earlier in situation.earlier
        if earlier.play == "L7" and earlier.state == "done"
    }
    return [
        remark
        for remark in situation.remarks
        if not (remark.met_on is not None and remark.met_on > remark.on)
        and done.get(remark.person.id, date.min) < remark.on
    ]


# Whom an enquiry goes to: the executive, or who reports to them.


def whom_to_ask(situation: Situation) -> PersonFact | None:
    """Return whom an enquiry goes to.

    The executive; while invitations pause (P01) the direct report known best, but
    nobody to whom they pause, too, and no wrong person, as the leader just said; None =
    there is nobody.
    """
    if not situation.paused:
        return situation.executive
    wrong = _wrong_persons(situation)
    reports = [
        one
        for one in situation.reports
        if not one.in_own_line
        and one.person.id not in wrong
        and not invitations_pause(one.tie, situation.today)
    ]
    reports.sort(key=lambda one: (not one.tie.live, -one.tie.strength, one.person.id))
    return reports[0].person if reports else None


def _wrong_persons(situation: Situation) -> set[str]:
    """Return the ids of whom the leader called the wrong person, while that rests."""
    return {
        earlier.approach_id
        for earlier in situation.earlier
        if earlier.state == "refused"
        and earlier.reason == "wrong_person"
        and earlier.returns_on is not None
        and earlier.returns_on > situation.today
    }


def pausing_words(situation: Situation) -> str:
    """Return until when no invitation goes to the executive."""
    return pausing_with(situation.executive, situation.tie, situation.today)


def pausing_with(person: PersonFact, tie: TieFact, today: date) -> str:
    """Return until when no invitation goes to somebody on whose tie they pause."""
    until = day_said(tie.pause_through or today, today)
    return say(
        "invitations to {name} pause through {day}", name=person.first_name, day=until
    )


def nobody_to_ask(situation: Situation) -> str:
    """Return why nobody can be asked about the executive while invitations pause."""
    name, pausing = situation.executive.first_name, pausing_words(situation)
    if _wrong_persons(situation):
        return say(
            "{pausing}, and nobody else who reports to {name} is on file",
            pausing=pausing,
            name=name,
        )
    return say(
        "{pausing}, and nobody who reports to {name} is on file",
        pausing=pausing,
        name=name,
    )
