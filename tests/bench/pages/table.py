"""The table: what is measured, against what, and how much it may cost."""

from dataclasses import dataclass, replace

from tests.bench.pages.asking import Ask, attendee, first, visitor

ROW_OF_A_TOPIC = r'href="/[^"/]+/topics/(?!new/)([-\w]+)/"'
ROW_OF_A_TEAM = r'href="/[^"/]+/teams/([-\w]+)/"'
ROW_OF_A_REPORT = 'href="#(topic-[^"]+)'
ROW_OF_AN_EVENT = '<a class="past" href="/([^/"]+)/'
ROW_OF_A_STEP = r'id="step-(\d+)"'
MARK_ON_A_BALLOT = 'name="(?:topics|vote|take)" value="([^"]+)'
"""What tells the rows of a page apart, so that they can be counted."""


@dataclass(frozen=True)
class Line:
    name: str
    work: Ask
    floor: Ask
    most: float
    """The limit of the ratio."""
    row: str = ROW_OF_A_TOPIC
    most_queries: int | None = None


def grown(name: str, work: Ask, most: float) -> Line:
    """A page with many more rows, against itself."""
    return Line(name, work.in_the_large_one(), work, most)


TOPICS, TALLY, BALLOT = "{voting}topics/", "{hacking}tally/", "{voting}ballot/"
RUN, WORKING = "{organizing}", "{organizing}working/"
AS_MUCH = 1.2
"""The limit for what must not cost more: the same request, measured twice in a run, differs by a tenth and more."""
COMMENTED = "/floor{topic}?rows=50"
PEOPLE, TEAMS, WRAP_UP = "{hacking}people/", "{hacking}teams/", "{closed}wrap-up/"
TEAMLESS, UNSTARTED = "{hacking}without-team/", "{hacking}topics-without-team/"
API_TOPICS = "/api/v1/events{voting}topics/?page_size=100"
API_STEPS, SCHEMA = "/api/v1/next-steps/", "/api/v1/schema/"


def floor(page: str) -> str:
    return f"/floor{page}?rows={{rows}}"


def plain(page: str) -> Ask:
    """What is shown, plainly written, for a visitor."""
    return visitor(floor(page))


def plain_first(page: str) -> Ask:
    """The same after a write: whatever is asked then takes longer, as the database forgets what it had read."""
    return first(floor(page))


def plain_signed_in(page: str) -> Ask:
    return attendee(floor(page))


BOARD = (
    Line("board of 100 topics, first time", first(TOPICS), plain_first(TOPICS), 1.5),
    Line("board again, nothing changed, of memory", visitor(TOPICS), visitor(TOPICS).from_memory(), 1.5),
    Line("board again, 304, of the whole page again", replace(visitor(TOPICS), known=True), visitor(TOPICS), AS_MUCH),
    Line("board of 100 topics, signed in", attendee(TOPICS), plain_signed_in(TOPICS), 1.5),
    grown("board of 1,000 topics, of 100", first(TOPICS), 1.2),
    grown("board of 1,000 topics, signed in, of 100", attendee(TOPICS), 1.2),
)
EVENT = (
    Line("event overview, 100 topics", first("{voting}"), plain_first("{voting}"), 2.0),
    grown("event overview, 1,000 topics, of 100", first("{voting}"), 1.2),
    Line("event overview, signed in", attendee("{voting}"), plain_signed_in("{voting}"), 2.0),
    grown("event overview, signed in, 1,000 topics, of 100", attendee("{voting}"), 1.2),
    Line("event overview for an organizer, 12 teams", attendee(RUN), plain_signed_in(WORKING), 2.0, row=ROW_OF_A_TEAM),
    Line(
        "event overview for an organizer, 500 teams",
        attendee(RUN).in_the_large_one(),
        plain_signed_in(WORKING).in_the_large_one(),
        2.0,
        row=ROW_OF_A_TEAM,
    ),
    grown("page Organize, 500 teams, of 12", attendee("{organizing}organize/"), 1.2),
    Line("topic page", first("{topic}"), first(COMMENTED), 1.7),
    Line("topic page, signed in", attendee("{topic}"), attendee(COMMENTED), 1.7),
)
VOTING = (
    Line("ballot, 100 topics", attendee(BALLOT), plain_signed_in(BALLOT), 1.5, row=MARK_ON_A_BALLOT),
    Line(
        "ballot cast, 5 votes replaced",
        replace(attendee(BALLOT), votes=True),
        replace(attendee("/floor{voting}vote/"), votes=True),
        1.3,
        most_queries=10,
    ),
    Line("tally, 100 topics", first(TALLY), plain_first(TALLY), 2.0),
    Line(
        "tally, 1,000 topics, 10,000 ballots",
        first(TALLY).in_the_large_one(),
        plain_first(TALLY).in_the_large_one(),
        2.0,
    ),
)
# A dozen teams are fewer than a page has, so teams are held to what they show; the whole wrap-up is on one page.
ROOMS = (
    grown("people, 10,000, of 60", attendee(PEOPLE), 1.2),
    Line(
        "people without a team, of people, 10,000",
        attendee(TEAMLESS).in_the_large_one(),
        attendee(PEOPLE).in_the_large_one(),
        1.2,
    ),
    grown("topics without a team, 1,000, of 100", attendee(UNSTARTED), 1.2),
    Line("teams, 12", attendee(TEAMS), plain_signed_in(TEAMS), 2.0, row=ROW_OF_A_TEAM),
    Line(
        "teams, 500",
        attendee(TEAMS).in_the_large_one(),
        plain_signed_in(TEAMS).in_the_large_one(),
        2.0,
        row=ROW_OF_A_TEAM,
    ),
    Line("wrap-up, 100 reports", visitor(WRAP_UP), plain(WRAP_UP), 2.0, row=ROW_OF_A_REPORT),
    Line(
        "wrap-up, 1,000 reports",
        visitor(WRAP_UP).in_the_large_one(),
        plain(WRAP_UP).in_the_large_one(),
        2.0,
        row=ROW_OF_A_REPORT,
    ),
)
SITE = (
    Line("home, 1,000 steps", first("/"), plain_first("/home/"), 2.0, row=ROW_OF_AN_EVENT),
    grown("home, 100,000 steps, of 1,000", first("/"), 1.3),
    Line("next steps, 1,000", first("/next-steps/"), plain_first("/next-steps/"), 2.0, row=ROW_OF_A_STEP),
    grown("next steps, 100,000, of 1,000", first("/next-steps/"), 1.3),
    grown("next steps, 100,000, signed in, of 1,000", attendee("/next-steps/"), 1.3),
    grown("next steps by word, 100,000, of 1,000", attendee("/next-steps/?q=part+1"), 1.3),
    grown("changing several next steps, 100,000, of 1,000", attendee("/next-steps/triage/"), 1.3),
)
API = (
    Line("API, 100 topics, of values()", first(API_TOPICS), first("/floor/api{voting}topics/?page_size=100"), 1.3),
    Line("API, 50 next steps, of values()", first(API_STEPS), first("/floor/api/next-steps/"), 1.3),
    Line("API, 50 next steps, signed in", attendee(API_STEPS), attendee("/floor/api/next-steps/"), 1.3),
    Line("API, 304, of the first time", replace(visitor(API_STEPS), known=True), first(API_STEPS), 0.5),
    grown("API, 50 of 100,000, of 1,000", first(API_STEPS), 1.2),
    Line("API schema after the first time, of memory", visitor(SCHEMA), visitor(SCHEMA).from_memory(), 1.5),
)
LINES = (*BOARD, *EVENT, *VOTING, *ROOMS, *SITE, *API)
