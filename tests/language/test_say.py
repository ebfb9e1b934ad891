"""What we say comes in the reader's language, and nothing typed becomes a place."""

import pytest

from language.pseudo import PSEUDO, stretched
from language.say import current_language, language_of, say, say_count, speaking


def test_english_is_said_as_it_is_written() -> None:
    assert say("Ask {name} for a rating.", name="Dana") == "Ask Dana for a rating."


def test_what_somebody_typed_is_said_word_for_word_braces_and_all() -> None:
    assert say("You wrote {words}.", words="{name} {0}") == "You wrote {name} {0}."


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 days"), (1, "one day"), (2, "2 days")]
)
def test_a_count_has_the_form_its_number_asks_for(number: int, said: str) -> None:
    assert say_count("one day", "{n} days", number) == said


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("es-ES", "es"), ("es_419", "es"), ("ES", "es"), ("en-US", "en"),
        ("", "en"), ("tlh", "en"), ("es’; --", "en"), ("x" * 10_000, "en"),
    ],
)  # fmt: skip
def test_a_locale_asks_for_a_language_we_have_or_gets_english(
    locale: str, language: str
) -> None:
    assert language_of(locale) == language


def test_the_language_is_that_of_the_reader_and_ends_with_them() -> None:
    with speaking("es-ES"):
        assert current_language() == "es"
    assert current_language() == "en"


def test_the_language_ends_also_when_something_breaks() -> None:
    with pytest.raises(ValueError), speaking("es-ES"):
        raise ValueError
    assert current_language() == "en"


def test_the_pretended_language_is_longer_and_leaves_places_alone() -> None:
    text = "Ask {name} for a rating of {service}."
    said = stretched(text)
    assert "{name}" in said and "{service}" in said and "rating" not in said
    assert len(said) - len(text) == 9  # 40 % of its 22 letters, spaces and stops


def test_the_pretended_language_fills_its_places() -> None:
    with speaking(PSEUDO):
        assert "Dana" in say("Ask {name} for a rating.", name="Dana")
        assert say("{{as it is}}").count("{") == 1


def test_nothing_is_said_as_nothing_and_not_as_the_header_of_the_catalogue() -> None:
    with speaking("es"):
        assert say("") == ""
