"""Saying which constraint of the database a test breaks."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import UniqueConstraint


@contextmanager
def breaks(name: str) -> Iterator[None]:
    """What is done inside is refused by the database, and by this constraint."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    assert name in str(refusal.value) or columns_of(name) in str(refusal.value)


def columns_of(name: str) -> str:
    """How SQLite names a unique constraint: by its columns."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and isinstance(constraint, UniqueConstraint):
                columns = {field.name: field.column for field in model._meta.fields}
                return ", ".join(f"{model._meta.db_table}.{columns[field]}" for field in constraint.fields)
    return name
