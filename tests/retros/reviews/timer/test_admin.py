import pytest
from django.test import Client

from retros.reviews.models import Demo, ReviewMeeting
from tests.admin_pages import address, export
from tests.factories import DemoFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo() -> Demo:
    demo: Demo = DemoFactory(state=Demo.State.SHOWN, planned_seconds=300, added_seconds=60, used_seconds=460)
    return demo


def test_demos_are_listed_with_the_time_they_used(admin_client: Client, demo: Demo) -> None:
    listed = words(admin_client.get(address(Demo, "changelist")))

    assert "shown 7:40 of 5:00" in listed


@pytest.mark.parametrize("state", ["waiting", "shown"])
def test_demos_are_filtered_by_state(admin_client: Client, demo: Demo, state: str) -> None:
    listed = words(admin_client.get(address(Demo, "changelist"), {"state__exact": state}))

    assert ("7:40 of 5:00" in listed) is (state == "shown")


def test_kept_seconds_are_shown_and_not_changed(admin_client: Client, demo: Demo) -> None:
    page = admin_client.get(address(Demo, "change", demo.pk))

    assert "Planned seconds: 300" in words(page)
    assert 'name="used_seconds"' not in page.content.decode()


def test_the_page_of_a_meeting_tells_the_time_used(admin_client: Client, demo: Demo) -> None:
    page = admin_client.get(address(ReviewMeeting, "change", demo.meeting_id))

    assert "7:40 of 5:00" in words(page)


def test_kept_seconds_are_taken_out_with_the_demos(admin_client: Client, demo: Demo) -> None:
    header, row = export(admin_client, Demo).splitlines()
    told = dict(zip(header.split(","), row.split(","), strict=True))

    assert [told[column] for column in ("state", "planned_seconds", "added_seconds", "used_seconds")] == [
        "shown",
        "300",
        "60",
        "460",
    ]
