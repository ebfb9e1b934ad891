"""Whom a line names: sure only where everything typed fits one person."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from handlers.grammar.people import known_people
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.people.people import PeopleReader
from handlers.grammar.words.lexicon import lexicon
from handlers.grammar.words.tokens import tokens_of
from handlers.speaker import speaker_of
from handlers.turn import Address, Said, Turn, open_turn
from storage.database.transactions import Database, Transaction
from storage.people.facts import Known
from storage.people.store import tied_people
from tests.handlers.company import Company

MINE = (
    "add Dana Whitfield, COO in Operations reports to Lee Park",
    "add Kim Osei, CFO in Finance",
    "add Rosa Lim, HR Director in HR",
    "add Wei Chen, Head of Sales in Sales",
    "add Ann Lee in HR",
    "add Mark Bell, Plant Manager in Operations",
    "add Anne-Marie O'Brien, General Counsel in Legal",
    "add Jürgen Müller in Legal",
    'add Robert "Bob" Stone, Chief Information Officer in IT',
    "add Juan Carlos Pérez in Sales",
    "add Will May in Sales",
    "add 田中太郎 in Sales",
    "add Dr. Anna Weiss in Medical",
    "add Grace Hopper",
)
STRANGERS = ("Dana Fox", "Priya Shah", "Ben Hill", "Ben Moss", "Zoë Frank")


@pytest.fixture
def known(database: Database) -> Company:
    """Ada's own people, and a directory of strangers beside them."""
    company = Company(database)
    for line in MINE:
        company.hears("Ada", line)
    for name in STRANGERS:
        company.person(name, "Marketing")
    return company


T = TypeVar("T")


def in_turn(company: Company, line: str, work: Callable[[Turn], T]) -> T:
    """Do something in a turn of Ada's."""
    company.leader("Ada")
    by = Address(company.surface, company.tenant, "Ada")
    said = Said(by=by, text=line, at=datetime(2026, 3, 31, 9, tzinfo=UTC))

    def run(tx: Transaction) -> T:
        speaker = speaker_of(tx, by, profile=said.profile, at=said.at)
        return work(open_turn(tx, speaker, said))

    return company.database.run_now(run)


def read(
    company: Company, line: str, *, at: int = 0, lower_ok: bool = True, code: str = "en"
) -> tuple[str, Who] | None:
    """Return the words from a token on that name somebody, and whom."""

    def work(turn: Turn) -> tuple[str, Who] | None:
        tokens = tokens_of(line)
        found = PeopleReader(turn, tokens, lexicon(code)).at(tokens, at, lower_ok)
        if found is None:
            return None
        taken = tokens[at : at + found[0]]
        return line[taken[0].start : taken[-1].end], found[1]

    return in_turn(company, line, work)


def names(who: Who) -> list[str]:
    """Return the names of everybody it may be."""
    return [one.name for one in who.people]


@pytest.mark.parametrize(
    ("line", "words", "name"),
    [
        ("Dana Whitfield called", "Dana Whitfield", "Dana Whitfield"),
        ("Whitfield Dana called", "Whitfield Dana", "Dana Whitfield"),
        ("DANA WHITFIELD", "DANA WHITFIELD", "Dana Whitfield"),
        ("dana whitfield call", "dana whitfield", "Dana Whitfield"),
        ("Dana called", "Dana", "Dana Whitfield"),  # Dana Fox is no one of mine
        ("dana call", "dana", "Dana Whitfield"),
        ("Whitfield called", "Whitfield", "Dana Whitfield"),
        ("Dana W called", "Dana W", "Dana Whitfield"),
        ("Dana W. called", "Dana W.", "Dana Whitfield"),
        ("W. Chen called", "W. Chen", "Wei Chen"),
        ("D Whitfield called", "D Whitfield", "Dana Whitfield"),
        ("Dana Fox called", "Dana Fox", "Dana Fox"),
        ("Priya called", "Priya", "Priya Shah"),
        ("Dana's team", "Dana", "Dana Whitfield"),
        ("Zoe called", "Zoe", "Zoë Frank"),
        ("Zoe\u0308 called", "Zoe\u0308", "Zoë Frank"),
        ("Da\u200bna call", "Da\u200bna", "Dana Whitfield"),
        ("*Dana* call", "Dana", "Dana Whitfield"),
        ("Muller called", "Muller", "Jürgen Müller"),
        ("Mueller called", "Mueller", "Jürgen Müller"),
        ("Juergen Mueller called", "Juergen Mueller", "Jürgen Müller"),
        ("Anne-Marie called", "Anne-Marie", "Anne-Marie O'Brien"),
        ("Anne Marie called", "Anne Marie", "Anne-Marie O'Brien"),
        ("O’Brien called", "O’Brien", "Anne-Marie O'Brien"),
        ("anne-marie o'brien call", "anne-marie o'brien", "Anne-Marie O'Brien"),
        ('Robert "Bob" Stone', 'Robert "Bob" Stone', 'Robert "Bob" Stone'),
        ("Bob Stone called", "Bob Stone", 'Robert "Bob" Stone'),
        ("Robert Stone called", "Robert Stone", 'Robert "Bob" Stone'),
        ("Bob called", "Bob", 'Robert "Bob" Stone'),
        ("Juan Perez called", "Juan Perez", "Juan Carlos Pérez"),
        ("Juan Carlos called", "Juan Carlos", "Juan Carlos Pérez"),
        ("Ms Whitfield called", "Ms Whitfield", "Dana Whitfield"),
        ("ms. whitfield called", "ms. whitfield", "Dana Whitfield"),
        ("Dr. Weiss called", "Dr. Weiss", "Anna Weiss"),
        ("Anna called", "Anna", "Anna Weiss"),
        ("Prof Weiss called", "Prof Weiss", "Anna Weiss"),
        ("Herr Müller called", "Herr Müller", "Jürgen Müller"),
        ("señora Lim called", "señora Lim", "Rosa Lim"),
        ("Mr May called", "Mr May", "Will May"),
        ("Will May called", "Will May", "Will May"),
        ("the CFO called", "the CFO", "Kim Osei"),
        ("the CIO called", "the CIO", 'Robert "Bob" Stone'),
        ("our COO called", "our COO", "Dana Whitfield"),
        ("the head of sales called", "the head of sales", "Wei Chen"),
        ("the plant manager called", "the plant manager", "Mark Bell"),
        ("the HR director called", "the HR director", "Rosa Lim"),
        ("the director of HR called", "the director of HR", "Rosa Lim"),
        ("the general counsel called", "the general counsel", "Anne-Marie O'Brien"),
        ("Dana's boss called", "Dana's boss", "Lee Park"),
        ("Kim from Finance called", "Kim from Finance", "Kim Osei"),
        ("kim from finance called", "kim from finance", "Kim Osei"),
        ("Kim (CFO) called", "Kim (CFO)", "Kim Osei"),
        ("Kim (Finance) called", "Kim (Finance)", "Kim Osei"),
        ("Kim, the CFO, called", "Kim, the CFO", "Kim Osei"),
        ("Kim the CFO called", "Kim the CFO", "Kim Osei"),
        ("Kim. Then lunch", "Kim", "Kim Osei"),
        ('"Dana Whitfield" called', '"Dana Whitfield"', "Dana Whitfield"),
    ],
)
def test_whoever_fits_all_that_was_typed_is_meant(
    known: Company, line: str, words: str, name: str
) -> None:
    found = read(known, line)

    assert found is not None
    assert found[0] == words
    assert [one.removeprefix("Dr. ") for one in names(found[1])] == [name]
    assert found[1].sure
    assert not found[1].unknown


@pytest.mark.parametrize(
    ("line", "words", "first"),
    [
        ("Dana Smith called", "Dana Smith", "Dana Whitfield"),
        ("Dana Lim called", "Dana Lim", "Dana Whitfield"),
        ("Dana X called", "Dana X", "Dana Whitfield"),
        ("Dana Whitfield Smith called", "Dana Whitfield Smith", "Dana Whitfield"),
        ("Dana Whitfield-Smith called", "Dana Whitfield-Smith", "Dana Whitfield"),
        ("Ann Leeson called", "Ann Leeson", "Ann Lee"),
        ("Rosa Luxemburg called", "Rosa Luxemburg", "Rosa Lim"),
        ("Maria Whitfield called", "Maria Whitfield", "Dana Whitfield"),
        ("Whitfield Smith called", "Whitfield Smith", "Dana Whitfield"),
        ("Kim from Legal called", "Kim from Legal", "Kim Osei"),
        ("kim from legal called", "kim from legal", "Kim Osei"),
        ("Kim from Google called", "Kim from Google", "Kim Osei"),
        ("Kim (Legal) called", "Kim (Legal)", "Kim Osei"),
        ("Kim the COO called", "Kim the COO", "Kim Osei"),
        ("another Kim called", "another Kim", "Kim Osei"),
        ("the other Kim called", "other Kim", "Kim Osei"),
        ("Danna called", "Danna", "Dana Whitfield"),
        ("Dana Whitfeild called", "Dana Whitfeild", "Dana Whitfield"),
        ("dana whitfeild call", "dana whitfeild", "Dana Whitfield"),
        ("Whitfeild called", "Whitfeild", "Dana Whitfield"),
        ("our counsel called", "our counsel", "Anne-Marie O'Brien"),
        ("田中 called", "田中", "田中太郎"),
        ("田中さん called", "田中さん", "田中太郎"),
        ("Carlo called", "Carlo", "Juan Carlos Pérez"),
    ],
)
def test_another_name_or_a_slip_asks_with_the_likeliest_first(
    known: Company, line: str, words: str, first: str
) -> None:
    start = 1 if line.startswith("the other") else 0
    found = read(known, line, at=start)

    assert found is not None
    assert found[0] == words
    assert not found[1].sure
    assert found[1].unknown == words
    assert names(found[1])[0] == first


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Ben called", ["Ben Hill", "Ben Moss"]),
        ("Bell called", ["Mark Bell"]),
    ],
)
def test_two_of_one_name_ask_and_a_single_one_does_not(
    known: Company, line: str, people: list[str]
) -> None:
    found = read(known, line)

    assert found is not None
    assert names(found[1]) == people
    assert found[1].sure is (len(people) == 1)
    assert not found[1].unknown


def test_two_people_of_my_own_of_one_first_name_ask(known: Company) -> None:
    known.hears("Ada", "add Dana Reyes in Legal")

    found = read(known, "Dana called")

    assert found is not None
    assert names(found[1]) == ["Dana Reyes", "Dana Whitfield"]
    assert not found[1].sure


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("Luxemburg called", "Luxemburg"),
        ("Sofia Callas called", "Sofia Callas"),
        ("Rosa's boss called", "Rosa's boss"),
    ],
)
def test_an_unknown_name_is_told_as_it_was_typed(
    known: Company, line: str, unknown: str
) -> None:
    found = read(known, line)

    assert found is not None
    assert found[1] == Who((), unknown)


@pytest.mark.parametrize(
    "line",
    ["will call her", "may I ask", "mark it as done", "called Dana", "grace period",
     "budget talk", "the plan", "w Dana", "Yesterday", "", "🤝", "dana call"],
)  # fmt: skip
def test_ordinary_words_are_nobody(known: Company, line: str) -> None:
    assert read(known, line, lower_ok=False) is None


def test_a_lone_letter_before_a_name_is_no_initial(known: Company) -> None:
    found = read(known, "coffee w Dana", at=2)

    assert found is not None
    assert names(found[1]) == ["Dana Whitfield"]


def test_only_a_word_that_may_be_a_slip_loads_all_of_ones_people(
    known: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def counted(tx: Transaction, *, leader_id: str) -> list[Known]:
        loaded.append(leader_id)
        return tied_people(tx, leader_id=leader_id)

    monkeypatch.setattr(known_people, "tied_people", counted)

    def cost(line: str) -> bool:
        loaded.clear()
        for place in range(len(tokens_of(line))):
            read(known, line, at=place)
        return len(loaded) > 0

    assert not cost("met Dana and Kim Osei yesterday about the meeting")
    assert cost("met Danna yesterday")
    assert cost("met the CFO yesterday")
