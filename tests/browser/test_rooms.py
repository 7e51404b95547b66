"""What is shown on the projector: all of it on one screen, whatever is in it, and by itself again after a break."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.models import Membership
from planning.voting.models import Ballot, Vote
from retros.board.models import Mark, Note
from retros.reviews.models import Demo, ReviewMeeting
from retros.reviews.timer.running import go_on
from tests.browser.garden import signed_in_cookie
from tests.factories import (
    AttendeeFactory,
    DemoFactory,
    EventFactory,
    NoteFactory,
    OrganizationFactory,
    OrganizerFactory,
    ReviewMeetingFactory,
    TeamFactory,
    TopicFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROJECTORS: list[ViewportSize] = [
    {"width": 1280, "height": 720},
    {"width": 1920, "height": 1080},
    {"width": 3840, "height": 2160},
]
LONG = ("A title of the length that a title may have, and then " * 4)[:200]
CUT_OFF = """() => [...document.querySelectorAll("#room *, #timer *")].filter((part) => {
  if (part.closest("svg, .visually-hidden, .clamp, .one-line, .coming-title, .bars-label")) return false;
  const { right, bottom, width } = part.getBoundingClientRect();
  const isInside = right <= innerWidth + 1 && bottom <= innerHeight + 1;
  const glyphs = parseFloat(getComputedStyle(part).fontSize) * 0.12 + 2;
  return !isInside || (width && part.clientHeight && part.scrollHeight > part.clientHeight + glyphs);
}).map((part) => `${part.tagName}.${part.className} ${part.scrollHeight} > ${part.clientHeight}`)"""
"""Parts beyond the edge of the screen, or of what they are in. Titles may be cut after some lines."""
Shown = tuple[Attendee, str]


@pytest.fixture
def projector(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PROJECTORS[0], base_url=live_server.url)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def open_room(projector: BrowserContext, live_server: LiveServer, shown: Shown) -> Page:
    organizer, address = shown
    projector.add_cookies([signed_in_cookie(organizer, live_server.url)])
    page = projector.new_page()
    page.goto(f"/{organizer.event.slug}/{address}")
    return page


def organizer_in(phase: Phase) -> Attendee:
    organizer: Attendee = OrganizerFactory(event=EventFactory(phase=phase), organization=OrganizationFactory())
    return organizer


def before_the_vote(_: int) -> Shown:
    return organizer_in(Phase.BRAINSTORM), "tally/?room"


def turnout(number: int) -> Shown:
    organizer = organizer_in(Phase.VOTING)
    people = AttendeeFactory.create_batch(number, event=organizer.event)
    Ballot.objects.bulk_create(Ballot(attendee=person, cast_at=timezone.now()) for person in people[: number * 2 // 3])
    return organizer, "tally/?room"


def tally(number: int) -> Shown:
    organizer = organizer_in(Phase.TEAM_FORMATION)
    topics = TopicFactory.create_batch(number, event=organizer.event, title=LONG if number > 12 else "Seeds")
    if topics:
        ballot = Ballot.objects.create(attendee=organizer, cast_at=timezone.now())
        Vote.objects.bulk_create(Vote(ballot=ballot, topic=topic) for topic in topics[::2])
    return organizer, "tally/?room"


def teams(number: int) -> Shown:
    organizer = organizer_in(Phase.HACKING)
    size = 5 if number < 12 else 40
    for team in TeamFactory.create_batch(number, topic__event=organizer.event, topic__title=LONG):
        people = AttendeeFactory.create_batch(size, event=organizer.event, organization=organizer.organization)
        Membership.objects.bulk_create(
            Membership(team=team, attendee=person, since=timezone.now()) for person in people
        )
    AttendeeFactory.create_batch(number, event=organizer.event, name="Somebody With A Name That Goes On And On")
    return organizer, "teams/?room"


def meeting_of(number: int) -> tuple[Attendee, ReviewMeeting]:
    organizer = organizer_in(Phase.REVIEW)
    meeting: ReviewMeeting = ReviewMeetingFactory(event=organizer.event)
    DemoFactory.create_batch(number, meeting=meeting, topic__title=LONG if number > 12 else "Seeds")
    DemoFactory.create_batch(number // 2, meeting=meeting, minutes=0, topic__title=LONG)
    return organizer, meeting


def meeting(number: int) -> Shown:
    organizer, meeting = meeting_of(number)
    if number:
        go_on(meeting, seen=meeting.moves, now=timezone.now() - timedelta(minutes=7))
    return organizer, "agenda/room/"


def meeting_to_come(number: int) -> Shown:
    return meeting_of(number)[0], "agenda/room/"


def meeting_that_ended(number: int) -> Shown:
    organizer, meeting = meeting_of(number)
    shown = {"state": Demo.State.SHOWN, "planned_seconds": 300, "used_seconds": 290}
    Demo.objects.filter(meeting=meeting).exclude(minutes=0).update(**shown)
    ReviewMeeting.objects.update(began_at=timezone.now() - timedelta(hours=1), ended_at=timezone.now())
    return organizer, "agenda/room/"


def board(number: int) -> Shown:
    organizer = organizer_in(Phase.REVIEW)
    for column in Note.Column:
        for note in NoteFactory.create_batch(number, event=organizer.event, column=column, text=LONG * number):
            Mark.objects.create(attendee=AttendeeFactory(event=organizer.event), dot=1, note=note)
    return organizer, "board/room/"


ROOMS: list[tuple[Callable[[int], Shown], int]] = [
    (before_the_vote, 0),
    *product([turnout], [0, 3, 25, 130]),
    *product([tally], [0, 3, 40]),
    *product([teams], [0, 1, 2, 4, 7, 8, 12, 14]),
    *product([meeting, meeting_to_come], [0, 3, 40]),
    *product([meeting_that_ended], [3, 40]),
    *product([board], [0, 2, 9]),
]


@pytest.mark.parametrize(("room", "number"), ROOMS, ids=lambda value: getattr(value, "__name__", str(value)))
def test_a_room_fits_every_projector_whatever_is_in_it(
    projector: BrowserContext, live_server: LiveServer, room: Callable[[int], Shown], number: int
) -> None:
    page = open_room(projector, live_server, room(number))

    cut_off = {}
    for size in PROJECTORS:
        page.set_viewport_size(size)
        cut_off[size["height"]] = page.evaluate(CUT_OFF)

    assert cut_off == {720: [], 1080: [], 2160: []}


def out_of_reach(page: Page) -> None:
    page.context.set_offline(offline=True)


def restarting(page: Page) -> None:
    page.route("**/*room", lambda route: route.fulfill(status=502, body="Bad gateway"))


def back(page: Page) -> None:
    page.unroute_all()
    page.context.set_offline(offline=False)


@pytest.mark.parametrize("away", [out_of_reach, restarting])
def test_a_room_says_since_when_the_server_is_away_and_goes_on_by_itself(
    projector: BrowserContext, live_server: LiveServer, away: Callable[[Page], None]
) -> None:
    organizer, address = turnout(3)
    page = open_room(projector, live_server, (organizer, address))
    said = page.get_by_text(re.compile(r"^Not connected since \d\d:\d\d\. It goes on by itself\.$"))
    figure = page.locator(".room-figure")
    expect(figure).to_have_text(re.compile("^2 of 4 "))

    away(page)
    Ballot.objects.create(attendee=organizer, cast_at=timezone.now())
    expect(said).to_be_visible(timeout=15_000)
    expect(figure).to_have_text(re.compile("^2 of 4 "))
    back(page)

    expect(figure).to_have_text(re.compile("^3 of 4 "), timeout=15_000)
    expect(said).to_be_hidden()


def test_a_room_has_a_code_that_leads_to_its_page_on_a_phone(
    projector: BrowserContext, live_server: LiveServer
) -> None:
    organizer, address = turnout(3)
    page = open_room(projector, live_server, (organizer, address))

    ballot = f"{live_server.url}{organizer.event.get_absolute_url()}ballot/"

    expect(page.get_by_role("img", name=f"QR code of {ballot}")).to_be_visible()
    expect(page.get_by_text(ballot.removeprefix("http://"))).to_be_visible()
