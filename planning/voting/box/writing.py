"""Writing a ballot box as a PabuLib file. The same box gives the same bytes, on any day and any machine."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from planning.voting.box.records import BallotBox


def write_box(box: BallotBox, *, selected: Collection[str], names: Mapping[str, str]) -> str:
    """With what was chosen. `names` are the titles of topics, by their ids."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    section(writer, "META", ("key", "value"), box.meta.items())
    topics = (
        (
            one.id,
            one.cost,
            one.kind.value,
            names.get(one.id, ""),
            int(one.id in selected),
            int(one.withdrawn),
            one.merged_into,
        )
        for one in box.projects.values()
    )
    columns = ("project_id", "cost", "category", "name", "selected", "withdrawn", "merged_into")
    section(writer, "PROJECTS", columns, topics)
    points = ("points",) if box.vote_type.has_points else ()
    papers = (
        (paper.voter, ",".join(paper.topics), *((",".join(map(str, paper.points)),) if points else ()))
        for paper in box.papers
    )
    section(writer, "VOTES", ("voter_id", "vote", *points), papers)
    return text.getvalue()


def section(writer: Any, title: str, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    writer.writerow([title])
    writer.writerow(header)
    writer.writerows(rows)
