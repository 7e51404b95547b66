"""The same for the API."""

from typing import Any

from rest_framework import serializers

from planning.texts import cleaning


class LineSerializerField(serializers.CharField):
    """One line. What shows nothing counts as empty."""

    clean_text = staticmethod(cleaning.line)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(self.clean_text(data) if isinstance(data, str) else data)


class LinesSerializerField(LineSerializerField):
    """Any number of lines."""

    clean_text = staticmethod(cleaning.lines)
