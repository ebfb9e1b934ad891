"""Whether a draft took place: a contact, a plan, an attempt, or one question."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from handlers.grammar.contacts.heard import Heard, line_of
from handlers.grammar.contacts.unsettled import MOST_CHOICES, Meaning, Unsettled
from handlers.grammar.contacts.when import Tense, WhenSettler
from handlers.grammar.days import Day
from handlers.grammar.days.shares import check_percent
from handlers.grammar.people.names import surely_named
from handlers.grammar.sentences.drafts import Draft
from handlers.turn import Refusal
from language.say import mark, say
from language.words import day_said, listed, with_time
from scheduler.card.meetings import KINDS, NOT_MET
from storage.people.facts import Known

MET_BY = {"met": mark("met"), **KINDS}
GUESSED_KINDS = ("met", "call")  # offered where no kind was said; house rule
MOST_DAYS = 2  # of those said, on each of which it may have been; house rule


class WhetherSettler(WhenSettler):
    """Settles drafts whose people are known."""

    def finish(self, draft: Draft, people: Sequence[Known]) -> Heard | Unsettled:
        """Return what is kept with these people, or ask for the day or whether."""
        if problem := self.problem(draft, people):
            return problem
        if draft.doubt:
            meant = [self.today, *draft.doubt.dates("past", self.today)]
            return self._ask_day(draft, people, list(dict.fromkeys(meant)), "past")
        when = self.when(draft)
        if when is None or draft.unread:
            return self.ask_whether(draft, people)
        tense, days = when
        if tense == "outcome" and not days and draft.days[0].tense >= 0:
            return self.ask_whether(draft, people)  # "too busy this month": since today
        single = not draft.days or any(day.kind != "span" for day in draft.days)
        if len(days) == 1 and single:
            return self.heard(draft, people, days[0], tense)
        return self._ask_day(draft, people, days, tense)

    def problem(self, draft: Draft, people: Sequence[Known]) -> Unsettled | None:
        """Ask about a day that is in no calendar, or a share that cannot be."""
        for day in draft.days:
            if text := day.problem("", self.today):
                weekday = Day("weekday", weekday=day.weekday)
                near = [replace(day, weekday=None), *([weekday] if day.weekday else [])]
                asked = self._ask_day(
                    draft, people, self.dates_of(near, "past"), "past"
                )
                return replace(asked, text=text)
        if draft.next_day and (unclear := self._which_next(draft, people)):
            return unclear
        if draft.share is None or 0 <= draft.share <= 100:
            return None
        try:
            check_percent(draft.share)
        except Refusal as refusal:
            return self._without(replace(draft, share=None), people, refusal.text)
        return None

    def _which_next(self, draft: Draft, people: Sequence[Known]) -> Unsettled | None:
        """Ask which day the next meeting is, where it can be none or several."""
        assert draft.next_day is not None
        days = draft.next_day.dates("future", self.today)
        if len(days) == 1:
            return None
        if not days:
            text = draft.next_day.problem("future", self.today)
            return self._without(replace(draft, next_day=None), people, text)
        options = []
        for on in days[:MOST_CHOICES]:
            settled = self.finish(replace(draft, next_day=Day("on", (on,))), people)
            if isinstance(settled, Unsettled):
                return None
            options.append(Meaning(day_said(on, self.today), (settled,)))
        return Unsettled("day", say("On which day do you meet next?"), tuple(options))

    def _without(self, draft: Draft, people: Sequence[Known], text: str) -> Unsettled:
        """Say what is wrong with a fact, and offer to keep the rest."""
        settled = self.finish(draft, people)
        if isinstance(settled, Unsettled):
            return replace(settled, text=text)
        return Unsettled(
            "mood", text, (Meaning(say("Keep it without that"), (settled,)),)
        )

    def _ask_day(
        self,
        draft: Draft,
        people: Sequence[Known],
        days: Sequence[date],
        tense: Tense,
    ) -> Unsettled:
        options = [
            Meaning(day_said(on, self.today), (self.heard(draft, people, on, tense),))
            for on in days[:MOST_CHOICES]
        ]
        text = say("Which day?") if tense == "future" else say("Which day was it?")
        if not options:
            options = [self.just_a_note(people)]
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
        note = [self.just_a_note(people)]
        match draft.mood:
            case "unclear":
                order = [off, note, happened]
            case "not":
                order = [off, note, happened[:1]]
            case "wish" | "plan" if off:
                order = [off, planned, happened[:1]]
            case "plan" | "bare":
                order = [planned, happened[:2]]
            case "wish":
                order = [planned, note, happened[: 2 if draft.other_kind else 1]]
            case _ if off:
                order = [off, note, happened]
            case _ if not (draft.kind or draft.days or draft.at or draft.mine):
                order = [note, happened, planned]
            case _ if self.is_later(draft):
                order = [planned, happened]
            case _:
                order = [happened, planned]
        options = _kept(order if note in order else [*order, note])
        names = listed([person.name for person in people])
        return Unsettled(
            "mood", say("{names}: did it take place?", names=names), tuple(options)
        )

    def _happened(self, draft: Draft, people: Sequence[Known]) -> list[Meaning]:
        said = tuple(one for one in (draft.kind, draft.other_kind) if one)
        kinds = said or GUESSED_KINDS
        told = replace(draft, outcome="")
        days = self._days_it_can_be(draft, sure=not said)
        found = []
        said_on = [on for on in days if on != self.today]
        both = [(on, kind) for kind, on in product(kinds, said_on)]
        today = [(on, kind) for on, kind in product(days, kinds) if on == self.today]
        for on, kind in both + today if days[:1] != [self.today] else today + both:
            heard = self.heard(replace(told, kind=kind), people, on, "past")
            label = say(
                "It happened: {kind}, {day}",
                kind=say(MET_BY[kind]),
                day=day_said(on, self.today),
            )
            found.append(Meaning(label, (heard,)))
        if len(draft.days) > 1 and len(days) > 1 and draft.mood in ("past", "open"):
            each = tuple(
                self.heard(told, people, on, "past")
                for day in draft.days
                for on in day.dates("past", self.today)[:1]
            )
            if len(each) == len(draft.days):
                found.insert(0, Meaning(say("One on each day"), each))
        return found

    def _days_it_can_be(self, draft: Draft, *, sure: bool) -> list[date]:
        """Return the past days that a contact can be of, the likeliest first.

        A day in the line may be of something else; one that is surely past is hardly.

        Args:
            sure: the days that were said are those of the contact, if there are any.
        """
        days = self.dates_of(draft.days, "past")[:MOST_DAYS]
        if not draft.days and not (self.is_later(draft) and draft.mood != "past"):
            past = [day for day in draft.hints if day.tense < 0 or day.role == "from"]
            rest = [day for day in draft.hints if day not in past]
            days = self.dates_of(past, "past")[:MOST_DAYS]
            days += [self.today, *self.dates_of(rest, "past")[:1]]
        elif days and draft.unread and draft.mood != "headed" and not sure:
            days = [days[0], self.today]
        return list(dict.fromkeys(days))

    def _planned(self, draft: Draft, people: Sequence[Known]) -> list[Meaning]:
        later = draft.at is not None and draft.at > self.now
        later = later or any(day.hour > self.now.hour for day in draft.days)
        said = draft.days or draft.hints
        ahead = any(day.tense > 0 for day in said)  # "in half an hour"
        days = [
            on
            for on in self.dates_of(said, "future")
            if on > self.today or later or draft.mood == "plan" or ahead
        ]
        if not draft.days and later:
            days = [self.today]
        told = replace(draft, outcome="")
        found = [
            Meaning(
                say(
                    "It is planned: {day}",
                    day=with_time(day_said(on, self.today), draft.at),
                ),
                (self.heard(told, people, on, "future"),),
            )
            for on in dict.fromkeys(days[:2])
        ]
        past = any(day.tense < 0 for day in said)
        likely = draft.mood in ("plan", "wish", "bare") and not past
        if not found and (ahead or likely):
            heard = self.heard(told, people, None, "future")
            found = [Meaning(say("It is planned, no day yet"), (heard,))]
        return found

    def _off(self, draft: Draft, people: Sequence[Known]) -> list[Meaning]:
        outcomes = [one for one in (draft.outcome, draft.other_outcome) if one]
        past = [day for day in (*draft.days, *draft.hints) if day.tense < 0]
        unsaid = draft.mood in ("not", "unclear", "outcome")
        if len(set(outcomes)) < 2 and (unsaid or (draft.mood == "wish" and past)):
            outcomes += ["declined", "postponed", "no reply"]
        told = [day for day in draft.days if day.kind not in ("weekday", "span")]
        told = told or past
        dates = self.dates_of(told, "past")  # Friday's was put off, but told today
        day = dates[0] if len(dates) == 1 else self.today
        names = listed([person.first_name for person in people])
        return [
            Meaning(
                f"{names}: {say(NOT_MET[outcome])}",
                (self.heard(replace(draft, outcome=outcome), people, day, "outcome"),),
            )
            for outcome in dict.fromkeys(outcomes)
        ]

    def just_a_note(self, people: Sequence[Known]) -> Meaning:
        """Return the answer that nothing took place, but the words are worth it."""
        note = " ".join(self.text.split())
        lines = tuple(
            f"note {surely_named(self.turn, person, people)} just a note: {note}"
            for person in people[:1]
        )
        return Meaning(say("Just a note"), lines=lines)


def _kept(order: Sequence[Sequence[Meaning]]) -> list[Meaning]:
    """Return as many options as one question has, of each group at least the first."""
    whole = list(dict.fromkeys(one for group in order for one in group))
    firsts = [group[0] for group in order if group]
    kept = set([*dict.fromkeys([*firsts, *whole])][:MOST_CHOICES])
    return [one for one in whole if one in kept]
