"""Every table says what erasing, undo, sharing, bringing and purging do with it."""

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from storage.database.writer import belongs_to, table_of
from storage.models import KeyCheck, Person, Table, tables
from storage.models.table import OfALeader, OfAWorkspace, OfTheBot

SAID = tuple(Table.__annotations__)
OF_ITS_OWN_RULE = {
    (KeyCheck, "sealed")
}  # told to check keys: see `storage.database.keys`

each_table = pytest.mark.parametrize("model", tables(), ids=lambda one: one.__name__)


def test_no_table_is_of_no_kind() -> None:
    ours = {table_of(model).name for model in tables()}
    assert ours == set(SQLModel.metadata.tables)


def test_a_new_table_must_say_each_of_these() -> None:
    assert "about_people" in SAID
    assert not [name for name in SAID if hasattr(Table, name)]


@pytest.mark.parametrize(
    ("kind", "left_open"),
    [
        (OfALeader, ["about_people", "sealed_texts", "brought"]),
        (OfAWorkspace, ["named_people", "is_shared"]),
        (OfTheBot, ["sealed_texts"]),
    ],
)
def test_a_kind_leaves_open_what_only_the_table_knows(
    kind: type[Table], left_open: list[str]
) -> None:
    assert [name for name in SAID if not hasattr(kind, name)] == left_open


@each_table
def test_a_table_says_all_of_it_about_columns_it_has(model: type[Table]) -> None:
    assert [name for name in SAID if not hasattr(model, name)] == []
    brought = model.brought
    columns = {
        *model.about_people,
        *model.named_people,
        *model.sealed_texts,
        *model.moves_on,
        *([model.part_of] if model.part_of else []),
        *((*brought.rows, *brought.left) if brought else ()),
    }
    assert columns <= set(table_of(model).c.keys())


@each_table
def test_who_a_table_names_by_a_foreign_key_is_said(model: type[Table]) -> None:
    person = table_of(Person).c["id"]
    by_key = {
        column.name
        for column in table_of(model).c
        if any(key.column is person for key in column.foreign_keys)
    }
    assert by_key <= {*model.about_people, *model.named_people}


@each_table
def test_whatever_is_kept_as_bytes_is_sealed(model: type[Table]) -> None:
    kept = {
        column.name
        for column in table_of(model).c
        if isinstance(column.type, sa.LargeBinary)
        and (model, column.name) not in OF_ITS_OWN_RULE
    }
    assert kept == set(model.sealed_texts)


@each_table
def test_a_table_is_of_a_workspace_or_outlives_them_all(model: type[Table]) -> None:
    found = "workspace_id" in table_of(model).c or bool(model.part_of)
    assert found is model.has_workspace


@each_table
def test_what_is_erased_or_brought_is_a_leaders(model: type[Table]) -> None:
    if model.about_people or model.brought:
        assert belongs_to(model, "leader_id", "ada") is not None


@each_table
def test_what_is_shared_is_in_no_book(model: type[Table]) -> None:
    assert not (model.is_shared and model.brought)
