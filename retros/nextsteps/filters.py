from typing import Any

from django.utils import timezone
from django_filters import rest_framework as filters

from planning.people.models import User
from retros.nextsteps.models import NextStep, NextStepQuerySet


class NextStepFilter(filters.FilterSet):
    event = filters.CharFilter("topic__event__slug", label="Month of the event.")
    topic = filters.CharFilter("topic__slug", label="The topic's name in addresses.")
    organization = filters.CharFilter("owner_organization__name", label="Name of the organization that has it.")
    overdue = filters.BooleanFilter(method="by_overdue", label="Open, and past the due date.")
    owned = filters.BooleanFilter(method="by_owned", label="Somebody has it.")
    mine = filters.BooleanFilter(method="by_mine", label="You have it.")

    class Meta:
        model = NextStep
        fields = ["state", "owner"]

    def by_overdue(self, steps: NextStepQuerySet, _name: str, wanted: bool) -> Any:  # noqa: FBT001  # django-filter's
        overdue = steps.overdue(timezone.localdate())
        return overdue if wanted else steps.exclude(pk__in=overdue.values("pk"))

    def by_owned(self, steps: NextStepQuerySet, _name: str, wanted: bool) -> Any:  # noqa: FBT001  # django-filter's
        unowned = steps.unowned()
        return steps.exclude(pk__in=unowned.values("pk")) if wanted else unowned

    def by_mine(self, steps: NextStepQuerySet, _name: str, wanted: bool) -> Any:  # noqa: FBT001  # django-filter's
        user = self.request.user
        own = steps.owned_by(user) if isinstance(user, User) else steps.none()
        return own if wanted else steps.exclude(pk__in=own.values("pk"))
