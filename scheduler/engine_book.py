"""The plays about a leader's whole book. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.book import Book
from scheduler.naming import named_book_step
from scheduler.playbook import BOOK_PLAYS
from scheduler.playbook.play_info import BookPlayInfo
from scheduler.resting import NOBODY_ELSE, taken_on, why_it_rests
from scheduler.situation import PersonFact, Situation
from scheduler.suggestion import Advice, Suggestion


def advise_book(
    book: Book, *, asked: bool = False, plays: Sequence[BookPlayInfo] = BOOK_PLAYS
) -> Advice:
    """Return what the playbook says about all stakeholders together, not yet ranked.

    Args:
        asked: the leader asks; also steps that were shown and not answered.
        plays: in the order of their advice; fewer only to measure what one is worth.
    """
    steps, considered = [], []
    for info in plays:
        for answer in info.play(book):
            if not isinstance(answer, Suggestion):
                continue
            step = named_book_step(answer, info)
            whom = _whom(book, step)
            reason = why_it_rests(step, whom, NOBODY_ELSE, asked=asked)
            if reason:
                considered.append(f"{step.play} {step.name}: {reason}")
            else:
                since = taken_on(step, whom)
                steps.append(replace(step, taken_on=since))
    return Advice(steps=tuple(steps), considered=tuple(considered))


def _whom(book: Book, step: Suggestion) -> Situation:
    """Return what was suggested before to the person a step is for."""
    return Situation(
        today=book.today,
        executive=PersonFact(step.person_id, step.person),
        earlier=book.earlier.get(step.person_id, ()),
    )
