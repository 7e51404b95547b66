"""A course: how a number changed over time."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def course(points: Sequence[tuple[float, float]], highest: float, marks: Iterable[float] = ()) -> SafeString:
    """An SVG that fills its place: a line through points from 0 to 1 in time, and the area below it.

    `highest` is the value that reaches the top edge; each mark is a time at which a line is drawn across.
    """
    scale = 40 / highest if highest else 0.0
    line = " ".join(f"{100 * x:.2f},{44 - y * scale:.2f}" for x, y in points)
    across = format_html_join(
        "",
        '<path class="course-mark" d="M{0},0V44" vector-effect="non-scaling-stroke"/>',
        ((f"{100 * x:.2f}",) for x in marks),
    )
    return format_html(
        '<svg class="course" viewBox="0 0 100 44" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<polygon class="course-area" points="0,44 {0} 100,44"/>{1}'
        '<polyline class="course-line" points="{0}" vector-effect="non-scaling-stroke"/></svg>',
        line,
        across,
    )
