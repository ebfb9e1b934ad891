"""A play: once enough was heard, propose the path forward (P12)."""

from language.say import mark, say
from language.words import AT_LENGTH, day_said, listed, quoted
from scheduler.rules.asking import pausing_words
from scheduler.rules.enquiry import (
    last_enquiry,
    may_be_proposed,
    missing_info,
    objection_words,
    ready_since,
)
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact
from storage.steps.facts import Answer, Answers, Suggestion, Withheld

WAITING_DAYS = 30  # ready this long with nothing proposed; house rule
FOLLOWER = mark("Those who lead from the back risk being perceived as followers.")


def shift_to_advocacy(situation: Situation) -> Answers:
    """Propose the path forward to the executive, opening with their own words.

    When: their view of a live item is heard, one motivator is confirmed, a need the
        item serves is on record, and in the last enquiry the leader listened 57 % or
        more; ready for 30 days with nothing proposed, it says so.
    Step: propose it; record what came of it.
    Withheld: while the gate is shut or P13 says so, an objection waits for an answer,
        invitations pause, or a part is missing, which it names. Silent once it was
        agreed, while a proposal waits for its answer, and after a refusal until a
        motivator was learned since.
    Source: S10b, Q2; one motivator and the 30 days are house rules.
    """
    if not situation.agenda:
        return ()
    return tuple(
        _answer(situation, fact)
        for fact in situation.agenda
        if may_be_proposed(situation, fact)
    )


def _answer(situation: Situation, fact: AgendaFact) -> Answer:
    missing = missing_info(situation, fact)
    reasons = [one.what for one in missing]
    if fact.stance.objection_open:
        reasons.append(objection_words(situation, fact))
    if situation.paused:
        reasons.append(pausing_words(situation))
    if reasons:
        return Withheld(because=listed(reasons), about=fact.item.id)
    return _proposal(situation, fact)


def _proposal(situation: Situation, fact: AgendaFact) -> Suggestion:
    name, today, item = situation.executive.first_name, situation.today, fact.item
    stance, tie = fact.stance, situation.tie
    heard = day_said(stance.heard_on or today, today)
    view = quoted(stance.view, AT_LENGTH) if stance.view else ""
    confirmed = next(m for m in situation.motivators if m.confirmed)
    heard_said = say(
        "you heard {name} on {code} on {day}", name=name, code=item.code, day=heard
    )
    facts = [
        f"{heard_said}: {view}" if view else heard_said,
        say(
            "{name} confirmed what counts: {words}",
            name=name,
            words=quoted(confirmed.text, AT_LENGTH),
        ),
        say(
            "{code} serves a need of {name}'s: {need}",
            code=item.code,
            name=name,
            need=quoted(fact.needs[-1].text, AT_LENGTH),
        ),
    ]
    talk = last_enquiry(situation)
    if talk is not None:
        facts.append(
            say(
                "you listened {share} % on {day}",
                share=talk[1],
                day=day_said(talk[0], today),
            )
        )
    since = ready_since(situation, fact)
    late = since is not None and (today - since).days >= WAITING_DAYS
    if late and since is not None:
        facts.append(
            say(
                "all of it is known since {day}, and nothing is proposed",
                day=day_said(since, today),
            )
        )
    opening = say("what {name} told you", name=name)
    if view:
        opening = say("{name}'s own words, {words}", name=name, words=view)
    step = say(
        "Propose the path forward on {item} to {name}.", item=item.named, name=name
    )
    if tie.next_meeting_on is not None:
        step = say(
            "Propose the path forward on {item} to {name} when you meet on {day}.",
            item=item.named,
            name=name,
            day=day_said(tie.next_meeting_on, today),
        )
    then = say(
        "Open with {opening}; then type `propose {code} to {name}: agreed`, or "
        "`objection` or `refused` instead of `agreed`.",
        opening=opening,
        code=item.code,
        name=name,
    )
    return Suggestion(
        step=step,
        more=then,
        because=tuple(facts),
        withdrawn_if=say(
            "a proposal to {name} is recorded, {name} objects, or {code} is parked or "
            "closed.",
            name=name,
            code=item.code,
        ),
        rule=say(FOLLOWER) if late else "",
        about=item.id,
        approach_id=situation.executive.id,
        approach=situation.executive.name,
        fired_by=(item.id, str(stance.heard_on), str(stance.answered_on), str(late)),
    )
