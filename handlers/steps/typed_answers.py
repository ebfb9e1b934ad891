"""An answer to the card in words: "on it", "done call yesterday", "later 2 tomorrow".

What each button makes of its words stands with the button; here is which button is
meant, and which step: the only one that waits, or the one whose number is typed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlmodel import col

from handlers.grammar.days.words import MONTHS_TYPED
from handlers.grammar.words.answers import AnswerWords, answer_words, words_of_answer
from handlers.grammar.words.tokens import keys_of
from handlers.steps.accept import TYPED_ON_IT
from handlers.steps.answering import FINAL, InWords, Typed, answered_since
from handlers.steps.done import TYPED_DONE
from handlers.steps.later import TYPED_LATER
from handlers.steps.outcome import TYPED_DROPPED, TYPED_NOT_YET
from handlers.steps.refuse import TYPED_NOT_RELEVANT
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn
from language.say import mark, say
from storage.database.transactions import Transaction
from storage.message import Section
from storage.models import SuggestionEvent, SuggestionRow
from storage.steps.earlier import shown_step, shown_steps
from storage.steps.facts import Shown

TYPED: dict[str, Typed] = {
    "accept": TYPED_ON_IT,
    "done": TYPED_DONE,
    "later": TYPED_LATER,
    "not_relevant": TYPED_NOT_RELEVANT,
    "not_yet": TYPED_NOT_YET,
    "dropped": TYPED_DROPPED,
}
# What a number before it counts or dates: "later 2 May", "done 3 days ago".
NO_NUMBER = rf"(?:days?|weeks?|months?|hours?|minutes?|{MONTHS_TYPED})(?!\w)"
BUTTON = "|".join(
    f"(?P<{action}>{one.before}{one.words})" for action, one in TYPED.items()
)
SAID = re.compile(
    rf"(?:{BUTTON})"
    rf"(?: (?P<number>[1-9])(?![\d/.-]| {NO_NUMBER}))?[\s.!,:]*(?P<more>.*)",
    re.IGNORECASE | re.DOTALL,
)
MOST = 9  # steps that a number can tell apart
IN_OTHER_WORDS = {  # words of `[answers]`, and the button they stand for
    "accept": "accept",
    "finished": "done",
    "refuse": "not_relevant",
    "put_off": "later",
}
BUTTONS = {  # what the buttons under a step say
    mark("On it"): "accept",
    mark("Done"): "done",
    mark("Later"): "later",
    mark("Not relevant"): "not_relevant",
    mark("Not yet"): "not_yet",
    mark("Dropped"): "dropped",
}
OUTCOMES = ("not_yet", "dropped")  # of "did it happen?"
SHOWN = col(SuggestionEvent.what).in_(("shown", "asked"))


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """An answer to a step of the card, as typed."""

    action: str  # of `TYPED`
    number: int | None
    more: str


def typed_answer(text: str) -> TypedAnswer | None:
    """Return the answer that a whole line is, or None if it is none."""
    match = SAID.fullmatch(" ".join(text.split()))
    if match is None:
        return _as_on_its_button(text) or _in_other_words(text)
    [action] = [name for name in TYPED if match.group(name)]
    if TYPED[action].alone and match.group("more"):
        return None
    number = match.group("number")
    return TypedAnswer(action, int(number) if number else None, match.group("more"))


def _as_on_its_button(text: str) -> TypedAnswer | None:
    """Return the answer of “hecho” or “hecho 2”: a button in the reader's language."""
    keys = [word.key for word in words_of_answer(text)]
    said = answer_words()
    number: int | None = None
    if len(keys) > 1 and keys[-1].isascii() and keys[-1].isdecimal():
        number = int(keys.pop())
        if not 0 < number <= MOST:
            return None
    for label, action in BUTTONS.items():
        as_labelled = tuple(keys) == keys_of(say(label))
        if as_labelled or said.is_one(f"step_{action}", tuple(keys)):
            return TypedAnswer(action, number, "")
    return None


def _in_other_words(text: str) -> TypedAnswer | None:
    """Return the answer of "I'll do the first one" or "the second is nonsense".

    Every word counts; None where any is left over.
    """
    said = answer_words()
    keys = [word.key for word in words_of_answer(text)]
    for name, action in IN_OTHER_WORDS.items():
        if length := said.at_start(name, keys):
            number, rest = _which_is_said(keys[length:], said)
        elif length := said.at_end(name, keys):
            number, rest = _which_is_said(keys[:-length], said)
        else:
            continue
        if number is not None and not rest:
            return TypedAnswer(action, number or None, "")
    return None


def _which_is_said(
    keys: Sequence[str], said: AnswerWords
) -> tuple[int | None, Sequence[str]]:
    """Return which step is said, from 1, and what is left over.

    0 = "it" or "that": the only one; None = no step is said.
    """
    while length := said.at_start("lead_in", keys):
        keys = keys[length:]
    if not keys:
        return None, keys
    first, rest = keys[0], keys[1:]
    if length := said.at_start("step_words", keys):
        return 0, keys[length:]
    number = said.ordinal((first,), MOST)
    if number is None:
        if not (first.isdecimal() and first.isascii() and 0 < int(first) <= MOST):
            return None, keys
        number = int(first) - 1
    if rest and said.is_one("step_words", tuple(rest)):
        rest = ()
    return number + 1, rest


def answer_step_in_words(turn: Turn, said: TypedAnswer) -> Reply:
    """Do what the button of this name does, to the step that waits for an answer.

    Raises:
        Refusal: no step waits, or several do and no number says which.
    """
    waiting = _waiting(turn, said.action)
    step = _which(turn, said, waiting)
    [number] = [number for number, one in waiting.items() if one.id == step.id]
    number = "" if len(waiting) == 1 else number
    reply = TYPED[said.action].answer(turn, InWords(step, said.more, number))
    about = Section(text=say("The step was: {step}", step=step.step.step))
    message = reply.message
    message = message.model_copy(update={"sections": (about, *message.sections)})
    return replace(reply, message=message)


def _which(turn: Turn, said: TypedAnswer, waiting: Mapping[str, Shown]) -> Shown:
    if said.number is not None and str(said.number) not in waiting:
        _check_answered(turn, said.number)
    if not waiting:
        raise Refusal(
            say("No step waits for your answer. For what matters now: /outreach next")
        )
    steps = list(waiting.values())
    if said.number is None and (alone := _meant_alone(turn, steps)):
        return alone
    if said.number is not None and str(said.number) in waiting:
        return waiting[str(said.number)]
    more = f" {said.more}" if said.more else ""
    typed = TYPED[said.action].words
    choices = tuple(
        Choice(one.step.step, (f"{typed} {number}{more}",))
        for number, one in waiting.items()
    )
    text = say("Which step?")
    raise Refusal(text, doubt=Doubt(text, choices))


def _check_answered(turn: Turn, number: int) -> None:
    """Let no number mean a step that has its final answer.

    Raises:
        Refusal: it does; which answer, and since when.
    """
    last = _told_last(turn)
    if number > len(last):
        return
    step = shown_step(
        turn.tx, leader_id=turn.speaker.leader_id, step_id=last[number - 1]
    )
    if step is not None and step.state in FINAL:
        since = answered_since(step, turn.today)
        raise Refusal(say(FINAL[step.state], day=since))


def _waiting(turn: Turn, action: str) -> dict[str, Shown]:
    """Return the steps an answer can be about, by their numbers.

    The numbers are those of what the person was told last in their conversation, the
    answered ones counted too, so that an answer moves no other step; then come those
    told before. An unanswered step waits until it would be shown again; one that was
    taken on waits to be done or put off.
    """
    open_ = sa.and_(
        col(SuggestionRow.state) == "suggested",
        sa.or_(
            col(SuggestionRow.returns_on) > turn.today,
            col(SuggestionRow.suggested_on) == turn.today,
        ),
    )
    if action in OUTCOMES:
        open_ = sa.and_(
            col(SuggestionRow.state) == "accepted",
            col(SuggestionRow.asked_on).is_not(None),
        )
    elif action != "accept":
        open_ = sa.or_(open_, col(SuggestionRow.state) == "accepted")
    steps = shown_steps(turn.tx, turn.speaker.leader_id, open_)
    by_id = {step.id: step for step in steps}
    order = [*_told_last(turn), *_as_shown(turn.tx, list(by_id)), *by_id]
    numbered = enumerate(dict.fromkeys(order), start=1)
    return {
        str(number): by_id[one]
        for number, one in numbered
        if one in by_id and number <= MOST
    }


def _meant_alone(turn: Turn, waiting: Sequence[Shown]) -> Shown | None:
    """Return the step that an answer without a number means, None if several could.

    It is the only one that waits, or the only one that the newest card or `next` had:
    under that, the answers are offered without a number.
    """
    if len(waiting) == 1:
        return waiting[0]
    ids = _told_last(turn)
    if len(ids) != 1:
        return None
    return next((step for step in waiting if step.id == ids[0]), None)


def _told_last(turn: Turn) -> list[str]:
    """Return the steps of the newest card or `next`, in its order."""
    mine = col(SuggestionRow.leader_id) == turn.speaker.leader_id
    shown = sa.join(
        SuggestionEvent,
        SuggestionRow,
        col(SuggestionEvent.suggestion_id) == col(SuggestionRow.id),
    )
    newest = (
        sa.select(sa.func.max(col(SuggestionEvent.at)))
        .select_from(shown)
        .where(mine, SHOWN)
    )
    together = (
        sa.select(col(SuggestionEvent.suggestion_id))
        .select_from(shown)
        .where(mine, SHOWN, col(SuggestionEvent.at) == newest.scalar_subquery())
        .order_by(col(SuggestionEvent.id))
    )
    return list(dict.fromkeys(turn.tx.scalars(together)))


def _as_shown(tx: Transaction, ids: Sequence[str]) -> list[str]:
    """Return these steps by when each was shown last, newest first, as then ordered."""
    events = tx.scalars(
        sa.select(col(SuggestionEvent.suggestion_id))
        .where(col(SuggestionEvent.suggestion_id).in_(ids), SHOWN)
        .order_by(col(SuggestionEvent.at).desc(), col(SuggestionEvent.id))
    )
    return list(dict.fromkeys(events))
