"""Looks at a written plan from the files alone, as somebody would who distrusts the planner; shares no code with it."""

from __future__ import annotations

import csv
import itertools
import math
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

DEFAULTS = {
    "weeks": 52, "max_batch": 300, "min_gap_weeks": 8, "max_gap_weeks": 13, "max_away_share": 0.12,
    "fixed_cost_per_batch_km": 15_000, "blackout_weeks": [], "reserve_share": 0, "centre_visits_per_year": None,
}  # fmt: skip


def week_of(text: str) -> int:
    year, week = text.split("-W")
    return date.fromisocalendar(int(year), int(week), 1).toordinal() // 7


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _km(a: dict[str, str], b: dict[str, str]) -> float:
    one, other = ([math.radians(float(each[name])) for name in ("latitude", "longitude")] for each in (a, b))
    x, y = ([math.cos(p) * math.cos(q), math.cos(p) * math.sin(q), math.sin(p)] for p, q in (one, other))
    return 6371.0088 * 2 * math.asin(min(1.0, math.dist(x, y) / 2))


def faults(folder: Path, rules: dict, told: dict) -> Counter:
    """Count what the plan of a folder (officers.csv, centres.csv, plan.csv) breaks, and what was told wrongly of it."""
    r = DEFAULTS | rules
    officers = {row["officer_id"]: row for row in rows_of(folder / "officers.csv")}
    centres = {row["centre_id"]: row for row in rows_of(folder / "centres.csv")}
    start, found = week_of(r["start_week"]), Counter()
    mine, visits, away, seats = defaultdict(list), Counter(), Counter(), Counter()
    batches = defaultdict(list)
    for row in rows_of(folder / "plan.csv"):
        who, where, week = row["officer_id"], row["centre_id"], week_of(row["week"])
        mine[who].append(week - start + 1)
        away[officers[who]["unit_id"], week] += 1
        batches[row["batch_id"]].append((where, week))
        found["blackout"] += week in map(week_of, r["blackout_weeks"])
        if where != "district":
            visits[who] += 1
            seats[where, week] += 1
            found["closed"] += week in map(week_of, centres[where]["closed_weeks"].split())
    usable = r["max_batch"] - math.ceil(r["reserve_share"] * r["max_batch"] - 1e-9)
    for batch in batches.values():
        found["batch in two places"] += len(set(batch)) > 1
        found["batch too big"] += len(batch) > usable
    for (centre, _), people in seats.items():
        found["seats"] += people > int(centres[centre]["seats"])
    size = Counter(row["unit_id"] for row in officers.values())
    for (unit, _), gone in away.items():
        n = size[unit]
        most = max(math.floor(r["max_away_share"] * n + 1e-9), math.ceil(n / (r["max_gap_weeks"] - 2)))
        found["cover"] += n > 1 and gone > min(n - 1, most)
    for who in officers:
        weeks = sorted(mine[who])
        gaps = [b - a for a, b in itertools.pairwise(weeks)]
        found["first or last"] += not (
            weeks and 1 <= weeks[0] <= r["max_gap_weeks"] and 0 <= r["weeks"] - weeks[-1] < r["max_gap_weeks"]
        )
        found["gap"] += any(not r["min_gap_weeks"] <= gap <= r["max_gap_weeks"] for gap in gaps)
        asked = len(weeks) if r["centre_visits_per_year"] is None else r["centre_visits_per_year"]
        found["visits"] += visits[who] < asked
    held = sum(batch[0][0] != "district" for batch in batches.values())
    cost = r["fixed_cost_per_batch_km"] * held + sum(
        _km(officers[row["officer_id"]], centres[row["centre_id"]])
        for row in rows_of(folder / "plan.csv") if row["centre_id"] != "district"
    )  # fmt: skip
    found["cost"] += not math.isclose(cost, told["cost"], rel_tol=1e-6)
    found["bound"] += not told["bound"] <= cost
    found["batches"] += told["batches"] != held
    if held:
        found["fill"] += not math.isclose(told["fill"], sum(seats.values()) / (held * usable), abs_tol=1e-5)
    return +found
