from pathlib import Path

import pytest

from planning.events.models import Event
from planning.outbox.models import Message
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.archive.bringing_in import Brought, bring_in
from retros.wrapups.archive.finding import Source, find_sources
from tests.clock import CLOSED
from tests.retros.wrapups.importing.documents import TEXT
from tests.retros.wrapups.importing.imported import everything

pytestmark = pytest.mark.django_db

NOVEMBER = TEXT.replace("May 2019", "November 2018").replace("201905", "201811").replace("05/2019", "11/2018")
NOVEMBER = NOVEMBER.replace("06.05.2019", "05.11.2018").replace("10.05.2019", "09.11.2018")
CUT = TEXT.partition("a little.")[0]
TABLE = """\
| Date | Location | Organizer | Wrap Up |
| :-- | :-- | :-- | :-- |
| 06.05.2019 – 10.05.2019 | The Hut | SAP | [Summary](/community/hackathons/2019-05/) |
"""


def bring(*sources: Source, dry_run: bool = False) -> list[Brought]:
    return list(bring_in(sources, dry_run=dry_run, now=CLOSED))


def source(name: str, text: str = TEXT) -> Source:
    return Source(name, text.encode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout of a website, with other Markdown in it."""
    home = tmp_path / "hugo/content/community/hackathons"
    home.mkdir(parents=True)
    for name, text in {
        "2019-05.md": TEXT,
        "2018-11.md": NOVEMBER,
        "_index.md": TABLE,
        "notes.md": "# Notes\n\nDear all.\n",
    }.items():
        (home / name).write_text(text)
    (tmp_path / "README.md").write_text("# The website\n")
    return tmp_path


def test_events_come_in_as_they_happened_whatever_the_order_of_the_files() -> None:
    brought = bring(source("2019-05.md"), source("2018-11.md", NOVEMBER))

    assert [each.name for each in brought] == ["2018-11.md", "2019-05.md"]
    assert list(Event.objects.order_by("pk").values_list("slug", flat=True)) == ["2018-11", "2019-05"]


def test_a_checkout_is_read_where_it_has_its_wrap_ups(folder: Path) -> None:
    brought = bring(*find_sources([folder]))

    said = {Path(each.name).name: each.passed_over or each.plan is not None for each in brought}
    assert said == {
        "2019-05.md": True,
        "2018-11.md": True,
        "_index.md": "It's a table of 1 event, with no wrap-up of its own.",
        "notes.md": said["notes.md"],
    }
    assert str(said["notes.md"]).startswith("It isn't a wrap-up: This doesn't look like a wrap-up")


def test_twice_changes_nothing(folder: Path) -> None:
    bring(*find_sources([folder]))
    before = everything()

    brought = bring(*find_sources([folder]))

    assert everything() == before
    assert [each.plan.changes for each in brought if each.plan] == [(), ()]


def test_nobody_gets_mail_about_the_steps(folder: Path) -> None:
    bring(*find_sources([folder]))

    assert NextStep.objects.count() == 4
    assert NextStep.objects.exclude(due_on=None).count() == 0
    assert Message.objects.count() == 0


def test_a_folder_named_for_its_month_has_its_wrap_up_in_a_readme(tmp_path: Path) -> None:
    (tmp_path / "2019-05_Hilltop").mkdir()
    undated = (
        TEXT[TEXT.index("# Hack") :].replace("- 🗓️ **Date:** 06.05.2019 – 10.05.2019\n", "").replace(" 05/2019", "")
    )
    (tmp_path / "2019-05_Hilltop/README.md").write_text(undated)

    bring(*find_sources([tmp_path]))

    assert list(Event.objects.values_list("slug", flat=True)) == ["2019-05"]


def test_a_file_that_breaks_off_is_refused_as_a_whole_and_the_next_one_is_read() -> None:
    refused, read = bring(source("2018-11.md", CUT), source("2019-05.md"))

    assert (refused.name, refused.line) == ("2018-11.md", 35)
    assert refused.refused.startswith("The text breaks off")
    assert read.plan is not None
    assert list(Event.objects.values_list("slug", flat=True)) == ["2019-05"]


@pytest.mark.parametrize("other", ["2019-05-draft.md", "a.md"])
def test_of_two_files_of_one_month_the_one_named_for_it_is_read(other: str) -> None:
    read, refused = bring(source(other, TEXT.replace("Grow Seeds", "Dig")), source("2019-05.md"))

    assert (read.name, refused.name) == ("2019-05.md", other)
    assert refused.refused == "It's about 2019-05, as 2019-05.md is. Bring in only one of the two."
    assert not Topic.objects.filter(title="Dig").exists()


def test_a_file_named_for_another_month_is_refused() -> None:
    [brought] = bring(source("2019-06.md"))

    assert brought.refused == "This is the wrap-up of 2019-05, not of 2019-06."


def test_a_week_that_begins_in_the_month_before_goes_by_the_name_of_its_file() -> None:
    text = TEXT.replace("weight: -201905\n", "").replace("06.05.2019", "30.04.2019").replace("10.05.2019", "04.05.2019")

    bring(source("2019-05.md", text))

    assert list(Event.objects.values_list("slug", flat=True)) == ["2019-05"]


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    brought = bring(*find_sources([folder]), dry_run=True)

    assert sum(each.plan is not None for each in brought) == 2
    assert not Event.objects.exists()


def test_the_page_of_a_week_to_come_is_passed_over(folder: Path) -> None:
    home = folder / "hugo/content/community/hackathons"
    for path in home.glob("*.md"):
        path.unlink()
    (home / "2019-05.md").write_text(TEXT)
    earlier = CLOSED.replace(year=2019, month=5, day=1)

    [brought] = bring_in(list(find_sources([folder])), now=earlier)

    assert brought.passed_over == "Its week begins on 06.05.2019. There's nothing to wrap up."


def test_a_folder_without_markdown_is_refused(tmp_path: Path) -> None:
    [empty] = bring(*find_sources([tmp_path]))

    assert empty.refused == "There's no Markdown in this folder."
