"""The story the page tells: a newcomer follows the suggestions and gets to the end."""

from bot.local.sample import FIRST
from tests.bot.local.company import Company, words


def test_the_first_marks_are_the_worked_cases() -> None:
    assert (sum(FIRST), len(FIRST)) == (31, 9)


async def test_the_first_morning_is_interesting(company: Company) -> None:
    [card] = await company.chat("ada", "nudge")

    assert (card["day"], card["time"]) == ("Tue 31 March", "08:30")
    assert "Tue 3 March, Tue 17 March and Mon 30 March" in words(card)
    assert "I-12" in words(card)
    assert "was due on Sun 22 March" in words(card)
    assert "Held back for Dana: three steps." in words(card)
    why = words(await company.say("why Dana"))
    assert "9 days past due" in why
    assert all(f"({play})" in why for play in ("P06", "P07", "P08"))


async def test_what_the_bot_knows_stands_beside_it(company: Company) -> None:
    knows = (await company.session.view("ada"))["knows"]

    gates = {unit["name"]: unit["gate"] for unit in knows["units"]}
    assert gates == {"Finance": "open", "Operations": "shut"}
    assert [issue["title"] for issue in knows["issues"]] == [
        "I-12, Payroll for Operations"
    ]
    [dana] = [one for one in knows["people"] if one["listed"]]
    assert dana["strength"] == 0
    assert dana["facts"][0] == "Postponed on Mon 30 March"


async def test_another_person_sees_none_of_adas_ties(company: Company) -> None:
    await company.say("list", speaker="rosa")

    seen = await company.session.view("rosa")

    assert seen["knows"]["people"] == []
    assert seen["knows"]["asks"] == []
    assert [entry["kind"] for entry in seen["chat"]] == ["intro", "typed", "answer"]


async def test_log_then_tomorrows_card_then_a_press(company: Company) -> None:
    logged = await company.follow("Log a call with Sam")
    assert "Logged: call with Sam Ortiz" in words(logged)

    assert await company.press("accept") == {"refused": False}
    await company.jump("tomorrow")

    [_, second] = await company.chat("ada", "nudge")
    assert (second["day"], second["time"]) == ("Wed 1 April", "08:30")
    assert "Finance" in words(second)


async def test_a_pressed_card_shows_the_answer_in_its_place(company: Company) -> None:
    await company.press("accept")

    [card] = await company.chat("ada", "nudge")

    sections = card["message"]["sections"]
    buttons = [one for section in sections for one in section["buttons"]]
    lines = [line["value"] for one in buttons for line in one.get("options", [])]
    assert "not_relevant" in lines and "accept" not in lines
    assert "You are on it" in words(card)
    assert "Press “More” on the card, then “On it”" not in await company.labels()


async def test_done_opens_a_form_with_the_person_filled_in(company: Company) -> None:
    told = await company.press("done")

    values = {field["name"]: field["value"] for field in told["form"]["fields"]}
    assert values["who"] == "Sam Ortiz"
    assert values["on"] == "2026-03-31"


async def test_the_suggestions_lead_from_the_card_to_the_channel(
    company: Company,
) -> None:
    await company.press("accept")
    await company.jump("tomorrow")
    await company.follow("Rosa says I-12 is fixed")
    opened = await company.follow("Operations rates Payroll anew")
    assert "The gate to Operations is open" in words(opened)
    await company.follow("Record a joint result with Ben")
    assert (await company.session.view("ada"))["channel"]["entries"] == []
    await company.follow("Speak as Ben and confirm it")
    [told] = await company.chat("ada", "notice")
    assert "Ben Okafor confirmed" in words(told)

    assert "See it told at month end" in await company.labels()
    await company.jump("month end")

    channel = (await company.session.view("rosa"))["channel"]
    [post] = channel["entries"]
    assert channel["name"] == "#joint-wins"
    assert (post["day"], post["time"]) == ("Thu 30 April", "08:30")
    assert words(post).index("Ben Okafor") < words(post).index("Ada Novak")
    assert "See it told at month end" not in await company.labels()


async def test_the_reports_route_opens_with_the_gate(company: Company) -> None:
    await company.press("accept")
    await company.say("issue confirm I-12 by Rosa")
    await company.follow_ratings()
    await company.jump("tomorrow")

    [_, card] = await company.chat("ada", "nudge")
    assert "Meet Rosa" in words(card)


async def a_result_with_rosa(company: Company) -> None:
    """Follow the suggestions of three days, until Rosa confirms."""
    await company.press("accept")
    await company.jump("tomorrow")
    await company.press("accept")
    await company.follow("Rosa says I-12 is fixed")
    await company.follow("Operations rates Payroll anew")
    await company.jump("tomorrow")
    logged = await company.follow("Log a call with Rosa")
    assert "Logged: call with Rosa Lim" in words(logged)
    await company.follow("Record a joint result with Rosa")
    await company.follow("Speak as Rosa and confirm it")


async def test_the_suggestions_lead_on_to_the_review_with_dana(
    company: Company,
) -> None:
    await a_result_with_rosa(company)
    [*_, meet] = await company.chat("ada", "nudge")
    assert "Meet Rosa, who reports to Dana" in words(meet)
    await company.jump("week")
    [*_, draft] = await company.chat("ada", "nudge")
    assert "Read the draft about “New joiners paid on time”" in words(draft)
    asked = await company.follow("Ask Rosa for the review slot")

    assert "you asked Rosa Lim for" in words(asked)
    assert (await company.session.view("ada"))["knows"]["asks"]
    assert "Ask Rosa for the review slot" not in await company.labels()

    granted = await company.follow("Rosa got the slot")
    assert "Rosa Lim agreed for" in words(granted)
    assert "On to the day of the review" in await company.labels()
    await company.jump("week")
    met = await company.follow("Log the meeting with Dana")
    assert "Thank Rosa for the review slot" in words(met)
    thanked = await company.follow("Thank Rosa")
    assert "That closes your ask to Rosa" in words(thanked)
    assert "Thank Rosa" not in await company.labels()


async def test_a_morning_without_a_card_says_that_silence_is_meant(
    company: Company,
) -> None:
    assert await company.chat("ada", "quiet") == []
    await company.press("accept")
    await company.jump("tomorrow")
    await company.press("accept")
    assert await company.chat("ada", "quiet") == []

    await company.jump("tomorrow")
    await company.say("list")

    [quiet] = await company.chat("ada", "quiet")
    assert quiet["day"] == "Thu 2 April"
    assert words(quiet).startswith("No card this morning.")
    kinds = [one["kind"] for one in (await company.session.view("ada"))["chat"]]
    assert kinds[-3:] == ["quiet", "typed", "answer"]
    assert await company.chat("rosa", "quiet") == []


async def test_cards_of_a_month_arrive_in_order(company: Company) -> None:
    await a_result_with_rosa(company)
    await company.jump("month end")

    days = [card["day"] for card in await company.chat("ada", "nudge")]
    assert days[:3] == ["Tue 31 March", "Wed 1 April", "Thu 2 April"]
    assert days[3] == "Tue 7 April"  # Friday and Monday are holidays in England
    assert days[4:] == ["Mon 13 April", "Tue 14 April"]  # did Sunday's meeting happen?


async def test_a_month_without_an_answer_brings_the_same_step_no_second_time(
    company: Company,
) -> None:
    await company.jump("month end")

    assert [card["day"] for card in await company.chat("ada", "nudge")] == [
        "Tue 31 March"
    ]
    asked = await company.say("next")
    assert "Ask Sam for a firm date on I-12" in words(asked)


async def test_later_this_afternoon_comes_back_this_afternoon(
    company: Company,
) -> None:
    assert "On to this afternoon" not in await company.labels()
    await company.press("later", value="afternoon")
    assert "On to this afternoon" in await company.labels()

    await company.jump("afternoon")

    [_, back] = await company.chat("ada", "nudge")
    assert (back["day"], back["time"]) == ("Tue 31 March", "15:00")


async def test_while_the_clock_moves_nothing_else_happens(company: Company) -> None:
    await company.session.jump("month end")

    assert "still moving" in (await company.session.say("ada", "list"))["problem"]
    assert "moving already" in (await company.session.jump("day"))["problem"]
    moving = (await company.session.view("ada"))["moving"]
    assert moving["to"] == "Thu 30 April 2026"
    await company.session.journey.arrived()

    assert (await company.session.view("ada"))["moving"] is None
