"""Lines as people typed them, each with what should come of it.

leaders-type.tsv, fresh.tsv: `want` is log, plan, ask, cmd, chat, fix or undo; `records`
is what may be kept. Now is Tue 31 March 2026, 09:00, Europe/London; Ada speaks.
guesses.tsv: what a newcomer types in place of our verbs. dialogues.tsv: several turns.
tricky.txt, tricky2.txt: lines that tell of no contact that the leader had for certain.
"""

import csv
from pathlib import Path

HERE = Path(__file__).parent
PEOPLE = (  # how the book of these cases comes about
    "add Dana Whitfield, COO in Operations",
    "add Rosa Lim in Operations reports to Dana Whitfield",
    "add Kim Osei, CFO in Finance",
    "add Mark Bell in Finance reports to Kim Osei",
    "add Will Chen, VP in Sales",
    "add May Tanaka in HR",
    "add Sam Ortiz in IT",
    "add Dana Reyes in Legal",
    "add Bill Price in Procurement",
    "add José Álvarez in Manufacturing",
    "add Zoë Müller in R&D",
    "add Grace Hill in Marketing",
    "service Payroll for Operations owned by Sam",
    "issue open I-12 on Payroll for Operations: late",
)


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of cases; a line's breaks are written as \\n."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL))
    for row in rows:
        for column in ("line", "typed", "you type"):
            if column in row:
                row[column] = row[column].replace("\\n", "\n")
    return rows


def lines_of(name: str) -> list[str]:
    """Return the lines of a list of cases."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]
