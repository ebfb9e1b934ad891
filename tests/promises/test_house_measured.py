"""What measures the house counts right, in a made-up one; both sides of each bound."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.promises.house import CHAPTER, House
from tests.promises.test_house import hold


def built(root: Path, files: Mapping[str, str]) -> House:
    """Return a house of these files, by their path."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return House.at(root)


def lines(count: int, first: str = '"""A file."""') -> str:
    return "\n".join([first, *["x = 1"] * (count - 1)]) + "\n"


def paths(found: object) -> list[str]:
    assert isinstance(found, list)
    return [str(one) for one in found]


def fields(*names: str) -> str:
    return "".join(f"    {name}: int\n" for name in names)


def test_the_product_is_its_five_folders_without_old_versions(tmp_path: Path) -> None:
    house = built(
        tmp_path,
        {
            "bot/app.py": "",
            "language/say.py": "",
            "storage/migrations/env.py": "",
            "storage/migrations/versions/v1.py": "",
            "tests/test_app.py": "",
        },
    )
    assert [str(file) for file in house.files] == [
        "bot/app.py", "storage/migrations/env.py", "language/say.py",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (lines(CHAPTER), []),
        (lines(CHAPTER + 1), ["handlers/a.py"]),
        (lines(CHAPTER + 1, '"""A file. Long because it is a table."""'), []),
        (lines(CHAPTER + 1, '"""A file.\n\nLong because it is one.\n"""'), []),
        (lines(CHAPTER + 1, '"""Not long because it is."""'), ["handlers/a.py"]),
        (lines(CHAPTER + 1, '"""Long because"""'), ["handlers/a.py"]),
        (lines(CHAPTER + 1, "x = 1"), ["handlers/a.py"]),
    ],
)
def test_a_file_above_a_chapter_must_say_why(
    tmp_path: Path, text: str, found: list[str]
) -> None:
    house = built(
        tmp_path,
        {
            "handlers/a.py": text,
        },
    )
    assert paths(house.long_without_reason()) == found


def test_a_folder_is_counted_without_its_init_and_what_lies_deeper(
    tmp_path: Path,
) -> None:
    house = built(
        tmp_path,
        {
            "handlers/__init__.py": "",
            "handlers/a.py": "",
            "handlers/b.py": "",
            "handlers/steps/c.py": "",
            "scheduler/playbook/p.py": "",
            "storage/models/t.py": "",
        },
    )
    assert house.flat() == {"handlers": 2, "handlers/steps": 1}


@pytest.mark.parametrize(("room", "found"), [(399, 1), (400, 0)])
def test_an_only_child_fits_into_its_parent(
    tmp_path: Path, room: int, found: int
) -> None:
    parent = lines(room, "from handlers.child import it")
    house = built(
        tmp_path,
        {
            "handlers/parent.py": parent,
            "handlers/child.py": "it = 1\n",
        },
    )
    assert len(house.only_children()) == found
    if found:
        (child,) = house.only_children()
        assert str(child) == "handlers/child.py and its parent.py, 400 lines"


@pytest.mark.parametrize(
    "files",
    [
        {"handlers/steps/one.py": "import handlers.child"},  # in another folder
        {"handlers/one.py": "", "handlers/two.py": ""},  # nobody
        {
            "handlers/one.py": "from handlers import child",
            "handlers/steps/two.py": "from handlers.child import it",
        },
        {"handlers/__main__.py": "from handlers.child import it"},  # only starts it
        {"tests/one.py": "from handlers.child import it"},
    ],
)
def test_who_has_two_importers_or_one_elsewhere_is_no_only_child(
    tmp_path: Path, files: dict[str, str]
) -> None:
    assert (
        built(
            tmp_path,
            {
                "handlers/child.py": "it = 1",
                **files,
            },
        ).only_children()
        == []
    )


@pytest.mark.parametrize(
    "said",
    [
        "from handlers.child import it",
        "from handlers import child",
        "import handlers.child",
        "from .child import it",
        "from . import child",
        "def act():\n    from handlers.child import it",
    ],
)
def test_an_import_is_seen_however_it_is_written(tmp_path: Path, said: str) -> None:
    house = built(
        tmp_path,
        {
            "handlers/__init__.py": "",
            "handlers/one.py": said,
            "handlers/child.py": "it = 1",
        },
    )
    assert [str(child.file) for child in house.only_children()] == ["handlers/child.py"]


@pytest.mark.parametrize(
    ("doc", "said", "found"),
    [
        ("Loaded late: it is heavy.", "def act():\n    from bot.child import it", 0),
        (
            "It.\n\nLoaded late: it is heavy.",
            "async def act():\n    import bot.child",
            0,
        ),
        ("Heavy.", "def act():\n    from bot.child import it", 1),  # gives no reason
        ("Loaded late:", "def act():\n    from bot.child import it", 1),
        ("Not loaded late: it is.", "def act():\n    import bot.child", 1),
        ("Loaded late: it is heavy.", "from bot.child import it", 1),  # but it is not
        (
            "Loaded late: it is heavy.",
            "if 1:\n    import bot.child\ndef act():\n    import bot.child",
            1,
        ),
        (
            "Loaded late: it is heavy.",
            "if TYPE_CHECKING:\n    from bot.child import it\n"
            "def act():\n    from bot.child import it",
            0,
        ),
        ("Loaded late: it is heavy.", "class A:\n    from bot.child import it", 1),
    ],
)
def test_what_is_loaded_late_for_a_reason_is_no_only_child(
    tmp_path: Path, doc: str, said: str, found: int
) -> None:
    house = built(
        tmp_path,
        {
            "bot/one.py": said,
            "bot/child.py": f'"""{doc}"""\nit = 1',
        },
    )
    assert len(house.only_children()) == found


@pytest.mark.parametrize("name", ["COMMANDS", "VERBS", "PRESSES", "OTHERS"])
@pytest.mark.parametrize("kind", ["", ": dict[str, object]"])
def test_what_a_registry_names_is_an_entry(
    tmp_path: Path, name: str, kind: str
) -> None:
    said = f'from handlers.child import it as act\n{name}{kind} = {{"it": act}}'
    house = built(
        tmp_path,
        {
            "handlers/one.py": said,
            "handlers/child.py": "it = 1",
        },
    )
    assert len(house.only_children()) == (name == "OTHERS")


def test_plays_and_tables_are_entries_and_an_init_stands_for_its_folder(
    tmp_path: Path,
) -> None:
    house = built(
        tmp_path,
        {
            "scheduler/playbook/__init__.py": "from scheduler.playbook.ask import ask",
            "scheduler/playbook/ask.py": "ask = 1",
            "storage/models/all.py": "from storage.models.person import Person",
            "storage/models/person.py": "Person = 1",
            "bot/__init__.py": "",
            "bot/app.py": "import bot",
        },
    )
    assert house.only_children() == []


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("abcde", "abcde", 1),
        ("abcd", "abcd", 0),  # five at least
        ("abcdef", "abcdexyz", 1),  # five of six
        ("abcdefg", "abcdexyz", 0),  # five of seven
        ("abcdefgh", "abcdefij", 1),  # six of eight
    ],
)
def test_shapes_are_alike_by_five_fields_and_three_quarters(
    tmp_path: Path, one: str, other: str, found: int
) -> None:
    house = built(
        tmp_path,
        {
            "storage/facts.py": "class Fact:\n" + fields(*one),
            "storage/known.py": "class Known:\n" + fields(*other),
        },
    )
    assert len(house.pairs()) == found


def test_ids_do_not_make_shapes_alike(tmp_path: Path) -> None:
    same = fields("id", "workspace_id", "leader_id", "person_id", *"abcd", "_e")
    house = built(
        tmp_path,
        {
            "storage/a.py": "class A:\n" + same,
            "storage/b.py": "class B:\n" + same,
        },
    )
    assert house.pairs() == []


@pytest.mark.parametrize(
    ("doc", "found"),
    [
        ("Beside Fact: as it is typed.", 0),
        ("Typed.\n\n    Beside Fact: as it is typed.", 0),
        ("Beside Fact:", 1),
        ("Beside Thing: as it is typed.", 1),
        ("Stands beside Fact: as it is typed.", 1),
    ],
)
def test_a_shape_may_say_what_it_is_for_beside_another(
    tmp_path: Path, doc: str, found: int
) -> None:
    known = f'class Known:\n    """{doc}"""\n' + fields(*"abcde")
    house = built(
        tmp_path,
        {
            "storage/facts.py": "class Fact:\n" + fields(*"abcde"),
            "storage/known.py": known,
        },
    )
    assert len(house.pairs()) == found


TABLE = "class {}(SQLModel, table=True):\n"


@pytest.mark.parametrize(
    ("name", "named", "told_by"),
    [
        ("Heard", "abc", True),  # half of the table
        ("Heard", "abz", False),
        ("Heard", "abcwxyz", True),  # half of the smaller, which is the table
        ("Heard", "", False),
        ("ContactLine", "xyz", True),  # by its name
        ("ContactLine", "xy", False),
        ("Contactless", "xyz", False),
    ],
)
def test_a_shape_tells_a_thing_by_its_fields_or_its_name(
    tmp_path: Path, name: str, named: str, told_by: bool
) -> None:
    house = built(
        tmp_path,
        {
            "storage/models/contact.py": TABLE.format("Contact") + fields(*"abcdef"),
            "handlers/heard.py": f"class {name}:\n    pass\n" + fields(*named),
        },
    )
    found = house.shapes_of({"contact": "Contact"})["contact"]
    assert [shape.name for shape in found] == ["Contact", *[name] * told_by]


def test_a_table_is_half_shared_only_from_half_of_its_fields(tmp_path: Path) -> None:
    house = built(
        tmp_path,
        {
            "storage/models/contact.py": TABLE.format("Contact") + fields(*"abcdefg"),
            "handlers/heard.py": "class Heard:\n" + fields(*"abcwxyz"),
        },
    )
    assert len(house.shapes_of({"contact": "Contact"})["contact"]) == 1


def test_a_shape_tells_one_thing_and_a_table_is_a_thing_of_its_own(
    tmp_path: Path,
) -> None:
    house = built(
        tmp_path,
        {
            "storage/models/ask.py": TABLE.format("Ask") + fields(*"abcdef"),
            "storage/models/tie.py": TABLE.format("Tie") + fields(*"abcdef"),
            "storage/models/result.py": TABLE.format("Done") + fields(*"cdefxy"),
            "storage/shape.py": "class Shape:\n" + fields(*"cdefx"),
            "storage/result.py": "class ResultFact:\n" + fields(*"uvw"),
        },
    )
    found = house.shapes_of({"ask": "Ask", "result": "Done"})
    names = {thing: [one.name for one in shapes] for thing, shapes in found.items()}
    assert names == {"ask": ["Ask"], "result": ["Done", "ResultFact", "Shape"]}


def test_public_names_that_stand_twice_are_found(tmp_path: Path) -> None:
    house = built(
        tmp_path,
        {
            "bot/a.py": "def ask(): ...\ndef _own(): ...\nclass Ask:\n def go(): ...",
            "bot/b.py": "async def ask(): ...\ndef _own(): 1\nclass B:\n def go(): ...",
            "bot/c.py": "class Ask: ...\ndef other(): ...\nMOST = 1",
        },
    )
    assert {name: paths(at) for name, at in house.names_twice().items()} == {
        "ask": ["bot/a.py", "bot/b.py"],
        "Ask": ["bot/a.py", "bot/c.py"],
    }


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("MOST = 20", "MOST = 20", ["MOST = 20"]),
        ("MOST = 20", "MOST: int = 20", ["MOST = 20"]),
        ("MOST = 20", "MOST = 21", []),
        ("MOST = 20", "LEAST = 20", []),
        ("MOST = 20", "from bot.one import MOST", []),
        ("_MOST = 20", "_MOST = 20", ["_MOST = 20"]),
        ("Plain = dict[str, int]", "Plain = dict[str, int]", []),
        ("T = TypeVar('T')", "T = TypeVar('T')", []),
        ("PERSON = table_of(Person)", "PERSON = table_of(Person)", []),
        ("log = 1", "log = 1", []),
    ],
)
def test_constants_that_stand_twice_are_found(
    tmp_path: Path, one: str, other: str, found: list[str]
) -> None:
    house = built(
        tmp_path,
        {
            "bot/one.py": one,
            "bot/two.py": other,
        },
    )
    assert list(house.constants_twice()) == found


def test_circles_of_imports_are_found(tmp_path: Path) -> None:
    house = built(
        tmp_path,
        {
            "bot/a.py": "import bot.b",
            "bot/b.py": "def act():\n    from bot.c import it",
            "bot/c.py": "from bot import a\nimport bot.d",
            "bot/d.py": "import bot.e",
            "bot/e.py": "",
            "bot/f.py": "import bot.a\nimport bot.g",
            "bot/g.py": "from bot.f import it",
        },
    )
    assert [paths(circle) for circle in house.circles()] == [
        ["bot/f.py", "bot/g.py"],
        ["bot/a.py", "bot/b.py", "bot/c.py"],
    ]


def test_a_house_in_order_has_no_circle(tmp_path: Path) -> None:
    house = built(
        tmp_path,
        {
            "bot/a.py": "import bot.b\nimport bot.c",
            "bot/b.py": "import bot.c",
        },
    )
    assert house.circles() == []


def test_what_breaks_a_rule_is_told_in_words() -> None:
    hold("files", 10, 10, ["a.py"])
    with pytest.raises(pytest.fail.Exception) as told:
        hold("files", 11, 10, ["a.py", "b.py"])
    assert str(told.value) == (
        "11 files, where 10 are allowed; among them:\n  a.py\n  b.py"
    )
