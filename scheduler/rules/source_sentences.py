"""The sentences of the seed Q&A, numbered and in short, and the plays they gave. Pure.

Source: Susan Cramm's answers to a reader, cio.com/article/274965, to her column of
14 June 2007. Q1 to Q3 are the reader's questions.
"""

import re
from dataclasses import dataclass

from language.say import mark


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """One sentence, shortened, and the ids of the plays it gave."""

    id: str  # "S3", or "Q1" for a question
    text: str
    plays: tuple[str, ...]


SENTENCES: tuple[SourceSentence, ...] = (
    SourceSentence(
        "S0",
        mark(
            "Smart CIOs create partnerships and alliances to carve out a powerful role."
        ),
        ("P09", "P18"),
    ),
    SourceSentence(
        "Q1",
        mark(
            "What if efforts to reach out to a business partner fail, always “too "
            "busy”?"
        ),
        ("P01",),
    ),
    SourceSentence(
        "S1",
        mark("You have gone above and beyond in your efforts to forge a relationship."),
        ("P01",),
    ),
    SourceSentence(
        "S2",
        mark(
            "First and foremost, make sure his organization is satisfied with your "
            "day-to-day services."
        ),
        ("P02", "P19"),
    ),
    SourceSentence("S3", mark("If issues exist, get them resolved."), ("P03",)),
    SourceSentence(
        "S4",
        mark(
            "It's impossible to create relationships if operational credibility isn't "
            "in place."
        ),
        ("P04",),
    ),
    SourceSentence(
        "S5",
        mark(
            "Next, focus on creating a great reputation with other, more cooperative "
            "business units."
        ),
        ("P05",),
    ),
    SourceSentence(
        "S6",
        mark(
            "Ask those who have a relationship with this executive to praise your "
            "efforts."
        ),
        ("P06", "P19"),
    ),
    SourceSentence(
        "S7",
        mark(
            "Try also to cultivate relationships and build credibility with his "
            "direct reports."
        ),
        ("P07", "P19"),
    ),
    SourceSentence(
        "S8",
        mark(
            "Ask them for opportunities to get in front of their supervisor to review "
            "your joint accomplishments."
        ),
        ("P08", "P09"),
    ),
    SourceSentence(
        "Q2",
        mark("Don't those who “lead from the back” risk being perceived as followers?"),
        ("P12",),
    ),
    SourceSentence(
        "S9",
        mark("Two ears and one mouth so that we can listen twice as much as we speak."),
        ("P10",),
    ),
    SourceSentence(
        "S10a", mark("They use enquiry to understand others' perspectives."), ("P11",)
    ),
    SourceSentence(
        "S10b",
        mark(
            "They shift into advocacy when they have the information necessary to "
            "propose the path forward."
        ),
        ("P12",),
    ),
    SourceSentence("Q3", mark("Why not take an aggressive stance?"), ("P13",)),
    SourceSentence(
        "S11",
        mark("I am the one who determines whether or not my behaviours change."),
        ("P13",),
    ),
    SourceSentence(
        "S12",
        mark("The best way to influence me is to understand my motivators."),
        ("P14",),
    ),
    SourceSentence(
        "S13",
        mark(
            "CIOs don't own the Three P's (processes, P&L, people), so they must use "
            "others to drive their agenda."
        ),
        ("P15",),
    ),
    SourceSentence(
        "S14",
        mark(
            "Their agenda must be shared, since owners of the Three P's determine "
            "priority and success."
        ),
        ("P16",),
    ),
    SourceSentence(
        "S15",
        mark(
            "The CIO can drive the IT agenda only if it serves the needs of those "
            "running the business."
        ),
        ("P17",),
    ),
)

NUMBER = re.compile(r"\b[SQ]\d{1,2}[ab]?\b")


def sentences_in(source: str) -> tuple[SourceSentence, ...]:
    """Return the sentences that a play's source names, e.g. "S8, S0"; () = none."""
    named = {sentence.id: sentence for sentence in SENTENCES}
    return tuple(named[n] for n in NUMBER.findall(source) if n in named)
