"""Half a year of one leader: what the morning cards say, how often, and about what.

A made-up leader with 40 stakeholders lives through 130 working days for each seed, in
the product's own code and a database of its own: cards are claimed, planned, written
and queued as the clock does it, and everything the leader does is typed or pressed.
Who the people are and what they do stands in `bench.half_year_leader`.

    python -m bench half_year
    python -m bench.half_year --cards FILE      also write every card as text
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from bench.half_year_leader import Leader
from bench.rows import Comparison, Found, Row, as_table, at_least, at_most, floor
from scheduler.playbook import BOOK_PLAYS, ON_CARDS
from storage.message import Message
from storage.steps.facts import Advice, StepKey

SEEDS = 3
DAYS = 130  # working days: half a year
WEEK = 5
REPEATED_WITHIN = 14  # days in which the same step is on a card again
CARD_PLAYS = [info for info in (*ON_CARDS, *BOOK_PLAYS) if info.level]
# House rules, of the advice that was looked at: ten seconds on a phone.
WORDS, WORDS_OFTEN = 80, 140
FEWEST_A_WEEK, MOST_A_WEEK = 5, 7
SILENT = 0.25
DAYS_TO_THANKS = 2  # working days
# What a play asks in other words, besides itself: the plays that say the same.
SAME_AS = {"P17": {"P14"}, "L6": {"P03", "P06", "P07", "P09", "P11", "P14"}}


@dataclass
class Lived:
    """What came of half a year, or of several."""

    days: int = 0
    cards: list[tuple[date, Message]] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)  # on cards, by play
    repeated: int = 0
    contradictions: list[str] = field(default_factory=list)
    thanks: list[int] = field(default_factory=list)  # working days until on a card
    refused: list[str] = field(default_factory=list)  # lines that were not understood
    last_on: dict[StepKey, date] = field(default_factory=dict)

    @property
    def words(self) -> list[int]:
        """How many words each card has, fewest first."""
        return sorted(len(as_text(message).split()) for _, message in self.cards)

    def add_card(self, today: date, advice: Advice, message: Message) -> None:
        """Note what stands on one card."""
        self.cards.append((today, message))
        for step in advice.steps:
            self.steps[step.play] += 1
            before = self.last_on.get(step.key)
            if before and (today - before).days <= REPEATED_WITHIN:
                self.repeated += step.taken_on is None
            self.last_on[step.key] = today
        self.contradictions += [f"{today}: {one}" for one in contradicted(advice)]

    def add(self, other: "Lived") -> None:
        """Add another half a year."""
        self.days += other.days
        self.cards += other.cards
        self.steps += other.steps
        self.repeated += other.repeated
        self.contradictions += other.contradictions
        self.thanks += other.thanks
        self.refused += other.refused


def contradicted(advice: Advice) -> list[str]:
    """Return each step that asks of a person what is held back on the same card."""
    found = []
    for step in advice.steps:
        plays = {step.play} | SAME_AS.get(step.play, set())
        for line in advice.withheld:
            same = line.person_id in (step.person_id, step.approach_id)
            if same and line.play in plays and line.about in ("", step.about):
                found.append(f"{step.step} / {line.play} held back: {line.because}")
    return found


def as_text(message: Message) -> str:
    """Return what a reader of a card sees, without its buttons and small print."""
    lines = [message.headline]
    for section in message.sections:
        lines += ["", section.text, *(f"- {fact}" for fact in section.facts)]
    return "\n".join(lines)


def live(seed: int, days: int = DAYS) -> Lived:
    """Live through one half year, and return what came of it."""
    lived = Lived()
    with tempfile.TemporaryDirectory() as folder:
        leader = Leader.begin(Path(folder), seed)
        for _ in range(days):
            card = leader.morning()
            if card is not None:
                lived.add_card(leader.today, *card)
            leader.day()
            lived.days += 1
        lived.thanks = leader.days_to_thanks
        lived.refused = leader.refused
        leader.close()
    return lived


def lives(seeds: int = SEEDS, days: int = DAYS) -> Lived:
    """Live through several, one after the other."""
    together = Lived()
    for seed in range(seeds):
        together.add(live(seed, days))
    return together


def measure() -> Sequence[Found]:
    """Return what the cards of three half years come to."""
    return told(lives())


def told(lived: Lived) -> list[Found]:
    """Return the rows, and the plays by name."""
    words, weeks = lived.words, lived.days / WEEK
    steps = lived.steps.total() / weeks
    silent = 1 - len(lived.cards) / lived.days
    rows: list[Found] = [
        floor("half a year: working days", lived.days, ""),
        at_most("words a card, median", median(words), WORDS, ""),
        at_most(
            "words a card, 90th percentile",
            words[len(words) * 9 // 10], WORDS_OFTEN, "",
        ),
        at_least("steps a week", steps, FEWEST_A_WEEK, ""),
        at_most("steps a week, at most", steps, MOST_A_WEEK, ""),
        at_least("silent working days, share", silent, SILENT, ""),
        floor(
            f"steps again on a card within {REPEATED_WITHIN} days", lived.repeated, ""
        ),
        at_most("cards that contradict themselves", len(lived.contradictions), 0, ""),
        at_most(
            "working days until thanks are on a card, at most",
            max(lived.thanks, default=0), DAYS_TO_THANKS, "",
        ),
        floor("favours to give thanks for", len(lived.thanks), ""),
        floor("lines that were not understood", len(lived.refused), ""),
    ]  # fmt: skip
    unheard = [info.id for info in CARD_PLAYS if not lived.steps[info.id]]
    name = "plays on no card" + (f": {', '.join(unheard)}" if unheard else "")
    return [*rows, at_most(name, len(unheard), 0, ""), _by_play(lived)]


def _by_play(lived: Lived) -> Comparison:
    counts = [(f"{info.id} {info.name}", lived.steps[info.id]) for info in CARD_PLAYS]
    return Comparison(
        title="steps on cards, by play",
        columns=("play", "steps"),
        lines=tuple((name, str(count)) for name, count in counts),
        rows=tuple(Row(f"on cards: {name}", str(count)) for name, count in counts),
    )


def main() -> None:
    """Print what was found; write the cards."""
    parser = argparse.ArgumentParser(prog="bench.half_year")
    parser.add_argument("--cards", type=Path, metavar="FILE", help="all cards as text")
    parser.add_argument("--seeds", type=int, default=SEEDS, metavar="N")
    parser.add_argument("--days", type=int, default=DAYS, metavar="N")
    chosen = parser.parse_args()
    lived = lives(chosen.seeds, chosen.days)
    print(as_table(told(lived)))
    for line in (*lived.contradictions, *sorted(set(lived.refused))):
        print(line)
    if chosen.cards:
        cards = (f"== {day}\n{as_text(message)}" for day, message in lived.cards)
        chosen.cards.write_text("\n\n".join(cards) + "\n")


if __name__ == "__main__":
    main()
