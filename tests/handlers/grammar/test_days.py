"""Days, times, lengths and shares as people type them; today is Tue 31 March 2026."""

import sys
from collections.abc import Callable
from datetime import date, time, timedelta
from types import FrameType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.grammar.days import Day, DayReader, Mood, day_first_in
from handlers.grammar.days.shares import check_percent
from handlers.grammar.days.typed import Prefer, find_date, find_days, one_date
from handlers.grammar.words.lexicon import CODES
from handlers.grammar.words.tokens import tokens_of
from handlers.turn import Refusal
from language.say import speaking
from language.words import day_beside_today, day_said, listed

TODAY = date(2026, 3, 31)
LONDON = ZoneInfo("Europe/London")
LONGEST_LINE = 4000  # characters


def days_in(
    line: str, language: str = "en", *, day_first: bool | None = None
) -> list[Day]:
    """Return the days of a line, but for those after a word such as "by"."""
    reader = DayReader(language, TODAY, day_first)
    tokens = tokens_of(line)
    found: list[Day] = []
    at = 0
    while at < len(tokens):
        length, day = reader.at(tokens, at)
        if day is not None:
            found.append(day)
        at += max(length, reader.time_at(tokens, at)[0], 1)
    return found


def dates_in(
    line: str, mood: Mood = "past", language: str = "en", *, today: date = TODAY
) -> list[str]:
    reader = DayReader(language, today)
    tokens = tokens_of(line)
    days = (reader.at(tokens, at)[1] for at in range(len(tokens)))
    first = next((day for day in days if day is not None), None)
    return [str(day) for day in first.dates(mood, today)] if first else []


def only_day(line: str, language: str = "en") -> Day:
    reader = DayReader(language, TODAY)
    length, day = reader.at(tokens_of(line), 0)
    assert day is not None
    assert length == len(tokens_of(line))
    return day


def time_in(line: str, language: str = "en") -> time | None:
    reader = DayReader(language, TODAY)
    tokens = tokens_of(line)
    found = (reader.time_at(tokens, at)[1] for at in range(len(tokens)))
    return next((one for one in found if one is not None), None)


def share_in(line: str, language: str = "en") -> int | None:
    reader = DayReader(language, TODAY)
    tokens = tokens_of(line)
    found = (reader.share_at(tokens, at)[1] for at in range(len(tokens)))
    return next((one for one in found if one is not None), None)


def length_in(line: str, language: str = "en") -> str:
    """Return the words of the first length in a line."""
    reader = DayReader(language, TODAY)
    tokens = tokens_of(line)
    for at in range(len(tokens)):
        if length := reader.length_at(tokens, at):
            return line[tokens[at].start : tokens[at + length - 1].end]
    return ""


# What happened, and what is planned.


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("met Rosa yesterday", "03-30"),
        ("met Rosa the day before yesterday", "03-29"),
        ("met Kim on Friday", "03-27"),
        ("met Kim last Thursday", "03-26"),
        ("met Rosa Friday before last", "03-20"),
        ("met Kim Monday last week", "03-23"),
        ("met Kim last week on Monday", "03-23"),
        ("met Kim three weeks ago", "03-10"),
        ("called Dana ten days ago", "03-21"),
        ("met Kim twenty-one days ago", "03-10"),
        ("met Kim a fortnight ago", "03-17"),
        ("met Kim 2 hours ago", "03-31"),
        ("met Kim this morning", "03-31"),
        ("met Kim last night", "03-30"),
        ("met Kim on the 3rd", "03-03"),
        ("met Kim on the 23", "03-23"),
        ("met Kim on the 3rd about payroll", "03-03"),
        ("met Kim on Sunday 29th", "03-29"),
        ("called Dana Mon 23rd", "03-23"),
        ("called Dana Mon 23", "03-23"),
        ("log Dana call on Sun", "03-29"),
        ("log Dana call on sat", "03-28"),
        ("met Kim 27/3", "03-27"),
        ("met Kim on 4 March", "03-04"),
        ("met Kim March 4", "03-04"),
        ("log Dana call Mar 5th", "03-05"),
        ("log Dana call March the 5th", "03-05"),
        ("log Dana call 5th of March", "03-05"),
        ("met Grace 24 Mar 26", "03-24"),
        ("met Kim on 2026-03-19", "03-19"),
        ("met Kim on Mon, Mar 23", "03-23"),
        ("met Kim Tue 24/3", "03-24"),
        ("met Kim this Monday", "03-30"),
        ("met Rosa 8:15-8:45 today", "03-31"),
        ("call with May 3 March", "03-03"),
    ],
)
def test_a_day_of_what_happened_is_the_latest_such_day(line: str, day: str) -> None:
    assert dates_in(line) == [f"2026-{day}"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("lunch with Rosa next tuesday", "2026-04-07"),
        ("lunch on Tuesday", "2026-04-07"),
        ("lunch this Tuesday", "2026-03-31"),
        ("lunch tomorrow at 10", "2026-04-01"),
        ("seeing Kim thursday 3pm", "2026-04-02"),
        ("seeing Kim the coming Friday", "2026-04-03"),
        ("seeing Kim Friday week", "2026-04-10"),
        ("seeing Kim a week on Friday", "2026-04-10"),
        ("coffee with Grace in two weeks", "2026-04-14"),
        ("coffee with Grace in two weeks' time", "2026-04-14"),
        ("log Dana call, next in ten days", "2026-04-10"),
        ("booked 30 min for 7 May", "2026-05-07"),
        ("meeting on 15 April at 14:00", "2026-04-15"),
        ("call with Kim tonight", "2026-03-31"),
        ("lunch on 31 March", "2026-03-31"),
        ("lunch on the 31st", "2026-03-31"),
        ("lunch on the 3rd", "2026-04-03"),
        ("in a month", "2026-04-30"),
        ("Monday next week", "2026-04-06"),
    ],
)
def test_a_day_of_what_is_planned_is_the_next_such_day(line: str, day: str) -> None:
    assert dates_in(line, "future") == [day]


@pytest.mark.parametrize(
    ("language", "line", "mood", "day"),
    [
        ("es", "ayer hablé con Kim", "past", "03-30"),
        ("es", "hablé con Kim anteayer", "past", "03-29"),
        ("es", "me reuní con Will el 24 de marzo", "past", "03-24"),
        ("es", "comí con Rosa el viernes", "past", "03-27"),
        ("es", "comí con Rosa el lunes pasado", "past", "03-30"),
        ("es", "comí con Rosa el viernes antepasado", "past", "03-20"),
        ("es", "comí con Rosa el viernes de la semana pasada", "past", "03-27"),
        ("es", "vi a Kim hace tres semanas", "past", "03-10"),
        ("es", "vi a Kim hace diez días", "past", "03-21"),
        ("es", "vi a Kim el 24", "past", "03-24"),
        ("es", "vi a Kim el lunes, 30 de marzo de 2026", "past", "03-30"),
        ("es", "mañana como con Rosa", "future", "04-01"),
        ("es", "como con Rosa pasado mañana", "future", "04-02"),
        ("es", "dentro de dos semanas", "future", "04-14"),
        ("es", "el próximo martes", "future", "04-07"),
        ("es", "el viernes que viene", "future", "04-03"),
        ("es", "el 3 de abril a las 15:00", "future", "04-03"),
        ("de", "vorgestern", "past", "03-29"),
        ("de", "am 3. März", "past", "03-03"),
        ("de", "Gespräch letzten Mittwoch", "past", "03-25"),
        ("de", "Mittwoch, den 25. März", "past", "03-25"),
        ("de", "am Montag letzter Woche", "past", "03-23"),
        ("de", "vor drei Tagen", "past", "03-28"),
        ("de", "vorletzten Freitag", "past", "03-20"),
        ("de", "am 24.3.", "past", "03-24"),
        ("de", "am 24.3", "past", "03-24"),
        ("de", "am 3. mit Rosa", "past", "03-03"),
        ("de", "in zwei Wochen", "future", "04-14"),
        ("de", "nächsten Dienstag", "future", "04-07"),
        ("de", "kommenden Freitag", "future", "04-03"),
        ("de", "übernächsten Freitag", "future", "04-10"),
        ("de", "treffe Rosa am Donnerstag um 15 Uhr", "future", "04-02"),
    ],
)
def test_days_are_read_in_spanish_and_german(
    language: str, line: str, mood: Mood, day: str
) -> None:
    assert dates_in(line, mood, language) == [f"2026-{day}"]


@pytest.mark.parametrize(
    ("line", "mood", "today", "day"),
    [
        ("log Dana call 30 Dec", "past", date(2027, 1, 2), "2026-12-30"),
        ("next 5 Jan", "future", date(2026, 12, 28), "2027-01-05"),
        ("the 31st", "past", date(2026, 3, 1), "2026-01-31"),
        ("log Dana call 29 Feb", "past", date(2028, 3, 1), "2028-02-29"),
        ("on Monday", "past", date(2026, 1, 1), "2025-12-29"),
        ("in 3 days", "future", date(2026, 12, 30), "2027-01-02"),
    ],
)
def test_a_day_is_found_across_the_turn_of_a_year(
    line: str, mood: Mood, today: date, day: str
) -> None:
    assert dates_in(line, mood, today=today) == [day]


def test_a_weekday_without_a_mood_may_be_before_or_after_today() -> None:
    assert dates_in("coffee on Friday", "") == ["2026-03-27", "2026-04-03"]
    assert dates_in("coffee on 3 April", "") == ["2026-04-03"]


def test_next_friday_said_early_in_a_week_may_be_either() -> None:
    assert dates_in("lunch next Friday", "future") == ["2026-04-10", "2026-04-03"]
    assert only_day("next Friday").kind == "span"


# Several days are none.


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "over the weekend"),
        ("en", "last week"),
        ("en", "next week"),
        ("en", "this week"),
        ("en", "recently"),
        ("en", "the other day"),
        ("en", "a few days ago"),
        ("en", "last month"),
        ("en", "years ago"),
        ("en", "in January"),
        ("en", "in early March 2025"),
        ("en", "in 2019"),
        ("en", "end of March"),
        ("en", "last April"),
        ("en", "23-25 March"),
        ("en", "23 to 25 March"),
        ("en", "3 or 4 March"),
        ("en", "Mon-Wed"),
        ("es", "la semana pasada"),
        ("es", "el fin de semana"),
        ("es", "en enero"),
        ("es", "3 al 5 de marzo"),
        ("de", "letzte Woche"),
        ("de", "am Wochenende"),
        ("de", "im Januar"),
        ("de", "neulich"),
    ],
)
def test_a_span_is_never_a_day(language: str, words: str) -> None:
    day = only_day(words, language)

    assert day.kind == "span"
    assert len(day.dates("past", TODAY)) != 1
    with pytest.raises(Refusal, match="is no single day"):
        one_date(words, today=TODAY, prefer="past")


@pytest.mark.parametrize(
    ("words", "mood", "days"),
    [
        ("last week", "past", "23 24 25 26 27"),
        ("over the weekend", "past", "28 29"),
        ("23-25 March", "past", "23 24 25"),
        ("earlier this week", "past", "30"),
    ],
)
def test_the_days_a_span_may_mean_can_be_chosen_from(
    words: str, mood: Mood, days: str
) -> None:
    found = only_day(words).dates(mood, TODAY)

    assert [day.day for day in found] == [int(day) for day in days.split()]


@pytest.mark.parametrize(
    "line",
    [
        "met Kim, budget cut by 20%",
        "met Rosa: line 3 down again",
        "met May in the canteen",
        "call w/ W. Chen 20 mins",
        "Sam promised a fix by the tenth",
        "rated 4.5 by 24 people, 1:1",
        "may be, sat down, sun out",
        "the 2nd time on the 3rd floor",
        "I-12, Q3 and version 2.3.2026a, v2.3.2026",
        "open 24/7",
        "met May 3 times",
        "call with Kim at https://example.com/2026/03/05",
        "write to 3.may@example.com",
        "<@U20260305>",
        "123456789 and ٣",
    ],
)
def test_numbers_and_words_that_are_no_days_are_left_alone(line: str) -> None:
    assert days_in(line) == []


def test_a_day_of_something_else_is_not_taken_with_its_article() -> None:
    tokens = tokens_of("the Friday release")

    assert DayReader("en", TODAY).at(tokens, 0) == (0, None)
    assert DayReader("es", TODAY).at(tokens_of("el viernes"), 0)[0] == 2


def test_a_short_word_needs_a_capital_or_something_that_makes_it_a_day() -> None:
    assert days_in("met Rosa sat with Kim") == []
    assert len(days_in("met Rosa Sat with Kim")) == 1
    assert len(days_in("met Rosa on sat with Kim")) == 1
    assert days_in("vi a mi jefe", "de") == []


# What is wrong with a day.


@pytest.mark.parametrize(
    ("words", "mood", "says"),
    [
        ("Friday the 26th", "past", "26 March 2026 is a Thu, not a Fri."),
        ("Mon 31 March", "past", "31 March 2026 is a Tue, not a Mon."),
        ("31 February", "past", "There is no 31 February."),
        ("29 Feb", "past", "There is no 29 February 2026."),
        ("13/13", "", "There is no month 13."),
        ("2026-02-30", "", "There is no 30 February."),
        ("tomorrow", "past", "Wed 1 April is still ahead"),
        ("5 Sept", "past", "Sat 5 September is still ahead"),
        ("yesterday", "future", "Mon 30 March has passed."),
        ("30 March", "future", "Mon 30 March has passed."),
        ("11 years ago", "past", "more than ten years away"),
        ("1 May 9999", "future", "more than ten years away"),
        ("999 years ago", "past", "more than ten years away"),
    ],
)
def test_a_day_that_cannot_be_says_what_is_wrong(
    words: str, mood: Mood, says: str
) -> None:
    day = only_day(words)

    assert day.dates(mood, TODAY) == []
    assert says in day.problem(mood, TODAY)


def test_a_day_in_a_year_of_no_calendar_is_too_far_away() -> None:
    reader = DayReader("en", date(2026, 3, 31))
    _, day = reader.at(tokens_of("in 999 years"), 0)
    assert day is not None and "more than ten years" in day.problem("", TODAY)

    late = DayReader("en", date(9999, 12, 1))
    _, day = late.at(tokens_of("in 2 months"), 0)
    assert day is not None
    assert "“in 2 months” is too far away." in day.problem("", date(9999, 12, 1))


def test_ten_years_are_the_most() -> None:
    assert dates_in("10 years ago") == ["2016-03-31"]
    assert dates_in("11 years ago") == []


def test_a_day_that_fits_has_no_problem() -> None:
    assert only_day("Thursday the 26th").problem("past", TODAY) == ""
    assert only_day("last week").problem("past", TODAY) == ""


@pytest.mark.parametrize(
    ("locale", "first"),
    [
        ("", None),
        ("en", None),
        ("en-GB", True),
        ("en-US", False),
        ("en_US", False),
        ("de", True),
        ("es-ES", True),
    ],
)
def test_the_locale_decides_which_of_two_numbers_is_the_day(
    locale: str, first: bool | None
) -> None:
    assert day_first_in(locale) is first


def test_an_unclear_date_is_both_where_the_locale_is_not_known() -> None:
    reader = DayReader("en", TODAY)
    _, day = reader.at(tokens_of("03/02"), 0)
    assert day is not None
    assert day.dates("past", TODAY) == [date(2026, 2, 3), date(2026, 3, 2)]

    for day_first, on in ((True, date(2026, 2, 3)), (False, date(2026, 3, 2))):
        reader = DayReader("en", TODAY, day_first)
        _, day = reader.at(tokens_of("03/02"), 0)
        assert day is not None
        assert day.dates("past", TODAY) == [on]
        assert day.how_read(on, TODAY) == f"03/02 read as {day_said(on, TODAY)}"


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/London", 21), ("America/New_York", 20)]
)
def test_a_moment_is_on_the_local_day_of_the_leader(zone: str, day: int) -> None:
    reader = DayReader("en", TODAY, zone=ZoneInfo(zone))
    tokens = tokens_of("on 2026-05-20T23:30Z with Kim")
    length, read = reader.at(tokens, 0)

    assert read is not None
    assert read.dates("", TODAY) == [date(2026, 5, day)]
    assert tokens[length].text == "with"


def test_it_is_said_how_a_day_of_a_month_was_read_unless_its_weekday_was_typed() -> (
    None
):
    assert only_day("the 23rd").unclear
    assert not only_day("Mon 23rd").unclear


def test_a_day_knows_what_was_typed() -> None:
    assert only_day("on Mon, Mar 23").text == "Mon, Mar 23"
    assert only_day("twenty-one days ago").text == "twenty-one days ago"


# Times of day.


@pytest.mark.parametrize(
    ("language", "line", "hour"),
    [
        ("en", "lunch at 10", time(10)),
        ("en", "lunch at 1 with Kim", time(13)),
        ("en", "call at 3", time(15)),
        ("en", "call at 7", time(7)),
        ("en", "call at 03:00", time(3)),
        ("en", "thursday 3pm", time(15)),
        ("en", "12am", time(0)),
        ("en", "9.30 am", time(9, 30)),
        ("en", "at half past three", time(15, 30)),
        ("en", "quarter to five", time(16, 45)),
        ("en", "at a quarter past 2", time(14, 15)),
        ("en", "half 3", time(15, 30)),
        ("en", "at ten to five", time(16, 50)),
        ("en", "at three o'clock", time(15)),
        ("en", "at 3 in the afternoon", time(15)),
        ("en", "met at noon", time(12)),
        ("en", "16:00", time(16)),
        ("en", "8:15-8:45", time(8, 15)),
        ("en", "2-3pm", time(14)),
        ("en", "from 10 to 11", time(10)),
        ("en", "thursday 10-11", time(10)),
        ("en", "lunch with Grace 12-13 yesterday", time(12)),
        ("en", "Zoom Zoë 15h", time(15)),
        ("es", "a las 15:00", time(15)),
        ("es", "a las tres de la tarde", time(15)),
        ("es", "a las tres y media", time(15, 30)),
        ("es", "a las cinco menos cuarto", time(16, 45)),
        ("es", "a mediodía", time(12)),
        ("es", "al mediodía", time(12)),
        ("es", "a las 9 de la mañana", time(9)),
        ("de", "um 15 Uhr", time(15)),
        ("de", "um 15 Uhr 30", time(15, 30)),
        ("de", "um halb drei", time(14, 30)),
        ("de", "um viertel nach drei", time(15, 15)),
        ("de", "um drei Uhr nachmittags", time(15)),
    ],
)
def test_a_time_of_day_is_read(language: str, line: str, hour: time) -> None:
    assert time_in(line, language) == hour


@pytest.mark.parametrize(
    "line",
    [
        "met at 3 sites",
        "around 3 people",
        "1:1 with Kim",
        "at 25:00",
        "0pm",
        "12-13 March",
        "10-11",
        "at 20%",
        "half an hour",
        "spent 2h with Zoë",
        "in the afternoon",
        "call with May 7",
    ],
)
def test_what_is_no_time_of_day_is_none(line: str) -> None:
    assert time_in(line) is None


@pytest.mark.parametrize(
    ("language", "line", "words"),
    [
        ("en", "booked 30 min with May", "30 min"),
        ("en", "talked for about ten minutes about it", "for about ten minutes"),
        ("en", "spent 2h with Zoë", "2h"),
        ("en", "for half an hour yesterday", "for half an hour"),
        ("en", "an hour and a half", "an hour and a half"),
        ("en", "three quarters of an hour", "three quarters of an hour"),
        ("en", "1.5 hours with Kim", "1.5 hours"),
        ("en", "90 min with Kim", "90 min"),
        ("en", "Kim and 30 min", "30 min"),
        ("es", "media hora con Rosa", "media hora"),
        ("es", "una hora y media", "una hora y media"),
        ("de", "halbe Stunde", "halbe Stunde"),
        ("de", "etwa 20 Minuten", "etwa 20 Minuten"),
        ("en", "Zoom at 15h", ""),
        ("en", "and of good hours", ""),
        ("en", "half of it", ""),
    ],
)
def test_how_long_it_took_is_read(language: str, line: str, words: str) -> None:
    assert length_in(line, language) == words


# How much the leader listened.


@pytest.mark.parametrize(
    ("language", "line", "share"),
    [
        ("en", "log Dana call listened 2/3", 67),
        ("en", "log Dana call listened two thirds", 67),
        ("en", "listened 70%", 70),
        ("en", "listened 70 %", 70),
        ("en", "listened 70", 70),
        ("en", "listened 70 next 12 May", 70),
        ("en", "listened 70 yesterday", 70),
        ("en", "listened 0.7", 70),
        ("en", "listened 0,7", 70),
        ("en", "listened about 70 percent of the time", 70),
        ("en", "listened half the time", 50),
        ("en", "listened three quarters", 75),
        ("en", "70% listening", 70),
        ("en", "talked 70%", 30),
        ("en", "I talked 70% of the time", 30),
        ("en", "I talked too much, maybe 60% me", 40),
        ("en", "she talked 90%", 90),
        ("en", "met Kim at noon, 50/50", 50),
        ("en", "50-50", 50),
        ("en", "listened 130%", 130),
        ("en", "listened -5%", -5),
        ("es", "escuché el 70 %", 70),
        ("es", "escuché el 70 por ciento", 70),
        ("es", "escuché dos tercios", 67),
        ("es", "hablé 70%", 30),
        ("en", "she did most of the talking, I would say seventy percent", 70),
        ("en", "i did most of the listening i would say eighty percent", 80),
        ("en", "he did two thirds of the talking", 67),
        ("en", "I did a third of the talking", 67),
        ("en", "seventy percent of the talking", 30),
        ("en", "I talked too much, like 70%", 30),
        ("en", "her talking, maybe three quarters", 75),
        ("en", "she had the floor 90% of the time", 90),
        ("en", "4/5 listening", 80),
        ("en", "half me half him", 50),
        ("en", "me 30 him 70", 70),
        ("en", "a third me, two thirds her", 67),
        ("en", "60/40 her way", 60),
        ("en", "70-30 him", 70),
        ("en", "70/30 me", 30),
        ("en", "she listened 70%", 30),
        ("es", "ella habló 80%", 80),
        ("es", "habló ella el 80%", 80),
        ("es", "habló él casi todo el tiempo diría que un setenta por ciento", 70),
        ("es", "yo escuchando casi todo (90%)", 90),
        ("es", "escuché casi todo, un 90%", 90),
        ("es", "hablé yo más, como 60%", 40),
        ("es", "60% él", 60),
        ("es", "dos tercios ella, un tercio yo", 67),
        ("es", "70/30 para ella", 70),
        ("de", "zu 70% zugehört", 70),
        ("de", "sie hat 90% geredet", 90),
    ],
)
def test_the_share_listened_is_read(language: str, line: str, share: int) -> None:
    assert share_in(line, language) == share


@pytest.mark.parametrize(
    "line",
    [
        "met Kim, budget cut by 20%",
        "log Dana call listened for 20 minutes",
        "listened to 3 complaints",
        "listened a third time",
        "I mostly listened",
        "talked half an hour",
        "email me 20% discount",
        "sent me 20% of it",
        "met Rosa talked 70%",
        "2/3 of the team",
        "about 70%",
        "she talked, 20% budget cut",
        "she talked about 80% overtime",
        "Kim did 70% of the talking",
        "40/60 her",
        "60/40",
        "60/40 split of the costs to her",
        "half her team",
        "half him",
        "me 30 him 60",
    ],
)
def test_a_fact_of_the_topic_is_no_share(line: str) -> None:
    assert share_in(line) is None


@pytest.mark.parametrize(("share", "fits"), [(-1, 0), (0, 1), (100, 1), (101, 0)])
def test_a_share_goes_from_nothing_to_all(share: int, fits: bool) -> None:
    if fits:
        assert check_percent(share) == share
    else:
        with pytest.raises(Refusal, match=rf"“{share}%” can't be a share"):
            check_percent(share)


# How long reading takes.


def calls_of(act: Callable[[], object]) -> int:
    """Return how many functions `act` calls."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "part",
    [
        "a ", "1 ", "1/2 ", "on the ", "next ", "mon-", "3 or ", "at 3 ", "3 of of ",
        "half and ", "for ", "the ", "in 3 weeks ", "3 march ", "i talked about ",
        "70 per ", "2026-05-20T23:30", "el de ", "am 3. ", "vor ", "listened 7 ",
    ],
)  # fmt: skip
def test_the_longest_line_takes_a_few_steps_a_word(code: str, part: str) -> None:
    reader = DayReader(code, TODAY)

    def read(letters: int) -> tuple[int, int]:
        tokens = tokens_of((part * letters)[:letters])

        def each() -> None:
            for at in range(len(tokens)):
                reader.at(tokens, at)
                reader.time_at(tokens, at)
                reader.length_at(tokens, at)
                reader.share_at(tokens, at)

        return calls_of(each), len(tokens)

    calls, words = read(LONGEST_LINE)
    half, _ = read(LONGEST_LINE // 2)
    assert calls < 180 * words
    assert calls < 2.1 * half + 300


@pytest.mark.parametrize("code", CODES)
@given(st.text(max_size=200))
def test_any_words_are_read_or_left(code: str, text: str) -> None:
    reader = DayReader(code, TODAY)
    tokens = tokens_of(text)
    for at in range(len(tokens)):
        length, day = reader.at(tokens, at)
        assert (day is None) == (length == 0)
        assert at + length <= len(tokens)
        assert at + reader.time_at(tokens, at)[0] <= len(tokens)
        assert at + reader.length_at(tokens, at) <= len(tokens)
        assert at + reader.share_at(tokens, at)[0] <= len(tokens)
        if day is not None:
            for mood in ("past", "future", ""):
                day.dates(mood, TODAY)
                day.problem(mood, TODAY)


# A text that is to be a day, and a day in any line.


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("yesterday", "2026-03-30"),
        ("Yesterday morning", "2026-03-30"),
        ("last night", "2026-03-30"),
        ("the day before yesterday", "2026-03-29"),
        ("today", "2026-03-31"),
        ("this morning", "2026-03-31"),
        ("monday", "2026-03-30"),
        ("on Tuesday", "2026-03-31"),
        ("last tuesday", "2026-03-24"),
        ("last Friday", "2026-03-27"),
        ("last sun", "2026-03-29"),
        ("3 days ago", "2026-03-28"),
        ("a week ago", "2026-03-24"),
        ("two months ago", "2026-01-31"),
        ("on 3 March", "2026-03-03"),
        ("3rd of March", "2026-03-03"),
        ("March 3rd, 2025", "2025-03-03"),
        ("20 December", "2025-12-20"),
        ("2026-03-05", "2026-03-05"),
        ("5.3.2026", "2026-03-05"),
        ("5.3.", "2026-03-05"),
        ("5-3-2026", "2026-03-05"),
        ("5/3/26", "2026-03-05"),
        ("2026-03-30T23:30Z", "2026-03-31"),
    ],
)
def test_what_happened_is_read(typed: str, day: str) -> None:
    assert one_date(typed, today=TODAY, prefer="past", zone=LONDON) == (
        date.fromisoformat(day)
    )


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tomorrow", "2026-04-01"),
        ("friday", "2026-04-03"),
        ("tuesday", "2026-04-07"),
        ("this tuesday", "2026-03-31"),
        ("next monday", "2026-04-06"),
        ("in 2 weeks", "2026-04-14"),
        ("3 days from now", "2026-04-03"),
        ("in a month", "2026-04-30"),
        ("12 May", "2026-05-12"),
        ("12 January", "2027-01-12"),
        ("end of the month", "2026-03-31"),
        ("end of week", "2026-04-03"),
        ("12/5", "2026-05-12"),
    ],
)
def test_what_is_planned_is_read(typed: str, day: str) -> None:
    assert one_date(typed, today=TODAY, prefer="future") == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("locale", "day", "how_read"),
    [
        ("", date(2026, 6, 5), "05/06 read as Fri 5 June"),
        ("en-GB", date(2026, 6, 5), "05/06 read as Fri 5 June"),
        ("de_DE", date(2026, 6, 5), "05/06 read as Fri 5 June"),
        ("en-US", date(2026, 5, 6), "05/06 read as Wed 6 May"),
    ],
)
def test_an_unclear_date_is_read_by_the_locale_and_explained(
    locale: str, day: date, how_read: str
) -> None:
    found = find_date("due 05/06", today=TODAY, prefer="future", locale=locale)

    assert found is not None
    assert (found.date, found.how_read) == (day, how_read)


def test_a_clear_date_needs_no_explanation() -> None:
    found = find_date("5 June", today=TODAY, prefer="future")

    assert found is not None
    assert found.how_read == ""


@pytest.mark.parametrize(
    ("typed", "prefer", "says"),
    [
        ("31 February", "past", "There is no 31 February."),
        ("31/02", "nearest", "There is no 31 February."),
        ("29 Feb", "past", "There is no 29 February 2026."),
        ("13/13", "nearest", "There is no month 13."),
        ("tomorrow", "past", "Wed 1 April is still ahead"),
        ("3 May", "past", "Sun 3 May is still ahead"),
        ("05/06", "past", "05/06 read as Fri 5 June is still ahead"),
        ("yesterday", "future", "Mon 30 March has passed."),
        ("30 March", "future", "Mon 30 March has passed."),
        ("900 years ago", "past", "more than ten years away"),
        ("1 May 9999", "future", "more than ten years away"),
        ("10", "past", "I can't read “10” as a day."),
        ("may", "past", "I can't read “may” as a day."),
        ("the week after next but one", "past", "I can't read"),
        ("", "past", "Which day?"),
        ("yesterday 5 apples", "past", "I can't read"),
        ("9" * 5000, "past", "I can't read"),
    ],
)
def test_what_is_no_such_day_is_refused(typed: str, prefer: Prefer, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        one_date(typed, today=TODAY, prefer=prefer)

    assert says in refused.value.text


@pytest.mark.parametrize("prefer", ["past", "future"])
def test_today_is_neither_ahead_nor_past(prefer: Prefer) -> None:
    assert one_date("31 March", today=TODAY, prefer=prefer) == TODAY


def test_a_day_300_days_ahead_is_the_next_one_and_a_day_more_is_a_slip() -> None:
    last = TODAY + timedelta(days=300)
    said = day_said(last, last).partition(" ")[2]
    assert one_date(said, today=TODAY, prefer="future") == last

    after = last + timedelta(days=1)
    said = day_said(after, after).partition(" ")[2]
    with pytest.raises(Refusal, match="has passed"):
        one_date(said, today=TODAY, prefer="future")


def test_a_time_of_day_goes_with_its_day() -> None:
    found = find_date("on 20 March 11:00 with Dana", today=TODAY, prefer="past")

    assert found is not None
    assert (found.date, found.hour) == (date(2026, 3, 20), time(11))
    assert "on 20 March 11:00 with Dana"[found.start : found.end] == "on 20 March 11:00"


@pytest.mark.parametrize(
    "text", ["rated 4.5", "24 people", "1:1", "may be", "sat down", "later", "recently"]
)
def test_a_line_without_a_day_has_none(text: str) -> None:
    assert find_date(text, today=TODAY, prefer="nearest") is None


@pytest.mark.parametrize(
    ("typed", "locale", "day"),
    [
        ("vorgestern", "de-DE", date(2026, 3, 29)),
        ("3. März", "de", date(2026, 3, 3)),
        ("ayer", "en-GB", date(2026, 3, 30)),
        ("vorgestern", "fr", date(2026, 3, 29)),
        ("3. März", "no such locale", date(2026, 3, 3)),
        ("el 3 de marzo", "es-ES", date(2026, 3, 3)),
        ("letzten Mittwoch", "", date(2026, 3, 25)),
        ("avant-hier", "fr", None),
    ],
)
def test_a_whole_answer_is_read_in_the_readers_language(
    typed: str, locale: str, day: date | None
) -> None:
    if day is None:
        with pytest.raises(Refusal, match="I can't read"):
            one_date(typed, today=TODAY, prefer="past", locale=locale)
    else:
        assert one_date(typed, today=TODAY, prefer="past", locale=locale) == day


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2032, 12, 31)))
def test_a_day_said_in_words_is_read_as_that_day(day: date) -> None:
    said = day_said(day, date(1999, 1, 1)).partition(" ")[2]

    assert one_date(said, today=TODAY, prefer="nearest") == day


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = find_date(text, today=TODAY, prefer="nearest")
    except Refusal:
        return
    assert found is None or 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 30), "yesterday, Mon 30 March"),
        (date(2026, 3, 31), "today, Tue 31 March"),
        (date(2026, 4, 1), "tomorrow, Wed 1 April"),
        (date(2026, 5, 12), "Tue 12 May"),
        (date(2027, 5, 12), "Wed 12 May 2027"),
    ],
)
def test_a_day_is_said_as_people_say_it(day: date, words: str) -> None:
    assert day_beside_today(day, TODAY) == words


def test_lists_are_said_as_people_say_them() -> None:
    assert [listed(list(names)) for names in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@pytest.mark.parametrize("typed", ["3 de marzo", "3. März", "3 March"])
def test_a_day_is_also_read_in_the_language_the_reader_chose(typed: str) -> None:
    with speaking("es"):
        day = one_date(typed, today=TODAY, prefer="past", locale="de-DE")
    assert day == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("wendesday", date(2026, 3, 25)),
        ("yesterdy", date(2026, 3, 30)),
        ("thursay", date(2026, 3, 26)),
    ],
)
def test_a_misspelt_answer_is_put_right(typed: str, on: date) -> None:
    assert one_date(typed, today=TODAY, prefer="past") == on


def test_in_a_line_only_yesterday_and_the_like_are_put_right() -> None:
    found = find_date("thanks Kim yesterdy", today=TODAY, prefer="past")
    assert found is not None
    assert found.date == date(2026, 3, 30)
    assert find_date("thanks sundar", today=TODAY, prefer="past") is None


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("next week", date(2026, 4, 6)),
        ("next month", date(2026, 4, 1)),
        ("over the weekend", date(2026, 4, 4)),
        ("next weekend", date(2026, 4, 4)),
        ("end of the month", date(2026, 3, 31)),
        ("next friday", date(2026, 4, 3)),
        ("nächste Woche", date(2026, 4, 6)),
    ],
)
def test_a_span_to_come_is_taken_for_one_day_of_it(typed: str, on: date) -> None:
    assert one_date(typed, today=TODAY, prefer="future") == on


def test_the_day_a_span_is_taken_for_is_told() -> None:
    found = find_date("slot next week", today=TODAY, prefer="nearest")

    assert found is not None
    assert found.how_read == "next week read as Mon 6 April"


@pytest.mark.parametrize("typed", ["later this week", "soon", "in a few days", "2027"])
def test_a_span_that_may_be_any_day_is_asked_about(typed: str) -> None:
    with pytest.raises(Refusal, match=r"no single day|can't read"):
        one_date(typed, today=TODAY, prefer="future")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("rated by Rosa last week", "“last week” is no single day."),
        ("rated by Rosa over the weekend", "“over the weekend” is no single day."),
        ("rated by Rosa 23-25 March", "“23-25 March” is no single day."),
        ("rated by Rosa Friday the 26th", "26 March 2026 is a Thu, not a Fri."),
    ],
)
def test_a_line_about_what_happened_asks_for_a_single_day(line: str, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        find_date(line, today=TODAY, prefer="past")

    assert says in refused.value.text


def test_every_day_of_a_line_is_found_in_order() -> None:
    found = find_days(
        "on Friday morning, then 3 March at 3pm", today=TODAY, prefer="past"
    )

    assert [(one.date, one.hour) for one in found] == [
        (date(2026, 3, 27), None),
        (date(2026, 3, 3), time(15)),
    ]


def test_a_line_is_read_in_english_and_in_the_language_that_is_spoken() -> None:
    def first(line: str) -> date | None:
        found = find_date(line, today=TODAY, prefer="past")
        return found.date if found else None

    assert first("valorada por Rosa ayer por la tarde") is None
    with speaking("es"):
        assert first("valorada por Rosa ayer por la tarde") == date(2026, 3, 30)
        assert first("rated by Rosa yesterday") == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("lunch next week", [6, 7, 8, 9, 10]),
        ("lunch next Friday", [3, 10]),
        ("lunch on Friday", [3]),
    ],
)
def test_a_verb_that_can_ask_is_given_every_day_of_a_span(
    line: str, days: list[int]
) -> None:
    found = find_days(line, today=TODAY, prefer="future", each=True)

    assert [one.date for one in found] == [date(2026, 4, day) for day in days]
    assert not any(one.problem for one in found)


def test_a_span_without_days_is_a_problem_to_such_a_verb() -> None:
    (found,) = find_days("lunch soon", today=TODAY, prefer="future", each=True)

    assert found.problem.startswith("“soon” is no single day.")
