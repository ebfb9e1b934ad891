"""Our advice, followed by somebody with the same habits as everybody else.

Each morning the real playbook reads the notebook; its steps are done first. The
leader's own invitations go on, except to an executive about whom P01 says to stop.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from bench.simulated.actions import Action
from bench.simulated.notebook import Notebook
from bench.simulated.policies import Habits
from bench.simulated.reading import Reading
from bench.simulated.reading_book import book_of
from bench.simulated.steps_as_actions import action_of
from scheduler.advice.engine import advise_day
from scheduler.advice.planning import Ended, book_after, ended_steps, room_after
from scheduler.book import Book
from scheduler.playbook import BOOK_PLAYS, PLAYS
from scheduler.situation import Situation
from storage.models import Leader
from storage.steps.facts import Answers, Earlier, Suggestion

# What a leader gets who changed no setting.
STEPS: int = Leader.model_fields["card_steps"].default
PACE: str = Leader.model_fields["card_pace"].default
UNANSWERED = timedelta(7)  # five working days
See = Callable[[Situation], Situation]
Facts = TypeVar("Facts", Situation, Book)


class Ours(Habits):
    """The playbook, or what is left of it."""

    def __init__(
        self, without: Sequence[str] = (), see: See = lambda situation: situation
    ) -> None:
        self.spoke: set[str] = set()  # plays that said anything
        self.stepped: dict[str, int] = {}  # steps shown, by play
        self.see = see
        self.plays = [
            replace(info, play=self._heard(info.id, info.play))
            for info in PLAYS
            if info.id not in without
        ]
        self.book_plays = [
            replace(info, play=self._heard(info.id, info.play))
            for info in BOOK_PLAYS
            if info.id not in without
        ]

    def _heard(
        self, play_id: str, play: Callable[[Facts], Answers]
    ) -> Callable[[Facts], Answers]:
        """Return the same play, which is noted when it says anything."""

        def noted(facts: Facts) -> Answers:
            answers = play(facts)
            if answers:
                self.spoke.add(play_id)
            return answers

        return noted

    def plan(self, notebook: Notebook) -> list[Action]:
        """Return today's steps as actions, then what the leader does by habit."""
        reading = Reading(notebook)
        situations = [self.see(one) for one in reading.situations()]
        book = book_of(reading, situations)
        ended = ended_steps(
            situations, book, plays=self.plays, book_plays=self.book_plays
        )
        for end in ended:
            _end(notebook, end)
        book = book_after(book, ended)
        room = room_after(
            notebook.earlier, steps=STEPS, pace=PACE, today=notebook.today
        )
        advice = advise_day(
            book.situations, book=book, room=room, plays=self.plays,
            book_plays=self.book_plays,
        )  # fmt: skip
        actions = []
        for step in advice.steps:
            self.stepped[step.play] = self.stepped.get(step.play, 0) + 1
            if step.taken_on is not None:
                _asked_whether(notebook, step)
            else:
                _remember(notebook, step, "suggested")
            action = action_of(step)
            if action is not None:
                actions.append(action)
        stop = {one.executive.id for one in book.situations if one.paused}
        by_habit = [
            action
            for action in super().plan(notebook)
            if action.verb != "invite" or action.person not in stop
        ]
        return [*actions, *by_habit]

    def did(self, notebook: Notebook, action: Action) -> None:
        """Press "on it" for the step that was done."""
        if action.step is not None and action.step.taken_on is None:
            _remember(notebook, action.step, "accepted")


def without_ask_limits(situation: Situation) -> Situation:
    """Return the situation as if nobody had ever been asked for anything."""
    return replace(
        situation,
        asks=tuple(ask for ask in situation.asks if ask.fulfilled_on),
        reports=tuple(replace(one, asks=()) for one in situation.reports),
        mutual=tuple(replace(one, asks=()) for one in situation.mutual),
    )


def _remember(notebook: Notebook, step: Suggestion, state: str) -> None:
    today, known = notebook.today, notebook.earlier.get(step.key)
    shown = known is not None and known.state == "suggested"
    first_on = known.first_on if known is not None and shown else today
    returns_on = today + UNANSWERED
    if state == "accepted" and step.returns_on is not None:
        returns_on = step.returns_on
    notebook.earlier[step.key] = Earlier(
        play=step.play, about=step.about, state=state, suggested_on=today,
        answered_on=today if state == "accepted" else None, returns_on=returns_on,
        facts_key=step.facts_key, approach_id=step.approach_id, first_on=first_on,
    )  # fmt: skip


def _asked_whether(notebook: Notebook, step: Suggestion) -> None:
    """Remember that it was asked whether a step happened: its facts say not yet.

    Somebody who is on it tries once more; the bot does not ask again.
    """
    notebook.earlier[step.key] = replace(
        notebook.earlier[step.key],
        asked_on=notebook.today, returns_on=notebook.today + UNANSWERED,
    )  # fmt: skip


def _end(notebook: Notebook, end: Ended) -> None:
    notebook.earlier[end.key] = replace(
        notebook.earlier[end.key], state=end.state, returns_on=end.returns_on
    )
