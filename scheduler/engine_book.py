"""The plays about a leader's whole book. Pure."""

from scheduler.book import Book
from scheduler.naming import named_book_step
from scheduler.playbook import BOOK_PLAYS
from scheduler.resting import NOBODY_ELSE, why_it_rests
from scheduler.situation import PersonFact, Situation
from scheduler.suggestion import Advice, Suggestion


def advise_book(book: Book, *, asked: bool = False) -> Advice:
    """Return what the playbook says about all stakeholders together, not yet ranked.

    Args:
        asked: the leader asks; also steps that were shown and not answered.
    """
    steps, considered = [], []
    for info in BOOK_PLAYS:
        for answer in info.play(book):
            if not isinstance(answer, Suggestion):
                continue
            step = named_book_step(answer, info)
            reason = why_it_rests(step, _whom(book, step), NOBODY_ELSE, asked=asked)
            if reason:
                considered.append(f"{step.play} {step.name}: {reason}")
            else:
                steps.append(step)
    return Advice(steps=tuple(steps), considered=tuple(considered))


def _whom(book: Book, step: Suggestion) -> Situation:
    """Return what was suggested before to the person a step is for."""
    return Situation(
        today=book.today,
        executive=PersonFact(step.person_id, step.person),
        earlier=book.earlier.get(step.person_id, ()),
    )
