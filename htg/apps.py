from django.apps import AppConfig


class HtgConfig(AppConfig):
    name = "htg"
    verbose_name = "Hack the Garden"
