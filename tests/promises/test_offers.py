"""No refusal proposes nonsense: every line that is offered is typed, and does as said.

A broad lot of lines is typed, most of them bad. Whatever a refusal or a question
offers, as a choice or as “Type: ...”, is typed in its turn, and what that offers, too.
Each must be understood, or be asked about further; and nothing may be kept that was not
said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import product

import pytest

from handlers.answer import answer
from handlers.talk.help import explained
from handlers.turn import Address, Doubt, Profile, Refusal, Reply, Said
from handlers.verbs import COMMANDS
from storage.database.transactions import Database, Transaction
from storage.models import Change, tables
from tests.cases import PEOPLE, lines_of, rows_of
from tests.handlers.company import TODAY, Company, words

TYPED = re.compile(  # up to the end of the sentence or the next line that is offered
    r"/outreach ([^\n]+?)(?=\.(?:\s|$)|,? (?:or|and) /outreach|, /outreach|,? or report"
    r"|[.]?$)",
    re.MULTILINE,
)
ODD = (
    "", "Kim", "Dana", "Nobody", "Dana Whitfeild", "Kim: likes tea", "Kim on A-1",
    "Payroll", "Payroll 9", "I-12", "I-99", "A-1", "A-99", "31 February", "tomorrow",
    "xyzzy", "Kim and Nobody: x", "Ada: x", "🙂", "<!channel>", "yes", "stop 9",
)  # fmt: skip
ALWAYS = frozenset({"", "Kim", "Dana", "Nobody"})
SPARED = 3  # of the other pairs of verb and odd words one in so many is typed
READS = frozenset({
    "who", "next", "why", "list", "help", "search", "prep", "draft", "unit",
})  # fmt: skip
NOT_THERE = (
    re.compile(  # an example with a name in capitals is no line to type as it is
        r"\b(?:NAME|UNIT|SERVICE|PERSON|CODE|XXXX-XXXX|SOMEBODY)\b"
    )
)
WORDS_OF_A_CONTACT = frozenset({"log", "edit", "done", "met", "call", "coffee", "had"})
DEEPEST = 3  # offers of offers that are followed


@dataclass(frozen=True, slots=True)
class Offer:
    """A line to type, and where it was offered."""

    line: str
    label: str  # of the button; "" = in the words of a refusal
    after: str  # the line that was answered with it
    depth: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a line, which was rolled back."""

    reply: Reply | None
    refusal: Refusal | None
    written: frozenset[str] = frozenset()  # tables that had more or fewer rows after it
    kept: frozenset[str] = frozenset()  # those that had more

    @property
    def doubt(self) -> Doubt | None:
        return self.refusal.doubt if self.refusal else None

    @property
    def said(self) -> str:
        if self.refusal is not None:
            return "\n".join((self.refusal.text, *self.refusal.choices))
        return words(self.reply.message) if self.reply else ""


class RolledBack(Exception):
    """Raised to leave nothing of a line behind."""


def outcome_of(company: Company, line: str) -> Outcome:
    """Type a line as Ada, see what it would write, and take all of it back."""
    said = Said(
        by=Address(company.surface, company.tenant, "Ada"),
        text=line,
        at=datetime.combine(TODAY, time(9), UTC) + timedelta(minutes=1),
        profile=Profile(name="Ada", zone="Europe/London"),
    )
    seen: list[Outcome] = []

    before = company.database.run_now(counts)

    def work(tx: Transaction) -> None:
        try:
            reply = answer(tx, said)
        except Refusal as refusal:
            seen.append(Outcome(None, refusal))
        else:
            after = counts(tx)
            changed = {name for name in after if after[name] != before[name]}
            more = {name for name in after if after[name] > before[name]}
            seen.append(Outcome(reply, None, frozenset(changed), frozenset(more)))
        raise RolledBack

    with pytest.raises(RolledBack):
        company.database.run_now(work)
    return seen[0]


COUNTED = " UNION ALL ".join(
    f'SELECT \'{one.__tablename__}\', count(*) FROM "{one.__tablename__}"'
    for one in tables()
    if one.__tablename__
    in {"change", "note", "motivator", "need", "topic", "remark", "person",
        "ask", "given", "issue", "rating", "accomplishment", "agendaitem", "stance"}
)  # fmt: skip


COUNTED += (
    " UNION ALL SELECT 'contact', count(*) FROM contact WHERE outcome <> 'planned'"
    " UNION ALL SELECT 'plan', count(*) FROM contact WHERE outcome = 'planned'"
)


def counts(tx: Transaction) -> dict[str, int]:
    """Return how many rows there are of each kind; a plan is no contact."""
    rows = tx.connection.exec_driver_sql(COUNTED)
    return {name: int(number) for name, number in rows}


def offers_in(outcome: Outcome, after: str, depth: int) -> Iterator[Offer]:
    """Yield every line that a refusal or question offers."""
    if outcome.doubt is not None:
        for choice in outcome.doubt.choices:
            for line in choice.lines:
                yield Offer(line, choice.label, after, depth)
    if outcome.refusal is not None:
        for line in TYPED.findall(outcome.said):
            if not NOT_THERE.search(line):
                yield Offer(line.strip(" .”"), "", after, depth)


def corpus() -> list[str]:
    """Return what is typed first: all verbs with odd words, and all cases."""
    typed = [
        f"{verb} {odd}".strip()
        for n, (verb, odd) in enumerate(product(COMMANDS, ODD))
        if n % SPARED == 0 or odd in ALWAYS
    ]
    typed += [one for verb in COMMANDS for one in explained(COMMANDS[verb])[1]]
    for name in ("leaders-type.tsv", "fresh.tsv"):
        typed += [row["line"] for row in rows_of(name)]
    typed += [row["typed"] for row in rows_of("guesses.tsv")]
    typed += lines_of("tricky.txt") + lines_of("tricky2.txt")
    return list(dict.fromkeys(typed))


@pytest.fixture(scope="module")
def book(
    sqlite_template: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    import shutil

    from storage.database.vault import Vault
    from tests.conftest import KEY
    from tests.fakes import FakeQueue

    path = tmp_path_factory.mktemp("offers") / "offers.sqlite"
    shutil.copy(str(sqlite_template), path)
    url = f"sqlite:///{path}"
    company = Company(Database(url, vault=Vault([KEY]), queue=FakeQueue()))
    for line in (*PEOPLE, "agenda Cut-over, decision 12 June", "log Kim Osei call"):
        company.hears("Ada", line)
    yield company
    company.database.close()


@pytest.fixture(scope="module")
def followed(book: Company) -> list[tuple[Offer, Outcome]]:
    """Every offer with what came of it, offers of offers included."""
    told: dict[str, Outcome] = {}
    found: dict[tuple[str, str], tuple[Offer, Outcome]] = {}
    waiting = [(line, 0) for line in corpus()]
    while waiting:
        line, depth = waiting.pop()
        outcome = told.setdefault(line, outcome_of(book, line))
        for offer in offers_in(outcome, line, depth):
            key = offer.line, offer.label
            if key in found or depth >= DEEPEST:
                continue
            result = told.get(offer.line) or outcome_of(book, offer.line)
            told[offer.line] = result
            found[key] = offer, result
            waiting.append((offer.line, depth + 1))
    return list(found.values())


def told_of(found: list[tuple[Offer, Outcome]]) -> str:
    return "\n".join(
        f"  {offer.after!r} offers {offer.label!r} {offer.line!r}: "
        f"{outcome.said[:90]!r}"
        for offer, outcome in found[:40]
    )


def hold(found: list[tuple[Offer, Outcome]], most: int, what: str) -> None:
    """Fail with the worst of it in words alone."""
    if len(found) > most:
        text = f"{len(found)} offers {what}, where {most} are left:\n{told_of(found)}"
        pytest.fail(text, pytrace=False)


# How many are left in chapters that still tell people what to type; may only fall.
REFUSED_PRESSES = 35
REFUSED_LINES = 5


def test_every_choice_is_understood_or_leads_on(
    followed: list[tuple[Offer, Outcome]],
) -> None:
    refused = [
        one
        for one in followed
        if one[0].label and one[1].refusal is not None and one[1].doubt is None
    ]
    assert len(followed) > 100
    hold(refused, REFUSED_PRESSES, "are pressed and refused")


def test_every_line_to_type_is_understood_or_leads_on(
    followed: list[tuple[Offer, Outcome]],
) -> None:
    refused = [
        one
        for one in followed
        if not one[0].label and one[1].refusal is not None and one[1].doubt is None
    ]
    hold(refused, REFUSED_LINES, "are typed and refused")


def test_what_only_reads_writes_nothing(followed: list[tuple[Offer, Outcome]]) -> None:
    wrote = [
        (offer, outcome)
        for offer, outcome in followed
        if offer.line.split()[:1] and offer.line.split()[0] in READS and outcome.written
    ]
    hold(wrote, 0, "read, and keep something")


def test_only_what_tells_of_a_contact_keeps_one(
    followed: list[tuple[Offer, Outcome]],
) -> None:
    kept = [
        (offer, outcome)
        for offer, outcome in followed
        if "contact" in outcome.kept
        and not WORDS_OF_A_CONTACT & set(offer.line.casefold().split())
    ]
    hold(kept, 0, "keep a contact that they do not tell of")


def test_a_question_has_one_choice_that_keeps_nothing_and_no_label_twice(
    book: Company, followed: list[tuple[Offer, Outcome]]
) -> None:
    doubts = {outcome.doubt for _, outcome in followed if outcome.doubt}
    for doubt in doubts:
        labels = [choice.label for choice in doubt.choices]
        nothing = [one for one in doubt.choices if not (one.lines or one.press)]
        assert len(nothing) <= 1, doubt  # where there is none it is added
        assert len(set(labels)) == len(labels), doubt
        assert all(0 < len(label) <= 75 for label in labels), doubt


def test_a_refusal_and_a_question_keep_nothing(book: Company) -> None:
    before = book.count(Change)
    for line in ("xyzzy", "note Kim: x", "Kim seems unhappy"):
        book.doubt("Ada", line)
    assert book.count(Change) == before
