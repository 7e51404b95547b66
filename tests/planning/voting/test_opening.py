"""The ballot box of an event, and what it proves."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from planning.events.models import Event
from planning.voting.box.counting import CountOptions, count_box
from planning.voting.box.documents import canonical, count_as_document
from planning.voting.box.reading import read_box
from planning.voting.closing import store_tally
from planning.voting.models import Ballot, OpenedBox
from planning.voting.recount import verify_tally
from tests.clock import TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, EventFactory, TopicFactory

pytestmark = pytest.mark.django_db

KINDS = [("equal-shares", "marks"), ("dots", "dots"), ("phragmen", "ranking"), ("stv", "ranking"), ("borda", "ranking")]


def elected(*marks: str, **event: object) -> Event:
    """An event whose tally is stored: a ballot of dear topics after dear topics for each of `marks`."""
    made: Event = EventFactory(**event)
    topics = {slug: TopicFactory(event=made, slug=slug, title=slug) for slug in sorted(set("".join(marks)))}
    for number, ballot in enumerate(marks):
        paper = Ballot.objects.create(attendee=AttendeeFactory(event=made), cast_at=VOTING)
        for rank, slug in enumerate(ballot, start=1):
            of_kind = {"dots": {"dots": number + rank}, "ranking": {"rank": rank}}.get(made.ballot_kind, {})
            paper.votes.create(topic=topics[slug], **of_kind)
    store_tally(made, now=TEAM_FORMATION)
    return made


def printed(*arguments: str) -> str:
    stdout = io.StringIO()
    call_command(*arguments, stdout=stdout)
    return stdout.getvalue()


def verify(folder: Path, box: str, result: str, digest: str) -> int:
    """As a stranger does: the one file, alone in a folder."""
    (folder / "box.pb").write_text(box)
    (folder / "tally.json").write_text(result)
    (folder / "verify_tally.py").write_bytes(Path(verify_tally.__file__).read_bytes())
    command = [sys.executable, "-I", "verify_tally.py", "box.pb", "tally.json", "--sha256", digest]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode  # noqa: S603  # our own file


@pytest.mark.parametrize(("rule", "kind"), KINDS)
def test_a_stranger_counts_the_stored_box_again_and_finds_a_flipped_mark(rule: str, kind: str, tmp_path: Path) -> None:
    event = elected("abc", "ab", "ba", "ca", "c", "", voting_rule=rule, ballot_kind=kind, main_places=2)
    box, result = printed("export_ballots", event.slug), printed("tally", event.slug, "--json")
    digest = OpenedBox.objects.get().sha256

    assert verify(tmp_path, box, result, digest) == 0
    assert verify(tmp_path, box.replace(";c\n", ";b\n").replace(";c;", ";b;"), result, digest) == 1


def test_counting_the_stored_box_again_gives_the_same_bytes() -> None:
    elected("abc", "ab", "ba", "ca", "")
    opened = OpenedBox.objects.get()

    again = count_box(read_box(opened.content), CountOptions(shortlist=True))

    assert canonical(count_as_document(again)) == opened.result


def test_the_box_has_the_ballots_under_their_receipts_and_no_names() -> None:
    event = elected("ab", "b", "")
    receipts = sorted(Ballot.objects.values_list("receipt", flat=True))

    box = read_box(OpenedBox.objects.get().content)

    assert [paper.voter for paper in box.papers] == receipts
    assert sorted(paper.topics for paper in box.papers) == [(), ("a", "b"), ("b",)]
    assert not any(person.name in OpenedBox.objects.get().content for person in event.attendees.all())


def test_the_database_refuses_to_change_what_was_counted() -> None:
    elected("ab", "b")

    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        OpenedBox.objects.update(rule="approval")


def test_a_box_is_closed_until_voting_is() -> None:
    event: Event = EventFactory()

    with pytest.raises(CommandError, match="has no ballot box to open"):
        call_command("export_ballots", event.slug)


def test_the_tally_is_told_in_words() -> None:
    event = elected("ab", "b", "b", main_places=1, fast_track_places=0)

    assert printed("tally", event.slug).splitlines()[:3] == [
        "equal-shares, 1+0 places: 3 ballots counted",
        "   1 b  (3)",
        "Without a chosen topic: 0",
    ]
