"""Every text is translated into every language, with the same places."""

import string
from typing import Any

import pytest
from babel.messages.pofile import read_po

from language.catalogues import ENGLISH, LANGUAGES, po_file
from language.extract import texts_in_code

OTHERS = [language for language in LANGUAGES if language != ENGLISH]


def places(text: str) -> set[str]:
    return {
        name for _, name, _, _ in string.Formatter().parse(text) if name is not None
    }


def forms(message: Any) -> list[str]:
    """Return a message's translations: one, or one for each plural form."""
    said = message.string
    return list(said) if isinstance(said, list | tuple) else [said]


def originals(message: Any) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


@pytest.fixture(params=OTHERS)
def translated(request: pytest.FixtureRequest) -> dict[tuple[Any, str], Any]:
    with po_file(request.param).open("rb") as written:
        read = read_po(written, locale=request.param)
    return {(one.id, one.context or ""): one for one in read if one.id}


def test_every_text_in_the_code_is_translated_and_nothing_else(
    translated: dict[tuple[Any, str], Any],
) -> None:
    texts = {(one.id, one.context or "") for one in texts_in_code() if one.id}

    assert [key for key in texts if key not in translated] == []
    assert [key for key in translated if key not in texts] == []
    assert [key for key, one in translated.items() if not all(forms(one))] == []
    assert [key for key, one in translated.items() if one.fuzzy] == []


def test_every_translation_has_the_places_of_its_text(
    translated: dict[tuple[Any, str], Any],
) -> None:
    wrong = []
    for key, one in translated.items():
        wanted = set[str]().union(*map(places, originals(one)))
        least = places(originals(one)[0])  # "one day" need not say its number
        for number, said in enumerate(forms(one)):
            found = places(said)
            if not (least if number == 0 else wanted) <= found <= wanted | {"n"}:
                wrong.append((key, said, wanted ^ found))
    assert wrong == []


def test_a_translation_ends_and_begins_as_its_text_does(
    translated: dict[tuple[Any, str], Any],
) -> None:
    """A space or a line break at either end joins it to what stands beside it."""
    wrong = []
    for key, one in translated.items():
        original = originals(one)[-1]
        ends = original[:1].isspace(), original[-1:].isspace()
        for said in forms(one):
            if (said[:1].isspace(), said[-1:].isspace()) != ends:
                wrong.append(key)
    assert wrong == []
