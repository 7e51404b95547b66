"""Importing a document, and what came of it."""

from typing import Any

from django.db.models import Model

from planning.events.models import Event, Organization
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.document import read_document
from retros.wrapups.importing import Change, ImportPlan, import_wrap_up
from retros.wrapups.models import ImportedWrapUp, Link, Report, WrapUp
from tests.clock import CLOSED
from tests.retros.wrapups.importing.documents import TEXT

MODELS: list[type[Model]] = [Event, Organization, Topic, Report, Link, NextStep, WrapUp, ImportedWrapUp]
HISTORIES = [Event.history, Topic.history, Report.history, NextStep.history, WrapUp.history]


def import_text(text: str = TEXT, **options: Any) -> ImportPlan:
    return import_wrap_up(read_document(text), text=text, **{"now": CLOSED} | options)


def everything() -> list[Any]:
    rows = [list(model._default_manager.order_by("pk").values()) for model in MODELS]
    return [*rows, *(history.count() for history in HISTORIES)]


def recorded(plan: ImportPlan) -> list[tuple[Change, str, str]]:
    return [(change.what, change.topic, change.field) for change in plan.changes]


def seeds() -> Topic:
    return Topic.objects.get(slug="grow-seeds")
