import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from htg.crumbs import ABOVE, BELOW, LABELS, crumbs, trail
from htg.places import places
from planning.events.phases import Phase
from tests.browser.garden import pages_of, plant

SAID = {"slug": "2031-05", "topic_slug": "seeds"}


def test_a_trail_starts_at_the_furthest_page() -> None:
    assert trail("report-edit") == ("topics", "topic", "report")
    assert trail("topics") == ()


def test_every_page_that_has_others_below_it_has_a_name_and_an_address() -> None:
    assert {page for page in BELOW if page not in LABELS} == set()
    assert [crumb.url for crumb in crumbs("report-edit", SAID)] == [
        "/2031-05/topics/",
        "/2031-05/topics/seeds/",
        "/2031-05/topics/seeds/report/",
    ]


def test_the_pages_that_lead_back_are_there() -> None:
    assert [page for page in ABOVE if not is_known(page)] == []


def is_known(page: str) -> bool:
    for kwargs in ({}, {"pk": 1}, SAID | {"pk": 1}, {"slug": "2031-05"}, SAID, {"slug": "2031-05", "pk": 1}):
        try:
            reverse(page, kwargs=kwargs)
        except NoReverseMatch:
            continue
        return True
    return False


@pytest.mark.django_db
def test_every_page_of_an_event_is_a_place_or_leads_back_to_one(client: Client) -> None:
    garden = plant(Phase.REVIEW)
    assert garden.organizer.user
    client.force_login(garden.organizer.user)
    shown, more = places(garden.event, Phase.REVIEW, garden.organizer)
    to_go_to = {place.page for place in (*shown, *more)} | {"ballot"}  # which is the tally's by now

    stranded = [page for page in pages_of(garden) if in_frame(client, page) and not leads_back(client, page, to_go_to)]

    assert stranded == []


def in_frame(client: Client, page: str) -> bool:
    return 'class="has-places"' in client.get(page).content.decode()


def leads_back(client: Client, page: str, to_go_to: set[str]) -> bool:
    html = client.get(page).content.decode()
    return resolve(page.partition("?")[0]).url_name in to_go_to or bool(re.search(r'<nav class="crumbs"', html))
