"""`note`: asked what kind it is; a plain one is the leader's alone and stays."""

import pytest

from storage.models import Motivator, Need, Note, Remark, Topic
from tests.handlers.company import Company, words

LINE = "note Dana: wants fewer audits"


def test_a_note_is_asked_about_with_its_likely_kinds_as_buttons(
    company: Company,
) -> None:
    doubt = company.doubt("Ada", LINE)

    assert doubt.text == "What kind of note about Dana Whitfield is it?"
    assert [(one.label, *one.lines) for one in doubt.choices] == [
        ("It moves Dana", "motivator Dana Whitfield: wants fewer audits"),
        ("Dana needs it", "need Dana Whitfield: wants fewer audits"),
        ("A topic for next time", "topic Dana Whitfield: wants fewer audits"),
        ("A bad word about my services", "remark Dana Whitfield: wants fewer audits"),
        ("Just a note", "note Dana Whitfield just a note: wants fewer audits"),
        ("Nothing",),
    ]
    for model in (Motivator, Need, Topic, Remark, Note):
        assert company.count(model) == 0
    for choice in doubt.choices:
        for line in choice.lines:
            assert "fewer audits" in company.hears("Ada", line)


@pytest.mark.parametrize("items", [0, 1, 2])
def test_just_a_note_is_an_answer_that_is_shown_and_typed(
    company: Company, items: int
) -> None:
    for title in ("Cut-over", "One ledger")[:items]:
        company.hears("Ada", f"agenda {title}, decision 12 June")

    reply = company.say("Ada", LINE)

    labels = [one.label for one in reply.message.buttons]
    assert "Just a note" in labels
    assert ("An objection to A-1" in labels) == (items == 1)
    assert company.hears("Ada", "just a note").startswith(
        "Kept as your private note on Dana Whitfield: “wants fewer audits”."
    )
    assert company.count(Note) == 1
    assert company.count(Topic) == 0


@pytest.mark.parametrize(
    "line", ["note Kim likes tea", "note Kim: likes tea", "note to Kim likes tea"]
)
def test_a_note_is_read_with_and_without_a_colon(company: Company, line: str) -> None:
    lines = [one for c in company.doubt("Ada", line).choices for one in c.lines]

    if line.startswith("note to"):
        assert all("likes tea" in one for one in lines)
    else:
        assert "note Kim Ito just a note: likes tea" in lines


def test_a_plain_note_is_kept_shown_and_can_be_undone(company: Company) -> None:
    reply = company.say("Ada", "note Dana just a note: her dog is called Ada")

    said = "Kept as your private note on Dana Whitfield: “her dog is called Ada”."
    assert reply.message.headline == said
    shown = "Tue 31 March: “her dog is called Ada”"
    assert shown in company.hears("Ada", "who Dana")
    assert "her dog" in company.hears("Ada", "note Dana")
    assert "her dog" not in company.hears("Kim Ito", "who Dana")
    company.undo(reply)
    assert company.count(Note) == 0


def test_a_note_is_sealed_and_forgotten_with_the_person(company: Company) -> None:
    company.hears("Ada", "note Dana just a note: her dog")

    assert b"dog" not in company.row(Note).text
    company.hears("Ada", "forget Dana yes")
    assert company.count(Note) == 0


@pytest.mark.parametrize("line", ["note", "note buy milk", "note : buy milk"])
def test_a_note_about_nobody_asks_whom_it_is_about(company: Company, line: str) -> None:
    company.hears("Ada", "add Dana Whitfield")

    doubt = company.doubt("Ada", line)

    words_of_it = ": buy milk" if "milk" in line else ""
    assert doubt.about == "who"
    assert doubt.line == f"note {{}}{words_of_it}"
    assert doubt.choices[0].lines == (f"note Dana Whitfield{words_of_it}",)


@pytest.mark.parametrize(
    ("line", "says"),
    [("note Nobody: x", "I don't know “Nobody”"), ("note Ada: x", "That is yourself.")],
)
def test_what_cannot_be_is_refused(company: Company, line: str, says: str) -> None:
    assert says in company.is_refused("Ada", line)
    assert company.count(Note) == 0


def test_a_note_longer_than_other_kinds_is_a_plain_one(company: Company) -> None:
    reply = company.say("Ada", f"note Dana: {'long ' * 120}")

    assert not reply.refused, words(reply.message)
    assert company.count(Note) == 1


@pytest.mark.parametrize("words_of_it", ["printer repaired", "all is settled."])
def test_a_note_that_ends_like_an_end_is_offered_only_where_it_is_kept(
    company: Company, words_of_it: str
) -> None:
    lines = [
        one
        for choice in company.doubt("Ada", f"note Dana: {words_of_it}").choices
        for one in choice.lines
    ]

    assert not [one for one in lines if one.startswith(("remark", "objection"))]
    for line in lines:
        company.hears("Ada", line)
