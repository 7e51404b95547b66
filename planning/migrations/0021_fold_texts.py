"""Fold what is stored. Organizations that have the same name become one; other doubles are kept apart.

Of two people at one event with the same handle the later one goes without, and of two accounts with the same address
the later one is closed: its address is one that nobody can have.
"""

from collections import defaultdict
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from planning.people.handles import bare_handle
from planning.texts.cleaning import address
from planning.texts.filling import fill


def fold_texts(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for attendee in apps.get_model("planning", "Attendee").objects.filter(
        Q(github__contains="@") | Q(github__contains="/")
    ):
        attendee.github = bare_handle(attendee.github)
        attendee.save(update_fields=["github"])
    write_addresses_alike(apps)
    fill(apps, editor, "planning")
    for kept, *doubles in doubled(apps.get_model("planning", "Organization").objects.all(), "folded_name"):
        for double in doubles:
            merge(double, kept)
    coming = apps.get_model("planning", "Attendee").objects.exclude(github="").filter(cancelled_at=None)
    for _kept, *doubles in doubled(coming, "event_id", "folded_github"):
        for attendee in doubles:
            attendee.github = ""
            attendee.save(update_fields=["github", "folded_github"])


def write_addresses_alike(apps: StateApps) -> None:
    users = apps.get_model("planning", "User").objects
    for user in users.order_by("pk"):
        written = address(user.email)
        if written != user.email and users.filter(email=written).exists():
            written, user.is_active = f"double-{user.pk}@accounts.invalid", False
        if written != user.email:
            user.email = written
            user.save(update_fields=["email", "is_active"])


def doubled(rows: Any, *columns: str) -> list[list[Any]]:
    """Rows that are the same in these columns, the first one made in front."""
    same: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in rows.order_by("pk"):
        same[tuple(getattr(row, column) for column in columns)].append(row)
    return [group for group in same.values() if len(group) > 1]


def merge(double: Any, kept: Any) -> None:
    """Lead everything that names the one organization to the other, whichever app it is of."""
    for relation in double._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created:
            lead_over(relation, double, kept)
    if double.url and not kept.url:
        kept.url = double.url
        kept.save(update_fields=["url"])
    double.delete()


def lead_over(relation: Any, double: Any, kept: Any) -> None:
    rows, name = relation.related_model._base_manager, relation.field.name
    if relation.related_model._meta.auto_created:  # pairs, of which there is one each
        other = next(f.name for f in relation.related_model._meta.fields if f.is_relation and f.name != name)
        there = rows.filter(**{name: kept}).values(other)
        rows.filter(**{name: double, f"{other}__in": list(there.values_list(other, flat=True))}).delete()
    rows.filter(**{name: double}).update(**{name: kept})


class Migration(migrations.Migration):
    dependencies = [("planning", "0020_folded_texts")]

    operations = [migrations.RunPython(fold_texts, migrations.RunPython.noop)]
