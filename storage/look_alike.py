"""Whether two short texts say the same thing, so that it is kept once."""

from rapidfuzz import fuzz

from storage.people import fold

ALIKE = 90  # rapidfuzz ratio from which two texts are the same; house rule
AROUND = " .,;:!?“”\"'"


def look_alike(one: str, other: str) -> bool:
    """Say whether two texts are the same but for case, spaces and a slip or two.

    Texts with different numbers never are: “below 3 %” is not “below 5 %”.
    """
    one, other = fold(one).strip(AROUND), fold(other).strip(AROUND)
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return False
    return fuzz.ratio(one, other) >= ALIKE
