from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from htg.search.hits import FEW, HitGroup, search
from htg.search.kinds import KINDS
from planning.finding.indexing import NEWEST
from planning.paging import TOPICS
from planning.searching import asked_for


def search_page(request: HttpRequest) -> HttpResponse:
    """Anyone may read all that can be found here."""
    asked, only = asked_for(request), asked_for(request, "in")
    only = only if only in {kind.name for kind in KINDS} else ""
    page = page_asked_for(request) if only else 1
    groups = search(asked, only=only, skipped=(page - 1) * TOPICS, most=TOPICS if only else FEW)
    context = {
        "asked": asked,
        "only": only,
        "groups": [group for group in groups if group.rows],
        "all_groups": groups,
        "number": sum(group.number for group in groups),
        "page": page_within(groups, only, page) if only else None,
    }
    return render(request, "search/search.html", context)


def page_asked_for(request: HttpRequest) -> int:
    """The first one if what is asked for is none. Of a thousand rows there is no page beyond the last."""
    typed = request.GET.get("page", "1")
    page = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    return min(max(page, 1), NEWEST // TOPICS)


def page_within(groups: list[HitGroup], only: str, page: int) -> object:
    """Which part of a long list is shown: the rows are those of the group."""
    number = next((group.number for group in groups if group.kind.name == only), 0)
    return Paginator(range(number), TOPICS).get_page(page)
