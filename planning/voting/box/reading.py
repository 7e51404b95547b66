"""Reading a ballot box from a PabuLib file.

Stolicki, Szufa, Talmon 2020, Pabulib: A Participatory Budgeting Library. Three sections, META, PROJECTS and VOTES, each
with a title, a header and rows of cells between semicolons.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from planning.voting.box.merging import end_of_merges
from planning.voting.box.records import BallotBox, BoxRejected, Paper, Project, VoteType
from planning.voting.rules.candidates import PlaceKind

SECTIONS = ("META", "PROJECTS", "VOTES")
NEEDED = {"META": (), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
NUMBER = re.compile(r"-?[0-9]{1,18}(?:[.,][0-9]{1,18})?")
KINDS = {frozenset({"fast-track"}): PlaceKind.FAST_TRACK, frozenset({"main", "fast-track"}): PlaceKind.EITHER}


@dataclass(frozen=True)
class Record:
    """One row of a section, its cells by the names in the header."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def rejected(self, why: str) -> BoxRejected:
        return BoxRejected(f"line {self.line}: {why}")


def read_box(text: str) -> BallotBox:
    """May raise BoxRejected."""
    sections = sections_of(text)
    meta = meta_of(sections["META"])
    vote_type = vote_type_of(meta)
    projects = projects_of(sections["PROJECTS"])
    papers = tuple(papers_of(sections["VOTES"], vote_type, projects))
    return BallotBox(meta, vote_type, projects, papers, warnings=tuple(warnings_of_box(meta, papers)))


def sections_of(text: str) -> dict[str, list[Record]]:
    sections: dict[str, list[Record]] = {}
    rows = filled_rows(text)
    records: list[Record] | None = None
    header: list[str] = []
    for line, cells in rows:
        if is_title(cells):
            title = cells[0].upper()
            if title in sections:
                raise BoxRejected(f"line {line}: there is a second {title}")
            records = sections[title] = []
            line_of_header, header = next(rows, (line, []))
            if lacking := [name for name in NEEDED[title] if name not in header]:
                raise BoxRejected(f"line {line_of_header}: {title} has no column {lacking[0]}")
        elif records is None:
            raise BoxRejected(f"line {line}: the file does not begin with META")
        else:
            records.append(Record(line, dict(zip(header, cells, strict=False))))
    if missing := [title for title in SECTIONS if title not in sections]:
        raise BoxRejected(f"there is no section {missing[0]}")
    return sections


def filled_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that have anything in them, with the number of the line they end on."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", skipinitialspace=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise BoxRejected(f"line {reader.line_num}: {error}") from error


def is_title(cells: list[str]) -> bool:
    return cells[0].upper() in SECTIONS and not any(cells[1:])


def meta_of(records: list[Record]) -> dict[str, str]:
    """Key and value are the first two cells, whatever the header calls them."""
    pairs = (tuple(record.cells.values()) for record in records)
    return {pair[0]: pair[1] if len(pair) > 1 else "" for pair in pairs if pair}


def vote_type_of(meta: Mapping[str, str]) -> VoteType:
    try:
        return VoteType(meta.get("vote_type", ""))
    except ValueError:
        known = ", ".join(VoteType)
        raise BoxRejected(f"META: vote_type is “{meta.get('vote_type', '')[:40]}”; known are {known}") from None


def projects_of(records: list[Record]) -> dict[str, Project]:
    projects: dict[str, Project] = {}
    for record in records:
        project = project_of(record)
        if project.id in projects:
            raise record.rejected(f"project {project.id} is there twice")
        projects[project.id] = project
    for record in records:
        if (target := record["merged_into"]) and target not in projects:
            raise record.rejected(f"project {record['project_id']} is merged into {target}, which is not there")
        if end_of_merges(record["project_id"], projects) is None:
            raise record.rejected(f"project {record['project_id']} is merged in a circle")
    return projects


def project_of(record: Record) -> Project:
    name = record["project_id"]
    if not name:
        raise record.rejected("a project has no project_id")
    cost = exact_number(record["cost"])
    if cost is None or cost <= 0:
        raise record.rejected(f"project {name} costs “{record['cost'][:40]}”, which is not above 0")
    if record["withdrawn"] not in {"", "0", "1"}:
        raise record.rejected(f"project {name}: withdrawn is “{record['withdrawn'][:40]}”, not 0 or 1")
    kinds = frozenset(kind.strip() for kind in record["category"].split(","))
    return Project(name, cost, KINDS.get(kinds, PlaceKind.MAIN), record["withdrawn"] == "1", record["merged_into"])


def exact_number(text: str) -> Fraction | None:
    """Exactly what is written: 12, 12.5 or 12,5."""
    return Fraction(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def papers_of(records: list[Record], vote_type: VoteType, projects: Mapping[str, Project]) -> Iterator[Paper]:
    voters = set[str]()
    for record in records:
        voter = record["voter_id"]
        if not voter:
            raise record.rejected("a ballot has no voter_id")
        if voter in voters:
            raise record.rejected(f"voter {voter} is there twice")
        voters.add(voter)
        topics = marked_topics(record, projects)
        yield Paper(voter, topics, points_of(record, topics) if vote_type.has_points else ())


def marked_topics(record: Record, projects: Mapping[str, Project]) -> tuple[str, ...]:
    topics = parts_of_cell(record["vote"])
    for topic in topics:
        if topic not in projects:
            raise record.rejected(f"voter {record['voter_id']} names project “{topic[:40]}”, which is not there")
    if len(set(topics)) < len(topics):
        twice = next(topic for place, topic in enumerate(topics) if topic in topics[:place])
        raise record.rejected(f"voter {record['voter_id']} names project {twice} twice")
    return topics


def points_of(record: Record, topics: tuple[str, ...]) -> tuple[int, ...]:
    points = parts_of_cell(record["points"])
    if len(points) != len(topics):
        raise record.rejected(f"voter {record['voter_id']} has {len(points)} points for {len(topics)} projects")
    for number in points:
        if not re.fullmatch("[0-9]{1,18}", number):
            raise record.rejected(f"voter {record['voter_id']} gives “{number[:40]}” points; only whole ones count")
    return tuple(map(int, points))


def parts_of_cell(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",")) if cell else ()


def warnings_of_box(meta: Mapping[str, str], papers: tuple[Paper, ...]) -> Iterator[str]:
    said = meta.get("num_votes", "")
    if said and said != str(len(papers)):
        yield f"META says num_votes is {said[:40]}, and there are {len(papers)} votes"
