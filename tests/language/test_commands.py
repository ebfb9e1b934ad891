"""A command is said as it is typed where it is read; what people typed stays."""

from string import Formatter

import pytest
from babel.messages.pofile import read_po

from language.catalogues import po_file
from language.commands import COMMAND, to_type
from language.pseudo import PSEUDO
from language.say import say, say_count, say_of, speaking

TO_LOG = "To keep a contact: /outreach log {name} call"
SURFACES = ("slack", "page", "terminal", "")


@pytest.mark.parametrize("surface", SURFACES)
def test_a_command_has_its_slash_where_no_other_menu_opens(surface: str) -> None:
    with speaking("en", on=surface):
        assert say(TO_LOG, name="Dana") == "To keep a contact: /outreach log Dana call"
        assert to_type("next") == "/outreach next"


def test_a_command_has_nothing_in_front_where_it_is_typed_to_the_bot_alone() -> None:
    with speaking("en", on="teams"):
        assert say(TO_LOG, name="Dana") == "To keep a contact: log Dana call"
        assert say_of("x", TO_LOG, name="Dana").endswith(": log Dana call")
        assert say_count("/outreach {n}", "/outreach {n}", 2) == "2"
        assert to_type("next") == "next"


def test_what_somebody_typed_stays_word_for_word_in_teams() -> None:
    with speaking("en", on="teams"):
        assert say("You wrote {words}.", words="/outreach") == "You wrote /outreach."
        typed = "log Dana call: type /outreach x"
        assert to_type(typed) == typed


def test_where_it_is_read_ends_with_the_reader_and_holds_across_languages() -> None:
    with speaking("en", on="teams"):
        with speaking("es"):
            assert to_type("next") == "next"
        with speaking("en", on="slack"):
            assert to_type("next") == "/outreach next"
        assert to_type("next") == "next"
    assert to_type("next") == "/outreach next"


@pytest.mark.parametrize("locale", ["en", "es", PSEUDO])
def test_no_text_in_the_catalogue_has_a_slash_before_a_command_in_teams(
    locale: str,
) -> None:
    with po_file("es").open("rb") as written:
        texts = [one.id for one in read_po(written) if isinstance(one.id, str)]
    assert sum(COMMAND in one for one in texts) > 200
    with speaking(locale, on="teams"):
        assert [one for one in texts if COMMAND in _said(one)] == []


def _said(text: str) -> str:
    """Return a text with each place filled with its own name."""
    names = {name for _, name, _, _ in Formatter().parse(text) if name}
    return say(text, **{name: name for name in names})
