"""Who and what there is in `bench.half_year`, and how often what happens.

All names, shares and rhythms are made up (house rules); only the cards are measured.
"""

import re
from datetime import date, timedelta

from handlers.turn import Reply

FIRST_DAY = date(2026, 1, 5)  # a Monday
FOLLOWS = 0.6
ADA = "Ada Novak"
UNITS = (
    "Operations", "Finance", "Sales", "Marketing", "Legal", "Logistics", "Research",
    "Facilities",
)  # fmt: skip
NAMES = (  # of each unit five, its head first
    "Dana Whitfield", "Rosa Lim", "Ben Carter", "Priya Nair", "Tom Byrne",
    "Kim Osei", "Mark Bell", "Ines Duarte", "Paul Weber", "Nora Quinn",
    "Will Chen", "Grace Hill", "Oscar Diaz", "Maya Stone", "Ivan Petrov",
    "Lena Fischer", "Hugo Marsh", "Tara Singh", "Colin Frost", "Zoe Baker",
    "Arthur Penn", "Bella Cruz", "Derek Walsh", "Fiona Grant", "Gareth Lowe",
    "Helen Ward", "Isaac Moor", "Judith Kane", "Karl Voss", "Lucy Adair",
    "Martin Sole", "Nadia Rahman", "Omar Haddad", "Petra Lang", "Quentin Ross",
    "Rachel Dunn", "Stefan Holm", "Tessa Boyd", "Ulrich Beck", "Vera Klein",
)  # fmt: skip
EACH = 5
SELDOM_MET = frozenset(NAMES[2:5] + NAMES[22:25] + NAMES[36:40])  # of three units
LONG_AGO = frozenset(NAMES[7::10])  # known well, and silent for more than a year
FLAT = "Facilities"  # where nobody reports to the head
SERVICES = (
    ("Payroll", "Sam Ortiz", ("Operations", "Facilities")),
    ("Ledger", "Wanda Ellis", ("Finance",)),
    ("Pipeline", "Xavier Roy", ("Sales", "Marketing")),
    ("Contracts", "Yusuf Khan", ("Legal",)),
    ("Dispatch", "Zelda Brandt", ("Logistics",)),
    ("Labware", "Aaron Finch", ("Research",)),
)
Service = tuple[str, str, tuple[str, ...]]  # its name, its owner, who uses it
COLD = ("Operations", "Legal", "Research", "Finance")  # whose heads are "too busy"
ITEMS = (
    ("Cut-over to the new payroll", "Dana", "Kim", "Rosa", 40),
    ("One forecast for sales and finance", "Will", "Kim", "Tara", 85),
    ("Contracts signed on line", "Arthur", "Helen", "", 120),
)
TOPICS = "the dates; what is late; who decides; what she hears; what comes next"
LISTENED = (30, 40, 50, 60, 65, 70, 80)  # %
MEETINGS = frozenset({"P07", "C1", "C6", "C7", "L4", "L7", "P05", "P18"})
HABIT = 0.35  # of a day with a talk that no step asked for
INVITES = 0.25  # of a day with an invitation to a cold head
TAKES_IT = 0.3  # of these that are taken
ISSUE = 0.1  # of a day with a new issue
FIXED = 0.08  # of a day on which an open issue is resolved
FIX_IS_FELT, TROUBLE_IS_FELT = 0.5, 0.3  # of 5, by the unit
RATED = 0.08  # of a day on which a service is rated
RESULT = 0.07  # of a day with a joint result
REMARK = 0.02  # of a day on which somebody says something bad
SAYS_YES = 0.7  # of those who are asked for something
KEEPS_IT = 0.8  # of meetings that take place


# Reading and writing lines.


def all_said(reply: Reply | None) -> str:
    """Return all that a reply says."""
    if reply is None:
        return ""
    message = reply.message
    lines = [message.headline, *message.small_print]
    for section in message.sections:
        lines += [section.text, *section.facts]
    return "\n".join(lines)


def code_in(pattern: str, text: str) -> str:
    """Return the first code of this pattern in a text, "" = none."""
    found = re.search(pattern, text)
    return found.group() if found else ""


def typed_day(day: date) -> str:
    """Return a day as it is typed."""
    return day.isoformat()


def working_days_after(first: date, last: date) -> int:
    """Return how many Mondays to Fridays lie after `first`, up to `last`."""
    days = (first + timedelta(n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)
