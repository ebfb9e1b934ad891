"""Days, times, lengths and shares. A day is kept as said until the mood of the sentence settles it."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from handlers.grammar.tokens import tokens_of as tokens
from storage.people.store import fold

NUMERIC = re.compile(r"(\d{1,4})([./])(\d{1,2})(?:[./](\d{2,4}))?\.?$")


@dataclass
class Day:
    kind: str  # on (exact), weekday, span (several days), yearless, monthday
    value: object = None
    tense: int = 0  # -1 said to be past, 1 said to be to come, 0 not said
    weekday: int | None = None  # a weekday said besides, which has to agree
    text: str = ""
    role: str = ""
    unclear: bool = False

    def dates(self, mood, today):
        """The days it can be, most likely first. mood: 'past', 'future' or '' for not known."""
        past, future = (
            mood != "future" and self.tense <= 0,
            mood != "past" and self.tense >= 0,
        )
        if self.kind == "on":
            out = [self.value]
        elif self.kind == "span":
            out = list(self.value)
        elif self.kind == "weekday":
            back = (today.weekday() - self.value) % 7
            out = [today - timedelta(back)] * past + [
                today + timedelta((7 - back) if back else 7 * past)
            ] * future
        elif self.kind == "yearless":
            out = []
            for day, month in self.value:
                every = [
                    d for y in (-1, 0, 1) if (d := make(today.year + y, month, day))
                ]
                out += [max((d for d in every if d <= today), default=None)] * past + [
                    min((d for d in every if d > today), default=None)
                ] * future
            near = [d for d in out if d and abs((d - today).days) <= 183]
            out = near if mood == "" and near else out
        else:
            months = [
                (
                    today.year + (today.month + k - 1) // 12,
                    (today.month + k - 1) % 12 + 1,
                )
                for k in (-1, 0, 1)
            ]
            every = [d for y, m in months if (d := make(y, m, self.value))]
            out = [max((d for d in every if d <= today), default=None)] * past + [
                min((d for d in every if d > today), default=None)
            ] * future
        out = [
            d
            for d in dict.fromkeys(out)
            if d and (past or d >= today) and (future or d <= today)
        ]
        if self.weekday is not None:
            out = [d for d in out if d.weekday() == self.weekday]
        return out


def make(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DayReader:
    """Reads days for one language. today: the leader's date; day_first: how 03/04 is meant, None if not known."""

    def __init__(self, lex, today, day_first=None):
        self.lex, self.d, self.today, self.day_first = lex, lex.days, today, day_first
        self.relative = self._phrases("relative")
        self.spans = self._phrases("spans")
        self.parts = self._phrases("parts")
        self.numbers = {fold(k): v for k, v in self.d["numbers"].items()}
        self.units = {fold(w): int(n) for n, ws in self.d["units"].items() for w in ws}
        self.ago = self._phrases("ago")

    def _phrases(self, key):
        got = self.d.get(key, {})
        got = got if isinstance(got, dict) else dict.fromkeys(got)
        return {tuple(t.key for t in tokens(k)): v for k, v in got.items()}

    @staticmethod
    def _longest(table, toks, i):
        for n in range(min(6, len(toks) - i), 0, -1):
            key = tuple(t.key for t in toks[i : i + n])
            if key in table:
                return n, table[key]
        return 0, None

    def is_in(self, name, toks, i):
        return i < len(toks) and toks[i].key in self.d.get(name, ())

    def number(self, toks, i):
        if i < len(toks):
            k = toks[i].key
            if k.isdigit() and len(k) < 4:
                return int(k)
            return self.numbers.get(k)

    def word(self, toks, i):
        if i < len(toks):
            k = toks[i].key
            got = self.lex.day_words.get(k) or (
                self.lex.day_words.get(self.lex.corrected(k))
                if self.lex.corrected(k)
                else None
            )
            if got and (
                len(k) > 3 or k not in self.d.get("short_needs", ()) or toks[i].capital
            ):
                return got
        return None, None

    def at(self, toks, i):
        """(length, Day) read from token i, or (0, None)."""
        n, day = self._at(toks, i)
        if n:
            day.text = " ".join(t.text for t in toks[i : i + n])
        return n, day

    def _at(self, toks, i):
        d, today, j = self.d, self.today, i
        n, off = self._longest(self.relative, toks, i)
        n2, name = self._longest(self.spans, toks, i)
        if n2 > n:
            return n2, self._span(name)
        if (
            not n
            and (fix := self.lex.corrected(toks[i].key))
            and (fix,) in self.relative
        ):
            n, off = 1, self.relative[(fix,)]
        if n:
            offset, tense = (
                off if isinstance(off, list) else (off, (off > 0) - (off < 0))
            )
            return n, Day("on", today + timedelta(offset), tense)
        while self.is_in("on", toks, j) or self.is_in("the", toks, j):
            j += 1
        tense = 0
        if (
            self.is_in("last", toks, j)
            or self.is_in("next", toks, j)
            or self.is_in("this", toks, j)
        ):
            tense = (
                -1
                if self.is_in("last", toks, j)
                else 1
                if self.is_in("next", toks, j)
                else 0
            )
            kind, value = self.word(toks, j + 1)
            if kind == "weekday":
                n, day = self._weekday(toks, j + 1, value, tense)
                return j - i + 1 + n, day
            return 0, None
        # three weeks ago, in two weeks, vor zwei Wochen, hace dos días
        n, sign = self._longest(self.ago, toks, j)
        number = self.number(toks, j + n)
        if number and toks[j + n + 1 : j + n + 2] and toks[j + n + 1].key in self.units:
            unit = self.units[toks[j + n + 1].key]
            after, sign2 = self._longest(self.ago, toks, j + n + 2)
            sign = sign2 if after else sign
            if sign:
                return j - i + n + 2 + after, Day(
                    "on", today + timedelta(sign * number * unit), sign
                )
        if j < len(toks):
            t = toks[j]
            if m := re.match(r"(\d{4})-(\d\d)-(\d\d)$", t.key):
                got = make(*map(int, m.groups()))
                return (j - i + 1, Day("on", got)) if got else (0, None)
            if m := NUMERIC.match(t.key):
                if got := self._numeric(m):
                    return j - i + 1, got
            kind, value = self.word(toks, j)
            if kind == "weekday":
                n, day = self._weekday(toks, j, value, 0)
                return j - i + n, day
            return (lambda n, day: (j - i + n, day) if n else (0, None))(
                *self._calendar(toks, j, j > i)
            )
        return 0, None

    def _span(self, name):
        today, monday = self.today, self.today - timedelta(self.today.weekday())
        if name in ("last week", "next week"):
            start = monday + timedelta(-7 if name == "last week" else 7)
            return Day(
                "span",
                [start + timedelta(k) for k in range(5)],
                -1 if name == "last week" else 1,
            )
        if name == "weekend":
            return Day("span", [monday - timedelta(2), monday - timedelta(1)], -1)
        if name == "this week":
            return Day(
                "span", [today - timedelta(k) for k in range(today.weekday() + 1)], -1
            )
        if name == "recently":
            return Day(
                "span",
                [d for k in range(1, 8) if (d := today - timedelta(k)).weekday() < 5],
                -1,
            )
        months = -1 if name == "last month" else 1
        return Day("span", [], months)

    def _weekday(self, toks, j, value, tense):
        """Friday; Friday before last; Friday last week; Friday the 26th; Friday, 27 March."""
        n = 1
        back = (self.today.weekday() - value) % 7 or 7
        if (
            toks[j + 1 : j + 2]
            and toks[j + 1].key == "."
            and len(toks[j].key) <= 3
            and toks[j + 2 : j + 3]
            and toks[j + 2].key[0].isdigit()
        ):
            n = 2
        k, again = self._longest(self._phrases("before_last"), toks, j + n)
        if k:
            return n + k, Day("on", self.today - timedelta(back + 7), -1)
        k, name = self._longest(self.spans, toks, j + n)
        if name in ("last week", "next week"):
            monday = (
                self.today
                - timedelta(self.today.weekday())
                + timedelta(-7 if name == "last week" else 7)
            )
            return n + k, Day(
                "on", monday + timedelta(value), -1 if name == "last week" else 1
            )
        if self.is_in("last", toks, j + 1) and self.d.get("after"):
            tense, n = -1, 2
        elif self.is_in("next", toks, j + 1) and self.d.get("after"):
            tense, n = 1, 2
        comma = j + n < len(toks) and toks[j + n].key == ","
        the = self.is_in("the", toks, j + n + comma)
        if tense == 0 and (j + n + comma + the) < len(toks):
            m, day = self._calendar(toks, j + n + comma + the, the or not comma)
            if (
                not m
                and (g := NUMERIC.match(toks[j + n + comma].key))
                and (day := self._numeric(g))
            ):
                m, the = 1, False
            if m:
                day.weekday = value
                return n + comma + the + m, day
        if tense:  # last Friday; next Tuesday is that of next week, unless none is left
            at = (
                self.today - timedelta(back)
                if tense < 0
                else self.today + timedelta((value - self.today.weekday()) % 7 or 7)
            )
            if (
                tense > 0
                and (at - self.today).days < 7
                and at.isocalendar()[1] == self.today.isocalendar()[1]
            ):
                return n, Day("span", [at + timedelta(7), at], 1)
            return n, Day("on", at, tense)
        return n, Day("weekday", value)

    def _calendar(self, toks, j, marked):
        """3 March, March 3rd, 24 Mar 26, the 3rd."""
        t = toks[j]
        m = re.match(r"(\d{1,2})(st|nd|rd|th|º|ª)?$", t.key)
        if m and 1 <= int(m[1]) <= 31:
            k = j + 1
            while self.is_in("of", toks, k) or (k < len(toks) and toks[k].key == "."):
                k += 1
            kind, month = self.word(toks, k)
            if kind == "month":
                k += 1
                while k < len(toks) and (
                    self.is_in("of", toks, k)
                    or (
                        toks[k].key == "."
                        and len(toks[k - 1].key) <= 4
                        and k + 1 < len(toks)
                    )
                ):
                    k += 1
                year = (
                    toks[k].key
                    if k < len(toks) and re.match(r"(20)?\d\d$", toks[k].key)
                    else ""
                )
                if year and not (
                    k + 1 < len(toks) and toks[k + 1].key in ("%", "min", "mins", ":")
                ):
                    got = make(
                        int(year) + (2000 if len(year) == 2 else 0),
                        month + 1,
                        int(m[1]),
                    )
                    return (k + 1 - j, Day("on", got)) if got else (0, None)
                while not toks[k - 1].word:
                    k -= 1
                return k - j, Day("yearless", [(int(m[1]), month + 1)])
            if m[2] or (
                marked
                and self.d.get("bare_monthday")
                and not self.units.get(toks[j + 1].key if j + 1 < len(toks) else "")
                and (j + 1 == len(toks) or not toks[j + 1].word)
            ):
                return 1, Day("monthday", int(m[1]))
        kind, month = self.word(toks, j)
        if (
            kind == "month"
            and j + 1 < len(toks)
            and (m := re.match(r"(\d{1,2})(st|nd|rd|th)?$", toks[j + 1].key))
            and 1 <= int(m[1]) <= 31
        ):
            return 2, Day("yearless", [(int(m[1]), month + 1)])
        return 0, None

    def _numeric(self, m):
        a, sign, b, y = int(m[1]), m[2], int(m[3]), m[4]
        if len(m[1]) > 2:
            return Day("on", got) if y and (got := make(a, b, int(y))) else None
        if (
            sign == "."
            and not y
            and not m[0].endswith(".")
            and (b > 12 or len(m[3]) == 1)
        ):
            return None  # 2.5 is a number
        first = True if sign == "." or a > 12 else False if b > 12 else self.day_first
        pairs = (
            [(a, b)]
            if first
            else [(b, a)]
            if first is False
            else [(a, b), (b, a)]
            if a != b
            else [(a, b)]
        )
        pairs = [(d, mo) for d, mo in pairs if 1 <= mo <= 12 and 1 <= d <= 31]
        if not pairs:
            return None
        if y:
            year = int(y) + (2000 if len(y) == 2 else 0)
            out = [x for d, mo in pairs if (x := make(year, mo, d))]
            return (
                Day("span", out) if len(out) > 1 else Day("on", out[0]) if out else None
            )
        return Day("yearless", pairs)

    # times of day, lengths and shares
    def time_at(self, toks, i):
        """(length, time or None): at 3, 3pm, 15:00, 8:15-8:45, at noon, in the afternoon, um 15 Uhr."""
        j = i + 1 if self.is_in("at", toks, i) else i
        while j > i and self.is_in("the", toks, j):
            j += 1
        if j < len(toks):
            k = toks[j].key
            n, hour = self._longest(
                {tuple(fold(w).split()): h for w, h in self.d["named_times"].items()},
                toks,
                j,
            )
            if n:
                return j - i + n, time(hour)
            m = re.match(r"(\d{1,2})(?:[:.](\d\d))?$", k)
            if m and int(m[1]) < 24:
                nxt = toks[j + 1].key if j + 1 < len(toks) else ""
                pm, n = None, 1
                if nxt in self.d["am"] or nxt in self.d["pm"]:
                    pm, n = nxt in self.d["pm"], 2
                elif nxt in self.d.get("oclock", ()):
                    n = 2
                ok = (
                    n == 2
                    or ":" in k
                    or (
                        j > i
                        and nxt not in self.units
                        and nxt != "%"
                        and self.word(toks, j + 1)[0] != "month"
                    )
                )
                if ok:
                    hour = (
                        int(m[1])
                        + (12 if pm and int(m[1]) < 12 else 0)
                        - (12 if pm is False and int(m[1]) == 12 else 0)
                    )
                    if pm is None and n == 1 and ":" not in k and hour < 8:
                        hour += 12
                    if (
                        j + n + 1 < len(toks)
                        and toks[j + n].key in ("-", "to")
                        and re.match(r"\d{1,2}(:\d\d)?$", toks[j + n + 1].key)
                    ):
                        n += 2 + (
                            j + n + 2 < len(toks)
                            and toks[j + n + 2].key in self.d["am"] + self.d["pm"]
                        )
                    return j - i + n, time(hour, int(m[2] or 0))
        n, _ = self._longest(self.parts, toks, i)
        return n, None

    def length_at(self, toks, i):
        """Tokens of a length: 30 min, for half an hour, 2h, for about ten minutes."""
        j = i
        while self.is_in("for", toks, j) or self.is_in("about", toks, j):
            j += 1
        start = j
        while self.number(toks, j) is not None or self.is_in("half", toks, j):
            j += 1
        if (
            j < len(toks)
            and toks[j].key in self.d["lengths"]
            and (j > start or (j > i and False))
        ):
            return j + 1 - i
        m = j < len(toks) and re.match(r"\d+(h|m|min|mins|hrs?)$", toks[j].key)
        return j + 1 - i if m else 0

    def share_at(self, toks, i):
        """(length, share listened): listened 70%, 70% listening, 50/50, 60% me, I talked 70%."""
        share, j, said = None, i, None
        kinds = dict.fromkeys(self.d["listened"], True) | dict.fromkeys(
            self.d["talked"], False
        )
        while j < len(toks) and j - i < 9:
            k = toks[j].key
            if k in kinds and said is None:
                said = kinds[k]
                if said is False and j > i and toks[j - 1].key in self.d["they"]:
                    said = True
            elif (
                re.match(r"\d{1,3}$", k)
                and j + 1 < len(toks)
                and toks[j + 1].key == "%"
                and share is None
                and int(k) <= 100
            ):
                share, j = int(k), j + 1
            elif (
                said is not None
                and share is None
                and (m := re.match(r"(\d)/(\d)$", k))
                and m[1] < m[2]
            ):
                share = round(100 * int(m[1]) / int(m[2]))
            elif k in ("50/50", "fifty-fifty") and share is None:
                return j + 1 - i, 50
            elif k == "50" and [t.key for t in toks[j + 1 : j + 3]] in (
                ["-", "50"],
                ["/", "50"],
            ):
                return j + 3 - i, 50
            elif k not in self.d["share_filler"]:
                break
            j += 1
        while (
            j > i
            and toks[j - 1].key in self.d["share_filler"]
            and toks[j - 1].key not in kinds
        ):
            j -= 1
        if share is None or said is None:
            return 0, None
        return j - i, share if said else 100 - share


def day_first_in(locale):
    return {"en-US": False, "en-GB": True}.get(
        locale, None if locale.startswith("en") or not locale else True
    )
