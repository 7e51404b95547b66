from typing import Any

from django_filters import rest_framework as filters

from retros.board.models import Group, Note


class CardFilter(filters.FilterSet):
    order = filters.ChoiceFilter(choices=[("marks", "marks")], method="as_ordered", label="`marks`: most marked first.")

    def as_ordered(self, cards: Any, _name: str, _order: str) -> Any:
        """The pages take care of it."""
        return cards


class NoteFilter(CardFilter):
    class Meta:
        model = Note
        fields = ["column"]


class GroupFilter(CardFilter):
    class Meta:
        model = Group
        fields = ["column"]
