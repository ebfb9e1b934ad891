"""A step as its row keeps it."""

from datetime import date

from storage.steps.facts import Suggestion
from storage.steps.store import step_from_json, step_to_json

STEP = Suggestion(
    step="Ask Zoë for ten minutes.",
    because=("You last met on 2 March.",),
    withdrawn_if="you meet",
    due_on=date(2026, 3, 9),
    play="L1",
    fired_by=("quiet",),
)
EARLIER = (
    '{"step": "Ask Zo\\u00eb for ten minutes.",'
    ' "because": ["You last met on 2 March."], "withdrawn_if": "you meet",'
    ' "due_on": "2026-03-09", "play": "L1", "fired_by": ["quiet"]}'
)  # as an earlier version kept it


def test_a_step_is_read_as_it_was_written() -> None:
    assert step_from_json(step_to_json(STEP)) == STEP


def test_a_step_kept_by_an_earlier_version_is_read() -> None:
    assert step_from_json(EARLIER) == STEP
