"""Counting a large election: the processor seconds of each rule, and of the whole command."""

import json
from random import Random
from time import process_time

from planning.voting.box.counting import BoxCount, CountOptions, count_box
from planning.voting.box.documents import count_as_document
from planning.voting.box.reading import read_box
from planning.voting.box.records import VoteType
from planning.voting.rules.choosing import Rule
from tests.bench.ratios import judged

TO_COUNT = 1.0
WITH_OUTPUT = 5.0
MARKS = 10
KINDS = {
    Rule.EQUAL_SHARES: VoteType.APPROVAL,
    Rule.DOTS: VoteType.CUMULATIVE,
    Rule.PHRAGMEN: VoteType.APPROVAL,
    Rule.STV: VoteType.ORDINAL,
}


def measure(*, full: bool) -> bool:
    ballots, topics, places = (10_000, 500, 100) if full else (100, 20, 8)
    print(f"Counting {ballots:,} ballots x {topics} topics x {places} places, processor seconds (at most {TO_COUNT};")
    print(f"with reading and writing, at most {WITH_OUTPUT}):")
    holding = [measure_rule(rule, ballots, topics, places) for rule in KINDS]
    return all(holding)


def measure_rule(rule: Rule, ballots: int, topics: int, places: int) -> bool:
    text = large_box(KINDS[rule], ballots, topics)
    began = process_time()
    box = read_box(text)
    read = process_time()
    counted: BoxCount = count_box(box, CountOptions(rule, str(places), "bench"))
    done = process_time()
    json.dumps(count_as_document(counted))
    count, holds = judged(done - read, most=TO_COUNT)
    whole, whole_holds = judged(process_time() - began, most=WITH_OUTPUT)
    print(f"  {rule:14} {count}   with reading and writing {whole}")
    return holds and whole_holds


def large_box(vote_type: VoteType, ballots: int, topics: int) -> str:
    """Some topics are wanted by many: the n-th is marked in proportion to 1/sqrt(n)."""
    draw = Random(vote_type.value)  # noqa: S311  # the same election every time
    names = [f"t{number}" for number in range(topics)]
    weights = [(number + 1) ** -0.5 for number in range(topics)]
    lines = ["META", "key;value", f"vote_type;{vote_type}", "PROJECTS", "project_id;cost", *(f"{n};3" for n in names)]
    lines += ["VOTES", "voter_id;vote;points"]
    for voter in range(ballots):
        marked = list(dict.fromkeys(draw.choices(names, weights, k=MARKS)))
        lines.append(f"v{voter};{','.join(marked)};{','.join(str(draw.randint(1, 5)) for _ in marked)}")
    return "\n".join(lines)
