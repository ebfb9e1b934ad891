"""Two firms whose ties are known: is everybody in, and who knows whom as told?"""

from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col

from bench.advice_data import (
    Imported,
    empty,
    rows_of,
    take_contacts,
    take_people,
    write_ties,
)
from bench.rows import Row
from scheduler.gather.routes import introducers_between
from storage.database.transactions import Transaction
from storage.models import Person
from storage.people.same import everybody, ids_of

AFTER = date(2020, 1, 2)  # the day after all ties were noted
BOSS, VICES = "7", {"2": 3, "14": 7, "18": 2, "21": 4}  # data/README.md
KRACKHARDT = {"advice": 190, "friendship": 102}
LAZEGA = {"advice": 892, "co-work": 1104, "friendship": 575}


def measure(data: Path, folder: Path) -> list[Row]:
    """Return one row a fact."""
    people = [row["id"] for row in rows_of(data / "krackhardt" / "managers.csv")]
    ties = list(rows_of(data / "krackhardt" / "ties.csv"))
    above = {t["source"]: t["target"] for t in ties if t["layer"].startswith("report")}
    with empty(folder, "krackhardt") as firm:
        take_people(firm, folder, {id: above.get(id, "") for id in people})
        rows = [_chart(firm)]
    for name, layers in (("krackhardt", KRACKHARDT), ("lazega", LAZEGA)):
        file = "managers.csv" if name == "krackhardt" else "lawyers.csv"
        ids = [row["id"] for row in rows_of(data / name / file)]
        for layer, expected in layers.items():
            with empty(folder, f"{name}-{layer}") as firm:
                take_people(firm, folder, dict.fromkeys(ids, ""))
                found = [
                    (tie["source"], tie["target"])
                    for tie in rows_of(data / name / "ties.csv")
                    if _plain(tie["layer"]) == _plain(layer)
                ]
                write_ties(folder / "ties.csv", found)
                taken = take_contacts(firm, folder / "ties.csv").changed
                rows.append(_equal(f"{name}: {layer} ties", taken, expected))
                rows.append(_between(firm, f"{name}: who knows both, {layer}", found))
    return rows


def _plain(layer: str) -> str:
    return layer.replace("-", "").replace("_", "").replace(" ", "").casefold()


def _chart(firm: Imported) -> Row:
    def work(tx: Transaction) -> tuple[list[str], dict[str, int]]:
        keys = {id: key for key, id in everybody(tx, firm.workspace_id).items()}
        rows = tx.rows(sa.select(col(Person.id), col(Person.manager_id)))
        top = [keys[row.id] for row in rows if row.manager_id is None]
        return top, Counter(keys[row.manager_id] for row in rows if row.manager_id)

    top, reports = firm.database.run_now(work)
    vices = {id: reports[id] for id in VICES}
    right = top == [BOSS] and vices == VICES and reports[BOSS] == len(VICES)
    told = f"{','.join(top)}; " + " ".join(f"{id}:{n}" for id, n in vices.items())
    return Row("krackhardt: head; reports of each vice president", told,
               "7; 2:3 14:7 18:2 21:4", right)  # fmt: skip


def _equal(name: str, figure: int, expected: int) -> Row:
    return Row(name, str(figure), str(expected), figure == expected)


def _between(firm: Imported, name: str, ties: list[tuple[str, str]]) -> Row:
    """Compare who can introduce any two people with the file's own common ties."""
    knows: dict[str, set[str]] = defaultdict(set)
    for one, other in ties:
        knows[one].add(other)
        knows[other].add(one)

    def work(tx: Transaction) -> tuple[int, int]:
        people = everybody(tx, firm.workspace_id)
        pairs = list(combinations(sorted(knows, key=int), 2))[::7]  # one in seven
        wrong = 0
        for one, other in pairs:
            found = introducers_between(
                tx, workspace_id=firm.workspace_id, me=people[one],
                them=people[other], before=AFTER,
            )  # fmt: skip
            ids = ids_of(tx, firm.workspace_id, [f.person_id for f in found])
            wrong += set(ids.values()) != (knows[one] & knows[other]) - {one, other}
        return wrong, len(pairs)

    wrong, asked = firm.database.run_now(work)
    return Row(f"{name}, of {asked} pairs", f"{wrong} wrong", "0 wrong", wrong == 0)
