"""What visitors see is the same whether it is kept or not, and no one sees what is another's."""

import gzip
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from htg.cache import PagesClient
from planning.caching.lifetime import next_midnight
from planning.events.phases import Phase
from planning.models import Topic
from tests.factories import EventFactory, NextStepFactory, TopicFactory
from tests.htg.kept_pages import PAGES, Stage, seen_by, staged
from tests.mail_server import free_port
from tests.pages import words

pytestmark = pytest.mark.django_db(transaction=True)

COUNTDOWN = {
    timedelta(days=1, hours=3): "1 day, 3 hours left",
    timedelta(hours=3, minutes=2): "3 hours, 2 minutes left",
    timedelta(minutes=2): "2 minutes left",
}
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def _calm() -> Iterator[None]:
    """No minute and no day ends while a test looks."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=1)
    with time_machine.travel(noon, tick=False):
        yield


def queries_of(client: Client, path: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(path, headers=headers)
    return len(queries)


def is_kept(client: Client, path: str, **headers: str) -> bool:
    """One query is for the version. Until when the page stays is looked up the second time, and then kept too."""
    for _ in range(2):
        client.get(path, headers=headers)
    return queries_of(client, path, **headers) == 1


def not_kept(settings: Settings) -> None:
    dummy = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = {**settings.CACHES, "pages": dummy}


def in_redis(settings: Settings, url: str) -> None:
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": "htg.cache.PagesCache", "LOCATION": url}}


def test_pages_of_all_views_that_are_kept_are_tested() -> None:
    views = [path for app in ("htg", "planning", "retros") for path in (ROOT / app).rglob("*.py")]
    kept = sum(len(re.findall(r"^@kept_for_visitors", path.read_text(), re.MULTILINE)) for path in views)

    assert kept == len(PAGES)


def test_a_kept_page_is_the_same_as_one_that_is_not(settings: Settings) -> None:
    stage, client = staged(Phase.CLOSED), Client()
    paths = [stage.path(page) for page in PAGES]

    first, again = ([client.get(path) for path in paths] for _ in range(2))
    not_kept(settings)
    rendered = [client.get(path) for path in paths]

    assert [page.content for page in first] == [page.content for page in again]
    assert [page.headers for page in first] == [page.headers for page in again]
    assert [page.content for page in first] == [page.content for page in rendered]


def test_a_page_is_rendered_once() -> None:
    stage = staged(Phase.CLOSED)

    assert [page for page in PAGES if not is_kept(Client(), stage.path(page))] == []


@pytest.mark.redis
def test_processes_share_their_pages_in_redis(redis_url: str, settings: Settings) -> None:
    in_redis(settings, redis_url)
    path = f"/{TopicFactory().event.slug}/topics/"

    first = Client().get(path)
    Client().get(path)
    caches.close_all()

    assert queries_of(Client(), path) == 1
    assert Client().get(path).content == first.content


def test_while_redis_is_down_each_process_keeps_its_own(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesClient, "rests_until", 0.0)
    in_redis(settings, f"redis://127.0.0.1:{free_port()}")

    assert is_kept(Client(), f"/{TopicFactory().event.slug}/topics/")


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.HACKING, Phase.CLOSED])
def test_nobody_sees_what_is_anothers(phase: Phase, settings: Settings) -> None:
    stage = staged(phase)
    caches_of_pages = settings.CACHES

    not_kept(settings)
    expected = all_seen(stage)
    settings.CACHES = caches_of_pages

    assert all_seen(stage) == expected  # the visitor comes first, so pages are kept by the time the others look
    assert all_seen(stage) == expected
    assert expected["visitor"] != expected["attendee"] != expected["organizer"] != expected["admin"]


def all_seen(stage: Stage) -> dict[str, list[bytes]]:
    return {name: [seen_by(client, stage.path(page)) for page in PAGES] for name, client in stage.people.items()}


def test_what_someone_signed_in_sees_is_not_kept() -> None:
    stage = staged(Phase.CLOSED)

    for name in set(stage.people) - {"visitor"}:
        assert not is_kept(stage.people[name], stage.path("/{event}/"))


def test_pages_follow_what_is_written() -> None:
    topic = TopicFactory(title="Seeds")
    path = f"/{topic.event.slug}/topics/"
    assert "Seeds" in words(Client().get(path))

    Topic.objects.update(title="Shoots")

    assert "Shoots" in words(Client().get(path))


def test_pages_follow_what_is_written_about_other_events() -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.CLOSED))
    TopicFactory(event=EventFactory(), continues=topic, title="Shoots")
    path = topic.get_absolute_url()
    assert "Shoots" in words(Client().get(path))

    Topic.objects.filter(continues=topic).update(title="Roots")

    assert "Roots" in words(Client().get(path))


def test_pages_follow_a_deadline_that_passes() -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    path = event.get_absolute_url()
    with time_machine.travel(event.voting_opens_at - timedelta(seconds=30), tick=False):
        assert is_kept(Client(), path)
        assert b'<p class="eyebrow">Brainstorm' in Client().get(path).content

    with time_machine.travel(event.voting_opens_at, tick=False):
        assert b'<p class="eyebrow">Voting' in Client().get(path).content


@pytest.mark.redis
def test_so_they_do_although_redis_has_a_clock_of_its_own(redis_url: str, settings: Settings) -> None:
    in_redis(settings, redis_url)

    test_pages_follow_a_deadline_that_passes()


def test_pages_count_down_to_a_deadline() -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    path, opens = event.get_absolute_url(), event.voting_opens_at

    for left, said in COUNTDOWN.items():
        with time_machine.travel(opens - left, tick=False):
            assert said in words(Client().get(path))
        with time_machine.travel(opens - left + timedelta(seconds=1), tick=False):
            assert said not in words(Client().get(path))


def test_pages_follow_the_calendar() -> None:
    today = timezone.localdate()
    NextStepFactory(text="Water them", due_on=today)
    assert is_kept(Client(), "/next-steps/")
    assert b"badge-overdue" not in Client().get("/next-steps/").content

    with time_machine.travel(next_midnight(timezone.now()), tick=False):
        assert b"badge-overdue" in Client().get("/next-steps/").content


def test_what_is_asked_for_beyond_a_few_choices_is_rendered_each_time() -> None:
    path = f"/{TopicFactory().event.slug}/topics/"

    assert is_kept(Client(), f"{path}?page=2&track=main&order=proposal")
    assert not is_kept(Client(), f"{path}?page=21")
    assert not is_kept(Client(), f"{path}?track=unheard-of")
    assert not is_kept(Client(), f"{path}?track=main&track=discussion")
    assert not is_kept(Client(), f"{path}?utm_source=mail")


def test_part_of_a_page_is_not_taken_for_the_page() -> None:
    NextStepFactory()
    Client().get("/next-steps/")

    assert queries_of(Client(), "/next-steps/", HX_Request="true") > 1


def test_nothing_is_kept_while_templates_are_edited(settings: Settings) -> None:
    settings.DEBUG = True

    assert not is_kept(Client(), f"/{TopicFactory().event.slug}/topics/")


def test_a_page_that_has_not_changed_is_not_sent_again() -> None:
    path = f"/{TopicFactory().event.slug}/topics/"
    etag = Client().get(path)["ETag"]

    again = Client().get(path, headers={"If-None-Match": etag})
    TopicFactory(event=EventFactory())  # which another page shows
    rendered = Client().get(path, headers={"If-None-Match": etag})
    Topic.objects.update(title="Shoots")
    changed = Client().get(path, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert rendered.status_code == 304
    assert changed.status_code == 200
    assert changed["ETag"] != etag


def test_a_kept_page_is_sent_compressed_to_those_who_can_read_it() -> None:
    client, path = Client(), f"/{TopicFactory().event.slug}/topics/"
    plain = client.get(path)

    compressed = client.get(path, headers={"Accept-Encoding": "br, gzip"})

    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == plain.content
    assert {"Accept-Encoding", "Cookie"} <= set(plain["Vary"].split(", "))
    assert compressed["ETag"] == plain["ETag"]
