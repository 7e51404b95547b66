"""A column with choices holds one of them, whoever writes it."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Field, Model, Q

from tests.htg.every_model import MAKE

pytestmark = pytest.mark.django_db


def columns_with_choices() -> Iterator[tuple[type[Model], "Field[object, object]"]]:
    for app in ("planning", "retros"):
        for model in apps.get_app_config(app).get_models():
            if not hasattr(model, "instance_type"):  # the records of simple-history
                yield from ((model, field) for field in model._meta.local_fields if field.choices)


COLUMNS = list(columns_with_choices())
every_column = pytest.mark.parametrize(
    ("model", "field"), COLUMNS, ids=[f"{model.__name__}.{field.name}" for model, field in COLUMNS]
)


def listed(model: type[Model], column: str) -> list[str] | None:
    """What `one_of` names for the column; None where another constraint holds it."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q):
            match constraint.condition.children:
                case [(looked_up, [*values])] if looked_up == f"{column}__in":
                    return sorted(values)
    return None


@every_column
def test_no_one_can_write_anything_but_a_choice(model: type[Model], field: "Field[object, object]") -> None:
    MAKE[model]()

    with pytest.raises(IntegrityError), transaction.atomic():
        model._base_manager.update(**{field.name: "x"})


@every_column
def test_the_database_knows_the_same_choices(model: type[Model], field: "Field[object, object]") -> None:
    choices = sorted([str(value) for value, _ in field.flatchoices] + [""] * field.blank)

    assert listed(model, field.name) in (None, choices)
