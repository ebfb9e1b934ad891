"""Everything the simulated organization takes for granted: range, meaning, source.

Every world draws each value anew, evenly from its range, so no result rests on one
choice of ours. Where a source gives a direction but no size, the range starts at no
effect at all: there our advice can only cost.
"""

from dataclasses import Field, dataclass, field, fields
from typing import Any

from bench.simulated.luck import Luck

OURS = "assumption"
CRAMM = "Q1 of the reader: always too busy; size is an assumption"


def drawn(low: float, high: float, means: str, source: str = OURS) -> Any:
    """Return a field whose value is drawn from `low` to `high`."""
    return field(metadata={"range": (low, high), "means": means, "source": source})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """One world's values. Effects named "log-odds" add to the log-odds of a yes."""

    # Who answers
    executive_yes: float = drawn(
        0.03, 0.30, "chance that a cold executive takes an invitation", CRAMM
    )
    colleague_yes: float = drawn(0.4, 0.85, "chance that a report or a peer does")
    spread: float = drawn(0.0, 1.0, "how much people differ in that, log-odds")
    push_harm: float = drawn(
        0.0, 1.2, "what the first recent refused invitation costs, log-odds",
        "direction: Lee 2017, pressure is negative; S11",
    )  # fmt: skip
    push_memory: float = drawn(15, 120, "half-life of that in days")
    tie_helps: float = drawn(0.5, 3.0, "what a full tie adds, log-odds")
    tie_half_life: float = drawn(
        15, 120, "days in which a tie halves",
        "measured: 21 d (Enron), 90 d (manufacturing); Burt's bridges about 110 d",
    )  # fmt: skip
    # The service
    service_matters: float = drawn(
        0.0, 3.0, "what one point of satisfaction is worth, log-odds",
        "S4 says everything; 0 says nothing",
    )  # fmt: skip
    service_line: float = drawn(
        3.0, 4.6, "satisfaction (of 5) above which people stop minding it",
        "HDI 2007: averages in the mid to high 4s; a vendor: 4.0-4.4 is above average",
    )  # fmt: skip
    quality_low: float = drawn(
        3.0, 4.6, "satisfaction where the cold executives are", "worked case: 3.4; HDI"
    )
    quality_high: float = drawn(3.6, 4.8, "satisfaction where it is welcome")
    issues_a_quarter: float = drawn(0.1, 2.0, "new issues a unit has in 90 days")
    fix_days: float = drawn(5, 45, "mean days until an issue is fixed by itself")
    chase_helps: float = drawn(1.0, 4.0, "how many times faster when asked for a date")
    look_helps: float = drawn(
        0.0, 0.8, "points that mending what was found out to be wrong adds"
    )
    felt_days: float = drawn(5, 40, "half-life in which satisfaction follows the facts")
    reopened: float = drawn(0.0, 0.3, "share of fixes that break again")
    survey: float = drawn(0.0, 1.0, "chance that a unit is surveyed in a quarter")
    responds: float = drawn(0.4, 0.95, "share of a unit that answers a short rating")
    # Words
    word_helps: float = drawn(
        0.0, 1.6, "what a friend's good word of own experience adds, log-odds",
        "direction: Bozoyan & Vogt 2016; no source gives a rate for warm and cold",
    )  # fmt: skip
    hearsay: float = drawn(
        0.0, 0.4, "share of it when it is not own experience",
        "Bozoyan & Vogt 2016: a stranger's praise works not at all",
    )  # fmt: skip
    bad_over_good: float = drawn(
        1.0, 3.0, "how much more a bad word weighs",
        "Bozoyan & Vogt 2016: negative outweighs positive",
    )  # fmt: skip
    doubt: float = drawn(0.0, 1.0, "share of praise lost on who is badly served")
    again: float = drawn(
        0.2, 1.0, "what the next good word within 60 days is worth",
        "direction: Yukl & Tracey 1992, coalitions are among the least effective",
    )  # fmt: skip
    regard_memory: float = drawn(60, 365, "half-life of an opinion in days")
    report_talks: float = drawn(
        0.05, 0.5, "chance that a report mentions the leader in a week",
        "CEOs spend 46 % of their time with reports (Porter & Nohria)",
    )  # fmt: skip
    report_helps: float = drawn(0.0, 0.5, "what that adds or takes, log-odds")
    slot_helps: float = drawn(0.0, 2.0, "what a report bringing the result adds")
    # Favours
    helps: float = drawn(
        0.3, 0.85, "chance that somebody grants a favour in person",
        "Flynn & Lake 2008: askers under-estimate yes by up to 50 %; "
        "Roghanizad & Bohns: friends 4 of 5",
    )  # fmt: skip
    thanks_help: float = drawn(
        0.0, 1.6, "what having been thanked adds, log-odds",
        "Grant & Gino 2010: 32 % to 66 %, which is 1.4",
    )  # fmt: skip
    text_costs: float = drawn(
        0.0, 1.4, "what asking by text costs, log-odds",
        "Roghanizad & Bohns: 4 of 5 against under 3 of 5, which is 1.0",
    )  # fmt: skip
    ask_tires: float = drawn(
        0.0, 1.5, "what the first recent ask costs, log-odds",
        "none gives a cap; Flynn 2003: one-way giving costs the giver",
    )  # fmt: skip
    ask_memory: float = drawn(10, 60, "half-life of that in days")
    gift_helps: float = drawn(
        0.0, 1.0, "what a favour done before adds, log-odds",
        "direction: Cohen & Bradford, reciprocity",
    )  # fmt: skip
    acquainted: float = drawn(0.15, 0.7, "share of executives and peers with a tie")
    ties_known: float = drawn(
        0.3, 1.0, "share of these ties the leader knows of",
        "measured: recall agrees with observation at 0.45",
    )  # fmt: skip
    # Talks and work
    listening_helps: float = drawn(
        0.0, 1.0, "what listening wholly, not half, adds to an opinion",
        "S9; Gong: more than 65 % talking lowers results",
    )  # fmt: skip
    early_pitch_costs: float = drawn(
        0.0, 1.5, "what a pitch costs before the motive is known",
        "Cramm 2005: thrown out after 15 minutes; Lee 2017",
    )  # fmt: skip
    consulting_helps: float = drawn(
        0.0, 0.5, "what being asked adds to a stance, levels",
        "direction: Lee 2017 and Yukl & Tracey 1992, consultation is positive",
    )  # fmt: skip
    proposing_helps: float = drawn(
        0.0, 1.5, "what a proposal that serves a known need adds, levels",
        "direction: the same, rational persuasion is positive",
    )  # fmt: skip
    sharing_helps: float = drawn(
        0.0, 0.8, "what an owner's own measure and name add, levels", "S14"
    )
    serves: float = drawn(0.3, 1.0, "chance that an item serves an owner's need")
    repair_helps: float = drawn(0.0, 0.8, "what talking a bad word over adds")
    leaks: float = drawn(0.1, 0.6, "chance that the leader hears of a bad word")
    prepared_helps: float = drawn(0.0, 0.5, "what a prepared meeting adds")
    follow_up_helps: float = drawn(0.0, 1.5, "what asking while it is warm adds")
    work_follows: float = drawn(0.05, 0.5, "chance that a talk leads to joint work")
    work_days: float = drawn(10, 60, "days such work takes")
    confirms: float = drawn(0.5, 1.0, "chance that the partner confirms a result")
    fame: float = drawn(0.0, 0.15, "what a result in the channel adds with everybody")
    # What a leader does by themselves
    capacity: float = drawn(4, 12, "things a leader manages in a week")
    follows: float = drawn(0.6, 1.0, "share of what is planned that is done")
    invites_every: float = drawn(10, 40, "days after which a leader tries again")
    thanks_anyway: float = drawn(0.2, 0.9, "chance that a leader thanks unreminded")
    next_date_anyway: float = drawn(0.1, 0.6, "chance that a talk ends with a date")
    chases_anyway: float = drawn(0.0, 0.7, "chance that a leader chases an issue")
    posts_anyway: float = drawn(0.0, 0.6, "chance that a result is told to others")
    confirms_anyway: float = drawn(0.1, 0.8, "chance that a fix is confirmed unasked")
    listens: float = drawn(
        0.3, 0.6, "share of a talk in which a leader listens", "Gong: 57 % at best"
    )
    pitches: float = drawn(0.1, 0.7, "chance that a leader comes with a pitch")
    asks_by_text: float = drawn(0.2, 0.8, "chance that a leader asks by text")


def draw(luck: Luck) -> Assumptions:
    """Return one world's values."""
    values = {
        one.name: luck.between(*one.metadata["range"], "assumption", one.name)
        for one in fields(Assumptions)
    }
    return Assumptions(**values)


def as_lines() -> list[str]:
    """Return the table for people: name, range, meaning, source."""
    return [_line(one) for one in fields(Assumptions)]


def _line(one: "Field[Any]") -> str:
    low, high = one.metadata["range"]
    said = f"{one.name:<18} {low:g} to {high:g}"
    return f"{said:<32} {one.metadata['means']}  [{one.metadata['source']}]"
