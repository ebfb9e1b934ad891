"""The translations: each language has a catalogue, also English and the pretended one.

Those of .po files are read at first use.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from language.pseudo import PSEUDO, Pretended

LOCALES = Path(__file__).parent / "locales"
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "es": "Español"}  # each in its own words


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the translations of a language, made ready once (about 0.1 s).

    Raises:
        FileNotFoundError: the language has no catalogue.
    """
    if language == ENGLISH:
        return NullTranslations()  # texts are written in English
    if language == PSEUDO:
        return Pretended()
    from babel.messages.mofile import write_mo  # here: English alone never needs it
    from babel.messages.pofile import read_po

    with po_file(language).open("rb") as written:
        read = read_po(written, locale=language)
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return GNUTranslations(compiled)


def po_file(language: str) -> Path:
    """Return where the translations of a language are written."""
    return LOCALES / language / "LC_MESSAGES" / "outreach.po"
