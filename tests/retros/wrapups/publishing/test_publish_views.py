from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from retros.wrapups.models import WrapUp
from tests.factories import EventFactory, ReportFactory, TeamFactory, TopicFactory, WrapUpFactory
from tests.pages import organizing, words
from tests.retros.visitors import enter
from tests.retros.wrapups.publishing.wrap_up_pages import in_wrap_up, wrap_up

pytestmark = pytest.mark.django_db


def publish(client: Client, event: Event, **data: Any) -> Any:
    return client.post(f"/{event.slug}/wrap-up/publish/", data)


@pytest.mark.parametrize(
    ("visitor", "shown"), [("anonymous", False), ("outsider", False), ("member", False), ("organizer", True)]
)
@pytest.mark.parametrize("page", ["/", ".md"])
def test_draft_frames_the_reports_for_organizers_only(client: Client, page: str, visitor: str, *, shown: bool) -> None:
    report = ReportFactory(topic__event=in_wrap_up(), achievements="The agent runs.")
    WrapUpFactory(event=report.topic.event, introduction="To be said.", conclusion="Thanks!")
    enter(client, visitor, report.topic)

    text = client.get(f"/{report.topic.event.slug}/wrap-up{page}").content.decode()

    assert ["The agent runs." in text, "To be said." in text, "Thanks!" in text] == [True, shown, shown]


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("anonymous", 302), ("outsider", 404), ("attendee", 403), ("member", 403), ("organizer", 200)],
)
def test_publish_is_for_organizers(client: Client, visitor: str, status: int) -> None:
    topic = TopicFactory(event=in_wrap_up())
    enter(client, visitor, topic)

    assert client.get(f"/{topic.event.slug}/wrap-up/publish/").status_code == status


@pytest.mark.parametrize(
    ("visitor", "published"),
    [("anonymous", False), ("outsider", False), ("attendee", False), ("member", False), ("organizer", True)],
)
def test_publish_is_done_by_organizers(client: Client, visitor: str, *, published: bool) -> None:
    report = ReportFactory(topic__event=in_wrap_up())
    enter(client, visitor, report.topic)

    publish(client, report.topic.event)

    assert WrapUp.objects.published().exists() is published


def test_publish_shows_the_wrap_up_signed_with_the_name_of_the_organizer(client: Client) -> None:
    event = in_wrap_up()
    ReportFactory(topic__event=event)
    organizer = organizing(client, event)

    response = publish(client, event, introduction="Third time.", conclusion="See you.")

    page = wrap_up(client, event)
    assert response.headers["Location"] == f"/{event.slug}/wrap-up/"
    assert [text for text in ("Third time.", "See you.", f"by {organizer.name}") if text not in page] == []


def test_publish_asks_first_where_reports_are_not_ready(client: Client) -> None:
    event = in_wrap_up()
    ReportFactory(topic__event=event)
    TeamFactory(topic__event=event)
    organizing(client, event)

    page = words(publish(client, event, introduction="Third time."))

    assert "Some reports aren't ready. Tick this to publish without them." in page
    assert "Third time." in page
    assert not WrapUp.objects.exists()


def test_publish_goes_without_them_when_asked_to(client: Client) -> None:
    event = in_wrap_up()
    ReportFactory(topic__event=event)
    TeamFactory(topic__event=event)
    organizing(client, event)

    publish(client, event, without_missing="on")

    assert WrapUp.objects.get().published_on == timezone.localdate()


@pytest.mark.parametrize(
    ("phase", "refusal"),
    [
        (Phase.VOTING, "It's too early: the wrap-up begins on the last day"),
        (Phase.WRAP_UP, "No team has reported yet."),
    ],
)
def test_publish_too_early_is_refused_on_the_page(client: Client, phase: Phase, refusal: str) -> None:
    event = EventFactory(phase=phase)
    organizing(client, event)

    page = words(publish(client, event, introduction="Third time."))

    assert refusal in page
    assert "Third time." in page


def test_publish_shows_how_long_ago_the_week_ended(client: Client) -> None:
    event = in_wrap_up()
    organizing(client, event)
    assert event.ends_on is not None
    days = (timezone.localdate() - event.ends_on).days

    page = words(client.get(f"/{event.slug}/wrap-up/publish/"))

    assert f"The week ended {days} days ago." in page


def test_publish_says_nothing_of_a_week_that_has_not_ended(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    organizing(client, event)

    assert "The week ended" not in words(client.get(f"/{event.slug}/wrap-up/publish/"))


def test_publish_again_corrects_the_text_and_keeps_the_day(client: Client) -> None:
    event = in_wrap_up()
    ReportFactory(topic__event=event)
    WrapUpFactory(event=event, introduction="Frist time.", published_on=date(2009, 6, 1))
    organizing(client, event)
    before = words(client.get(f"/{event.slug}/wrap-up/publish/"))

    publish(client, event, introduction="First time.")

    corrected = WrapUp.objects.get()
    assert "Frist time." in before
    assert (corrected.introduction, corrected.published_on) == ("First time.", date(2009, 6, 1))
