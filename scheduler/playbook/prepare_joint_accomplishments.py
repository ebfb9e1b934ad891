"""A play: have the joint result ready, in the partner's terms (P09)."""

from datetime import date

from language.say import say
from language.words import AT_LENGTH, clipped, day_said, listed, quoted
from scheduler.rules.asking import FRESH_RESULT_DAYS
from scheduler.rules.credibility import SEVERE
from scheduler.situation import Situation
from storage.results.facts import ResultFact
from storage.services.facts import IssueFact
from storage.steps.facts import Answer, Answers, Suggestion, Withheld

DRAFT_DAYS = 7  # counting the day of the confirmation; house rule
REVIEW_DAYS = 7  # house rule
LONGEST = 2_500  # of a draft, below Slack's 3000 characters for a section


def prepare_joint_accomplishments(situation: Situation) -> Answers:
    """Draft the news of a joint result, and prepare the review of it.

    When: a shareable result was confirmed in 7 days, not posted, and everybody named
        agreed; or a meeting with the executive is within 7 days, and a result was
        confirmed since the last one.
    Step: read the draft for the channel, partner first; or prepare the review.
    Withheld: both, while an issue of severity 1-2 is open in that unit.
    Source: S8, S0; the days are house rules.
    """
    if not situation.results:
        return ()
    answers = [_draft(situation, r) for r in situation.results if _new(situation, r)]
    outage = _outage(situation)
    if answers and outage is not None:
        because = say(
            "{code} on {service} is open with severity {number}, and praise would "
            "sound wrong today",
            code=outage.code,
            service=outage.service,
            number=outage.severity,
        )
        answers = [Withheld(because=because)]
    review = _review(situation)
    return tuple(answers) if review is None else (review, *answers)


def _new(situation: Situation, result: ResultFact) -> bool:
    on = result.confirmed_on
    if on is None or result.posted_on is not None:
        return False
    if not result.shareable or not result.all_agreed:
        return False
    return 0 <= (situation.today - on).days < DRAFT_DAYS


def _outage(situation: Situation) -> IssueFact | None:
    for issue in situation.standing.issues:
        if issue.confirmed_on is None and issue.severity <= SEVERE:
            return issue
    return None


def _draft(situation: Situation, result: ResultFact) -> Answer:
    partner, title = result.partner.first_name, quoted(result.title, AT_LENGTH)
    on = day_said(result.confirmed_on or result.on, situation.today)
    return Suggestion(
        step=say(
            "Read the draft about {result} for the channel, and show it to {partner}.",
            result=title,
            partner=partner,
        ),
        because=(
            say("{partner} confirmed it on {day}", partner=partner, day=on),
            say("everybody named agreed to be named"),
            say("nothing is posted before the month's summary"),
        ),
        withdrawn_if=say(
            "it is posted, {partner} takes it back, or a week has passed.",
            partner=partner,
        ),
        about=f"draft:{result.id}",
        approach_id=result.partner.id,
        approach=result.partner.name,
        draft=_words(result),
        fired_by=(result.id,),
    )


def _words(result: ResultFact) -> str:
    """Return the news, the partner's people and terms first."""
    who = listed([one.name for one in result.named]) or result.partner.name
    unit = f"{result.unit}: " if result.unit else ""
    lines = [f"{unit}{result.title}", say("Thanks to {names}.", names=who)]
    if result.evidence:
        lines.append(say("Evidence: {evidence}", evidence=result.evidence))
    if result.next_step:
        lines.append(say("Next, together: {next_step}", next_step=result.next_step))
    return clipped("\n".join(lines), LONGEST)


def _review(situation: Situation) -> Suggestion | None:
    today, meeting_on = situation.today, situation.tie.next_meeting_on
    if meeting_on is None or not 1 <= (meeting_on - today).days <= REVIEW_DAYS:
        return None
    fresh = to_review(situation)
    if not fresh:
        return None
    executive, day = situation.executive.first_name, day_said(meeting_on, today)
    titles = listed([quoted(result.title, 80) for result in fresh[-3:]])
    partner = fresh[-1].partner.first_name
    facts = [say("you meet {name} on {day}", name=executive, day=day)]
    for result in fresh[-3:]:
        on = day_said(result.confirmed_on or result.on, today)
        title = quoted(result.title, 80)
        facts.append(say("{result} was confirmed on {day}", result=title, day=on))
    return Suggestion(
        step=say(
            "Prepare the review with {executive} on {day}.",
            executive=executive,
            day=day,
        ),
        more=say(
            "First {results} in {partner}'s terms, then the evidence, then the next "
            "joint step.",
            results=titles,
            partner=partner,
        ),
        because=tuple(facts),
        withdrawn_if=say("the meeting is moved or held."),
        about=f"review:{meeting_on}",
        approach_id=fresh[-1].partner.id,
        approach=fresh[-1].partner.name,
        due_on=meeting_on,
        returns_on=meeting_on,
        fired_by=(str(meeting_on),),
    )


def to_review(situation: Situation) -> list[ResultFact]:
    """Return the joint results that the next meeting would be the first to show.

    Praise would sound wrong while an issue of severity 1-2 is open: () then.
    """
    if _outage(situation) is not None:
        return []
    met = situation.tie.substantive_days
    results = situation.results
    return [r for r in results if _to_show(r, situation.today, met[-1:])]


def _to_show(result: ResultFact, today: date, last_met: tuple[date, ...]) -> bool:
    on = result.confirmed_on
    if on is None or (today - on).days > FRESH_RESULT_DAYS:
        return False
    return not last_met or on > last_met[0]
