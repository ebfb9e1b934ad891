"""The made-up company: built once, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database.transactions import Database
from storage.database.vault import Vault
from tests.conftest import KEY
from tests.fakes import FakeQueue
from tests.handlers.company import Company, found_company
from tests.handlers.links.both_sides import Sides


@pytest.fixture(scope="session")
def company_template(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("company") / "company.sqlite"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}", vault=Vault([KEY]), queue=FakeQueue())
    found_company(Company(database))
    database.close()
    return path


@pytest.fixture
def company(company_template: Path, tmp_path: Path) -> Iterator[Company]:
    """Ada leads IT; Payroll serves Operations, where Rosa reports to Dana."""
    path = tmp_path / "company.sqlite"
    shutil.copy(company_template, path)
    database = Database(f"sqlite:///{path}", vault=Vault([KEY]), queue=FakeQueue())
    yield Company(database)
    database.close()


@pytest.fixture
def sides(database: Database) -> Sides:
    both = Sides(
        Company(database, tenant="T1", surface="slack"),
        Company(database, tenant="tenant-1", surface="teams"),
    )
    both.slack.hears("Ada", "add Dana Whitfield, COO in Operations")
    both.slack.hears("Ada", "log Dana call yesterday: worried about the cut-over")
    both.teams.hears("Ada", "add Kim Ito, CFO in Finance")
    return both
