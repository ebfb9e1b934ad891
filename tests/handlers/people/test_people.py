"""`add`, `list`, `who` and `knows`: the people, and what is known of them."""

from datetime import timedelta

import pytest

from storage.models import DeclaredTie, Person, Tie, Unit
from tests.handlers.asking import asks, carry_out
from tests.handlers.company import TODAY, Company, words


def test_somebody_new_is_put_on_the_list_with_all_that_was_said(
    company: Company,
) -> None:
    said = company.hears("Ada", "add Lee Park, CFO in Treasury reports to Max Weber")

    assert said == (
        "Added to your list: Lee Park, CFO in Treasury.\n"
        "Treasury is a new unit.\n"
        "Reports to Max Weber, who is new in the directory but not on your list"
    )
    lee = company.row(Person, name="Lee Park")
    assert (lee.title, lee.manager_id) == ("CFO", company.person_id("Max Weber"))
    assert company.hears("Ada", "list").startswith("1 person on your list.\nLee Park")


@pytest.mark.parametrize(
    "line",
    [
        "add Lee Park in Finance, CFO, reports to Dana",
        "add Lee Park reports to Dana, CFO in Finance",
        "add Lee Park, CFO, in Finance, reporting to Dana Whitfield",
        "add Lee Park CFO from Finance who reports to Dana",
    ],
)
def test_clauses_come_in_any_order(company: Company, line: str) -> None:
    company.hears("Ada", line)

    lee = company.row(Person, name="Lee Park")
    assert lee.title == "CFO"
    assert lee.unit_id == company.row(Unit, name="Finance").id
    assert lee.manager_id == company.person_id("Dana Whitfield")


def test_a_head_of_a_unit_heads_it(company: Company) -> None:
    said = company.hears("Ada", "add Dana Whitfield, head of Operations")

    assert said.startswith("Added to your list: Dana Whitfield, Head of Operations.")
    assert "Heads Operations" in said
    dana = company.person_id("Dana Whitfield")
    assert company.row(Unit, name="Operations").head_id == dana

    said = company.hears("Ada", "add Ben Okoro, head of Operations")
    assert "Heads Operations (was Dana Whitfield)" in said


def test_a_colleague_is_known_but_not_on_the_list(company: Company) -> None:
    said = company.hears("Ada", "add Tom Reed in Operations as colleague")

    assert said == "Added to the directory, not to your list: Tom Reed in Operations."
    assert company.count(Tie) == 0


def test_several_are_added_by_name(company: Company) -> None:
    said = company.hears("Ada", "add Max, Moritz and Lee")

    assert said == "Added to your list: Max, Moritz and Lee."


def test_somebody_on_the_list_is_there_already(company: Company) -> None:
    company.hears("Ada", "add Lee Park, CFO in Finance")
    before = company.count(Person), company.count(Tie)

    said = company.hears("Ada", "add Lee Park, CFO in Finance")

    assert said == (
        "Lee Park, CFO in Finance is on your list already. Nothing was changed."
    )
    assert (company.count(Person), company.count(Tie)) == before


def test_what_is_new_about_somebody_known_is_kept_and_said(company: Company) -> None:
    company.hears("Ada", "add Lee Park, CFO in Finance")

    assert company.hears("Ada", "add Lee Park, CEO") == (
        "Updated: Lee Park, CEO in Finance.\nTitle was “CFO”."
    )
    assert "Reports to Dana Whitfield" in company.hears(
        "Ada", "add Lee Park reports to Dana"
    )
    assert "Reports to Kim Ito (was Dana Whitfield)" in company.hears(
        "Ada", "add Lee Park reports to Kim"
    )


def test_another_unit_may_be_another_person_and_is_asked_about(
    company: Company,
) -> None:
    asked = asks(company, "Ada", "add Dana Whitfield in Finance")
    assert asked.text == "I know Dana Whitfield in Operations. Is this the same person?"
    assert [(one.label, one.lines) for one in asked.choices] == [
        (
            "The same, now in Finance",
            ("add Dana Whitfield (Operations), in Finance",),
        ),
        ("Another Dana Whitfield", ("add another Dana Whitfield in Finance",)),
        ("Nothing", ()),
    ]

    carry_out(company, "Ada", asked.choices[1])
    assert company.hears("Ada", "who Dana Whitfield (Finance)")
    assert company.hears("Ada", "who Dana Whitfield (Operations)")


def test_somebody_moved_is_the_same_person(company: Company) -> None:
    people = company.count(Person)

    said = company.hears("Ada", "add Dana Whitfield (Operations), in Finance")

    assert said == (
        "Added to your list: Dana Whitfield in Finance.\nWas in Operations."
    )
    assert company.count(Person) == people


def test_nobody_can_be_above_themselves(company: Company) -> None:
    assert "can't be above" in company.is_refused(
        "Ada", "add Dana Whitfield reports to Rosa"
    )
    assert "can't be above" in company.is_refused(
        "Ada", "add Dana Whitfield reports to Dana Whitfield"
    )
    company.hears("Ada", "add Dana Whitfield reports to Kim")
    assert "can't be above" in company.is_refused("Ada", "add Kim Ito reports to Rosa")


def test_the_leader_can_say_who_reports_to_them(company: Company) -> None:
    assert "Reports to Ada" in company.hears("Ada", "add Ben Okoro reports to me")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("add", "Whom shall I add?"),
        ("add Dana", "I know Dana Whitfield in Operations. Do you mean them?"),
        ("add <!channel>", "can't be somebody's name"),
        ("add <https://evil.example|Dana>", "can't be somebody's name"),
        ("add %", "can't be somebody's name"),
        ("add 12345", "can't be somebody's name"),
        (f"add {'x' * 81}", "has 81 characters; a name has up to 80"),
        (f"add Lee Park, {'x' * 121}", "a title or a unit has up to 120"),
        ("add Lee\u202e Park", "can't be somebody's name"),
        ("add Lee Park: met at the summit", "A note belongs to a contact"),
        ("add Max and Moritz in Finance", "I can't tell which details belong to whom"),
    ],
)
def test_what_cannot_be_somebody_is_refused(
    company: Company, line: str, says: str
) -> None:
    people = company.count(Person)

    assert says in company.is_refused("Ada", line)
    assert company.count(Person) == people


@pytest.mark.parametrize(
    "name", ["שרה כהן", "Zoë Ø", "李雷", "Ana 🌻 Sol", "O'Brien", "x" * 80]
)
def test_names_come_in_every_script(company: Company, name: str) -> None:
    company.hears("Ada", f"add {name}, COO in Legal")

    assert company.hears("Ada", f"who {name}").startswith(f"{name}, COO in Legal.")
    assert name in company.hears("Ada", f"log {name} call")


def test_an_empty_list_says_how_to_start(company: Company) -> None:
    said = company.hears("Ada", "list").splitlines()

    assert said[0] == "Nobody is on your list yet. Three steps to start:"
    for step in said[1:3]:
        company.hears("Ada", step.partition("/outreach ")[2])
    assert company.hears("Ada", "list").startswith("1 person on your list.")


def test_the_list_shows_how_things_stand(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "add Kim Ito")
    company.hears("Ada", "log Dana call next 12 May")
    company.hears("Ada", "log Dana call yesterday")

    assert company.hears("Ada", "list").splitlines() == [
        "2 people on your list.",
        "Dana Whitfield in Operations",
        "Last contact today, Tue 31 March",
        "Strength 50 of 100",
        "Next meeting Tue 12 May",
        "Kim Ito in Finance",
        "No contact yet",
    ]


def test_a_pause_is_shown_to_its_last_day(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    for day in ("10 March", "20 March", "31 March"):
        company.hears("Ada", f"log Dana declined {day}")

    last = TODAY + timedelta(days=30)
    assert "No invitations through" in words(
        company.say("Ada", "list", on=last).message
    )
    after = company.say("Ada", "list", on=last + timedelta(days=1))
    assert "No invitations" not in words(after.message)


def test_a_long_list_comes_in_pages_of_25(company: Company) -> None:
    for number in range(26):
        company.hears("Ada", f"add Person{chr(65 + number)} Long")

    first = company.say("Ada", "list").message
    assert first.headline == "26 people on your list, page 1 of 2."
    assert len(first.sections) == 25
    assert first.small_print == ("For the next page: /outreach list 2",)
    second = company.say("Ada", "list 2").message
    assert [section.text for section in second.sections] == ["PersonZ Long"]
    assert "Your list has 2 pages." in company.is_refused("Ada", "list 3")
    assert "Your list has 2 pages." in company.is_refused("Ada", "list 0")


@pytest.mark.parametrize(("contacts", "more"), [(5, False), (6, True)])
def test_who_says_that_there_is_more_beyond_five_contacts(
    company: Company, contacts: int, more: bool
) -> None:
    company.hears("Ada", "add Kim Ito")
    for day in range(10, 10 + contacts):
        company.hears("Ada", f"log Kim call {day} March")
    said = company.hears("Ada", "who Kim")
    assert said.count("Call") + said.count("call") == 5
    assert ("/outreach why Kim Ito history" in said) is more


def test_who_tells_all_that_was_kept(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield, COO reports to Kim")
    company.hears("Ada", "log Dana call yesterday listened 70%: she worries")
    company.hears("Ada", "Ben knows Dana")
    company.hears("Ada", "ask Dana for a favour: a review of the plan")

    said = company.hears("Ada", "who Dana").splitlines()

    assert said[:3] == [
        "Dana Whitfield, COO in Operations.",
        "Reports to Kim Ito. Their reports: Rosa Lim. Knows Ben Okoro, as you said.",
        "Last contact yesterday, Mon 30 March",
    ]
    assert "Mon 30 March: call, listened 70%" in said
    assert "Your note: she worries" in said
    assert "1 open ask." in said


def test_notes_are_shown_to_nobody_else(company: Company) -> None:
    company.hears("Ada", "log Dana call: a secret worry")

    said = company.hears("Ben Okoro", "who Dana")
    assert "secret" not in said
    assert "No contact yet" in said


@pytest.mark.parametrize(
    "line",
    ["Ben knows Dana", "knows Ben Dana", "knows Ben Okoro Dana Whitfield",
     "ben okoro knows dana.", "/outreach Dana knows Ben", "knows Ben, Dana"],
)  # fmt: skip
def test_who_knows_whom_is_said_either_way(company: Company, line: str) -> None:
    assert "It counts for 180 days, and only you see it." in company.hears("Ada", line)
    tie = company.row(DeclaredTie)
    pair = sorted((company.person_id("Ben Okoro"), company.person_id("Dana Whitfield")))
    assert [tie.a_id, tie.b_id] == pair


def test_saying_it_again_renews_it(company: Company) -> None:
    company.hears("Ada", "Ben knows Dana", on=TODAY - timedelta(days=100))
    company.hears("Ada", "Dana knows Ben")

    assert company.row(DeclaredTie).on == TODAY


def test_several_may_know_somebody(company: Company) -> None:
    assert "Ben Okoro and Kim Ito know Dana" in company.hears(
        "Ada", "Ben and Kim know Dana"
    )
    assert company.count(DeclaredTie) == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("knows", "Who knows whom?"),
        ("knows Ben", "Two people, please."),
        ("Ben knows Ben", "Two people, please."),
        ("Ben knows Zoe", "I don't know “Zoe”."),
        ("Ada knows Dana", "Whom you know yourself comes from what you log"),
    ],
)
def test_a_tie_needs_two_others(company: Company, line: str, says: str) -> None:
    assert says in company.is_refused("Ada", line)
    assert company.count(DeclaredTie) == 0
