"""The fixture of the worked case, as Ada types it."""

from datetime import date, datetime, time

from tests.journeys.company import Company, london

RATERS = (
    "Tom Reed", "Ines Duarte", "Paul Stone", "Mia Brandt", "Omar Haddad",
    "Nina Kovac", "Jack Hill", "Lena Vogt",
)  # fmt: skip
FINANCE = ("Finn Moss", "Grace Obi", "Hugo Lind", "Ivy Chan", "Jon Price")
FIRST = (3, 3, 3, 4, 3, 4, 4, 4)  # with Rosa's 3: sum 31, mean 3.4
AGAIN = (4, 4, 4, 5, 4, 4, 4, 5)  # with Rosa's 4: sum 38, mean 4.2


def at(month: int, day: int, hour: int = 8, minute: int = 0) -> datetime:
    """Return a moment of 2026, London time; 08:00 unless said."""
    return london(date(2026, month, day), time(hour, minute))


async def set_the_scene(company: Company) -> None:
    """Type everything the leader knew before 31 March."""

    async def ada(moment: datetime, *lines: str) -> None:
        await company.tell("Ada Novak", *lines, at=moment)

    await ada(
        at(2, 2),
        "add Dana Whitfield, head of Operations",
        "add Rosa Lim, Payroll lead in Operations reports to Dana as colleague",
        "add Sam Ortiz, Payroll owner in Systems as colleague",
        *(f"add {name} in Operations as colleague" for name in RATERS),
        *(f"add {name} in Finance as colleague" for name in FINANCE),
        "add Kim Park in Legal as colleague",
        "add Ben Okafor in Sales as colleague",
        "service Payroll for Operations owned by Sam",
        "service Ledger for Finance owned by Sam",
    )
    marks = zip((*RATERS, "Rosa Lim"), (*FIRST, 3), strict=True)
    await ada(
        at(2, 16),
        "rate Payroll " + ", ".join(f"{score} by {name}" for name, score in marks),
        "rate Ledger " + ", ".join(f"4.5 by {name}" for name in FINANCE),
    )
    await ada(at(3, 2), "issue open I-12 on Payroll due 22 March: salaries late")
    await ada(at(3, 3), "log Dana postponed")
    await ada(at(3, 10), *(f"log {name} met" for name in FINANCE[:4]))
    await ada(at(3, 11), f"log {FINANCE[4]} declined")
    await ada(at(3, 12), "log Kim call", "log Ben call")
    await ada(at(3, 13), "Kim knows Dana", "Ben knows Dana")
    await ada(at(3, 17), "log Dana postponed")
    await ada(at(3, 30), "log Dana postponed")
