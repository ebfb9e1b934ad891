"""The card's “Did it happen?”, answered in words: “it happened”, “they declined”.

It is about the one past meeting that waits for an answer; of several it asks which.
"""

from handlers.doubts.pending import carried_out
from handlers.grammar.words.answers import answer_words, words_of_answer
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn
from language.say import say
from scheduler.card.plans import awaited, plan_in_words
from scheduler.local_time import calendar_of

PRESSED = {  # words of `[answers]`, and the button that they stand for
    "happened": "plan_held",
    "it_did": "plan_held",
    "called_off": "plan_declined",
    "put_back": "plan_postponed",
    "never_happened": "plan_dropped",
}
MOST_WAITING = 5  # meetings offered at once; house rule


def held_in_words(turn: Turn) -> Reply | None:
    """Answer for a past meeting; None = the line is no such answer, or none waits.

    Raises:
        Refusal: several wait: it asks which one is meant.
    """
    keys = tuple(word.key for word in words_of_answer(turn.text))
    said = answer_words()
    action = next((do for name, do in PRESSED.items() if said.is_one(name, keys)), "")
    if not action or turn.carry_out is None:
        return None
    if said.is_one("it_did", keys) and turn.speaker.pending_id is not None:
        return None  # it may answer a question of ours that is too old
    leader_id, calendar = turn.speaker.leader_id, calendar_of(turn.speaker)
    waiting = awaited(turn.tx, leader_id, calendar, today=turn.today)
    choices = tuple(
        Choice(plan_in_words(one, turn.today), press=(action, one.id, ""))
        for one in waiting[:MOST_WAITING]
    )
    if len(choices) > 1:
        text = say("Which one?")
        raise Refusal(text, doubt=Doubt(text, choices))
    if not choices:
        return None
    return carried_out(turn, choices[0])
