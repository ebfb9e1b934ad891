"""Doing what an answer to the card says, as the button of its name would."""

import re
from dataclasses import replace

from handlers.answer_line import TYPED, TypedAnswer
from handlers.grammar.contact_line import read_contact
from handlers.grammar.dates import one_date
from handlers.logging_contacts import log_heard
from handlers.presses.afterwards import with_afterwards
from handlers.presses.done import done
from handlers.presses.later import later, put_off_to
from handlers.presses.marking_done import mark_done, redraw_step, what_it_meant
from handlers.presses.outcome import dropped, not_yet
from handlers.presses.refuse import REASONS, not_relevant
from handlers.presses.step import accept
from handlers.request import Refusal, Reply, Turn
from handlers.waiting_steps import meant_alone, waiting_steps
from language.commands import to_type
from language.say import say
from scheduler.shown_steps import Shown
from storage.contact_weight import REFUSED
from storage.message import Section

UNTIL = re.compile(r"^(?:until|till|to|on)\s+", re.IGNORECASE)


def answer_step_in_words(turn: Turn, said: TypedAnswer) -> Reply:
    """Do what the button of this name does, to the step that waits for an answer.

    Raises:
        Refusal: no step waits, or several do and no number says which.
    """
    step = _which(turn, said)
    turn = replace(turn, action=said.action, subject=step.id)
    reply = _answered(turn, said, step)
    about = Section(text=say("The step was: {step}", step=step.step.step))
    message = reply.message
    message = message.model_copy(update={"sections": (about, *message.sections)})
    return Reply(message, form=reply.form)


def _answered(turn: Turn, said: TypedAnswer, step: Shown) -> Reply:
    if said.action == "accept":
        return accept(turn)
    if said.action == "not_yet":
        return not_yet(turn)
    if said.action == "dropped":
        return dropped(turn)
    if said.action == "done":
        return _done(turn, said.more, step)
    more = UNTIL.sub("", said.more)
    wanted = more.casefold()
    if said.action == "later":
        if wanted in ("this afternoon", "tomorrow", "monday"):
            value = wanted.removeprefix("this ")
            return later(replace(turn, value=value))
        if not wanted:
            raise Refusal(
                say(
                    "Until when? Type for example: /outreach later tomorrow, or "
                    "/outreach later Monday"
                )
            )
        day = one_date(
            more, today=turn.today, prefer="future", locale=turn.speaker.locale
        )
        if day <= turn.today:
            raise Refusal(
                say("That is today. Type for example: /outreach later tomorrow")
            )
        return put_off_to(turn, step, day)
    reasons = {words.casefold(): value for value, words in REASONS.items()}
    reasons["disagree"] = reasons["i disagree"]
    if wanted not in reasons:
        lines = (to_type(f"not relevant {words}") for words in REASONS.values())
        raise Refusal(say("Why not? Type one of these:"), choices=tuple(lines))
    return not_relevant(replace(turn, value=reasons[wanted]))


def _done(turn: Turn, how: str, step: Shown) -> Reply:
    """Log what happened with the person the step named; without words, ask for it."""
    asked = done(turn)
    if asked.form is None:
        return asked
    name = step.step.approach
    if asked.form.action == "next_date":
        line = to_type(f"edit {name} next 12 May")
    elif how:
        heard = read_contact(turn, f"{name} {how}")
        mark_done(turn, step)
        if heard.outcome not in REFUSED:
            what_it_meant(turn, step.step)
        reply = log_heard(turn, heard)
        redraw_step(turn, step)
        return with_afterwards(reply, step.step)
    else:
        number = (
            "" if len(waiting_steps(turn, "done")) == 1 else f" {_place(turn, step)}"
        )
        line = to_type(f"done{number} call yesterday")
    words = say(
        "{headline} In one line, for example: {line}",
        headline=asked.message.headline,
        line=line,
    )
    return Reply(asked.message.model_copy(update={"headline": words}), form=asked.form)


def _which(turn: Turn, said: TypedAnswer) -> Shown:
    waiting = waiting_steps(turn, said.action)
    if not waiting:
        raise Refusal(
            say("No step waits for your answer. For what matters now: /outreach next")
        )
    if said.number is None and (alone := meant_alone(turn, waiting)):
        return alone
    if said.number is not None and said.number <= len(waiting):
        return waiting[said.number - 1]
    more = f" {said.more}" if said.more else ""
    typed = TYPED[said.action]
    raise Refusal(
        say("Which step?"),
        choices=tuple(
            say(
                "{step} Type: /outreach {typed} {number}{more}",
                step=one.step.step,
                typed=typed,
                number=number,
                more=more,
            )
            for number, one in enumerate(waiting, start=1)
        ),
    )


def _place(turn: Turn, step: Shown) -> int:
    ids = [one.id for one in waiting_steps(turn, "done")]
    return ids.index(step.id) + 1
