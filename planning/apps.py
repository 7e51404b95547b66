from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from rest_framework.serializers import ModelSerializer

from planning.caching.triggers import make_way, watch_tables
from planning.texts import columns, serializers


class PlanningConfig(AppConfig):
    name = "planning"
    verbose_name = "Planning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The API asks for a column's text with the field that keeps its rules."""
        fields = {columns.Line: serializers.LineSerializerField, columns.Lines: serializers.LinesSerializerField}
        ModelSerializer.serializer_field_mapping.update(fields)
        pre_migrate.connect(make_way, sender=self)
        post_migrate.connect(watch_tables, sender=self)
