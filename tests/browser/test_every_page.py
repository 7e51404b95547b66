"""Each page once for each of its readers: WCAG 2.2 AA as far as a machine can tell, by day and by night, and weight."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from planning.events.phases import Phase
from tests.bench.pages.running import collect
from tests.bench.scratch import scratch
from tests.browser.garden import pages_of, plant
from tests.databases import using_database
from tests.gallery.gardens import SITE, Garden, admin, readers_of, session
from tests.gallery.looking import Visit, look_at
from tests.gallery.running import serving

pytestmark = pytest.mark.browser

OF_ADMINS = ("/admin/", "/admin/planning/topic/", "/admin/retros/nextstep/?attention=unowned")
PHASES = (Phase.VOTING, Phase.HACKING, Phase.CLOSED)
"""Between them, every page can be opened."""


@dataclass(frozen=True)
class Site:
    address: str
    gardens: tuple[Garden, ...]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """As in production, with what it serves compressed."""
    static = collect(tmp_path_factory.mktemp("static"))
    with django_db_blocker.unblock(), scratch("SQLite") as url, serving(url, static) as address:
        with using_database(url):
            gardens = (
                *(planted(phase) for phase in PHASES),
                Garden("the admin", OF_ADMINS, {"admin": session(admin())}),
            )
        yield Site(address, gardens)


def planted(phase: Phase) -> Garden:
    garden = plant(phase)
    return Garden(phase, (*SITE, *pages_of(garden)), readers_of(garden.event, garden.organizer))


@pytest.mark.parametrize("reader", ["visitor", "attendee", "organizer", "admin"])
def test_pages_are_accessible_fit_a_phone_and_weigh_little(browser: Browser, site: Site, reader: str) -> None:
    looks = {}
    for garden in (garden for garden in site.gardens if reader in garden.readers):
        for address in garden.addresses:
            if kind_of(address) not in looks:
                visit = Visit(garden.name, reader, address, site.address, garden.readers[reader])
                if look := look_at(browser, visit, out=None):
                    looks[kind_of(address)] = look

    assert [f"{look.visit.address}: {finding}" for look in looks.values() for finding in look.findings] == []
    assert len(looks) >= len(OF_ADMINS)


def kind_of(address: str) -> str:
    """The same for the page of another event, topic or mail."""
    return re.sub(r"\d+", "1", re.sub(r"(?<=/)[^/]{30,}(?=/)", "key", address))
