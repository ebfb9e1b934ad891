"""`log` and plain sentences: what is understood, kept, asked about and refused."""

from datetime import date

import pytest

from handlers.turn import Reply
from storage.contacts.store import newest_logged, note_of
from storage.message import Button
from storage.models import Contact
from tests.handlers.asking import asks, carry_out, labels, lines
from tests.handlers.company import TODAY, Company, words

YESTERDAY = date(2026, 3, 30)


def newest(company: Company) -> Contact:
    """Return the contact that Ada logged last."""
    ada = company.leader("Ada")
    found = company.database.run_now(
        lambda tx: newest_logged(tx, leader_id=ada.leader_id)
    )
    assert found is not None
    return found


def note(company: Company) -> str:
    contact = newest(company)
    return company.database.run_now(lambda tx: note_of(tx, contact))


def test_a_full_line_is_understood_and_said_back(company: Company) -> None:
    said = company.hears(
        "Ada",
        "log Dana call yesterday listened 70% next 12 May: "
        "she worries about the cut-over",
    ).splitlines()

    assert said[0] == "Logged: call with Dana Whitfield, yesterday, Mon 30 March."
    assert said[1:4] == [
        "Listened 70%",
        "Next meeting Tue 12 May",
        "Kept as your private note: “she worries about the cut-over”",
    ]
    kept = newest(company)
    assert (kept.kind, kept.outcome, kept.on) == ("call", "met", YESTERDAY)
    assert (kept.listened, kept.next_meeting_on) == (70, date(2026, 5, 12))
    assert note(company) == "she worries about the cut-over"


@pytest.mark.parametrize(
    "line",
    [
        "log yesterday call Dana listened 70% next 12 May",
        "log next 12 May, listened 70 %, Dana, call, yesterday",
        "log 70% Dana called yesterday, next on 12 May",
        "log phoned Dana Whitfield on 30 March at 11:00, next 12/5, listened 0.7",
        "/outreach LOG dana CALL Yesterday LISTENED 70 NEXT 12 may",
        "had a call with Dana yesterday, listened 70%, next meeting 12 May",
        "Dana called me yesterday. Listened 70%. Next 12 May.",
    ],
)
def test_words_come_in_any_order(company: Company, line: str) -> None:
    company.hears("Ada", line)

    kept = newest(company)
    assert (kept.kind, kept.on, kept.listened) == ("call", YESTERDAY, 70)
    assert kept.next_meeting_on == date(2026, 5, 12)
    assert kept.note == b""


@pytest.mark.parametrize(
    ("how", "kind", "outcome"),
    [
        ("met", "met", "met"),
        ("coffee", "met", "met"),
        ("1:1", "met", "met"),
        ("meeting", "met", "met"),
        ("phoned", "call", "met"),
        ("spoke on the phone", "call", "met"),
        ("texted", "message", "met"),
        ("e-mailed", "email", "met"),
        ("conference", "event", "met"),
        ("declined", "met", "declined"),
        ("said no", "met", "declined"),
        ("too busy", "met", "declined"),
        ("turned me down", "met", "declined"),
        ("no reply", "met", "no reply"),
        ("emailed, didn't answer", "email", "no reply"),
        ("hasn’t replied", "met", "no reply"),
        ("postponed", "met", "postponed"),
        ("call rescheduled", "call", "postponed"),
        ("moved the meeting", "met", "postponed"),
    ],
)
def test_kinds_and_outcomes_have_many_words(
    company: Company, how: str, kind: str, outcome: str
) -> None:
    company.hears("Ada", f"log Dana {how}")

    kept = newest(company)
    assert (kept.kind, kept.outcome, kept.on) == (kind, outcome, TODAY)
    assert note(company) == ""


def test_an_outcome_is_said_without_a_meeting_that_was_not(company: Company) -> None:
    heads = [
        company.hears("Ada", f"log Dana {how}").splitlines()[0]
        for how in ("postponed", "no reply", "call no reply")
    ]
    assert heads == [
        "Logged: Dana Whitfield postponed, today, Tue 31 March.",
        "Logged: no reply from Dana Whitfield, today, Tue 31 March.",
        "Logged: call with Dana Whitfield, no reply, today, Tue 31 March.",
    ]


def test_a_postponed_meeting_has_its_next_date(company: Company) -> None:
    assert "Next meeting Tue 12 May" in company.hears("Ada", "log Dana moved to 12 May")
    assert newest(company).outcome == "postponed"


def test_how_it_went_is_only_what_was_said(company: Company) -> None:
    company.hears("Ada", "log Dana call tense informal enquiry and advocacy")
    kept = newest(company)
    assert (kept.tense, kept.formal, kept.mode) == (True, False, "both")

    company.hears("Ada", "log Dana call")
    kept = newest(company)
    assert (kept.tense, kept.formal, kept.mode) == (None, None, "")


@pytest.mark.parametrize(
    ("line", "kept_note"),
    [
        ("log Dana call: 11:00 is too early", "11:00 is too early"),
        ("log Dana 1:1 at 11:00: fine", "fine"),
        ("log Dana:worried", "worried"),
        ("log Dana call: <!channel> 100% _sure_", "<!channel> 100% _sure_"),
        ("log Dana call :wave: she left", ":wave: she left"),
        ("log Dana call see https://a.example/b", "see https://a.example/b"),
        ("log Dana call about Payroll yesterday", "about Payroll yesterday"),
        (
            "log Dana call, she moved the cut-over to May",
            "she moved the cut-over to May",
        ),
        ("log Dana: call her about the cut-over", "call her about the cut-over"),
        ("had coffee with Dana, she fears 3 May", "she fears 3 May"),
        ("met Dana about Kim", "about Kim"),
        ("met Dana and discussed the cut-over", "and discussed the cut-over"),
        ("log Dana call: שלום 👋", "שלום 👋"),
    ],
)
def test_the_rest_is_a_private_note_and_said_to_be(
    company: Company, line: str, kept_note: str
) -> None:
    said = company.hears("Ada", line)

    assert f"as your private note: “{kept_note}”" in said
    assert note(company) == kept_note
    assert company.count(Contact) == 1


def test_a_plain_sentence_is_a_contact(company: Company) -> None:
    said = company.hears(
        "Ada", "had coffee with Dana yesterday, she worries about the cut-over"
    )

    assert said.startswith(
        "Logged: meeting with Dana Whitfield, yesterday, Mon 30 March.\n"
        "The rest is kept as your private note: “she worries about the cut-over”"
    )


@pytest.mark.parametrize(
    "line",
    ["log Dana and Kim lunch", "log Dana, Kim lunch", "lunch with Dana & Kim Ito"],
)
def test_several_people_are_each_met(company: Company, line: str) -> None:
    said = company.hears("Ada", line)

    assert "meeting with Dana Whitfield and Kim Ito, today" in said
    assert company.count(Contact) == 2


@pytest.mark.parametrize(
    "name",
    ["Dana", "dana", "whitfield", "Dana W", "Dana's", "@dana.whitfield", "“Dana”",
     "Dana (Operations)", "dana.whitfield@corp.example"],
)  # fmt: skip
def test_a_person_is_known_by_many_spellings(company: Company, name: str) -> None:
    assert "call with Dana Whitfield" in company.hears("Ada", f"log {name} call")


def test_a_mention_is_known_once_it_was_added(company: Company) -> None:
    assert "I don't know" in company.is_refused("Ada", "log <@U12|dana> call")
    company.hears("Ada", "add Dana Whitfield <@U12|dana>")

    assert "Dana Whitfield" in company.hears("Ada", "log <@U12|dana> call")


def test_of_several_of_one_name_one_is_chosen(company: Company) -> None:
    company.person("Dana Stone", "Finance")
    company.person("Dana Reyes", "Legal")

    asked = asks(company, "Ada", "log Dana call")
    assert asked.text == "Which Dana?"
    assert labels(asked) == [
        "Dana Reyes in Legal",
        "Dana Stone in Finance",
        "Dana Whitfield in Operations",
        "Nothing",
    ]
    assert lines(asked) == [
        ("log Dana Reyes call 2026-03-31",),
        ("log Dana Stone call 2026-03-31",),
        ("log Dana Whitfield call 2026-03-31",),
        (),
    ]
    assert asked.line == "log {} call"
    assert company.count(Contact) == 0

    for choice in asked.choices[:3]:
        carry_out(company, "Ada", choice)
    assert company.count(Contact) == 3


def test_two_of_the_very_same_name_are_told_apart_in_the_answers(
    company: Company,
) -> None:
    company.person("Dana Stone", "Finance")
    company.hears("Ben Okoro", "add another Dana Stone, CFO in Legal")

    asked = asks(company, "Ada", "log Dana Stone call")
    assert asked.text == "Which Dana Stone?"
    assert lines(asked) == [
        ("log Dana Stone (Finance) call 2026-03-31",),
        ("log Dana Stone (Legal) call 2026-03-31",),
        (),
    ]
    for choice in asked.choices[:2]:
        carry_out(company, "Ada", choice)
    assert company.count(Contact) == 2


def test_of_two_danas_the_one_on_my_own_list_is_meant(company: Company) -> None:
    company.person("Dana Stone", "Finance")
    company.hears("Ada", "add Dana Whitfield")

    assert "call with Dana Whitfield" in company.hears("Ada", "log Dana call")


def test_an_unknown_name_is_asked_about_with_those_that_are_near(
    company: Company,
) -> None:
    company.hears("Ada", "add Dana Whitfield")

    asked = asks(company, "Ada", "log Dnaa call")
    assert asked.text == "I don't know “Dnaa”. Do you mean Dana Whitfield?"
    assert [(one.label, one.lines) for one in asked.choices] == [
        ("Dana Whitfield in Operations", ("log Dana Whitfield call 2026-03-31",)),
        ("Add Dnaa", ("add Dnaa", "log Dnaa call")),
        ("Nothing", ()),
    ]
    for line in ("log Zoe call", "had coffee with Zoe", "log Dana and Zoe call"):
        asked = asks(company, "Ada", line)
        assert asked.text == "I don't know “Zoe”."
        assert lines(asked)[0] == ("add Zoe", line)
    assert labels(asked) == ["Add Zoe", "Only Dana Whitfield", "Nothing"]
    assert company.count(Contact) == 0


@pytest.mark.parametrize(
    ("line", "text", "answers"),
    [
        ("log Dana", "What was it with Dana Whitfield?", [
            ("Met, today", "log Dana Whitfield met 2026-03-31"),
            ("Call, today", "log Dana Whitfield call 2026-03-31"),
            ("Met, yesterday", "log Dana Whitfield met 2026-03-30"),
            ("Call, yesterday", "log Dana Whitfield call 2026-03-30"),
        ]),
        ("log Dana tomorrow", "Dana Whitfield: did it take place?", [
            ("It is planned: Wed 1 April", "plan Dana Whitfield met 2026-04-01"),
            ("Just a note", "note Dana Whitfield just a note: Dana tomorrow"),
        ]),
        ("log Dana call 3 May", "Dana Whitfield: did it take place?", [
            ("It is planned: Sun 3 May", "plan Dana Whitfield call 2026-05-03"),
            ("Just a note", "note Dana Whitfield just a note: Dana call 3 May"),
        ]),
        ("log Dana call 05/06", "Dana Whitfield: did it take place?", [
            ("It is planned: Fri 5 June", "plan Dana Whitfield call 2026-06-05"),
            ("It is planned: Wed 6 May", "plan Dana Whitfield call 2026-05-06"),
            ("Just a note", "note Dana Whitfield just a note: Dana call 05/06"),
        ]),
        ("log Dana call next month", "Dana Whitfield: did it take place?", [
            ("It is planned, no day yet", "plan Dana Whitfield call"),
            ("Just a note", "note Dana Whitfield just a note: Dana call next month"),
        ]),
        ("log Dana call sat", "Which day was it?", [
            ("Tue 31 March", "log Dana Whitfield call 2026-03-31"),
            ("Sat 28 March", "log Dana Whitfield call 2026-03-28"),
        ]),
        ("log Dana next yesterday",
         "Mon 30 March has passed. Write a day from today on, like tomorrow or 12 May.",
         [("Keep it without that", "log Dana Whitfield met 2026-03-31")]),
        ("log Dana listened 140%",
         "“140%” can't be a share of a conversation: it goes from 0% to 100%. Write "
         "for example: listened 70%",
         [("Keep it without that", "log Dana Whitfield met 2026-03-31")]),
        ("log Dana yesterday 3 March", "Dana Whitfield: did it take place?", [
            ("One on each day", "log Dana Whitfield met 2026-03-30",
             "log Dana Whitfield met 2026-03-03"),
            ("It happened: met, Mon 30 March", "log Dana Whitfield met 2026-03-30"),
            ("It happened: met, Tue 3 March", "log Dana Whitfield met 2026-03-03"),
            ("It happened: call, Mon 30 March", "log Dana Whitfield call 2026-03-30"),
            ("Just a note", "note Dana Whitfield just a note: Dana yesterday 3 March"),
        ]),
        ("log Dana call email", "Dana Whitfield: did it take place?", [
            ("It happened: call, Tue 31 March",
             "log Dana Whitfield call 2026-03-31: Dana call email"),
            ("It happened: email, Tue 31 March",
             "log Dana Whitfield email 2026-03-31: Dana call email"),
            ("Just a note", "note Dana Whitfield just a note: Dana call email"),
        ]),
        ("log Dana declined, no reply", "Dana Whitfield: did it take place?", [
            ("Dana: declined", "log Dana Whitfield declined 2026-03-31: no reply"),
            ("Dana: no reply", "log Dana Whitfield no reply 2026-03-31: no reply"),
            ("Just a note", "note Dana Whitfield just a note: Dana declined, no reply"),
            ("It happened: met, Tue 31 March",
             "log Dana Whitfield met 2026-03-31: no reply"),
        ]),
        ("log worried Dana call", "Dana Whitfield: did it take place?", [
            ("It happened: call, Tue 31 March",
             "log Dana Whitfield call 2026-03-31: worried Dana call"),
            ("Just a note", "note Dana Whitfield just a note: worried Dana call"),
        ]),
        ("log שלום call", "I don't know “שלום”.",
         [("Add שלום", "add שלום", "log שלום call")]),
        ("lgo Dana call", "I don't know “lgo Dana call”. Did you mean this?", [
            ("log Dana call", "log Dana call"), ("What you can type", "help"),
        ]),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_asked_and_every_answer_is_a_line(
    company: Company, line: str, text: str, answers: list[tuple[str, ...]]
) -> None:
    asked = asks(company, "Ada", line)

    assert asked.text == text
    offered = [(one.label, *one.lines) for one in asked.choices]
    assert offered == [*answers, ("Nothing",)]
    assert company.count(Contact) == 0
    for choice in asked.choices:
        if choice.label == "It is planned, no day yet":
            assert asks(company, "Ada", choice.lines[0]).about == "day"
        else:
            carry_out(company, "Ada", choice)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("log call", "Who was it with?"),
        ("log _ call", "Who was it with?"),
        ("log 😀 call", "Who was it with?"),
        ("log % call", "I can't tell who “% call” was with. Who was it?"),
        ("log <!channel> call",
         "I can't tell who “!channel call” was with. Who was it?"),
        ("log <https://evil.example|Mia> call",
         "I can't tell who “Mia call” was with. Who was it?"),
    ],
)  # fmt: skip
def test_a_line_without_a_name_is_finished_by_one(
    company: Company, line: str, text: str
) -> None:
    asked = asks(company, "Ada", line)
    assert (asked.text, labels(asked)) == (text, ["Nothing"])
    assert asked.line == line.replace("log ", "log {} ")

    assert "Who was it" in company.is_refused("Ada", "log call")
    assert "call with Dana Whitfield" in company.hears("Ada", "Dana")
    assert company.count(Contact) == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("log Dana 31 February", "There is no 31 February."),
        ("log Dana listened 101", "can't be a share"),
        ("log Dana listened -1%", "can't be a share"),
        ("log Dana declined listened 50%", "You can't have listened"),
        ("log Ada call", "Ada is you."),
        ("frobnicate", "nothing was saved"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(
    company: Company, line: str, says: str
) -> None:
    assert says in company.is_refused("Ada", line)
    assert company.count(Contact) == 0


@pytest.mark.parametrize(
    "line", ["log Dana call, 20% budget cut", "log Dana call, budget cut by 20%"]
)
def test_a_share_of_something_else_is_not_how_much_was_listened(
    company: Company, line: str
) -> None:
    company.hears("Ada", line)

    assert newest(company).listened is None
    assert "budget cut" in note(company)


@pytest.mark.parametrize("share", [0, 100])
def test_a_share_may_be_nothing_or_all(company: Company, share: int) -> None:
    company.hears("Ada", f"log Dana call listened {share}%")

    assert newest(company).listened == share


def test_how_an_unclear_date_was_read_is_said(company: Company) -> None:
    assert "05/03 read as Thu 5 March" in company.hears("Ada", "log Dana call 05/03")
    assert newest(company).on == date(2026, 3, 5)


def test_the_same_word_twice_is_said_once(company: Company) -> None:
    said = company.hears("Ada", "log Dana called, a call yesterday, on 30 March")

    assert "call with Dana Whitfield, yesterday" in said


def test_saying_nothing_brings_the_form(company: Company) -> None:
    for line in ("", "   ", "/outreach", "log", "/outreach log "):
        reply: Reply = company.say("Ada", line)
        assert not reply.refused
        assert reply.form is not None
        assert (reply.form.action, len(reply.form.fields)) == ("log", 5)
        assert "/outreach log Dana call" in words(reply.message)


@pytest.mark.parametrize("length", [4000, 4001, 10_000])
def test_a_note_may_be_long_but_not_a_document(company: Company, length: int) -> None:
    start = "log Dana call: "
    line = start + "x" * (length - len(start))
    if length <= 4000:
        company.hears("Ada", line)
        assert len(note(company)) == length - len(start)
        return
    assert f"That is {length:,} characters" in company.is_refused("Ada", line)
    assert company.count(Contact) == 0


def test_a_long_sentence_keeps_its_end_in_the_note(company: Company) -> None:
    company.hears("Ada", "had coffee with Dana, she said " + "blah " * 300 + "end")

    assert note(company).endswith("end")


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x85", "\ud83d"])
def test_a_control_character_is_refused(company: Company, letter: str) -> None:
    said = company.is_refused("Ada", f"log Dana call: a{letter}b")

    assert f"U+{ord(letter):04X}" in said
    assert company.count(Contact) == 0


def test_lines_and_tabs_are_no_control_characters(company: Company) -> None:
    company.hears("Ada", "log\tDana call:\none\ntwo")

    assert note(company) == "one\ntwo"


def test_a_contact_can_be_undone_from_its_reply(company: Company) -> None:
    reply = company.say("Ada", "log Dana call")
    [undo] = [one for one in reply.message.buttons if isinstance(one, Button)]

    assert (undo.label, undo.action) == ("Undo", "undo")
