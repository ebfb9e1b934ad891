"""Days in other wordings and languages, through dateparser, kept on a short lead.

It reads "10" and "may" as days and takes 0.9 s for 20 000 characters, hence the guards:
short texts only, and only those that say both day and month, or a distance.
"""

import re
from datetime import date, datetime, time

from handlers.grammar.date_words import Prefer
from language.catalogues import ENGLISH
from language.say import current_language

LONGEST = 100  # characters
BARE = re.compile(r"\d+|\w{1,3}", re.UNICODE)  # "10", "may": too little to go by


def day_in_other_words(
    text: str, *, today: date, prefer: Prefer, locale: str
) -> date | None:
    """Return the day that `text` as a whole says, or None.

    Args:
        today: the leader's local date.
        locale: as the platform says; tried are the language that is spoken now (the
            reader may have chosen it), the locale's, and English.
    """
    text = text.strip()
    if not text or len(text) > LONGEST or BARE.fullmatch(text):
        return None
    import dateparser  # here: it takes 0.16 s to load, and few lines need it

    languages = [
        one.replace("_", "-").partition("-")[0].lower()
        for one in (current_language(), locale or ENGLISH, ENGLISH)
    ]
    try:
        read = dateparser.parse(
            text,
            languages=list(dict.fromkeys(languages)),
            settings={
                "RELATIVE_BASE": datetime.combine(today, time(12)),
                "PREFER_DATES_FROM": "future" if prefer == "future" else "past",
                "DATE_ORDER": "DMY",
                "REQUIRE_PARTS": ["day", "month"],
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    except (ValueError, OverflowError):  # an unknown language, a year out of range
        return None
    return read.date() if read else None
