from collections.abc import Iterator

import pytest
from django.db.models import Model
from rest_framework import serializers

import htg.api  # noqa: F401  # brings in every serializer that an address of the API uses
from planning.events.models import Event
from planning.events.phases import Phase
from planning.rest.serializers import KnownFields
from tests.api import below, visitor, wrong_fields
from tests.factories import AttendeeFactory, EventFactory, NoteFactory, OrganizerFactory, TopicFactory

pytestmark = pytest.mark.django_db


def ours(kind: type) -> Iterator[type]:
    children: list[type] = kind.__subclasses__()
    for child in children:
        if child.__module__.startswith(("planning.", "retros.", "htg.")):
            yield child
        yield from ours(child)


def test_every_serializer_refuses_what_it_does_not_know() -> None:
    passing_over = {kind for kind in ours(serializers.Serializer) if not issubclass(kind, KnownFields)}

    assert passing_over == set()


def may_be_null(model: type[Model], source: str) -> bool:
    """Whether one of the columns or relations on the way may be empty."""
    name, _, rest = source.partition(".")
    if name not in {field.name for field in model._meta.get_fields()}:
        return False
    column = model._meta.get_field(name)
    if column.auto_created or not getattr(column, "null", False):
        return bool(rest and column.related_model) and may_be_null(column.related_model, rest)  # type: ignore[arg-type]  # a model
    return True


def test_every_answer_is_described_as_nullable_where_its_column_is() -> None:
    missing = {
        (kind.__name__, name)
        for kind in ours(serializers.ModelSerializer)
        if hasattr(kind, "Meta")
        for name, field in kind(context={"view": None}).fields.items()
        if not (field.write_only or field.allow_null or getattr(field, "many", False))
        and "allow_null" not in getattr(kind.Meta, "extra_kwargs", {}).get(name, {})  # said of what is only sent
        and may_be_null(kind.Meta.model, field.source)
    }

    assert missing == set()


def test_misspelt_deadline_is_a_400_that_names_the_right_one_and_leaves_no_trace() -> None:
    organizer = OrganizerFactory(event__phase=Phase.VOTING)
    event, before = organizer.event, organizer.event.voting_closes_at
    earlier = event.history.count()

    body = {"voting_close_at": "2100-01-01T12:00:00Z", "reason": "one more day"}
    response = visitor(organizer).patch(below(event, "schedule/"), body)

    assert wrong_fields(response) == {"voting_close_at"}
    assert response.json()["errors"]["voting_close_at"] == [
        "There is no field with this name. Did you mean “voting_closes_at”?"
    ]
    assert (Event.objects.get().voting_closes_at, event.history.count()) == (before, earlier)


def test_field_of_another_operation_is_a_400_that_names_those_there_are() -> None:
    organizer = OrganizerFactory(event__phase=Phase.VOTING)

    response = visitor(organizer).post(below(organizer.event, "end-phase/"), {"phase": "voting", "seats": 3})

    assert response.json()["errors"] == {"seats": ["There is no field with this name. There are: phase, reason."]}


def test_every_field_that_needs_another_look_is_named_at_once() -> None:
    attendee = AttendeeFactory(event__phase=Phase.BRAINSTORM)

    response = visitor(attendee).post(below(attendee.event, "topics/"), {"titel": "Grow seeds"})

    assert wrong_fields(response) == {"title", "titel"}


def test_unknown_field_inside_a_field_is_named_there() -> None:
    attendee = AttendeeFactory(event__phase=Phase.BRAINSTORM)
    earlier = TopicFactory()
    continues = {"event": earlier.event.slug, "topic": earlier.slug, "slug": earlier.slug}

    body = {"title": "Grow seeds", "continues": continues}
    response = visitor(attendee).post(below(attendee.event, "topics/"), body)

    assert response.json()["errors"] == {
        "continues": {"slug": ["There is no field with this name. There are: event, topic."]}
    }


def test_what_an_operation_only_shows_may_be_sent_back() -> None:
    attendee = AttendeeFactory(event__phase=Phase.REVIEW)
    read = visitor(attendee).get(below(attendee.event, f"notes/{NoteFactory(event=attendee.event).pk}/")).json()

    response = visitor(attendee).post(below(attendee.event, "notes/"), read)

    assert response.status_code == 201
    assert response.json()["id"] != read["id"]


def test_body_that_is_no_object_is_a_400() -> None:
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.BRAINSTORM))

    response = visitor(attendee).post(below(attendee.event, "topics/"), ["titel"])

    assert wrong_fields(response) == {"non_field_errors"}


@pytest.mark.parametrize("part", [{"topic": "x"}, {"event": "2021-11"}, {}])
def test_a_part_of_an_update_is_given_whole(part: dict[str, str]) -> None:
    attendee = AttendeeFactory(event__phase=Phase.BRAINSTORM)
    topic = TopicFactory(event=attendee.event, proposed_by=attendee)

    response = visitor(attendee).patch(below(attendee.event, f"topics/{topic.slug}/"), {"continues": part})

    missing = {"event", "topic"} - part.keys()
    assert response.status_code == 400
    assert response.json()["errors"] == {"continues": {name: ["This field is required."] for name in missing}}
