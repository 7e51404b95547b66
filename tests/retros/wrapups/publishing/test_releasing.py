from datetime import date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from retros.nextsteps.models import NextStep
from retros.wrapups.assembling import document_of
from retros.wrapups.beginning import WrapUpRejected
from retros.wrapups.document import DocumentLink, LinkKind
from retros.wrapups.models import WrapUp
from retros.wrapups.publishing.files import summary_of
from retros.wrapups.publishing.releasing import publish
from tests.clock import CLOSED, HACKING, REVIEW, VOTING, WRAP_UP, at
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    LinkFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    ReportFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]


def test_publish_says_when_and_by_whom() -> None:
    event = ReportFactory().topic.event
    user = UserFactory()

    wrap_up = publish(event, introduction="We met.", by=user, now=REVIEW)

    assert (wrap_up.introduction, wrap_up.published_on, wrap_up.published_by) == ("We met.", date(2026, 12, 9), user)


def test_publish_again_corrects_the_text_and_keeps_the_first_day() -> None:
    event = ReportFactory().topic.event
    publish(event, introduction="We met.", by=UserFactory(), now=REVIEW)

    publish(event, introduction="We met in a hut.", by=UserFactory(), now=CLOSED)

    wrap_up = WrapUp.objects.get()
    assert (wrap_up.introduction, wrap_up.published_on) == ("We met in a hut.", date(2026, 12, 9))


def test_publish_without_any_report_is_rejected() -> None:
    with pytest.raises(WrapUpRejected, match="No team has reported"):
        publish(EventFactory(), by=UserFactory(), now=WRAP_UP)


@pytest.mark.parametrize("now", [VOTING, HACKING, at(12, 3, 22)])
def test_publish_before_the_last_day_is_rejected(now: datetime) -> None:
    event = ReportFactory().topic.event

    with pytest.raises(WrapUpRejected, match="begins on the last day of the week, Friday 4 December 2026"):
        publish(event, by=UserFactory(), now=now)

    assert not WrapUp.objects.exists()


def test_publish_on_the_last_day_is_no_day_late() -> None:
    wrap_up = publish(ReportFactory().topic.event, by=UserFactory(), now=at(12, 3, 23))

    assert wrap_up.lag_in_days(date(2027, 1, 1)) == 0


def test_publish_goes_where_the_days_are_not_known() -> None:
    wrap_up = publish(ReportFactory(topic__event=PastEventFactory()).topic.event, by=UserFactory(), now=REVIEW)

    assert wrap_up.published_on == date(2026, 12, 9)


def test_lag_counts_from_the_last_day_of_the_event() -> None:
    wrap_up = publish(ReportFactory().topic.event, by=UserFactory(), now=WRAP_UP)

    assert wrap_up.lag_in_days(date(2027, 1, 1)) == 11


def test_document_holds_every_report_with_its_links_and_steps() -> None:
    report = ReportFactory(
        topic__event=PastEventFactory(), topic__motivation="Hunger.", topic__benefits="💰 cheaper\n\n📈 bigger\n"
    )
    LinkFactory(report=report, kind="issue", url="https://example.org/1", title="one")
    NextStepFactory(topic=report.topic, text="Water them.")

    document = document_of(report.topic.event, WrapUp.objects.all())

    topic = document.topics[0]
    assert (topic.heading, topic.motivation) == (str(report.topic), "Hunger.\n\n* 💰 cheaper\n* 📈 bigger")
    assert topic.next_steps == ("Water them.",)
    assert topic.links == (DocumentLink(LinkKind.ISSUE, "https://example.org/1", "one"),)


def test_document_costs_five_queries_however_many_topics(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    event = EventFactory()
    for _ in range(10):
        report = ReportFactory(topic__event=event)
        LinkFactory(report=report)
        NextStepFactory(topic=report.topic)

    with django_assert_num_queries(5):
        document_of(event, WrapUp.objects.all())


def test_summary_counts_people_organizations_outcomes_and_what_is_open() -> None:
    event = EventFactory()
    event.organizations.add(OrganizationFactory(name="x-cellent"))
    for name in ("SAP", "STACKIT"):
        AttendeeFactory(event=event, organization=OrganizationFactory(name=name))
    AttendeeFactory(event=event, organization=None)
    AttendeeFactory(event=event, organization=OrganizationFactory(name="Nobody"), waiting_since=VOTING)
    topic = ReportFactory(topic__event=event).topic
    NextStepFactory.create_batch(2, topic=topic)
    NextStepFactory(topic=topic, state=NextStep.State.DONE)

    text = summary_of(event, WrapUp.objects.all())

    assert "3 people from 3 organizations (SAP, STACKIT and x-cellent) met from 30 November to 4 December 2026." in text
    assert "They worked on 1 topic: 1 achieved." in text
    assert "2 next steps are open." in text


def test_summary_of_an_event_from_before_the_product_does_not_count_the_few_people_it_knows() -> None:
    event = AttendeeFactory(event=PastEventFactory(), user=None).event

    assert "People met." in summary_of(event, WrapUp.objects.all())
