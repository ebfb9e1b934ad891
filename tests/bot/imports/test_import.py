"""`outreach import`: files of other systems, taken once, with bad rows told by line."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.imports import progress as batches
from bot.imports.columns import CannotRead
from bot.imports.contacts import Terms, import_contacts_of
from bot.imports.introducers import NobodyThere, introducers_by_id
from bot.imports.people import import_people
from bot.imports.progress import SHOWN, Progress
from bot.workspaces import WhichOne, workspace_meant
from storage.database.transactions import Database, Transaction
from storage.database.writer import table_of
from storage.models import (
    Contact,
    DeclaredTie,
    ExternalId,
    ObservedDay,
    ObservedTie,
    Person,
    Tie,
    Unit,
)
from storage.people.same import everybody
from tests.handlers.company import Company, found_company

NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)
PEOPLE = """id,name,unit,manager,title,email
1,Dana Whitfield,Operations,,COO,dana@example.com
2,Rosa Lim,Operations,1,Head of Payroll,rosa@example.com
3,Ben Okoro,Operations,1,,
4,Kim Ito,Finance,4,CFO,
"""
SAVED: tuple[type[SQLModel], ...] = (
    Person,
    Unit,
    ExternalId,
    ObservedDay,
    ObservedTie,
    Contact,
    Tie,
)


class Desk:
    """Somebody at the terminal with a database and files."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.heard: list[str] = []
        self.where = database.run_now(workspace_meant)

    def _file(self, text: str) -> Path:
        file = self.folder / "file.csv"
        file.write_text(text)
        return file

    def people(self, text: str, typed: str = "", *, dry_run: bool = False) -> str:
        progress = Progress(self.heard.append)
        import_people(
            self.database, self.where, self._file(text),
            typed=typed, dry_run=dry_run, progress=progress,
        )  # fmt: skip
        return progress.summary("things", dry_run=dry_run)

    def contacts(
        self,
        text: str,
        typed: str = "",
        *,
        consented: bool = False,
        dry_run: bool = False,
        company: Company | None = None,
    ) -> str:
        progress = Progress(self.heard.append)
        leader = company.leader("Ada") if company is not None else None
        import_contacts_of(
            self.database, self.where, self._file(text),
            Terms(ZoneInfo("UTC"), NOW, consented, leader),
            typed=typed, dry_run=dry_run, progress=progress,
        )  # fmt: skip
        return progress.summary("days", dry_run=dry_run)

    def rows(self) -> list[list[tuple[object, ...]]]:
        """Return all that is saved."""

        def read(tx: Transaction) -> list[list[tuple[object, ...]]]:
            return [
                sorted((tuple(row) for row in tx.execute(sa.select(table))), key=str)
                for table in map(table_of, SAVED)
            ]

        return self.database.run_now(read)

    def introducers(self, leader: str, to: str, before: date) -> list[str]:
        return [
            one["id"]
            for one in self.database.run_now(
                lambda tx: introducers_by_id(tx, leader, to, before=before)
            )
        ]


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path)


@pytest.fixture
def light_desk(sqlite_database: Database, tmp_path: Path) -> Desk:
    return Desk(sqlite_database, tmp_path)


def test_people_come_with_units_and_reporting_lines(desk: Desk) -> None:
    desk.people(PEOPLE)

    people = desk.database.run_now(lambda tx: everybody(tx, desk.where))
    rows = desk.database.run_now(lambda tx: tx.rows(sa.select(Person)))
    above = {row.name: row.manager_id for row in rows}
    assert above["Rosa Lim"] == above["Ben Okoro"] == people["1"]
    assert above["Dana Whitfield"] is None
    assert above["Kim Ito"] is None  # who reports to themselves reports to nobody
    assert people["rosa@example.com"] == people["2"]
    assert desk.heard == []


MAIL = """from,to,at,kind
1,2,2026-03-01 09:00,email
2,1,2026-03-02 09:00,
rosa@example.com,3,2026-03-02,met
"""


def test_importing_twice_changes_nothing(desk: Desk) -> None:
    desk.people(PEOPLE)
    assert desk.contacts(MAIL, consented=True).startswith("3 rows read, 3 days new")
    before = desk.rows()

    assert "4 rows read, 0 things" in desk.people(PEOPLE)
    assert "3 rows read, 0 days" in desk.contacts(MAIL, consented=True)

    assert desk.rows() == before


def test_a_crash_in_the_middle_is_made_good_by_importing_again(
    light_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = light_desk
    desk.people(PEOPLE)
    monkeypatch.setattr(batches.pieces, "__defaults__", (1,))
    saved = 0

    def dies(_: str) -> None:
        raise KeyboardInterrupt

    progress = Progress(dies, every=3)
    with pytest.raises(KeyboardInterrupt):
        import_contacts_of(
            desk.database, desk.where, desk._file(MAIL),
            Terms(ZoneInfo("UTC"), NOW), progress=progress,
        )  # fmt: skip
    saved = len(desk.rows()[SAVED.index(ObservedDay)])
    assert saved == 2  # the third row's transaction was taken back

    desk.contacts(MAIL)
    after = desk.rows()[SAVED.index(ObservedTie)]
    desk.contacts(MAIL)

    assert len(desk.rows()[SAVED.index(ObservedDay)]) == 3
    assert desk.rows()[SAVED.index(ObservedTie)] == after


def test_a_day_counts_once_and_decays_in_thirty_days(desk: Desk) -> None:
    desk.people(PEOPLE)
    desk.contacts(
        "from,to,at,kind\n1,2,2026-01-01,email\n2,1,2026-01-01,call\n1,2,2026-01-31,met\n"
    )

    [tie] = desk.database.run_now(lambda tx: tx.rows(sa.select(ObservedTie)))
    assert tie.strength == pytest.approx(1.5)  # a call that day halved, and a meeting
    assert tie.shared == 0.0
    assert tie.strength_on == date(2026, 1, 31)


def test_bad_rows_are_told_by_line_and_the_rest_is_kept(light_desk: Desk) -> None:
    desk = light_desk
    said = desk.people(
        PEOPLE
        + ",No Id,,,,\n"
        + "5,,,,,\n"
        + f"6,{'x' * 81},,,,\n"
        + "1,Twice,,,,\n"
        + "7,\u202eesreveR,,,,\n"
        + "8,Lee Park,,99,,\n"
        + "9,“Zoë” 🙂 محمد <!channel>,,,,\n"
    )

    assert desk.heard == [
        "Line 6: left out, its id is empty.",
        "Line 7: left out, its name is empty.",
        "Line 8: left out, its name has 81 characters, up to 80 fit.",
        "Line 9: left out, id 1 is on line 2 too.",
        "Line 10: left out, its name holds a character that cannot be shown.",
        "Line 11: left out, its manager 99 is in no row; the rest was taken.",
    ]
    assert said.endswith("6 left out.")
    people = desk.database.run_now(lambda tx: everybody(tx, desk.where))
    assert {"8", "9"} <= set(people) and not {"5", "6", "7"} & set(people)


def test_bad_contacts_are_told_by_line(light_desk: Desk) -> None:
    desk = light_desk
    desk.people(PEOPLE)

    said = desk.contacts(
        "from,to,at,kind\n1,77,2026-03-01,\n1,2,yesterday,\n1,2,2026-04-01,\n"
        "1,2,1989-12-31,\n1,2,2026-03-01,fax\n,2,2026-03-01,\n1,1,2026-03-01,\n"
        "1,2,2026-03-31T09:00,call\n1\n"
    )

    assert desk.heard == [
        "Line 2: left out, nobody has the id 77: import people first.",
        "Line 3: left out, “yesterday” is no date like 2026-03-31 or 2026-03-31 08:00.",
        "Line 4: left out, 2026-04-01 is in the future.",
        "Line 5: left out, 1989-12-31 is before 1990.",
        "Line 6: left out, “fax” is none of met, call, event, message, email.",
        "Line 7: left out, its from is empty.",
        "Line 10: left out, its to is empty.",
    ]
    assert "1 days new" in said
    assert "1 to themselves" in said


def test_a_circle_of_reports_is_left_out(light_desk: Desk) -> None:
    desk = light_desk
    desk.people("id,name,manager\n1,A,2\n2,B,3\n3,C,1\n")

    assert desk.heard == [
        "Line 4: left out, 1 reports to 3 already, and a line of reports has no "
        "circle; the rest was taken."
    ]


@pytest.mark.parametrize(
    ("header", "typed", "says"),
    [
        (
            "sender,recipient,event_date",
            "",
            "There is no column “from” nor “to” nor “at”; the file has sender, "
            "recipient, event_date. If it is called otherwise, add: "
            "--map from=sender,to=recipient,at=event_date",
        ),
        ("a,to,at", "", "--map from=THEIR_COLUMN"),
        ("from,to,at", "from=lost", "There is no column “lost”"),
        ("from,to,at", "who=sender", "I can't read “who=sender” in --map."),
        ("from,to,at", "from", "I can't read “from” in --map."),
        ("", "", "The file is empty."),
    ],
)
def test_a_file_with_other_columns_is_refused_with_what_to_type(
    light_desk: Desk, header: str, typed: str, says: str
) -> None:
    with pytest.raises(CannotRead) as refused:
        light_desk.contacts(header + "\n" if header else "", typed)

    assert says in str(refused.value)


def test_the_map_that_is_proposed_works(light_desk: Desk) -> None:
    light_desk.people(PEOPLE)
    said = light_desk.contacts(
        "sender,recipient,event_date\n1,2,2026-03-01\n",
        "from=sender,to=recipient,at=event_date",
    )
    assert "1 days new" in said


def test_what_is_no_table_is_refused_in_words(light_desk: Desk, tmp_path: Path) -> None:
    for file in (tmp_path / "none.csv", tmp_path / "bytes.csv"):
        if file.name == "bytes.csv":
            file.write_bytes(b"id,name\n\xff\xfe,x\n")
        with pytest.raises(CannotRead) as refused:
            import_people(
                light_desk.database, light_desk.where, file,
                progress=Progress(light_desk.heard.append),
            )  # fmt: skip
        assert "import it again" in str(refused.value)


def test_a_dry_run_saves_nothing(desk: Desk) -> None:
    before = desk.rows()
    assert desk.people(PEOPLE, dry_run=True).endswith("it was a dry run.")
    assert desk.rows() == before
    desk.people(PEOPLE)
    before = desk.rows()
    assert "3 days new or would change" in desk.contacts(MAIL, dry_run=True)
    assert desk.rows() == before


def test_many_bad_rows_are_counted_not_listed(light_desk: Desk) -> None:
    light_desk.people("id,name\n" + ",x\n" * (SHOWN + 3))

    assert len(light_desk.heard) == SHOWN + 1
    assert light_desk.heard[-1] == "... and 3 more rows were left out."


@pytest.mark.parametrize(("recipients", "days"), [(5, 5), (6, 0)])
def test_a_message_to_more_than_five_is_no_contact(
    light_desk: Desk, recipients: int, days: int
) -> None:
    light_desk.people("id,name\n" + "".join(f"{n},P{n}\n" for n in range(7)))
    mail = "".join(f"0,{n},2026-03-01 09:00\n" for n in range(recipients + 1))

    light_desk.contacts("from,to,at\n" + mail)  # one of them to themselves

    assert len(light_desk.rows()[SAVED.index(ObservedDay)]) == days


def test_a_meeting_of_many_is_a_contact_with_each(light_desk: Desk) -> None:
    light_desk.people("id,name\n" + "".join(f"{n},P{n}\n" for n in range(7)))
    met = "".join(f"0,{n},2026-03-01 09:00,met\n" for n in range(1, 7))

    light_desk.contacts("from,to,at,kind\n" + met)

    assert len(light_desk.rows()[SAVED.index(ObservedDay)]) == 6


THROUGH = "from,to,at\n2,1,2026-03-01\n2,3,2026-03-01\n4,1,2026-03-02\n4,3,2026-03-03\n"


def test_others_ties_serve_introductions_only_with_consent(desk: Desk) -> None:
    desk.people(PEOPLE)
    desk.contacts(THROUGH)
    assert desk.introducers("1", "3", date(2026, 3, 31)) == []

    desk.contacts(THROUGH, consented=True)
    assert desk.introducers("1", "3", date(2026, 3, 31)) == ["4", "2"]

    desk.contacts(THROUGH)  # said once, it is not taken back by saying nothing
    assert desk.introducers("1", "3", date(2026, 3, 31)) == ["4", "2"]


def test_only_what_was_before_the_day_is_used(light_desk: Desk) -> None:
    light_desk.people(PEOPLE)
    light_desk.contacts(THROUGH, consented=True)

    assert light_desk.introducers("1", "3", date(2026, 3, 1)) == []
    assert light_desk.introducers("1", "3", date(2026, 3, 2)) == ["2"]
    assert light_desk.introducers("1", "3", date(2026, 3, 3)) == ["2"]
    assert light_desk.introducers("1", "3", date(2026, 3, 4)) == ["4", "2"]


def test_unknown_ids_and_twice_the_same_are_refused(light_desk: Desk) -> None:
    light_desk.people(PEOPLE)
    for leader, to in (("1", "x"), ("x", "1"), ("1", "1"), ("", "1")):
        with pytest.raises(NobodyThere):
            light_desk.introducers(leader, to, date(2026, 3, 4))


def test_several_workspaces_are_asked_for_by_key(light_desk: Desk) -> None:
    found_company(Company(light_desk.database))

    with pytest.raises(WhichOne, match="--workspace acme"):
        light_desk.database.run_now(workspace_meant)
    with pytest.raises(WhichOne, match="There is no workspace T0"):
        light_desk.database.run_now(lambda tx: workspace_meant(tx, "T0"))
    light_desk.people(PEOPLE)
    assert (
        light_desk.database.run_now(
            lambda tx: everybody(tx, workspace_meant(tx, "acme"))
        )
        == {}
    )  # another workspace's ids are nobody here


@pytest.fixture
def company(light_desk: Desk) -> Company:
    """Return the made-up company, whose directory Desk then imports into."""
    company = Company(light_desk.database)
    found_company(company)
    light_desk.where = company.leader("Ada").workspace_id
    light_desk.people(PEOPLE + "5,Ada,IT,,,\n")
    return company


def test_people_already_known_by_name_stay_the_same(
    light_desk: Desk, company: Company
) -> None:
    people = light_desk.database.run_now(lambda tx: everybody(tx, light_desk.where))
    assert people["1"] == company.person_id("Dana Whitfield")
    assert people["5"] == company.leader("Ada").person_id


def test_a_leaders_own_file_becomes_their_contacts_alone(
    light_desk: Desk, company: Company
) -> None:
    own = (
        "from,to,at,kind\n5,1,2026-03-02 09:00,call\n"
        "1,5,2026-03-03,email\n1,2,2026-03-03,\n"
    )

    said = light_desk.contacts(own, company=company)
    again = light_desk.contacts(own, company=company)

    assert "2 days new" in said and "0 days new" in again
    assert light_desk.heard[0] == "Line 4: left out, it is not a contact of Ada."
    assert company.count(ObservedDay) == 0
    assert company.count(Contact) == 2
    assert "call" in company.hears("Ada", "who Dana")
    tie = company.row(Tie, person_id=company.person_id("Dana Whitfield"))
    assert tie.strength == pytest.approx(0.5 + 0.5 ** (1 / 30))
    assert not tie.stakeholder


def test_forgetting_somebody_erases_the_days_with_them_and_their_ids(
    light_desk: Desk, company: Company
) -> None:
    light_desk.people(PEOPLE + "5,Ada,IT,,,\n6,Lee Park,,,,lee@example.com\n")
    light_desk.contacts(
        "from,to,at\n5,6,2026-03-01\n6,5,2026-03-02\n5,1,2026-03-02\n", consented=True
    )

    said = company.hears("Ada", "forget Lee Park yes")

    assert "out of the directory too" in said
    assert company.count(ObservedDay) == 1  # that with Dana
    assert company.count(ObservedTie) == 1
    keys = light_desk.database.run_now(lambda tx: everybody(tx, light_desk.where))
    assert not {"6", "lee@example.com"} & set(keys)


def test_the_good_word_is_asked_of_who_knows_them_by_consented_ties(
    light_desk: Desk, company: Company
) -> None:
    from scheduler.gather.situations import situations
    from storage.leaders.facts import ForWhom

    company.hears("Ada", "add Dana Whitfield, COO")
    company.hears("Ada", "log Kim call yesterday")
    ada = company.leader("Ada")
    whom = ForWhom(ada.leader_id, ada.workspace_id, ada.person_id)

    def mutual() -> list[str]:
        found = light_desk.database.run_now(
            lambda tx: situations(tx, whom, today=date(2026, 3, 31))
        )
        [dana] = [one for one in found if one.executive.name == "Dana Whitfield"]
        return [colleague.person.name for colleague in dana.mutual]

    days = "from,to,at,kind\n4,1,2026-03-20,met\n"
    light_desk.contacts(days)
    assert mutual() == []
    light_desk.contacts(days, consented=True)
    assert mutual() == ["Kim Ito"]
    assert company.count(DeclaredTie) == 0
