"""The translations, read from their .po files at first use."""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = {"en": "English", "es": "Español"}  # each in its own words


@cache
def catalogue(language: str) -> GNUTranslations:
    """Return the translations of a language, made ready once (about 0.1 s).

    Raises:
        FileNotFoundError: the language has no catalogue.
    """
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
