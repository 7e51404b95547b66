from datetime import date, timedelta

import pytest
from django.utils import timezone

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from tests.api import refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.clock import BRAINSTORM
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    MembershipFactory,
    NextStepFactory,
    OrganizationFactory,
    OrganizerFactory,
    PastEventFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/api/v1/next-steps/"


@pytest.fixture
def topic() -> Topic:
    topic: Topic = TopicFactory(event__phase=Phase.WRAP_UP)
    return topic


@pytest.fixture
def owner(topic: Topic) -> Attendee:
    owner: Attendee = AttendeeFactory(event=topic.event, name="Ada")
    return owner


@pytest.fixture
def step(topic: Topic, owner: Attendee) -> NextStep:
    step: NextStep = NextStepFactory(topic=topic, owner=owner, text="Merge it.")
    return step


def one(step: NextStep, path: str = "") -> str:
    return f"{LIST}{step.pk}/{path}"


def test_next_steps_are_listed_for_anyone_soonest_due_first(topic: Topic) -> None:
    for text, due_on in {"some day": None, "later": date(2200, 2, 1), "soon": date(2200, 1, 1)}.items():
        NextStepFactory(topic=topic, text=text, due_on=due_on)

    listed = visitor().get(LIST).json()["results"]

    assert [entry["text"] for entry in listed] == ["soon", "later", "some day"]


def test_next_steps_without_a_date_come_in_pages_too(topic: Topic) -> None:
    NextStepFactory.create_batch(3, topic=topic)

    first = visitor().get(f"{LIST}?page_size=2").json()
    second = visitor().get(first["next"]).json()

    assert [len(page["results"]) for page in (first, second)] == [2, 1]
    assert second["next"] is None


@pytest.mark.parametrize("who", [None, UserFactory])
def test_next_step_names_its_owner_to_the_community_only(step: NextStep, who: type[UserFactory] | None) -> None:
    answer = visitor(who() if who else None).get(one(step)).json()
    inside = visitor(AttendeeFactory()).get(one(step)).json()

    assert (answer["text"], answer["owner"], answer["is_owned"]) == ("Merge it.", None, True)
    assert inside["owner"]["name"] == "Ada"


def test_unknown_next_step_is_a_404() -> None:
    assert refusal(visitor().get(f"{LIST}4711/"))[0] == 404


def test_next_steps_filter(topic: Topic, owner: Attendee) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    NextStepFactory(topic=topic, text="mine", owner=owner)
    NextStepFactory(topic=topic, text="theirs", owner_organization=OrganizationFactory(name="SAP"))
    NextStepFactory(topic=topic, text="overdue", due_on=yesterday)
    NextStepFactory(topic=topic, text="done", state=NextStep.State.DONE, due_on=yesterday)
    NextStepFactory(text="elsewhere")

    def texts(query: str) -> set[str]:
        return {entry["text"] for entry in visitor(owner).get(f"{LIST}?{query}").json()["results"]}

    assert texts("state=done") == {"done"}
    assert texts("mine=true") == {"mine"}
    assert texts("mine=false") == {"theirs", "overdue", "done", "elsewhere"}
    assert texts(f"owner={owner.pk}") == {"mine"}
    assert texts("owned=true") == {"mine", "theirs"}
    assert texts("owned=false") == {"overdue", "done", "elsewhere"}
    assert texts("overdue=true") == {"overdue"}
    assert texts("overdue=false") == {"mine", "theirs", "done", "elsewhere"}
    assert texts("organization=SAP") == {"theirs"}
    assert texts(f"event={topic.event.slug}&topic={topic.slug}") == {"mine", "theirs", "overdue", "done"}
    assert wrong_fields(visitor().get(f"{LIST}?state=lost")) == {"state"}


def test_next_steps_cost_the_same_queries_however_many(topic: Topic, owner: Attendee) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            moved = TopicFactory(event=EventFactory())
            person = AttendeeFactory(event=topic.event, organization=OrganizationFactory())
            NextStepFactory(topic=topic, owner=person, state=NextStep.State.MOVED, moved_to=moved)

    same_queries_for_3_and_30(visitor(owner), LIST, add)


def test_close_marks_the_step_as_done(step: NextStep, owner: Attendee) -> None:
    response = visitor(owner).post(one(step, "close/"), {"state": "done", "note": "Merged."})

    step.refresh_from_db()
    assert (response.status_code, response.json()["state"]) == (200, "done")
    assert (step.state, step.closed_by, step.closing_note) == (NextStep.State.DONE, owner.user, "Merged.")


def test_close_twice_is_a_409(step: NextStep, owner: Attendee) -> None:
    visitor(owner).post(one(step, "close/"), {"state": "dropped"})

    response = visitor(owner).post(one(step, "close/"), {"state": "done"})

    assert refusal(response) == (409, "This step is already dropped. Reopen it to change it.")


@pytest.mark.parametrize("body", [{}, {"state": "moved"}, {"state": "open"}])
def test_close_as_anything_else_is_a_400(step: NextStep, owner: Attendee, body: dict[str, str]) -> None:
    assert wrong_fields(visitor(owner).post(one(step, "close/"), body)) == {"state"}


def test_reopen_takes_back_the_closing(step: NextStep, owner: Attendee) -> None:
    visitor(owner).post(one(step, "close/"), {"state": "done"})

    response = visitor(owner).post(one(step, "reopen/"), {"note": "It was not merged."})

    assert (response.json()["state"], response.json()["closed_on"]) == ("open", None)


def test_move_carries_the_step_into_a_later_topic(step: NextStep, owner: Attendee) -> None:
    later = TopicFactory(event=EventFactory(slug="2999-05"))
    reference = {"event": "2999-05", "topic": later.slug}

    response = visitor(owner).post(one(step, "move/"), {"topic": reference})

    assert (response.json()["state"], response.json()["moved_to"]) == ("moved", reference)


def test_move_into_an_earlier_topic_is_a_409(step: NextStep, owner: Attendee) -> None:
    earlier = TopicFactory(event=PastEventFactory())

    response = visitor(owner).post(one(step, "move/"), {"topic": {"event": earlier.event.slug, "topic": earlier.slug}})

    assert refusal(response) == (409, f"“{earlier}” is not from a later event, so the step cannot move there.")


@pytest.mark.parametrize("topic_reference", [None, "2999-05", {"event": "2999-05", "topic": "nothing"}])
def test_move_into_nothing_is_a_400(step: NextStep, owner: Attendee, topic_reference: object) -> None:
    assert wrong_fields(visitor(owner).post(one(step, "move/"), {"topic": topic_reference})) == {"topic"}


def test_assign_hands_the_step_over(step: NextStep, owner: Attendee) -> None:
    other = AttendeeFactory(event=step.topic.event, name="Bob")

    response = visitor(owner).post(one(step, "assign/"), {"owner": other.pk, "due_on": "2200-01-31"})

    step.refresh_from_db()
    assert (step.owner, step.due_on) == (other, date(2200, 1, 31))
    assert response.json()["owner"]["name"] == "Bob"


def test_assign_to_an_organization_by_its_name(step: NextStep, owner: Attendee) -> None:
    OrganizationFactory(name="SAP")

    response = visitor(owner).post(one(step, "assign/"), {"organization": "SAP", "due_on": None})

    assert (response.json()["owner_organization"], response.json()["owner"]) == ("SAP", None)


def test_assign_to_two_is_a_409(step: NextStep, owner: Attendee) -> None:
    OrganizationFactory(name="SAP")

    response = visitor(owner).post(one(step, "assign/"), {"owner": owner.pk, "organization": "SAP", "due_on": None})

    assert refusal(response) == (409, "A step has one owner: a person or an organization.")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"owner": 4711}, "owner"),
        ({"owner": "Ada"}, "owner"),
        ({"organization": "nobody"}, "organization"),
        ({"organization": "no\x00body"}, "organization"),
        ({"due_on": "soon"}, "due_on"),
    ],
)
def test_assign_names_the_field_that_is_wrong(
    step: NextStep, owner: Attendee, change: dict[str, object], field: str
) -> None:
    assert wrong_fields(visitor(owner).post(one(step, "assign/"), {"due_on": None, **change})) == {field}


@pytest.mark.parametrize("place", [{"event": None}, {"waiting_since": BRAINSTORM}, {"cancelled_at": BRAINSTORM}])
def test_assign_to_someone_without_a_seat_there_or_later_is_a_400(
    step: NextStep, owner: Attendee, place: dict[str, object]
) -> None:
    event = step.topic.event if "event" not in place else PastEventFactory()
    stranger = AttendeeFactory(**place | {"event": event})

    response = visitor(owner).post(one(step, "assign/"), {"owner": stranger.pk, "due_on": None})

    assert wrong_fields(response) == {"owner"}


def test_assign_is_to_people_the_owner_may_know_as_on_the_page(step: NextStep, owner: Attendee) -> None:
    other = AttendeeFactory(event=step.topic.event)
    owner.cancelled_at = BRAINSTORM
    owner.save()

    response = visitor(owner).post(one(step, "assign/"), {"owner": other.pk, "due_on": None})

    assert wrong_fields(response) == {"owner"}


def test_take_gives_a_free_step_to_whoever_asks(topic: Topic) -> None:
    free, attendee = NextStepFactory(topic=topic), AttendeeFactory(event=topic.event)

    response = visitor(attendee).post(one(free, "take/"), {"due_on": "2200-01-31"})

    free.refresh_from_db()
    assert response.status_code == 200
    assert (free.owner, free.due_on) == (attendee, date(2200, 1, 31))


def test_take_from_its_owner_is_a_403(step: NextStep) -> None:
    response = visitor(AttendeeFactory(event=step.topic.event)).post(one(step, "take/"))

    assert refusal(response)[0] == 403


def test_take_is_for_people_who_came_to_an_event(topic: Topic) -> None:
    free = NextStepFactory(topic=topic)

    statuses = [refusal(visitor(who).post(one(free, "take/")))[0] for who in (None, UserFactory())]

    assert statuses == [401, 403]


@pytest.mark.parametrize("path", ["close/", "reopen/", "move/", "assign/"])
def test_changes_are_the_owners_the_teams_and_the_organizers(step: NextStep, owner: Attendee, path: str) -> None:
    member = MembershipFactory(team__topic=step.topic).attendee
    organizer = OrganizerFactory(event=step.topic.event)
    outsiders = (None, UserFactory(), AttendeeFactory(event=step.topic.event))

    refused = [refusal(visitor(who).post(one(step, path)))[0] for who in outsiders]
    let_in = [visitor(who).post(one(step, path)).status_code for who in (owner, member, organizer)]

    assert refused == [401, 403, 403]
    assert set(let_in) <= {200, 400}
