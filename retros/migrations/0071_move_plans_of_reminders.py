from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

BATCH = 1000
PLAN = ("planned_for", "remind_on", "reminded_before")


def move(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A step that is closed, or whose reminders were never planned, has no plan."""
    steps = apps.get_model("retros", "NextStep").objects.order_by("pk")
    plans, read = apps.get_model("retros", "ReminderPlan"), apps.get_model("retros", "LinksRead")
    planned = steps.filter(Q(planned_for__isnull=False) | Q(reminded_before__isnull=False), state="open")
    for some in batches(planned.values("pk", *PLAN).iterator()):
        plans.objects.bulk_create(plans(step_id=row.pop("pk"), **row) for row in some)
    for some in batches(steps.exclude(links_read_in="").values_list("pk", "links_read_in").iterator()):
        read.objects.bulk_create(read(step_id=pk, read_in=text) for pk, text in some)


def move_back(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    steps = apps.get_model("retros", "NextStep").objects
    for plan in apps.get_model("retros", "ReminderPlan").objects.values("pk", *PLAN).iterator():
        steps.filter(pk=plan.pop("pk")).update(**plan)
    for pk, text in apps.get_model("retros", "LinksRead").objects.values_list("pk", "read_in").iterator():
        steps.filter(pk=pk).update(links_read_in=text)


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        yield some


class Migration(migrations.Migration):
    dependencies = [("retros", "0070_plans_of_reminders")]

    operations = [migrations.RunPython(move, move_back)]
