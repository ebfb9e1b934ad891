"""A step is answered in a leader's own words; a word too many is no answer."""

import pytest

from handlers.steps.typed_answers import typed_answer


@pytest.mark.parametrize(
    ("line", "action", "number"),
    [
        ("I'll do the first one", "accept", 1),
        ("i'll take the second", "accept", 2),
        ("I’ll do that", "accept", None),
        ("I'll do 2", "accept", 2),
        ("yes to the third one", "accept", 3),
        ("hago el primero", "accept", 1),
        ("the second is nonsense", "not_relevant", 2),
        ("that's nonsense", "not_relevant", None),
        ("the first one makes no sense", "not_relevant", 1),
        ("el segundo no tiene sentido", "not_relevant", 2),
        ("I did the first one", "done", 1),
        ("the second is done", "done", 2),
        ("the third one can wait", "later", 3),
    ],
)
def test_a_step_is_answered_in_other_words(
    line: str, action: str, number: int | None
) -> None:
    said = typed_answer(line)
    assert said is not None
    assert (said.action, said.number, said.more) == (action, number, "")


@pytest.mark.parametrize(
    "line",
    [
        "I'll do lunch with Kim", "the second call with Kim is done", "I'll do",
        "is nonsense", "the budget is nonsense", "I did the first draft with Rosa",
        "I'll do the first one tomorrow", "the 12 is done", "", "I did it with Rosa",
        "will the first one do?", "he said the second is nonsense",
    ],
)  # fmt: skip
def test_a_word_too_many_is_no_answer_to_a_step(line: str) -> None:
    assert typed_answer(line) is None
