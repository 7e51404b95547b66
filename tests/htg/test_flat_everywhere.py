"""Every address of the site costs the same once there is three times as much of everything.

A new one is looked at without being named here. Lists of the API are looked at in `test_flat_api_lists` as well, row by
row.
"""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from time_machine import travel

from planning.events.phases import Phase
from tests.api import views_at
from tests.htg.growing_garden import GrowingGarden

pytestmark = pytest.mark.django_db

ENOUGH = 150
"""Of each thing, for the first page of any list to be full."""
A_MONDAY = datetime(2026, 11, 30, 12, tzinfo=UTC)

API = "/api/v1/events/{event}/"
WHOLE = {
    "/next-steps.csv": "a file, sent as it is read",
    "/{event}/survey.csv": "as above",
    "/{event}/people.csv": "a file, of all the people there",
    "/next-steps.ics": "a calendar, of the last thousand dates",
    "/{event}/review.ics": "one meeting",
    f"{API}review-meeting/calendar/": "as above",
    "/{event}/agenda.md": "a document",
    "/{event}/wrap-up.md": "as above",
    "/{event}/wrap-up/print/": "as above",
    "/{event}/wrap-up/summary.md": "as above",
    f"{API}wrap-up/document/": "as above",
    f"{API}wrap-up/summary/": "as above",
    "/{event}/ballot/": "all that can be voted for",
    f"{API}tally/": "all that was voted for",
    "/{event}/teams/form/": "all of the plan that is about to be carried out",
    f"{API}review-meeting/": "with its agenda, which is for one hour",
    "/api/v1/review-meetings/": "each with its agenda",
    f"{API}review-meeting/timer/": "as above",
    "/{event}/topics/new/": "what it may carry on is chosen from all earlier topics",
    "/{event}/topics/{topic}/edit/": "as above",
    "/{event}/board/groups/": "the group is chosen from all groups",
}
"""What grows with an event, and why."""

NOT_THERE = {"/join/x/", "/next-steps/feed/x.x", "/r/", "/r/unsubscribe/x/", "/r/x/", "/r/x/x/", "/mails/{key}/html/"}
NOT_THERE |= {f"/{{event}}/{page}" for page in ("tally/reveal/", "ballot-box/", "ballot-box/ballot-box.pb")}
NOT_THERE |= {f"/{{event}}/tally/{file}" for file in ("tally.json", "verify_tally.py")}
NOT_THERE |= {"/api/v1/next-steps/feed/", "/api/v1/reminders/{key}/"}
"""For a token or a mail that no one made up here has, and a ballot box that is never opened here."""

ASKED = {"/api/v1/search/": "?q=topic", "/api/v1/similar-topics/": "?title=Topic"}
ACTING = {302, 405}
"""What an address says that only acts."""


def addresses(garden: GrowingGarden) -> dict[str, str]:
    """All but those of accounts and the admin, by the names they have above."""
    routes = {route for route, _ in views_at(get_resolver()) if not route.startswith(("accounts/", "admin/"))}
    names = {"/" + re.sub(r"\\Z|[$^\\]", "", PARAMETER.sub(named, route)) for route in routes}
    return {
        name: name.format(event=garden.event.slug, topic=garden.topic.slug, key=key_of(name, garden)) for name in names
    }


PARAMETER = re.compile(r"<(?:\w+:)?(?P<path>\w+)>|\(\?P<(?P<pattern>\w+)>(?:\[[^]]*\]|[^()\[\]])*\)")


def named(part: re.Match[str]) -> str:
    """`{event}`, `{topic}` or `{key}`; anything else is unknown here."""
    name = (part["path"] or part["pattern"]).removesuffix("_slug")
    if name in {"slug", "event"}:
        return "{event}"
    return "{topic}" if name == "topic" else "{key}" if name in {"pk", "step", "id", "link_pk", "number"} else "x"


def key_of(name: str, garden: GrowingGarden) -> int:
    kept: dict[str, Model] = {
        "invite/": garden.invitation,
        "invitations/": garden.invitation,
        "join-requests/": garden.join_request,
        "help-offers/": garden.help_offer,
        "switch-requests/": garden.switch_request,
        "teams/form/": garden.plan,
        "me/channels/": garden.own_channel,
        "channels/": garden.channel,
        "notes/": garden.note,
        "groups/": garden.group,
        "next-steps/": garden.step,
        "attendees/": garden.organizer,
        "memberships/": garden.membership,
        "check-ins/": garden.check_in,
        "comments/": garden.comment,
        "links/": garden.link,
        "messages/": garden.message,
        "mails/": garden.message,
        "organizations/": garden.organization,
    }
    return next((row.pk for part, row in kept.items() if part in name), 1)


def costs(client: Client, asked: dict[str, str]) -> dict[str, tuple[int, int, int]]:
    """The status, the queries and the bytes of each address."""
    found = {}
    for name, address in asked.items():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address + ASKED.get(name, ""))
        found[name] = (answer.status_code, len(queries), len(answer.getvalue()))
    return found


@travel(A_MONDAY)  # how many are reminded within a week, and so fill a page, differs from day to day
@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.REVIEW])
def test_nothing_costs_more_where_there_is_more_of_everything(client: Client, phase: Phase) -> None:
    garden = GrowingGarden(phase)
    asked = addresses(garden)
    client.force_login(garden.user)
    garden.grow(ENOUGH)
    costs(client, asked)  # what is found out once a process has been found out
    before = costs(client, asked)
    garden.grow(2 * ENOUGH)
    after = costs(client, asked)

    unseen = {name for name, (status, *_) in after.items() if status != 200 and status not in ACTING}
    more_queries = {name for name in asked if after[name][1] != before[name][1]}
    more_bytes = {name for name in asked if abs(after[name][2] - before[name][2]) > 0.1 * before[name][2] + 100}
    assert more_queries == set()
    assert more_bytes - WHOLE.keys() == set()
    assert WHOLE.keys() - asked.keys() == set()
    assert unseen == NOT_THERE
