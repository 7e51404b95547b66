import csv
import io
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from planning.events.phases import Phase
from planning.people.models import User
from retros.nextsteps.closing import close
from retros.nextsteps.feeds.models import Feed, feed_owner, make_feed, revoke_feed
from retros.nextsteps.models import NextStep
from tests.clock import CLOSED
from tests.factories import AttendeeFactory, EventFactory, NextStepFactory, PastEventFactory, TopicFactory, UserFactory
from tests.pages import attending, queries_of, words, writes_of

pytestmark = pytest.mark.django_db

State = NextStep.State
ATOM = "{http://www.w3.org/2005/Atom}"
EXPORTS = ["/next-steps.csv", "/next-steps.ics", "/next-steps.atom"]


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/next-steps.csv{query}").getvalue().decode("utf-8-sig"))))


def entries(client: Client, path: str = "/next-steps.ics") -> list[dict[str, str]]:
    calendar = Calendar.from_ical(client.get(path).content)
    return [{name: str(value) for name, value in entry.items()} for entry in calendar.walk("VEVENT")]


def news(client: Client, path: str = "/next-steps.atom") -> list[tuple[str, str]]:
    """The title and the id of each entry."""
    feed = ET.fromstring(client.get(path).content)  # noqa: S314  # our own
    return [(str(one.findtext(f"{ATOM}title")), str(one.findtext(f"{ATOM}id"))) for one in feed.iter(f"{ATOM}entry")]


def test_the_table_holds_the_list_as_it_is_filtered(client: Client) -> None:
    event = EventFactory(slug="2130-05")
    NextStepFactory()
    step = NextStepFactory(topic__event=event, topic__title="`Seeds`", text="Merge it.", number=3)

    (row,) = rows(client, "?event=2130-05")

    assert (row["event"], row["topic"], row["number"], row["next step"]) == ("2130-05", "Seeds", "3", "Merge it.")
    assert row["address"].endswith(f"/next-steps/{step.pk}/")


def test_the_table_begins_with_a_byte_order_mark_for_excel(client: Client) -> None:
    assert client.get("/next-steps.csv").getvalue().startswith(b"\xef\xbb\xbfevent,topic,")


def test_the_table_comes_with_semicolons_for_excel_in_german(client: Client) -> None:
    NextStepFactory(text="Merge it; now.")

    table = client.get("/next-steps.csv?separator=semicolon").getvalue()

    (row,) = csv.DictReader(io.StringIO(table.decode("utf-8-sig")), delimiter=";")
    assert table.startswith(b'\xef\xbb\xbf"event";"topic";')
    assert row["next step"] == "Merge it; now."


def test_the_table_is_no_program(client: Client) -> None:
    NextStepFactory(text="=1+1")

    assert rows(client)[0]["next step"] == "'=1+1"


@pytest.mark.parametrize("path", EXPORTS)
def test_strangers_find_no_names_in_it(client: Client, path: str) -> None:
    NextStepFactory(owner=AttendeeFactory(name="Ada Sprout"), due_on=timezone.localdate())

    page = client.get(path).getvalue().decode()
    attending(client, EventFactory())

    assert "Ada Sprout" not in page
    assert "someone" in page
    assert "Ada Sprout" in client.get(path).getvalue().decode()


def test_the_calendar_holds_open_steps_on_the_day_they_are_due(client: Client) -> None:
    step = NextStepFactory(text="Merge [it](https://example.org).", due_on="2130-05-31")
    NextStepFactory()
    NextStepFactory(due_on="2130-05-31", state=State.DONE)

    (entry,) = entries(client, "/next-steps.ics?state=any")

    page = client.get("/next-steps.ics").content.decode()
    assert entry["SUMMARY"] == "Due: Merge it."
    assert entry["UID"].startswith(f"next-step-{step.pk}@")
    assert "DTSTART;VALUE=DATE:21300531" in page
    assert "DTEND;VALUE=DATE:21300601" in page


def test_a_calendar_in_which_nothing_is_due_is_one_all_the_same(client: Client) -> None:
    """RFC 5545, 3.6: it holds at least one component."""
    calendar = Calendar.from_ical(client.get("/next-steps.ics").content)

    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


def test_the_calendar_holds_the_last_day_there_is(client: Client) -> None:
    NextStepFactory(due_on="9999-12-31")

    (entry,) = entries(client)

    assert "DTEND" not in entry


def test_the_calendar_takes_no_line_from_a_text(client: Client) -> None:
    NextStepFactory(text="Merge it.\r\nATTENDEE:mailto:ada@example.org\x08", due_on="2130-05-31")

    (entry,) = entries(client)

    assert set(entry) == {"UID", "DTSTAMP", "SUMMARY", "DTSTART", "DTEND", "TRANSP", "DESCRIPTION", "URL"}


def test_the_news_tell_of_what_was_noted_and_what_was_closed(client: Client) -> None:
    step = NextStepFactory(text="Merge <it>.\x08", topic=TopicFactory())
    noted = news(client)

    close(step, State.DONE, by=UserFactory(), now=timezone.now() - timedelta(days=1))

    assert [title for title, _ in noted] == ["New: Merge <it>."]
    assert [title for title, _ in news(client)] == ["New: Merge <it>.", "Done: Merge <it>."]
    assert noted[0] in news(client)
    assert len({key for _, key in news(client)}) == 2


def test_the_news_are_those_of_the_view(client: Client) -> None:
    me = attending(client, EventFactory())
    NextStepFactory()
    NextStepFactory(text="Merge it.", owner=me)

    assert [title for title, _ in news(client, "/next-steps.atom?view=mine")] == ["New: Merge it."]


def test_lists_of_news_can_be_told_apart_and_a_list_keeps_its_name(client: Client) -> None:
    """RFC 4287, 4.2.6: readers take two feeds with one id for the same."""
    me = attending(client, EventFactory())

    def name(path: str) -> str | None:
        return ET.fromstring(client.get(path).content).findtext("{http://www.w3.org/2005/Atom}id")  # noqa: S314  # our own

    own = name(address(me.user, "atom"))
    names = [name("/next-steps.atom"), name("/next-steps.atom?view=overdue"), own]

    assert len(set(names)) == 3
    assert str(names[0]).endswith(":next-steps")
    assert name(address(me.user, "atom")) == own


@pytest.mark.parametrize("is_empty", [True, False])
@pytest.mark.parametrize("whose", ["all", "mine"])
def test_the_news_are_what_atom_demands(client: Client, whose: str, is_empty: bool) -> None:  # noqa: FBT001
    """RFC 4287, 4.1.1 and 4.1.2."""
    me = attending(client, EventFactory(phase=Phase.CLOSED))
    if not is_empty:
        owner = AttendeeFactory(user=me.user, event=PastEventFactory(), name="Ada\x0b & <Co>")
        NextStepFactory.create_batch(2, owner=owner, topic__title="Beds\x0b & <weeds>", text="Water\x0c them.")

    feed = ET.fromstring(client.get("/next-steps.atom" if whose == "all" else address(me.user, "atom")).content)  # noqa: S314  # our own

    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == (0 if is_empty else 2)
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Hack the Garden"
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert [bool(found.text) for found in element.findall(ATOM + name)] == [True]
        assert datetime.fromisoformat(str(element.findtext(f"{ATOM}updated"))).tzinfo
        assert "alternate" in {link.get("rel", "alternate") for link in element.findall(f"{ATOM}link")}
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_the_news_are_the_latest_hundred(client: Client) -> None:
    topic = TopicFactory()
    NextStep.objects.bulk_create(NextStepFactory.build_batch(120, topic=topic))

    assert len(news(client)) == 100


@pytest.mark.parametrize("path", EXPORTS)
def test_they_take_the_same_queries_for_3_and_for_300(client: Client, path: str) -> None:
    attending(client, EventFactory())
    NextStepFactory.create_batch(3, owner=AttendeeFactory(), due_on=timezone.localdate())
    few = queries_of(client, path)
    topic, owner = TopicFactory(event=PastEventFactory()), AttendeeFactory()
    NextStep.objects.bulk_create(
        NextStepFactory.build_batch(297, topic=topic, owner=owner, due_on=timezone.localdate())
    )

    assert len(queries_of(client, path)) == len(few)


@pytest.mark.parametrize("path", EXPORTS)
def test_the_page_leads_to_them_with_its_filters(client: Client, path: str) -> None:
    assert f'href="{path}?view=overdue"' in client.get("/next-steps/?view=overdue&page=1").content.decode()


def test_the_page_leads_to_a_table_for_excel_in_german_with_its_filters(client: Client) -> None:
    page = client.get("/next-steps/?view=overdue&page=1").content.decode()

    assert 'href="/next-steps.csv?view=overdue&amp;separator=semicolon"' in page


# --- An address of one's own ---


def address(user: User | None, kind: str = "ics") -> str:
    assert user
    return f"/next-steps/feed/{make_feed(user, now=CLOSED).token}.{kind}"


def test_a_feed_holds_what_its_owner_has_without_signing_in(client: Client) -> None:
    me = AttendeeFactory(name="Ada")
    NextStepFactory(owner=me, text="Mine.", due_on="2130-05-31")
    NextStepFactory(owner=AttendeeFactory(), due_on="2130-05-31")

    assert [entry["SUMMARY"] for entry in entries(client, address(me.user))] == ["Due: Mine."]
    assert [title for title, _ in news(client, address(me.user, "atom"))] == ["New: Mine."]


def test_a_feed_ends_with_a_new_address_and_with_being_taken_back(client: Client) -> None:
    user = UserFactory()
    first = address(user)
    second = address(user)

    assert first != second
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    revoke_feed(user)
    assert client.get(second).status_code == 404


def test_a_feed_ends_with_the_account(client: Client) -> None:
    user = UserFactory()
    path = address(user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("token", ["{0}", "{0}.", "{0}.x", "99{1}", "{1}", "²{1}", f"{'9' * 30}.x", "x.y.z"])
def test_a_feed_is_found_by_its_whole_token_alone(token: str) -> None:
    pk, _, signature = make_feed(UserFactory(), now=CLOSED).token.partition(".")

    assert feed_owner(token.format(pk, f".{signature}")) is None


def test_a_feed_of_somebody_else_has_another_signature() -> None:
    mine, other = (make_feed(UserFactory(), now=CLOSED) for _ in range(2))

    assert feed_owner(f"{other.pk}.{mine.token.partition('.')[2]}") is None
    assert feed_owner(mine.token) == mine.user


def test_a_feed_knows_two_kinds(client: Client) -> None:
    assert client.get(address(UserFactory(), "pdf")).status_code == 404


def test_the_page_of_the_feed_makes_an_address_and_takes_it_back(client: Client) -> None:
    me = attending(client, EventFactory())
    assert "Create a link" in words(client.get("/next-steps/feed/"))

    client.post("/next-steps/feed/", {"do": "make"})
    feed = Feed.objects.get(user=me.user)
    assert f"/next-steps/feed/{feed.token}.ics" in client.get("/next-steps/feed/").content.decode()

    client.post("/next-steps/feed/", {"do": "revoke"})
    assert not Feed.objects.exists()


def test_the_page_of_the_feed_is_for_those_who_are_signed_in(client: Client) -> None:
    assert client.get("/next-steps/feed/").status_code == 302


def test_looking_at_feeds_writes_nothing(client: Client) -> None:
    me = attending(client, EventFactory())

    assert writes_of(client, "/next-steps/feed/") == []
    assert writes_of(client, address(me.user)) == []
