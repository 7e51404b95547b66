from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from retros.reviews.agenda.reading import read_agenda
from tests.factories import DemoFactory, EventFactory

pytestmark = pytest.mark.django_db

README = "https://github.com/gardener-community/hackathon/blob/main/2023-11_Schelklingen/README.md"


def export(slug: str, **options: object) -> str:
    out = StringIO()
    call_command("export_agenda", slug, stdout=out, **options)
    return out.getvalue()


@pytest.mark.usefixtures("in_berlin")
def test_agenda_of_a_past_event_is_the_published_one() -> None:
    """The whole of it is compared where the published documents are at hand."""
    call_command("load_past_events", stdout=StringIO())

    lines = export("2023-11").splitlines()

    assert lines[0] == f"### 2023/11/15 - [Hack The Garden]({README}) Wrap Up"
    assert lines[6] == (
        "| [@robinschneider](https://github.com/robinschneider) | `5m` | 🏛️ ARM Support For OpenStack Extension "
        f"| [Summary]({README}#%EF%B8%8F-arm-support-for-openstack-extension) |"
    )
    assert lines[9].endswith(
        "| 🧑🏼‍🌾 Deploy `gardenlet`s Through Custom Resource Via `gardener-operator` "
        f"| [Summary]({README}#-deploy-gardenlets-through-custom-resource-via-gardener-operator) |"
    )


def test_agenda_goes_into_a_file(tmp_path: Path) -> None:
    demo = DemoFactory(minutes=15)
    file = tmp_path / "agenda.md"

    output = export(demo.topic.event.slug, out=file)

    assert output == f"Written to {file}.\n"
    assert [slot.minutes for slot in read_agenda(file.read_text(encoding="utf-8")).slots] == [15]


def test_agenda_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    demo = DemoFactory()

    with pytest.raises(CommandError, match=r"Could not write the agenda: .*Is a directory"):
        export(demo.topic.event.slug, out=tmp_path)


@pytest.mark.parametrize("slug", ["1999-01", "2126-12"])
def test_agenda_that_is_not_there_is_refused(slug: str) -> None:
    EventFactory(slug="2126-12")

    with pytest.raises(CommandError, match=f"There's no agenda for {slug}"):
        export(slug)
