from typing import Any

from django.utils import timezone
from django_filters import rest_framework as filters

from planning.people.models import User
from planning.rest.filters import BooleanFilter, WholeNumberFilter
from retros.nextsteps.listing.choosing import View, about, in_view, older_than, reader_of
from retros.nextsteps.models import NextStep, NextStepQuerySet


class NextStepFilter(filters.FilterSet):
    event = filters.CharFilter("topic__event__slug", label="Month of the event.")
    topic = filters.CharFilter("topic__slug", label="The topic's slug.")
    organization = filters.CharFilter("owner_organization__folded_name", label="Name of the organization that owns it.")
    overdue = BooleanFilter(method="by_overdue", label="Open and past the due date.")
    owned = BooleanFilter(method="by_owned", label="It has an owner.")
    mine = BooleanFilter(method="by_mine", label="You own it.")
    ours = BooleanFilter(
        method="by_view", label="It belongs to the organization you last came from, or to someone from there."
    )
    quiet = BooleanFilter(method="by_view", label="Open, with nothing done about it for a while.")
    proposed = BooleanFilter(
        method="by_view", label="Open, and something it links to was merged, or closed as completed."
    )
    asked = BooleanFilter(method="by_view", label="Open, and something it links to was closed without being done.")
    older_than = WholeNumberFilter(
        method="by_age", min_value=0, max_value=36_500, label="Minimum number of days since its event ended."
    )
    q = filters.CharFilter(method="by_words", max_length=200, label="Words in it or in its topic's title.")

    class Meta:
        model = NextStep
        fields = ["state", "owner"]

    def by_overdue(self, steps: NextStepQuerySet, _name: str, wanted: bool) -> Any:  # noqa: FBT001  # django-filter's
        overdue = steps.overdue(timezone.localdate())
        return overdue if wanted else steps.exclude(pk__in=overdue.values("pk"))

    def by_owned(self, steps: NextStepQuerySet, _name: str, wanted: bool) -> Any:  # noqa: FBT001  # django-filter's
        unowned = steps.unowned()
        return steps.exclude(pk__in=unowned.values("pk")) if wanted else unowned

    def by_view(self, steps: NextStepQuerySet, name: str, wanted: bool) -> Any:  # noqa: FBT001  # django-filter's
        reader = reader_of(self.request.user, now=timezone.now())
        within = NextStep.objects.filter(in_view(View(name), reader)).order_by().values("pk")
        return steps.filter(pk__in=within) if wanted else steps.exclude(pk__in=within)

    def by_age(self, steps: NextStepQuerySet, _name: str, value: int) -> Any:  # the schema goes by `value`
        return steps.filter(older_than(value, timezone.localdate()))

    def by_words(self, steps: NextStepQuerySet, _name: str, words: str) -> Any:
        return steps.filter(about(words))

    def by_mine(self, steps: NextStepQuerySet, _name: str, wanted: bool) -> Any:  # noqa: FBT001  # django-filter's
        user = self.request.user
        own = steps.owned_by(user) if isinstance(user, User) else steps.none()
        return own if wanted else steps.exclude(pk__in=own.values("pk"))
