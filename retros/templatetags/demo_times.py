"""Times in the review meeting: `{{ seconds|digits }}`, and what is known when a demo's minutes are planned."""

from django.template import Context, Library
from django.utils.safestring import SafeString

from planning.charts.strip import strip
from planning.topics.models import Topic
from retros.reviews.clock import in_digits
from retros.reviews.models import Demo
from retros.reviews.timer.time_used import TimesUsed

register = Library()


@register.filter
def digits(seconds: int) -> str:
    """7:40"""
    return in_digits(seconds)


@register.inclusion_tag("retros/reviews/timer/_time_used.html")
def demo_time_used(times: TimesUsed, topic: Topic) -> dict[str, object]:
    """How long the topic's predecessor took, or else how well the demos of the latest event kept to time."""
    return {"last": times.of(topic), "latest": times.latest, "ratio": times.ratio}


@register.inclusion_tag("retros/reviews/timer/_button.html", takes_context=True)
def timer_button(
    context: Context,
    move: str,
    label: str,
    *,
    about: str = "",
    demo: Demo | None = None,
    minutes: int | None = None,
    kind: str = "button button-quiet",
) -> dict[str, object]:
    """A button that uses the timer. `about` is only for screen readers."""
    button = {"move": move, "label": label, "about": about, "demo": demo, "minutes": minutes, "kind": kind}
    return button | {"event": context["event"], "meeting": context["meeting"]}


@register.simple_tag
def time_bar(demo: Demo, longest: int) -> SafeString:
    """How much of its planned time a demo used, left over, or overran."""
    planned, used = demo.clock.planned, demo.used_seconds
    within = min(planned, used)
    parts = [(within, "is-done"), (planned - within, "is-dropped"), (used - within, "is-open")]
    return strip(parts, longest)
