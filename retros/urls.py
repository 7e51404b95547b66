"""The pages of the retros, in the order of the lifecycle."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
