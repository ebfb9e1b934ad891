"""Some weeks of the made-up leader: short, and the same each time."""

from datetime import date

from bench.half_year import Lived, as_text, contradicted, live, told
from bench.rows import Row
from storage.message import Message, Section
from storage.steps.facts import Advice, Suggestion, Withheld

WEEKS = 15  # working days


def test_some_weeks_are_lived_through_the_product_and_come_out_the_same() -> None:
    first, again = live(0, WEEKS), live(0, WEEKS)

    assert first.days == WEEKS and 0 < len(first.cards) < WEEKS
    assert first.steps.total() <= 7 * WEEKS / 5
    assert [as_text(one) for _, one in first.cards] == [
        as_text(one) for _, one in again.cards
    ]
    assert first.refused == []


def step(play: str, **facts: str) -> Suggestion:
    known = {"play": play, "person_id": "dana", "about": "A-1", **facts}
    return Suggestion(step="Ask.", because=(), withdrawn_if="", **known)  # type: ignore[arg-type]


def test_a_card_contradicts_itself_where_it_asks_what_it_holds_back() -> None:
    held = Withheld(because="of an issue", play="P14", person_id="dana")
    other = Withheld(because="of an issue", play="P14", person_id="kim")

    assert contradicted(Advice(steps=(step("P14"),), withheld=(held,)))
    assert contradicted(Advice(steps=(step("P17"),), withheld=(held,)))
    assert not contradicted(Advice(steps=(step("P11"),), withheld=(held,)))
    assert not contradicted(Advice(steps=(step("P14"),), withheld=(other,)))


def test_a_step_counts_as_repeated_within_fourteen_days() -> None:
    message = Message(headline="Good morning", sections=(Section(text="Ask."),))
    for days, repeated in ((14, 1), (15, 0)):
        lived = Lived(days=30)
        for day in (1, 1 + days):
            advice = Advice(steps=(step("P03"),))
            lived.add_card(date(2026, 3, day), advice, message)
        assert lived.repeated == repeated


def test_what_is_told_names_the_plays_on_no_card() -> None:
    message = Message(headline="Good morning", sections=(Section(text="Ask."),))
    lived = Lived(days=5)
    lived.add_card(date(2026, 3, 2), Advice(steps=(step("P03"),)), message)

    rows = {row.name: row for row in told(lived) if isinstance(row, Row)}
    [unheard] = [row for name, row in rows.items() if name.startswith("plays on no")]
    assert "L4" in unheard.name and "P03" not in unheard.name and unheard.met is False
    assert rows["silent working days, share"].figure == "0.8"
    assert rows["words a card, median"].figure == "3"
