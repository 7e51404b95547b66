"""Every write changes the version, through whatever door it comes."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import F, Model

from planning.caching.models import Stamp
from planning.caching.stamping import SITE, STAMP
from planning.caching.tables import not_shown, watched_tables
from planning.caching.triggers import lacking, make_way, stop_watching, watch_tables
from planning.models import Event, Message, Topic, Vote
from planning.topics.models import TopicQuerySet
from planning.voting.models import CountedTopic
from tests.factories import BallotFactory, ClosedTallyFactory, EventFactory, MessageFactory, TopicFactory
from tests.htg.every_model import MAKE
from tests.planning.caching.stamps import as_in_a_new_transaction, renews, stamps, undone

pytestmark = pytest.mark.django_db

OURS = [
    model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in {"planning", "retros"}
]
WATCHED = [model for model in OURS if model._meta.label not in not_shown]


def make_vote() -> None:
    ballot = BallotFactory()
    Vote.objects.create(ballot=ballot, topic=TopicFactory(event=ballot.attendee.event))


def make_line() -> None:
    tally = ClosedTallyFactory()
    topic = TopicFactory(event=tally.event)
    CountedTopic.objects.create(tally=tally, topic=topic, slug="seeds", title="Seeds", place=1, rank=1, votes=3)


OTHERS: dict[type[Model], Callable[[], object]] = {
    CountedTopic: make_line,
    Group: lambda: Group.objects.create(name="Gardeners"),
    Permission: lambda: None,  # there are some
    Vote: make_vote,
}


def row_of(model: type[Model]) -> Model:
    made = MAKE | OTHERS
    if model in made:
        made[model]()
    elif hasattr(model, "instance_type"):  # its history
        made[model.instance_type]()
    else:  # between two models
        ends = [field for field in model._meta.get_fields() if field.many_to_one]
        model._base_manager.create(**{end.name: row_of(end.related_model) for end in ends if end.related_model})
    return model._base_manager.order_by("-pk")[0]


DELETE = "DELETE FROM {table} WHERE {pk} = %s"


def by_hand(sql: str, row: Model) -> None:
    execute(sql.format(table=row._meta.db_table, pk=row._meta.pk.column), row.pk)


def execute(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def writes(row: Model) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each kind of write to an existing row."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    field = next(field for field in row._meta.concrete_fields if not field.primary_key)
    yield "save", row.save
    yield "update", partial(rows.update, **{field.attname: F(field.attname)})
    yield "bulk_update", partial(type(row)._base_manager.bulk_update, [row], [field.name])
    yield "UPDATE", partial(by_hand, "UPDATE {table} SET {pk} = {pk} WHERE {pk} = %s", row)
    yield "delete", partial(rows._raw_delete, rows.db)
    yield "DELETE", partial(by_hand, DELETE, row)


def inserts(row: Model) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each kind of write to a row that is not there."""
    manager = type(row)._base_manager
    yield "create", partial(row.save, force_insert=True)
    yield "bulk_create", partial(manager.bulk_create, [row])
    yield "bulk_create of those that are new", partial(manager.bulk_create, [row], ignore_conflicts=True)


@pytest.mark.parametrize("model", WATCHED, ids=lambda model: model.__name__)
def test_every_kind_of_write_changes_the_version(model: type[Model]) -> None:
    row, unnoticed = row_of(model), []

    for kind, write in writes(row):
        with undone():
            unnoticed += [] if renews(write) else [kind]
    for kind, write in inserts(row):
        with undone():
            by_hand(DELETE, row)
            unnoticed += [] if renews(write) else [kind]

    assert unnoticed == []


def test_every_model_is_watched_or_says_why_not() -> None:
    assert {model._meta.label for model in OURS} >= not_shown.keys()
    assert all(not_shown.values())
    assert sorted(watched_tables()) == sorted(model._meta.db_table for model in WATCHED)
    assert Stamp._meta.db_table == STAMP


def test_the_database_watches_them() -> None:
    assert lacking(connection) == []


def test_cascades_change_the_version() -> None:
    topic = TopicFactory()

    assert renews(Event.objects.filter(pk=topic.event_id).delete)
    assert not Topic.objects.exists()


def test_a_statement_that_changes_no_row_leaves_it() -> None:
    assert not renews(lambda: Topic.objects.filter(pk=0).update(title="Nothing"))
    assert not renews(Topic.objects.filter(pk=0).delete)


def test_reading_leaves_it() -> None:
    TopicFactory()

    assert not renews(lambda: list(TopicQuerySet(Topic).select_for_update()))


def test_what_no_visitor_is_shown_leaves_it() -> None:
    assert not renews(MessageFactory)
    assert not renews(Message.objects.all().delete)


def test_many_rows_leave_one_stamp() -> None:
    TopicFactory.create_batch(3, event=EventFactory())
    Topic.objects.update(title="Seeds")

    assert len(stamps()) == 1


def test_the_table_of_stamps_can_be_taken_back() -> None:
    stop_watching(connection)
    execute("DROP TABLE planning_stamp")
    execute("DROP TABLE planning_eventstamp")

    TopicFactory()

    assert Topic.objects.count() == 1


def test_none_is_left_while_sqlite_makes_tables_anew() -> None:
    make_way(using="default")
    left = lacking(connection)
    watch_tables(using="default")

    assert bool(left) == (connection.vendor == "sqlite")
    assert lacking(connection) == []


def test_triggers_that_were_lost_come_back_and_left_ones_go() -> None:
    """SQLite makes a table anew to change a column, without them."""
    as_in_a_new_transaction()
    name, on = f"{SITE}_insert_planning_topic", " ON planning_topic" if connection.vendor == "postgresql" else ""
    execute(f"DROP TRIGGER {name}{on}")
    assert lacking(connection) == [name]

    watch_tables(using="default")

    assert lacking(connection) == []
    assert renews(TopicFactory)
