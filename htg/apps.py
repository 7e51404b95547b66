from django.apps import AppConfig

from htg import checks  # noqa: F401  # registers itself


class HtgConfig(AppConfig):
    name = "htg"
    verbose_name = "Hack the Garden"
