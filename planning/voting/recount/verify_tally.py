"""Count a ballot box again, and say whether it gives the published tally. Needs nothing but Python 3.11 or newer.

    python verify_tally.py BOX.pb TALLY.json [--sha256 HEX]

BOX.pb is the opened ballot box (a PabuLib file), TALLY.json the tally published with it, HEX the published SHA-256 of
the box. Ends with status 0 where all of it agrees, 1 where anything differs, 2 where a file cannot be read. This is
written apart from the site that counted, as plainly as can be, in exact fractions. It is slow.
"""

import argparse
import csv
import hashlib
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

MAIN, FAST, EITHER = "main", "fast-track", "main,fast-track"
UNITS, ZERO = 10**9, Fraction(0)
Tally = dict[str, Any]
Price = Callable[[str], Fraction | None]


def read_sections(text: str) -> dict[str, list[dict[str, str]]]:
    sections: dict[str, list[dict[str, str]]] = {}
    title, header = "", None
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", skipinitialspace=True)
    for cells in ([cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)):
        if cells[0].upper() in {"META", "PROJECTS", "VOTES"} and not any(cells[1:]):
            title, header = cells[0].upper(), None
            sections[title] = []
        elif header is None:
            header = cells
        else:
            sections[title].append(dict(zip(header, cells, strict=False)))
    return sections


def split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",")] if cell else []


class Box:
    """What stands, and what each counted voter wants: topics, dearest first, and what each is worth to them."""

    def __init__(self, text: str, places: str, salt: str) -> None:
        sections = read_sections(text)
        meta = dict(list(row.values())[:2] for row in sections["META"])
        self.projects = {row["project_id"]: row for row in sections["PROJECTS"]}
        self.has_points = meta["vote_type"] in {"cumulative", "scoring"}
        self.papers = len(sections["VOTES"])
        standing = [p for p, row in self.projects.items() if row.get("withdrawn") != "1" and not row.get("merged_into")]
        self.order = sorted(
            standing, key=lambda p: (hashlib.blake2b(f"{salt}|{p}".encode(), digest_size=16).digest(), p)
        )
        self.kind = {project: self.kind_of(project) for project in standing}
        wants = {row["voter_id"]: self.cleaned(row) for row in sections["VOTES"]}
        self.wants = {voter: marks for voter, marks in wants.items() if marks}
        kinds = [] if places == "cost" else [int(part) for part in places.split("+")]
        self.limits = dict(zip((MAIN, FAST), kinds, strict=True)) if len(kinds) > 1 else {}
        costs = {p: Fraction(self.projects[p]["cost"].replace(",", ".")) for p in standing}
        self.total = Fraction(meta["budget"].replace(",", ".")) if places == "cost" else Fraction(sum(kinds))
        self.cost = costs if places == "cost" else dict.fromkeys(standing, Fraction(1))

    def kind_of(self, project: str) -> str:
        kinds = {kind.strip() for kind in self.projects[project].get("category", "").split(",")}
        return EITHER if kinds == {MAIN, FAST} else FAST if kinds == {FAST} else MAIN

    def end_of(self, project: str) -> str:
        into = self.projects[project].get("merged_into")
        return self.end_of(into) if into else project

    def cleaned(self, row: dict[str, str]) -> dict[str, int]:
        marked = split(row["vote"])
        points = [int(part) for part in split(row["points"])] if self.has_points else [1] * len(marked)
        marks: dict[str, int] = {}
        for project, worth in zip(map(self.end_of, marked), points, strict=True):
            if worth and self.projects[project].get("withdrawn") != "1":
                marks[project] = marks.get(project, 0) + worth if self.has_points else 1
        return marks

    def supporters(self, project: str) -> list[str]:
        return [voter for voter, marks in self.wants.items() if project in marks]

    def fits(self, winners: Sequence[str]) -> bool:
        kinds = Counter(self.kind[project] for project in winners)
        within = all(kinds[kind] <= limit for kind, limit in self.limits.items())
        return within and sum(self.cost[project] for project in winners) <= self.total

    def kinds(self, winners: Sequence[str]) -> dict[str, str]:
        free = self.limits.get(MAIN, 0) - sum(self.kind[project] == MAIN for project in winners)
        either = [project for project in winners if self.kind[project] == EITHER]
        settled = dict.fromkeys(either[: max(free, 0)], MAIN) | dict.fromkeys(either[max(free, 0) :], FAST)
        return {project: settled.get(project, self.kind[project]) for project in winners} if self.limits else {}


def cheapest(box: Box, winners: Sequence[str], price: Price) -> tuple[str, Fraction, list[str]] | None:
    """Return the topic of the lowest price, the price, and the others with it in tie order."""
    free = [project for project in box.order if project not in winners and box.fits([*winners, project])]
    prices = {project: asked for project in free if box.supporters(project) and (asked := price(project)) is not None}
    if not prices:
        return None
    best, *tied = [project for project, asked in prices.items() if asked == min(prices.values())]
    return best, prices[best], tied


def rho(cost: Fraction, purses: dict[str, Fraction], worth: dict[str, Fraction]) -> Fraction | None:
    """Return the smallest rho with sum(min(purse, rho * worth)) = cost."""
    if sum(purses.values()) < cost:
        return None
    rest, left = cost, sum(worth.values())
    for voter in sorted(purses, key=lambda voter: purses[voter] / worth[voter]):
        if rest / left * worth[voter] <= purses[voter]:
            break
        rest, left = rest - purses[voter], left - worth[voter]
    return rest / left


def by_shares(box: Box, *, dots: bool) -> Tally:
    if not box.wants:
        return {"winners": [], "rounds": [], "share": None, "money_left": {}, "losers": {}}
    share = box.total / len(box.wants)
    money, winners, rounds = dict.fromkeys(box.wants, share), list[str](), []

    def worth(project: str) -> dict[str, Fraction]:
        return {v: (box.wants[v][project] if dots else 1) * box.cost[project] for v in box.supporters(project)}

    def price(project: str) -> Fraction | None:
        return rho(box.cost[project], {v: money[v] for v in box.supporters(project)}, worth(project))

    while found := cheapest(box, winners, price):
        topic, asked, tied = found
        paid = {v: min(money[v], asked * each) for v, each in worth(topic).items()}
        money.update({voter: money[voter] - amount for voter, amount in paid.items()})
        winners.append(topic)
        payments = {voter: amount for voter, amount in paid.items() if amount}
        rounds.append({"topic": topic, "step": "buy", "tied": tied, "rho": asked, "payments": payments})
    held = {p: [money[voter] for voter in box.supporters(p)] for p in box.order if p not in winners}
    losers = {
        project: {"supporters": len(left), "money": sum(left, ZERO), "missing": box.cost[project] - sum(left)}
        for project, left in held.items()
    }
    completed = by_loads(box, winners, {voter: -left for voter, left in money.items()}, "completion")
    completed["rounds"] = rounds + completed["rounds"]
    return {**completed, "share": share, "money_left": money, "losers": losers}


def by_loads(box: Box, bought: Sequence[str], loads: dict[str, Fraction], step: str) -> Tally:
    winners, load, rounds = list(bought), dict(loads), []

    def time(project: str) -> Fraction:
        supporters = box.supporters(project)
        return (box.cost[project] + sum(load[voter] for voter in supporters)) / len(supporters)

    while found := cheapest(box, winners, time):
        topic, moment, tied = found
        paid = {voter: moment - load[voter] for voter in box.supporters(topic) if moment != load[voter]}
        load.update(dict.fromkeys(box.supporters(topic), moment))
        winners.append(topic)
        rounds.append({"topic": topic, "step": step, "tied": tied, "time": moment, "payments": paid})
    return {"winners": winners, "rounds": rounds}


def by_score(box: Box, *, borda: bool) -> Tally:
    scores = Counter[str]()
    for marks in box.wants.values():
        for rank, project in enumerate(marks, start=1):
            scores[project] += len(box.order) - rank if borda else 1
    winners: list[str] = []
    rounds = []
    while left := [p for p in box.order if p in scores and p not in winners and box.fits([*winners, p])]:
        most = max(scores[project] for project in left)
        best, *tied = [project for project in left if scores[project] == most]
        winners.append(best)
        rounds.append({"topic": best, "step": "elect", "tied": tied, "votes": most})
    return {"winners": winners, "rounds": rounds}


class Transfers:
    """The single transferable vote: who is hopeful still, and what each ballot weighs."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.quota = len(box.wants) // (int(box.total) + 1) + 1
        self.hopeful = [project for project in box.order if box.supporters(project)]
        self.weight = dict.fromkeys(box.wants, UNITS)
        self.winners: list[str] = []
        self.rounds: list[Tally] = []

    def count(self) -> Tally:
        while self.step():
            pass
        return {"winners": self.winners, "rounds": self.rounds, "quota": self.quota}

    def step(self) -> bool:
        first = {v: next((p for p in marks if p in self.hopeful), None) for v, marks in self.box.wants.items()}
        votes = {p: sum(self.weight[v] for v in first if first[v] == p) for p in self.hopeful}
        if full := [project for project in self.hopeful if not self.box.fits([*self.winners, project])]:
            for project in full:
                self.leave(project, "no-place", votes, among=[])
        elif not self.hopeful:
            return False
        elif max(votes.values()) >= self.quota * UNITS:
            best = max(self.hopeful, key=lambda project: votes[project])  # the first in tie order among equals
            self.leave(best, "elect", votes, among=list(self.hopeful))
            for voter in (voter for voter in first if first[voter] == best):
                self.weight[voter] = self.weight[voter] * (votes[best] - self.quota * UNITS) // votes[best]
        elif self.box.fits([*self.winners, *self.hopeful]):
            for project in sorted(votes, key=lambda project: -votes[project]):
                self.leave(project, "fill", votes, among=list(votes))
        else:
            spare = [project for project in self.hopeful if self.fillable({project}) == self.fillable(set())]
            out = min(reversed(spare), key=lambda project: votes[project])
            self.leave(out, "exclude", votes, among=spare)
        return True

    def leave(self, project: str, step: str, votes: dict[str, int], among: list[str]) -> None:
        tied = [other for other in among if other != project and votes[other] == votes[project]]
        self.rounds.append({"topic": project, "step": step, "tied": tied, "votes": Fraction(votes[project], UNITS)})
        self.hopeful.remove(project)
        if step in {"elect", "fill"}:
            self.winners.append(project)

    def fillable(self, without: set[str]) -> int:
        """How many winners there can be: as many of each kind as fit, those that may be either last."""
        winners = list(self.winners)
        for project in sorted(set(self.hopeful) - without, key=lambda project: self.box.kind[project] == EITHER):
            if self.box.fits([*winners, project]):
                winners.append(project)
        return len(winners)


COUNTS: dict[str, Callable[[Box], Tally]] = {
    "equal-shares": lambda box: by_shares(box, dots=False),
    "dots": lambda box: by_shares(box, dots=True),
    "phragmen": lambda box: by_loads(box, [], dict.fromkeys(box.wants, ZERO), "buy"),
    "stv": lambda box: Transfers(box).count(),
    "borda": lambda box: by_score(box, borda=True),
    "approval": lambda box: by_score(box, borda=False),
}


def recount(text: str, rule: str, places: str, salt: str) -> Tally:
    """Return all that the site publishes of a count, but the shortlists."""
    box = Box(text.removeprefix("\ufeff"), places, salt)
    counted = COUNTS[rule](box)
    winners = counted["winners"]
    left = box.total - sum(box.cost[project] for project in winners)
    tally = {
        **counted,
        "rounds": [{"round": place, **one} for place, one in enumerate(counted["rounds"], start=1)],
        "rule": rule,
        "places": places,
        "salt": salt,
        "ballots": box.papers,
        "counted": len(box.wants),
        "topics": len(box.order),
        "kinds": box.kinds(winners),
        "popularity": {project: sum(marks.get(project, 0) for marks in box.wants.values()) for project in box.order},
        "without": sorted(voter for voter, marks in box.wants.items() if not set(marks) & set(winners)),
        "places_left": int(left) if left.denominator == 1 else left,
    }
    as_read: Tally = json.loads(json.dumps(tally, default=str))  # fractions become texts
    return as_read


def differences(ours: Tally, theirs: Tally) -> Iterator[str]:
    for key in sorted(ours.keys() | (theirs.keys() - {"shortlist", "staffable"})):
        if ours.get(key) != theirs.get(key):
            again, published = (json.dumps(tally.get(key))[:200] for tally in (ours, theirs))
            yield f"{key}: counted again {again}, published {published}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("box", type=Path)
    parser.add_argument("tally", type=Path)
    parser.add_argument("--sha256", default="", help="of the ballot box, as it was published")
    asked = parser.parse_args(arguments)
    try:
        content = asked.box.read_bytes()
        published = json.loads(asked.tally.read_text(encoding="utf-8"))
        counted = recount(content.decode("utf-8-sig"), published["rule"], published["places"], published["salt"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"This cannot be read: {error!r}\n")
        return 2
    found = list(differences(counted, published))
    digest = hashlib.sha256(content).hexdigest()
    if asked.sha256 and asked.sha256.lower() != digest:
        found.append(f"SHA-256 of the ballot box: it is {digest}, published {asked.sha256}")
    print("\n".join(found) or f"The tally follows from the ballot box, whose SHA-256 is {digest}.")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
