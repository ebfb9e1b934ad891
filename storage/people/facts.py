"""A person of the directory, as plays see them, and as one leader knows them. Pure."""

from dataclasses import dataclass

# What stands before a name and is none, folded and without its dot; house rule.
COURTESY = frozenset({
    "dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "herr", "frau",
    "señor", "señora", "senor", "senora", "sr", "sra", "don", "doña", "dona", "mme",
    "ing", "eng", "rev", "hon",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person of the directory. `unit` is a name; "" = unknown, as elsewhere here."""

    id: str
    name: str
    title: str = ""
    unit_id: str = ""
    unit: str = ""

    @property
    def first_name(self) -> str:
        """What the person is called in a sentence; “Dr.” is no first name."""
        return first_name_of(self.name)


@dataclass(frozen=True, slots=True)
class Known(PersonFact):
    """The same person, and what they are to the leader who asked."""

    manager_id: str | None = None
    user_key: str = ""  # of a platform mention
    listed: bool = False  # a stakeholder of the leader's
    tied: bool = False  # the leader has a tie with them, on the list or not


def first_name_of(name: str) -> str:
    """Return what somebody of this name is called in a sentence."""
    return next(iter(name_words(name)), name)


def name_words(name: str) -> list[str]:
    """Return the words of a name without a courtesy in front, as long as any is left.

    “Dr. Anna Weiss” is Anna Weiss; somebody called “Don” stays so.
    """
    words = name.split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in COURTESY:
        words = words[1:]
    return words
