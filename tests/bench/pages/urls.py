"""The whole site, and the floors."""

from django.urls import include, path

from htg.urls import handler500
from tests.bench.pages import floors

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [
    path("floor/pid/", floors.pid),
    path("floor/memory/", floors.memory),
    path("floor/home/", floors.home),
    path("floor/next-steps/", floors.next_steps),
    path("floor/api/next-steps/", floors.NextSteps.as_view()),
    path("floor/<event:slug>/", floors.overview),
    path("floor/<event:slug>/topics/", floors.topics, name="floor-topics"),
    path("floor/<event:slug>/topics/<slug:topic_slug>/", floors.topic),
    path("floor/<event:slug>/ballot/", floors.ballot),
    path("floor/<event:slug>/vote/", floors.vote),
    path("floor/<event:slug>/tally/", floors.tally),
    path("floor/<event:slug>/working/", floors.working),
    path("floor/<event:slug>/teams/", floors.teams),
    path("floor/<event:slug>/wrap-up/", floors.wrap_up),
    path("floor/api/<event:slug>/topics/", floors.Topics.as_view()),
    path("", include("htg.urls")),
]
