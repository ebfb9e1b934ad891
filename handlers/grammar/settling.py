"""From a draft to what is kept: its mood, day and people settled, or one question.

A weekday waits for the mood: a past verb takes the latest such day, a plan the next
one. Where both can be meant, and where it is not said whether it happened, it asks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from handlers.grammar.days import Day
from handlers.grammar.heard import Heard, line_of
from handlers.grammar.names import could_be_name, described, told_apart
from handlers.grammar.reading import Draft, NamedAt
from handlers.turn import Choice, Doubt, Turn
from language.say import mark, say
from language.words import IN_PASSING, clipped, day_said, listed
from scheduler.card.meetings import KINDS, NOT_MET
from storage.contacts.facts import PLANNED, PLANNED_KINDS
from storage.people.facts import Known
from storage.people.store import fold

About = Literal["", "who", "day", "mood"]
Tense = Literal["past", "future", "outcome"]
MOST_CHOICES = 5  # beside "Nothing"; what is read at one look. House rule
MOST_PEOPLE = 4  # offered for one name; house rule
LONGEST_LABEL = 75  # characters; Slack's limit for a button
MET_BY = {"met": mark("met"), **KINDS}
GUESSED_KINDS = ("met", "call")  # offered where no kind was said; house rule
MANNERS: dict[str, dict[str, object]] = {
    "tense": {"tense": True},
    "not tense": {"tense": False},
    "formal": {"formal": True},
    "informal": {"formal": False},
    "enquiry": {"mode": "enquiry"},
    "advocacy": {"mode": "advocacy"},
}
CALLED_OFF = frozenset({"declined", "postponed"})
TRIMMED = " ,;:-."


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that is offered, and what is kept if it is chosen.

    Beside Choice: what will be kept is not written as lines yet, so that the other
    contacts of the line can join it.
    """

    label: str
    heard: tuple[Heard, ...] = ()
    lines: tuple[str, ...] = ()  # instead, where a line has to be read anew
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What is asked about one draft. Beside Doubt: before its answers are lines."""

    about: About
    text: str
    options: tuple[Option, ...]
    line: str = ""  # with "{}" where the answer goes

    def with_others(
        self, before: Sequence[Heard], after: Sequence[Heard]
    ) -> "Unsettled":
        """Return it with what else was heard in the line, so that none gets lost."""
        return replace(
            self,
            line="" if before or after else self.line,
            options=tuple(
                replace(one, heard=(*before, *one.heard, *after)) if one.heard else one
                for one in self.options
            ),
        )


def doubt_of(turn: Turn, question: Unsettled) -> Doubt:
    """Return the question to ask, each answer as the lines that it stands for."""
    choices = [
        Choice(
            clipped(one.label, LONGEST_LABEL),
            one.lines or tuple(line_of(turn, heard) for heard in one.heard),
            one.words,
        )
        for one in question.options[:MOST_CHOICES]
    ]
    nothing = Choice(say("Nothing"))
    return Doubt(question.text, (*choices, nothing), question.about, question.line)


class Settler:
    """Settles the drafts of one line, for one leader at one moment."""

    def __init__(self, turn: Turn, text: str, *, told: bool) -> None:
        self.turn, self.text, self.told = turn, text, told
        self.today = turn.today
        self.now = turn.at.astimezone(turn.speaker.zone).time()

    # Who.

    def settle(self, draft: Draft) -> Heard | Unsettled:
        """Return what is kept of a draft, or the one question it leaves open."""
        people: list[Known] = []
        unclear: list[NamedAt] = []
        for named in draft.who:
            if named.who.sure and named.who.people:
                people += [one for one in named.who.people if one not in people]
            else:
                unclear.append(named)
        if unclear:
            return self._ask_who(draft, people, unclear)
        if not people:
            return Unsettled("who", say("Who was it?"), (), "")
        return self.finish(draft, people)

    def _ask_who(
        self, draft: Draft, sure: Sequence[Known], unclear: Sequence[NamedAt]
    ) -> Unsettled:
        first, *more = unclear
        who, typed = first.who, self.text[first.start : first.end]
        options: list[Option] = []
        for person in who.people[:MOST_PEOPLE]:
            options += self._option_with(draft, sure, first, person, alone=not more)
        if who.unknown and could_be_name(who.unknown):
            options += self._option_new(first)
        if sure and not who.people:
            note = say("with {name}", name=who.unknown or typed)
            told = replace(draft, note=f"{draft.note} ({note})".strip(), who=[])
            if isinstance(heard := self.finish(told, sure), Heard):
                label = say("Only {names}", names=listed([one.name for one in sure]))
                options.append(Option(label, (heard,)))
        line = self._retyped(first, "{}") if "{" not in self.text else ""
        return Unsettled(
            "who", _which(who.people, who.unknown, typed), (*options,), line
        )

    def _option_with(
        self,
        draft: Draft,
        sure: Sequence[Known],
        named: NamedAt,
        person: Known,
        *,
        alone: bool,
    ) -> list[Option]:
        """Return the answer that one person was meant, with what follows from it."""
        label = described(person)
        words = (*person.name.split(), person.title, person.unit)
        name = told_apart(person, named.who.people)
        again = Option(label, lines=(self._retyped(named, name),), words=words)
        if not alone:
            return [again]
        settled = self.finish(draft, [*sure, person])
        if isinstance(settled, Heard):
            return [Option(label, (settled,), words=words)]
        count = len(named.who.people) * len(settled.options)
        if count > MOST_CHOICES or settled.about == "who":
            return [again]
        return [
            replace(one, label=f"{person.name}: {one.label}", words=words)
            for one in settled.options
        ]

    def _option_new(self, named: NamedAt) -> list[Option]:
        name = named.who.unknown
        label = say("Add {name} and keep this", name=name)
        return [Option(label, lines=(f"add {name}", self._retyped(named, name)))]

    def _retyped(self, named: NamedAt, name: str) -> str:
        """Return the whole line with another name in it, to be read anew."""
        text = self.text[: named.start] + name + self.text[named.end :]
        return f"{self.turn.verb} {text}" if self.turn.verb else text

    # A line of facts, a pasted text, and a line with more than one question.

    def facts(self, draft: Draft) -> Heard | Unsettled:
        """Return what a line of facts says; gaps are left, also for who and the day."""
        people = [one for named in draft.who for one in named.who.people]
        if any(not named.who.sure for named in draft.who):
            return self.settle(draft)
        if not draft.days:
            tense: Tense = "outcome" if draft.outcome else "past"
            return self.heard(draft, people, None, tense)
        return self.finish(draft, people)

    def confirm(self, draft: Draft) -> Unsettled:
        """Ask whether a pasted text is to be kept as what it seems to be."""
        settled = self.settle(draft)
        if isinstance(settled, Unsettled):
            return settled
        people = list(settled.people)
        options = (Option(self._said(settled), (settled,)), self._note(people))
        return Unsettled("mood", say("Keep this as a contact?"), options)

    def several(self, unsettled: Sequence[Unsettled]) -> Unsettled:
        """Return the one question of a line that leaves several open.

        Where all have the same answers, one answer is for all of them.
        """
        first, *more = unsettled
        labels = [one.label for one in first.options]
        if all([one.label for one in other.options] == labels for other in more):
            options = tuple(
                replace(one, heard=tuple(h for same in alike for h in same.heard))
                for one, alike in zip(
                    first.options,
                    zip(*(other.options for other in unsettled), strict=True),
                    strict=True,
                )
            )
            return replace(first, options=options, line="")
        text = say(
            "That is more than one contact, and I can't tell who or when for more than "
            "one of them. Say them one at a time."
        )
        return Unsettled("", text, ())

    def as_read(self, drafts: Sequence[Draft]) -> Unsettled:
        """Ask whether the clauses of a line not understood are read rightly.

        The likeliest answer of each clause makes one choice: all of them, or one only.
        """
        likeliest: list[Option] = []
        for draft in drafts:
            settled = self.settle(draft)
            if isinstance(settled, Heard):
                likeliest.append(Option(self._said(settled), (settled,)))
                continue
            heard = [one for one in settled.options if one.heard]
            if heard:
                likeliest.append(Option(self._said(heard[0].heard[0]), heard[0].heard))
        together = Option(
            "; ".join(one.label for one in likeliest),
            tuple(heard for one in likeliest for heard in one.heard),
        )
        people = [one for draft in drafts for n in draft.who for one in n.who.people]
        options = [together, *likeliest[:3]] if len(likeliest) > 1 else likeliest
        if people:
            options = [*options, self._note(people)]
        return Unsettled("mood", say("What of this took place?"), tuple(options))

    def _said(self, heard: Heard) -> str:
        """Return e.g. "Rosa Lim: call, Mon 30 March"."""
        day = heard.next_on if heard.planned else heard.on
        how = (
            NOT_MET.get(heard.outcome or "")
            or MET_BY[PLANNED_KINDS[heard.kind or "met"]]
        )
        words = mark("{names}: {how}, {day}")
        if heard.planned:
            words = mark("{names}: {how} planned, {day}")
        return say(
            words,
            names=listed([person.first_name for person in heard.people]),
            how=say(how),
            day=day_said(day or self.today, self.today),
        )

    # When, and whether.

    def finish(self, draft: Draft, people: Sequence[Known]) -> Heard | Unsettled:
        """Return what is kept with these people, or ask for the day or whether."""
        if draft.doubt:
            days = dict.fromkeys([self.today, *draft.doubt.dates("past", self.today)])
            return self._ask_day(draft, people, list(days), "past")
        when = self._when(draft)
        if when is None or draft.unread:
            return self.ask_whether(draft, people)
        tense, days = when
        if len(days) == 1:
            return self.heard(draft, people, days[0], tense)
        return self._ask_day(draft, people, days, tense)

    def _when(self, draft: Draft) -> tuple[Tense, list[date]] | None:
        """Return past, future or outcome with the days it can be; None = not clear."""
        days = self._one_day(draft.days)
        if days is None:
            return None
        day = days[0] if days else None
        if draft.mood == "outcome":
            found = day.dates("past", self.today) if day else [self.today]
            if day and day.kind == "weekday" and draft.outcome in CALLED_OFF:
                found = list(dict.fromkeys([self.today, *found]))  # or the meeting's?
            return ("outcome", found) if found or self._is_span(day) else None
        if draft.mood == "past" and self._is_nearer_ahead(day):
            return None
        if draft.mood == "past" or self._told_open(draft, day):
            found = day.dates("past", self.today) if day else [self.today]
            return ("past", found) if found or self._is_span(day) else None
        if draft.mood == "plan":
            if day is None or day.tense < 0:
                return None
            found = day.dates("future", self.today)
            return ("future", found) if found or self._is_span(day) else None
        if draft.mood in ("open", "bare") and not self.told:
            return self._when_open(draft, day)
        return None

    def _told_open(self, draft: Draft, day: Day | None) -> bool:
        """Say whether a noun tells of what was: after "log", or with a share."""
        if draft.mood != "open" or self._is_later(draft):
            return False
        if draft.share is not None:
            return True
        near = day.dates("", self.today) if day else [self.today]
        return self.told and (not near or min(near) <= self.today)

    def _is_later(self, draft: Draft) -> bool:
        return draft.at is not None and draft.at > self.now and not draft.days

    def _is_nearer_ahead(self, day: Day | None) -> bool:
        """Say whether a day without a year is rather one to come: "saw May on 7 May"."""
        if day is None or day.kind != "yearless":
            return False
        near = day.dates("", self.today)
        return bool(near) and min(near) > self.today

    @staticmethod
    def _is_span(day: Day | None) -> bool:
        return day is not None and day.kind == "span"

    def _one_day(self, days: Sequence[Day]) -> Sequence[Day] | None:
        """Return the one day that all of these say, or None where they disagree."""
        if len(days) < 2:
            return days
        each = [set(day.dates("", self.today)) for day in days]
        both = set.intersection(*each)
        if not both:
            return None
        return [day for day, on in zip(days, each, strict=True) if on == both][:1] or [
            days[0]
        ]

    def _when_open(
        self, draft: Draft, day: Day | None
    ) -> tuple[Tense, list[date]] | None:
        """Settle "coffee with Rosa": a noun that says neither past nor future."""
        if day is None:
            later = draft.mood == "bare" or self._is_later(draft)
            return None if later else ("past", [self.today])
        days = day.dates("", self.today)
        if draft.mood == "bare" and self.today in days:
            return None
        later_today = draft.at is not None and draft.at > self.now
        future = [
            on
            for on in days
            if on > self.today or (on == self.today and (day.tense > 0 or later_today))
        ]
        if not days or 0 < len(future) < len(days):
            return None
        return ("future" if future else "past"), days

    def heard(
        self, draft: Draft, people: Sequence[Known], on: date | None, tense: Tense
    ) -> Heard:
        """Return what is kept, of a draft whose day and mood are settled."""
        following = draft.next_day.dates("future", self.today) if draft.next_day else []
        next_on = following[0] if len(following) == 1 else None
        next_at = draft.next_at if next_on else None
        note = draft.note if draft.marked else draft.note.strip(TRIMMED)
        explained = _explained(draft, on, self.today)
        if tense == "future":
            return Heard(
                tuple(people),
                kind=_planned_kind(draft),
                outcome=PLANNED,
                next_on=on,
                next_at=draft.at,
                note=note,
                explained=explained,
            )
        facts: dict[str, object] = {}
        for manner in draft.manners:
            for name, value in MANNERS[manner].items():
                facts[name] = "both" if name == "mode" and name in facts else value
        outcome = draft.outcome if tense == "outcome" else None
        return Heard(
            tuple(people),
            kind=draft.kind or None,
            outcome=outcome or None,
            on=on,
            listened=None if outcome else draft.share,
            next_on=next_on,
            next_at=next_at,
            no_next=draft.no_next,
            note=note,
            run_on=bool(note) and not draft.marked,
            explained=explained,
            **facts,  # type: ignore[arg-type]
        )

    def _ask_day(
        self,
        draft: Draft,
        people: Sequence[Known],
        days: Sequence[date],
        tense: Tense,
    ) -> Unsettled:
        options = [
            Option(day_said(on, self.today), (self.heard(draft, people, on, tense),))
            for on in days[:MOST_CHOICES]
        ]
        text = say("Which day?") if tense == "future" else say("Which day was it?")
        if not options:
            options = [self._note(people)]
        line = self._line_for_a_day(draft, people, tense)
        return Unsettled("day", text, tuple(options), line)

    def _line_for_a_day(
        self, draft: Draft, people: Sequence[Known], tense: Tense
    ) -> str:
        """Return the line that any other day finishes, with "{}" for the day."""
        placeholder = date.max
        heard = self.heard(draft, people, placeholder, tense)
        line = line_of(self.turn, heard)
        if "{" in line or line.count(str(placeholder)) != 1:
            return ""
        return line.replace(str(placeholder), "{}")

    # Did it take place?

    def ask_whether(self, draft: Draft, people: Sequence[Known]) -> Unsettled:
        """Ask whether it happened, is planned, or neither; all understood filled in."""
        happened, planned = self._happened(draft, people), self._planned(draft, people)
        off = self._off(draft, people)
        note = [self._note(people)]
        match draft.mood:
            case "unclear":
                order = [*off, *note, *happened]
            case "not":
                order = [*off, *note, *happened[:1]]
            case "wish" | "plan" if draft.outcome:
                order = [*off, *planned, *happened[:1]]
            case "plan" | "bare":
                order = [*planned, *happened[:2]]
            case "wish":
                order = [*planned, *note, *happened[:1]]
            case _ if draft.outcome:
                order = [*off, *note, *happened]
            case _:
                later = self._is_later(draft)
                order = [*planned, *happened] if later else [*happened, *planned]
        kept = list(dict.fromkeys(order))[: MOST_CHOICES - 1]
        options = tuple(dict.fromkeys([*kept, *note]))[:MOST_CHOICES]
        names = listed([person.name for person in people])
        return Unsettled(
            "mood", say("{names}: did it take place?", names=names), options
        )

    def _happened(self, draft: Draft, people: Sequence[Known]) -> list[Option]:
        days = self._dates(draft.days, "past")
        if not draft.days and not (self._is_later(draft) and draft.mood != "past"):
            days = [self.today]
        kinds = (draft.kind,) if draft.kind else GUESSED_KINDS
        told = replace(draft, outcome="")
        found = []
        for kind in kinds:
            for on in days[:2]:
                heard = self.heard(replace(told, kind=kind), people, on, "past")
                label = say(
                    "It happened: {kind}, {day}",
                    kind=say(MET_BY[kind]),
                    day=day_said(on, self.today),
                )
                found.append(Option(label, (heard,)))
        if len(draft.days) > 1 and len(days) > 1 and draft.mood in ("past", "open"):
            each = tuple(
                self.heard(told, people, on, "past")
                for day in draft.days
                for on in day.dates("past", self.today)[:1]
            )
            if len(each) == len(draft.days):
                found.insert(0, Option(say("One on each day"), each))
        return found

    def _planned(self, draft: Draft, people: Sequence[Known]) -> list[Option]:
        later = draft.at is not None and draft.at > self.now
        days = [
            on
            for on in self._dates(draft.days, "future")
            if on > self.today or later or draft.mood == "plan"
        ]
        if not draft.days and later:
            days = [self.today]
        told = replace(draft, outcome="")
        found = [
            Option(
                say("It is planned: {day}", day=day_said(on, self.today)),
                (self.heard(told, people, on, "future"),),
            )
            for on in dict.fromkeys(days[:2])
        ]
        if not found and draft.mood in ("plan", "wish", "bare"):
            heard = self.heard(told, people, None, "future")
            found = [Option(say("It is planned, no day yet"), (heard,))]
        return found

    def _off(self, draft: Draft, people: Sequence[Known]) -> list[Option]:
        outcomes = [draft.outcome] if draft.outcome else []
        if draft.mood in ("not", "unclear"):
            outcomes += ["declined", "postponed", "no reply"]
        day = (self._dates(draft.days, "past") or [self.today])[0]
        names = listed([person.first_name for person in people])
        return [
            Option(
                f"{names}: {say(NOT_MET[outcome])}",
                (self.heard(replace(draft, outcome=outcome), people, day, "outcome"),),
            )
            for outcome in dict.fromkeys(outcomes)
        ]

    def _note(self, people: Sequence[Known]) -> Option:
        """Return the answer that nothing took place, and the words are worth keeping."""
        note = " ".join(self.text.split())
        lines = tuple(
            f"note {told_apart(person, people)}: {note}" for person in people[:1]
        )
        return Option(say("Just a note"), lines=lines)

    def _dates(
        self, days: Iterable[Day], mood: Literal["past", "future"]
    ) -> list[date]:
        found = [on for day in days for on in day.dates(mood, self.today)]
        return list(dict.fromkeys(found))


def _planned_kind(draft: Draft) -> str:
    """Return what is planned: as typed, "lunch", where plans know it, else its kind."""
    noun = fold(draft.noun)
    if PLANNED_KINDS.get(noun) == (draft.kind or "met"):
        return noun
    return draft.kind or "met"


def _which(people: Sequence[Known], unknown: str, typed: str) -> str:
    if not people:
        name = unknown or typed
        return say("I don't know {name}.", name=clipped(name, IN_PASSING))
    if unknown:
        return say(
            "I don't know {name}. Do you mean {person}?",
            name=clipped(unknown, IN_PASSING),
            person=people[0].name,
        )
    return say("Which {name}?", name=clipped(typed, IN_PASSING))


def _explained(draft: Draft, on: date | None, today: date) -> tuple[str, ...]:
    """Return how days were read that can be read in two ways, such as 05/06."""
    if on is None:
        return ()
    return tuple(
        say("{typed} read as {day}", typed=day.text, day=day_said(on, today))
        for day in draft.days
        if day.unclear
    )
