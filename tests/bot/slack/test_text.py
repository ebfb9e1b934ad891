"""Text is measured, cut and escaped as Slack does it."""

import pytest

from bot.drawing import clean, cut, split, width
from bot.slack.cards.text import escaped
from bot.slack.request import typed_text


@pytest.mark.parametrize(("text", "long"), [("", 0), ("abc", 3), ("😀", 2), ("é", 1)])
def test_an_emoji_counts_two(text: str, long: int) -> None:
    assert width(text) == long


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("abcd", 4, "abcd"),
        ("abcde", 4, "abc…"),
        ("ab  e", 4, "ab…"),
        ("😀😀😀", 5, "😀😀…"),
        ("abc", 0, ""),
    ],
)
def test_a_cut_shows(text: str, limit: int, kept: str) -> None:
    assert cut(text, limit) == kept


def test_pieces_break_at_a_space_and_lose_nothing_else() -> None:
    assert split("aaa bbb ccc", 8) == ["aaa bbb", "ccc"]
    assert split("aaaaaaaaaaaa", 8) == ["aaaaaaaa", "aaaa"]
    assert split("short", 8) == ["short"]


def test_only_three_letters_are_escaped() -> None:
    assert escaped("""<a> & "b" 'c'""", 100) == """&lt;a&gt; &amp; "b" 'c'"""


@pytest.mark.parametrize("limit", range(4, 12))
def test_a_cut_never_leaves_half_an_entity(limit: int) -> None:
    short = escaped("<" * 20, limit)
    assert len(short) <= limit
    assert short.replace("&lt;", "") == "…"


def test_control_characters_are_dropped_and_line_breaks_stay() -> None:
    assert clean("a\x00b\r\n\tc\ud83d") == "ab\n\tc"


@pytest.mark.parametrize(
    ("arrives", "typed"),
    [
        ("log R&amp;D call", "log R&D call"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("log &amp;lt;", "log &lt;"),
        ("<!channel> <!here|here>", "@channel here"),
        ("<!subteam^S1|@finance>", "@finance"),
        ("log <@U123|dana> call", "log <@U123|dana> call"),
        ("log <@U123>", "log <@U123>"),
        ("channel <#C123|wins>", "channel <#C123|wins>"),
        ("<https://x.example/a|x.example/a>", "https://x.example/a"),
        ("<https://evil.example|Payroll>", "Payroll (https://evil.example)"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<https://x.example?a=1&amp;b=2>", "https://x.example?a=1&b=2"),
        ("a < b", "a < b"),
        ("", ""),
    ],
)
def test_what_slack_wrapped_is_unwrapped(arrives: str, typed: str) -> None:
    assert typed_text(arrives) == typed
