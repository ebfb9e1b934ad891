"""A play: let somebody the executive trusts tell what was achieved (P06)."""

from datetime import timedelta

from language.say import say
from language.words import AT_LENGTH, day_said, quoted
from scheduler.rules.asking import (
    DROP_DAYS,
    cap_reached,
    gift_is_due,
    result_to_tell,
    what_is_missing,
    witnesses,
)
from scheduler.rules.drafts import good_word_draft
from scheduler.situation import Colleague, Situation
from storage.results.facts import ResultFact
from storage.steps.facts import Answers, Suggestion, Withheld

PRAISE = ("praise", "intro")


def ask_for_a_good_word(situation: Situation) -> Answers:
    """Ask one colleague who knows the executive to mention one named result.

    When: the executive is unreachable or cold, and somebody with a live tie to both
        had a part in a confirmed result of the last 180 days.
    Step: ask them for one sentence of fact in their own words.
    Withheld: while the gate is shut; while another advocate is asked; for a colleague
        asked in 30 days (L5), who declined in 90, whose own unit is not satisfied, who
        spoke ill of the service (L7), or to whom nothing was given since the last ask.
    Source: S6; candidates ranked by the product of both ties (measured); the caps are
        house rules.
    """
    if not situation.mutual or not situation.needs_a_route:
        return ()
    known = witnesses(situation)
    if not known:
        return ()
    asked = _advocate_asked(situation)
    if asked:
        return (Withheld(because=asked),)
    answers: list[Suggestion] = []
    held: list[Withheld] = []
    for colleague in known:
        if cap_reached(colleague, situation.today):
            continue  # L5 says so, and who else could be asked
        reason = what_is_missing(situation, colleague)
        if not reason and gift_is_due(colleague):
            name = colleague.person.first_name
            reason = say(
                "you have given {name} nothing since you last asked", name=name
            )
        result = result_to_tell(situation, colleague)
        if result is None or reason:
            held.append(Withheld(because=reason))
        else:
            answers.append(_suggestion(situation, colleague, result))
    return tuple(answers) or tuple(held[:1])


def _advocate_asked(situation: Situation) -> str:
    """Return whom the leader asked already to speak to this executive, in words."""
    executive = situation.executive
    for ask in situation.asks:
        leads_here = ask.target is not None and ask.target.id == executive.id
        if leads_here and ask.open and ask.type in PRAISE:
            on = day_said(ask.on, situation.today)
            return say(
                "you asked {name} on {day}, and one advocate for {executive} at a time "
                "is enough",
                name=ask.asked.first_name,
                day=on,
                executive=executive.first_name,
            )
    return ""


def _suggestion(
    situation: Situation, colleague: Colleague, result: ResultFact
) -> Suggestion:
    today, executive = situation.today, situation.executive.first_name
    name, title = colleague.person.first_name, quoted(result.title, AT_LENGTH)
    on = day_said(result.confirmed_on or result.on, today)
    facts = [
        say(
            "{name} knows {executive}, and has a live tie to you",
            name=name,
            executive=executive,
        ),
        say(
            "{name} had a part in {result}, confirmed on {day}",
            name=name,
            result=title,
            day=on,
        ),
    ]
    if colleague.asks:
        facts.append(
            say("you last asked on {day}", day=day_said(colleague.asks[-1].on, today))
        )
    return Suggestion(
        step=say(
            "Ask {name} to mention {result} to {executive}.",
            name=name,
            result=title,
            executive=executive,
        ),
        because=tuple(facts),
        withdrawn_if=say(
            "{name} declines, or {executive} meets you.", name=name, executive=executive
        ),
        about=f"{result.id}:{colleague.person.id}:{situation.executive.id}",
        approach_id=colleague.person.id,
        approach=colleague.person.name,
        draft=good_word_draft(
            colleague.person.name,
            about=situation.executive.name,
            result=result.title,
        ),
        cautions=(
            say(
                "one sentence of fact, in {name}'s own words: one honest witness, not "
                "a campaign (Yukl and Tracey 1992 found coalitions among the least "
                "effective tactics)",
                name=name,
            ),
        ),
        returns_on=today + timedelta(DROP_DAYS),
        fired_by=(result.id, colleague.person.id),
    )
