"""What should not be typed: it is told in words, and changes nothing."""

import pytest

from bot.local.stage import Plain
from tests.bot.local.company import Company, words
from tests.bot.local.saved import rows

TEN_THOUSAND = "log Dana call: " + "x" * 9_985


async def refused(company: Company, text: str) -> Plain:
    """Type a line that must change nothing, and return the answer."""
    before = rows(company.database)
    answer = await company.say(text)
    [*_, typed] = await company.chat("ada", "typed")
    assert answer["refused"], words(answer)
    assert typed["typed"] == text
    assert rows(company.database) == before
    return answer


def told(answer: Plain) -> str:
    """Return what an answer says, and what its buttons say."""
    labels = [button["label"] for button in answer["message"]["buttons"]]
    return "\n".join([words(answer), *labels])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEN_THOUSAND, "10,000 characters"),
        ("%", "%"),
        ("log % call", "%"),
        ("log <!channel> call", "!channel"),
        ("log <https://evil.example|Dana> call", "“Dana call”"),
        ("log Zelda call", "Zelda"),
        ("lgo Dana", "log Dana"),
        ("log Dana call on 31 February", "31 February"),
        ("log Dana call on 1 May 2026", "1 May"),
        ("log Dana call listened 140%", "140"),
        ("issue open I-12 on Payroll", "I-12"),
    ],
)
async def test_what_is_refused_says_what_was_wrong(
    company: Company, text: str, said: str
) -> None:
    assert said in told(await refused(company, text))


async def test_an_empty_line_shows_the_form_and_changes_nothing(
    company: Company,
) -> None:
    before = rows(company.database)

    answer = await company.say("")

    assert answer["form"]["title"] == "Log a contact"
    assert rows(company.database) == before


@pytest.mark.parametrize(
    "note", ["🤝👩‍💻 went well", "היה טוב", "<!channel> @U1", "<b>x</b> & 100 %"]
)
async def test_odd_notes_are_kept_letter_for_letter(
    company: Company, note: str
) -> None:
    answer = await company.say(f"log Dana call: {note}")

    assert not answer["refused"]
    assert note in words(answer)


async def test_two_people_of_one_name_are_asked_about(company: Company) -> None:
    await company.say("add Rosa Diaz in Legal as colleague")

    answer = told(await refused(company, "log Rosa call"))

    assert "Rosa Lim" in answer
    assert "Rosa Diaz" in answer


async def test_an_ambiguous_date_says_how_it_was_read(company: Company) -> None:
    await company.say("log Dana call on 05/03")

    [*_, answer] = await company.chat("ada", "answer")
    assert "5 March" in words(answer)
    assert "05/03" in words(answer)
