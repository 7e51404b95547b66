"""The days of an event: facts in their own right, which stay when its phases are moved."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    DateField = models.DateField[date | None, date | None]
else:
    DateField = models.DateField  # takes no argument at run time


class EventDayField(DateField):
    """If no day was given, it is that of a deadline when the row is first saved."""

    def __init__(self, *args: Any, deadline: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deadline = deadline

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "deadline": self.deadline}

    def pre_save(self, model_instance: models.Model, add: bool) -> date | None:  # noqa: FBT001  # Django's own signature
        moment = getattr(model_instance, self.deadline)
        if getattr(model_instance, self.attname) is None and moment is not None:
            day = timezone.localdate(moment, timezone.get_default_timezone())  # not the visitor's: it is where we meet
            setattr(model_instance, self.attname, day)
        kept: date | None = super().pre_save(model_instance, add)
        return kept
