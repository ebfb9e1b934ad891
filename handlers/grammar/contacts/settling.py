"""From drafts to what is kept: everybody named is settled, or one question is asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.grammar.contacts.heard import Heard, line_of
from handlers.grammar.contacts.unsettled import MOST_CHOICES, Meaning, Unsettled
from handlers.grammar.contacts.when import Tense
from handlers.grammar.contacts.whether import GUESSED_KINDS, MET_BY, WhetherSettler
from handlers.grammar.people.described import typed_for
from handlers.grammar.people.names import (
    described,
    new_person,
    surely_named,
    unknown_text,
)
from handlers.grammar.sentences.drafts import Draft, NamedAt
from handlers.turn import Refusal
from language.say import mark, say
from language.words import IN_PASSING, clipped, day_said, listed, sentence, with_time
from scheduler.card.meetings import NOT_MET
from storage.contacts.facts import PLANNED_KINDS
from storage.people.facts import Known

MOST_PEOPLE = 4  # offered for one name; house rule


class Settler(WhetherSettler):
    """Settles the drafts of one line, for one leader at one moment."""

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
        options = self._all_of_them(draft, sure, unclear) if more else []
        for person in () if options else who.people[:MOST_PEOPLE]:
            options += self._option_with(draft, sure, first, person, alone=not more)
        options += self._option_new(first)
        if sure and not who.people:
            note = say("with {name}", name=who.unknown or typed)
            told = replace(draft, note=f"{draft.note} ({note})".strip(), who=[])
            if isinstance(heard := self.finish(told, sure), Heard):
                label = say("Only {names}", names=listed([one.name for one in sure]))
                options.append(Meaning(label, (heard,)))
        line = self._retyped(first, "{}") if "{" not in self.text else ""
        return Unsettled(
            "who", _which(who.people, who.unknown, typed), (*options,), line
        )

    def _all_of_them(
        self, draft: Draft, sure: Sequence[Known], unclear: Sequence[NamedAt]
    ) -> list[Meaning]:
        """Return the answer that the nearest of each name was meant: "Kimm and Roza".

        None where a name may be of several, or has nobody near.
        """
        if self.turn.verb == "edit" or any(len(n.who.people) != 1 for n in unclear):
            return []
        meant = [named.who.people[0] for named in unclear]
        settled = self.finish(draft, [*sure, *(p for p in meant if p not in sure)])
        names = listed([one.name for one in meant])
        if isinstance(settled, Heard):
            return [Meaning(names, (settled,))]
        if settled.about == "who":
            return []
        likeliest = [one for one in settled.options if one.heard][:2]
        return [replace(one, label=f"{names}: {one.label}") for one in likeliest]

    def _option_with(
        self,
        draft: Draft,
        sure: Sequence[Known],
        named: NamedAt,
        person: Known,
        *,
        alone: bool,
    ) -> list[Meaning]:
        """Return the answer that one person was meant, with what follows from it."""
        label = described(person)
        words = typed_for(person)
        name = surely_named(self.turn, person, named.who.people)
        again = Meaning(label, lines=(self._retyped(named, name),), words=words)
        if not alone or self.turn.verb == "edit":  # a correction is no new contact
            return [again]
        settled = self.finish(draft, [*sure, person])
        if isinstance(settled, Heard):
            return [Meaning(label, (settled,), words=words)]
        count = len(named.who.people) * len(settled.options)
        if count > MOST_CHOICES or settled.about == "who":
            return [again]
        return [
            replace(one, label=f"{person.name}: {one.label}", words=words)
            for one in settled.options
        ]

    def _option_new(self, named: NamedAt) -> list[Meaning]:
        """Return the answer that it is somebody new, if it can be a name at all."""
        typed = self.text[named.start : named.end]
        new = new_person(typed if named.who.user_key else named.who.unknown)
        if new is None:
            return []
        name, added, in_line = new
        label = say("Add {name}", name=name)
        return [Meaning(label, lines=(f"add {added}", self._retyped(named, in_line)))]

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
        if self.turn.verb == "edit" and (ahead := self._next_instead(draft, people)):
            return ahead
        if not people:
            self._check_days(draft)
        if not draft.days and not draft.doubt:
            if problem := self.problem(draft, people):
                return problem
            tense: Tense = "outcome" if draft.outcome else "past"
            return self.heard(draft, people, None, tense)
        return self.finish(draft, people)

    def _next_instead(self, draft: Draft, people: Sequence[Known]) -> Unsettled | None:
        """Say of a correction that its day is ahead, and offer it as the next one's."""
        day = draft.days[0] if draft.days else None
        if day is None or len(people) > 1 or day.dates("past", self.today):
            return None
        ahead = day.dates("future", self.today)
        if len(ahead) != 1:
            return None
        names = [surely_named(self.turn, person, people) for person in people]
        line = " ".join(["edit", *names, "next", str(ahead[0])])
        label = say("Next meeting {day}", day=day_said(ahead[0], self.today))
        text = day.problem("past", self.today)
        return Unsettled("what", text, (Meaning(label, lines=(line,)),))

    def _check_days(self, draft: Draft) -> None:
        """Let through days that have been, where nobody is named.

        Raises:
            Refusal: a day is ahead, in no calendar, or may be one of several.
        """
        for day in draft.days:
            if len(day.dates("past", self.today)) != 1:
                text = day.problem("past", self.today)
                raise Refusal(text or say("Which day was it?"))

    def ask_how(self, people: Sequence[Known]) -> Unsettled:
        """Ask how they were in touch, where only somebody is named."""
        yesterday = self.today - timedelta(days=1)
        options = tuple(
            Meaning(
                say(
                    "{how}, {day}", how=sentence(say(MET_BY[kind])).rstrip("."), day=day
                ),
                (Heard(tuple(people), kind=kind, on=on),),
            )
            for on, day in ((self.today, say("today")), (yesterday, say("yesterday")))
            for kind in GUESSED_KINDS
        )
        names = [person.name for person in people]
        said = line_of(self.turn, Heard(tuple(people), kind="met"))
        line = f"{said.removesuffix(' met')} {{}}" if "{" not in said else ""
        text = say("What was it with {names}?", names=listed(names))
        return Unsettled("what", text, options, line)

    def confirm(self, draft: Draft) -> Unsettled:
        """Ask whether a pasted text is to be kept as what it seems to be."""
        settled = self.settle(draft)
        if isinstance(settled, Unsettled):
            return settled
        people = list(settled.people)
        options = (Meaning(self._said(settled), (settled,)), self.just_a_note(people))
        return Unsettled("mood", say("Keep this as a contact?"), options)

    def several(
        self, drafts: Sequence[Draft], unsettled: Sequence[Unsettled]
    ) -> Unsettled:
        """Return the one question of a line that leaves several open.

        Where all have the same answers, one answer is for all of them.
        """
        first, *more = unsettled
        labels = [one.label for one in first.options]
        if any([one.label for one in other.options] != labels for other in more):
            return self.as_read(drafts)
        answers = zip(*(other.options for other in unsettled), strict=True)
        options = tuple(
            replace(one, heard=tuple(heard for same in alike for heard in same.heard))
            for one, alike in zip(first.options, answers, strict=True)
        )
        return replace(first, options=options, line="")

    def as_read(self, drafts: Sequence[Draft]) -> Unsettled:
        """Ask whether the clauses of a line not understood are read rightly.

        The likeliest answer of each clause makes one choice: all of them, or one only.
        """
        drafts = self.without_me(drafts)
        each = [found for draft in drafts if (found := self._could_be(draft))]
        past = any(draft.mood in ("past", "came", "outcome") for draft in drafts)
        past = past or any(len(one) == 1 and not one[0].planned for one in each)
        likeliest = [_first_of(one, past=past) for one in each]
        alone = [Meaning(self._said(one), (one,)) for one in likeliest]
        options = alone
        if len(alone) > 1:
            held = [one for one in likeliest if not one.outcome]
            other = [_first_of(one, past=not past) for one in each]
            together = [self._together(one) for one in (likeliest, held, other) if one]
            options = [*dict.fromkeys(together), *alone][: MOST_CHOICES - 1]
        people = [one for draft in drafts for n in draft.who for one in n.who.people]
        if people:
            options = [*options, self.just_a_note(people)]
        return Unsettled("mood", say("What of this took place?"), tuple(options))

    def without_me(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the drafts that are about others, the leader left out of each."""
        me = self.turn.speaker.person_id
        for draft in drafts:
            draft.who = [
                one for one in draft.who if [who.id for who in one.who.people] != [me]
            ]
        return [draft for draft in drafts if draft.who]

    def _could_be(self, draft: Draft) -> list[Heard]:
        """Return all that a clause can tell of one contact, the likeliest first."""
        settled = self.settle(draft)
        if isinstance(settled, Heard):
            return [settled]
        return [one.heard[0] for one in settled.options if one.heard]

    def _together(self, all_of: Sequence[Heard]) -> Meaning:
        """Return the answer that all of these are so."""
        return Meaning("; ".join(self._said(one) for one in all_of), tuple(all_of))

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
            day=with_time(day_said(day or self.today, self.today), heard.next_at),
        )


def _first_of(could_be: Sequence[Heard], *, past: bool) -> Heard:
    """Return the first that took place, or is planned; else the first one."""
    alike = [one for one in could_be if past is not bool(one.planned)]
    return (alike or list(could_be))[0]


def _which(people: Sequence[Known], unknown: str, typed: str) -> str:
    if people and not unknown:
        return say("Which {name}?", name=clipped(typed, IN_PASSING))
    return unknown_text(unknown or typed, people)
