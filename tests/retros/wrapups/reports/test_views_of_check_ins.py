import pytest
from django.test import Client

from retros.wrapups.models import Report
from tests.factories import CheckInFactory
from tests.pages import words
from tests.retros.wrapups.reports.reporting import address, fill, worked_on

pytestmark = pytest.mark.django_db


def test_report_form_offers_the_check_ins_of_the_week(client: Client) -> None:
    topic = worked_on(client)
    CheckInFactory(team=topic.team, progress="It compiles.", details="CI is slow.")

    page = words(client.get(address(topic, "edit/")))

    assert "It compiles." in page
    assert "CI is slow." in page


@pytest.mark.parametrize(
    ("take", "achievements"),
    [
        ("second", "Typed.\n\nIt boots."),
        ("all", "Typed.\n\nIt compiles.\n\nIt boots."),
        ("99999", "Typed."),
        ("x", "Typed."),
    ],
)
def test_check_in_is_taken_into_the_achievements_and_keeps_what_was_typed(
    client: Client, take: str, achievements: str
) -> None:
    topic = worked_on(client)
    CheckInFactory(team=topic.team, progress="It compiles.")
    second = CheckInFactory(team=topic.team, progress="It boots.")
    taken = str(second.pk) if take == "second" else take

    page = fill(client, topic, {"text": "Merge it."}, achievements="Typed.\r\n", links="hackmd", outcome="", take=taken)

    form = page.context["form"]
    assert (form["achievements"].value(), form["links"].value(), form.errors) == (achievements, "hackmd", {})
    assert "Merge it." in words(page)
    assert not Report.objects.exists()


def test_check_in_that_stands_in_the_achievements_is_not_offered_again(client: Client) -> None:
    topic = worked_on(client)
    check_in = CheckInFactory(team=topic.team, progress="It boots. …", details="It boots.\r\nTwice.")

    page = fill(client, topic, achievements="It boots.\nTwice.", take=check_in.pk)

    assert page.context["form"]["achievements"].value() == "It boots.\nTwice."
    assert "Already in the achievements." in words(page)
    assert "Copy into the achievements" not in words(page)
