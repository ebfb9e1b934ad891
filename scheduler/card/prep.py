"""What to have in mind before a conversation, as sections of a message. Pure.

The last note, what is still open, what moves them, where they stand, the topics, two
open questions, how much to listen, and what not to push. Everything is the leader's
own; nothing here leaves their conversation with the bot.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from language.say import mark, say
from language.words import (
    AT_LENGTH,
    WHOLE_NOTE,
    clipped,
    counted_in_words,
    day_said,
    quoted,
    sentence,
    with_time,
)
from scheduler.card.step_sections import REASON_WORDS, held_back_lines, in_few_words
from scheduler.playbook.write_five_topics import TOPICS
from scheduler.rules.enquiry import LISTENED_WELL
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact, level_said
from storage.favours.facts import AskFact
from storage.message import Button, Section
from storage.motives.facts import CURRENCY_WORDS, MotivatorFact
from storage.services.facts import Gate
from storage.steps.facts import Withheld

MOST = 3  # of each kind; house rule
ASKED = {
    "praise": mark("a good word"),
    "intro": mark("an introduction"),
    "review slot": mark("a review slot"),
    "meeting": mark("a meeting"),
    "favour": mark("a favour"),
}
ASKED_TOWARDS = {  # somebody else than who was asked
    "praise": mark("a good word to {name}"),
    "intro": mark("an introduction to {name}"),
    "review slot": mark("a review slot with {name}"),
    "meeting": mark("a meeting with {name}"),
    "favour": mark("a favour with {name}"),
}
AGREED = mark("You asked {name} for {what} on {day}; agreed")
NO_ANSWER = mark("You asked {name} for {what} on {day}; no answer yet")
TWO = 2  # house rule
LISTENING = "P10"  # said under "Listen"; it pushes nobody
LONGEST_PREP_LINE = 400  # characters; house rule


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that cannot be answered with yes or no, and where it is from."""

    text: str
    source: str


# Asked in this order when everything is known. The wording is ours; what each is for is
# the source's.
ALWAYS = (
    OpenQuestion(mark("What has changed for you since we last spoke?"), "S10a"),
    OpenQuestion(mark("What would make this a good year for your people?"), "S15"),
)
# While the gate is shut the failure alone is asked about (P04, P11).
OF_THE_FAILURE = (
    OpenQuestion(
        mark("What does the trouble with our services cost your people?"), "S10a"
    ),
    OpenQuestion(mark("What would tell you that it is put right?"), "S3, P03"),
)


@dataclass(frozen=True, slots=True)
class LastTalk:
    """The newest contact with somebody: its day, what it was, and the last note."""

    on: date
    words: str  # e.g. "a call, you listened 70%"
    note: str = ""  # private; the newest there is
    noted_on: date | None = None  # its day, where that is another


@dataclass(frozen=True, slots=True)
class Prep:
    """Everything a prep card is made of."""

    situation: Situation
    last: LastTalk | None = None
    topics: tuple[str, ...] = ()  # not used yet, oldest first
    withheld: tuple[Withheld, ...] = ()  # what the gates hold back now


def prep_sections(prep: Prep) -> tuple[Section, ...]:
    """Return the card's sections; what is not known is left out or asked for."""
    return tuple(
        Section(
            text=text, facts=tuple(clipped(line, LONGEST_PREP_LINE) for line in lines)
        )
        for text, lines in (
            (say("Last time"), _last(prep)),
            (say("Still open"), still_open(prep.situation)),
            (say("What moves {name}", name=_name(prep)), motives(prep.situation)),
            (say("Where they stand"), stances(prep.situation)),
            (_topics_title(prep), _topics(prep)),
            (say("Two open questions"), _questions(prep.situation)),
            (say("Listen"), (_listen(prep.situation),)),
            (say("Do not push"), _not_to_push(prep)),
        )
        if lines
    )


def prep_section(prep: Prep) -> Section:
    """Return that a meeting comes and what was last, for the morning's card.

    The button shows all of it.
    """
    last = " ".join(sentence(line) for line in _last(prep))
    if prep.last is not None:
        last = say("Last time: {words}", words=last)
    prepare = Button(
        label=say("Prep"), action="prep_person", subject=prep.situation.executive.id
    )
    return Section(
        text=f"{prep_title(prep)}.",
        facts=(in_few_words(last, REASON_WORDS),),
        buttons=(prepare,),
        bold=True,
    )


def prep_title(prep: Prep) -> str:
    """Return e.g. "Before you meet Dana Whitfield today, Wed 20 May"."""
    situation = prep.situation
    name = clipped(situation.executive.name, 200)
    day = situation.tie.next_meeting_on
    if day is None:
        return say("For your next conversation with {name}", name=name)
    when = with_time(day_said(day, situation.today), situation.tie.next_meeting_at)
    if day == situation.today:
        return say("Before you meet {name} today, {day}", name=name, day=when)
    return say("Before you meet {name} on {day}", name=name, day=when)


def _name(prep: Prep) -> str:
    return prep.situation.executive.first_name


def _last(prep: Prep) -> Sequence[str]:
    if prep.last is None:
        return (say("Nothing is logged yet."),)
    day = day_said(prep.last.on, prep.situation.today)
    lines = [f"{day}: {prep.last.words}"]
    if prep.last.note:
        lines.append(_noted(prep.last, prep.situation.today))
    return lines


def _noted(last: LastTalk, today: date) -> str:
    note = quoted(last.note, WHOLE_NOTE)
    if last.noted_on in (None, last.on):
        return say("Your note: {words}", words=note)
    day = day_said(last.noted_on, today)
    return say("Your last note, of {day}: {words}", day=day, words=note)


def _topics(prep: Prep) -> Sequence[str]:
    lines = [quoted(topic, AT_LENGTH) for topic in prep.topics[:TOPICS]]
    if len(prep.topics) < TOPICS:
        lines.append(
            say(
                "One about the person and one about the work make a start (Cramm's "
                "column, C3)"
            )
        )
    return lines


def _topics_title(prep: Prep) -> str:
    ready = min(len(prep.topics), TOPICS)
    if ready == 0:
        return say("Topics: none of five ready, five to find")
    if ready == TOPICS:
        return say("Topics: five of five ready")
    return say(
        "Topics: {ready} ready, {missing}",
        ready=counted_in_words("one of five", "{n} of five", ready),
        missing=counted_in_words("one to find", "{n} to find", TOPICS - ready),
    )


def _questions(situation: Situation) -> Sequence[str]:
    return [f"{one.text} ({one.source})" for one in open_questions(situation)]


def _listen(situation: Situation) -> str:
    if not situation.tie.listened:
        return say(
            "Aim to listen two thirds of the time, about {aim}% (S9, P10); say "
            "afterwards how much it was",
            aim=LISTENED_WELL,
        )
    on, share = situation.tie.listened[-1]
    return say(
        "Aim to listen two thirds of the time, about {aim}% (S9, P10); on {day} it was "
        "{share}%",
        aim=LISTENED_WELL,
        day=day_said(on, situation.today),
        share=share,
    )


def _not_to_push(prep: Prep) -> Sequence[str]:
    asks = [line for line in prep.withheld if line.play != LISTENING]
    lines = list(held_back_lines(asks))
    until = prep.situation.tie.pause_through
    if until is not None and until >= prep.situation.today:
        day = day_said(until, prep.situation.today)
        lines.append(say("No further invitation through {day} (S1, P01).", day=day))
    if not lines and not prep.situation.tie.substantive_days:
        lines.append(say("Pitch nothing: you have hardly spoken (S8, P08)."))
    return lines[:MOST]


# What is open with somebody, what moves them, where they stand: line by line.


def still_open(situation: Situation) -> Sequence[str]:
    """Return the asks without an answer and the thanks that are due, newest last."""
    today, lines = situation.today, []
    for ask in situation.asks:
        parts = {"name": ask.asked.first_name, "what": _asked(ask)}
        if ask.fulfilled_on and not ask.thanked_on:
            day = day_said(ask.fulfilled_on, today)
            lines.append(
                say("Thank {name} for {what}: it came about on {day}", day=day, **parts)
            )
        elif ask.open:
            text = AGREED if ask.agreed_on else NO_ANSWER
            lines.append(say(text, day=day_said(ask.on, today), **parts))
    return lines[-MOST:]


def _asked(ask: AskFact) -> str:
    if ask.other is None:
        return say(ASKED[ask.type])
    return say(ASKED_TOWARDS[ask.type], name=ask.other.first_name)


def motives(situation: Situation) -> Sequence[str]:
    """Return what moves them, in whose words; hearsay says so."""
    return [_motive(one, situation.today) for one in situation.motivators[:MOST]]


def _motive(one: MotivatorFact, today: date) -> str:
    said = f"{quoted(one.text, AT_LENGTH)}, {day_said(one.on, today)}"
    if one.currency in CURRENCY_WORDS:
        said = f"{said} ({say(CURRENCY_WORDS[one.currency])})"
    if one.confirmed:
        return said
    if one.told_by:
        return say("Hearsay from {name}: {words}", name=one.told_by, words=said)
    return say("Hearsay: {words}", words=said)


def stances(situation: Situation) -> Sequence[str]:
    """Return their needs, and their stance on each live item that touches them."""
    lines = []
    for fact in situation.agenda[:MOST]:
        lines += [_stance(fact, situation.today)]
        if fact.stance.view:
            view = quoted(fact.stance.view, WHOLE_NOTE)
            lines.append(say("In their words: {words}", words=view))
        if fact.stance.objection_open:
            objection = quoted(fact.stance.objection, AT_LENGTH)
            lines.append(say("Objection to answer: {words}", words=objection))
    served = {need.text for fact in situation.agenda for need in fact.needs}
    others = [need for need in situation.needs if need.text not in served]
    lines += [
        say("They need {need}", need=quoted(one.text, AT_LENGTH))
        for one in others[:MOST]
    ]
    return lines


def _stance(fact: AgendaFact, today: date) -> str:
    parts = [f"{fact.item.code} {quoted(fact.item.title, AT_LENGTH)}"]
    if fact.needs:
        need = quoted(fact.needs[0].text, AT_LENGTH)
        parts.append(say("serves their need of {need}", need=need))
    if fact.stance.current:
        level, wanted = level_said(fact.stance.current), fact.stance.desired
        if wanted:
            level = say(
                "{level}, you want {wanted}", level=level, wanted=level_said(wanted)
            )
        parts.append(level)
    if fact.item.decision_on:
        parts.append(say("decision {day}", day=day_said(fact.item.decision_on, today)))
    return "; ".join(parts)


# Two open questions for a conversation, fitted to what is not known yet.


def open_questions(situation: Situation) -> tuple[OpenQuestion, ...]:
    """Return two questions: about a view not heard, a motivator, a need; else others.

    While the gate is shut both are about the failure, and nothing else is asked.
    A view comes first because a proposal waits for it (S10a, S10b), then what the
    person is measured on (S12), then what they need (S15).
    """
    if situation.credibility.gate is Gate.SHUT:
        return tuple(_said(OF_THE_FAILURE))
    found = dict.fromkeys((*_fitted(situation), *_said(ALWAYS)))
    return tuple(found)[:TWO]


def _fitted(situation: Situation) -> Iterator[OpenQuestion]:
    for fact in situation.agenda:
        if not fact.stance.heard(situation.today):
            title = quoted(fact.item.title, 80)
            text = say(
                "How do you see {item}, and what should I understand first?", item=title
            )
            yield OpenQuestion(text, "S10a, P11")
            break
    if not any(one.confirmed for one in situation.motivators):
        text = say("What are you measured on this year, and what stands in the way?")
        yield OpenQuestion(text, "S12, P14")
    for fact in situation.agenda:
        if not fact.needs:
            title = quoted(fact.item.title, 80)
            text = say("What would you need from {item}?", item=title)
            yield OpenQuestion(text, "S15, P17")
            break


def _said(questions: Iterable[OpenQuestion]) -> Iterator[OpenQuestion]:
    return (replace(one, text=say(one.text)) for one in questions)
