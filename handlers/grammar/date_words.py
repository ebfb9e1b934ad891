"""Spans in which no single day is said, for lines that are read by pieces."""

import re

from language.words import MONTHS

# As the whole of what is left of a line.
NO_SINGLE_DAY = re.compile(
    r"(?:(?:earlier|later|sometime) )?(?:this|last) "
    r"(?:week|weekend|month|quarter|year)|"
    rf"(?:earlier |sometime |back )?in (?:{'|'.join(MONTHS)})(?: \d{{4}})?|"
    r"recently|the other day|a while ago|some time ago|lately|\d{8}",
    re.IGNORECASE,
)
