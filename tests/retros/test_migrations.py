from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from planning.caching.triggers import make_way, watch_tables

BEFORE, MOVED = ("retros", "0060_demos_not_answered_yet"), ("retros", "0072_next_steps_without_bookkeeping")
DUE, NEXT = date(2026, 12, 18), date(2027, 1, 1)


def migrate(to: tuple[str, str]) -> StateApps:
    """The rooms of planning stay where they are: only what is named goes back or on."""
    executor = MigrationExecutor(connection)
    make_way(using="default")  # as the command does
    executor.migrate([to])
    loader = MigrationExecutor(connection).loader
    return loader.project_state([to, *loader.graph.leaf_nodes("planning")]).apps


def note(apps: StateApps) -> list[int]:
    """Steps as they were kept before: planned, going on, ended, closed, opened again, and never planned."""
    event = apps.get_model("planning", "Event").objects.create(slug="2026-12", name="Hack")
    topic = apps.get_model("planning", "Topic").objects.create(event=event, slug="beds", title="Beds", position=1)
    rows: list[dict[str, object]] = [
        {"planned_for": DUE, "remind_on": NEXT, "reminded_before": 2, "links_read_in": "Water."},
        {"planned_for": None, "remind_on": NEXT, "reminded_before": 0},
        {"planned_for": DUE, "remind_on": None, "reminded_before": 6},
        {"planned_for": DUE, "remind_on": NEXT, "reminded_before": 0, "state": "done"},
        {"planned_for": None, "remind_on": NEXT, "reminded_before": None},
        {},
    ]
    steps = apps.get_model("retros", "NextStep").objects
    common = {"topic": topic, "text": "Water.", "due_on": DUE}
    return [steps.create(number=number, **common, **row).pk for number, row in enumerate(rows, start=1)]


@pytest.mark.django_db(transaction=True)
def test_plans_of_reminders_and_links_that_were_read_move_to_their_own_tables_and_back() -> None:
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        planned, going_on, ended, closed, opened_again, never = note(migrate(BEFORE))

        moved = migrate(MOVED)

        plans, read = moved.get_model("retros", "ReminderPlan"), moved.get_model("retros", "LinksRead")
        assert list(plans.objects.order_by("pk").values_list()) == [
            (planned, DUE, NEXT, 2),
            (going_on, None, NEXT, 0),
            (ended, DUE, None, 6),
        ]
        assert list(read.objects.values_list()) == [(planned, "Water.")]

        back = migrate(BEFORE).get_model("retros", "NextStep").objects
        assert back.filter(links_read_in="Water.").get().pk == planned
        assert set(back.filter(reminded_before=None).values_list("pk", flat=True)) == {closed, opened_again, never}
    finally:
        MigrationExecutor(connection).migrate(newest)
        watch_tables(using="default")
