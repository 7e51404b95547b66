"""The order of topics when the file and the event here each have one. Pure."""

from collections.abc import Mapping, Sequence

from retros.wrapups.importing.changes import Change, Differences


def order_topics(in_file: Sequence[int | None], count: int, known: Mapping[int, int], diff: Differences) -> list[int]:
    """Return the order of the topics: positions among the `count` here, `count` onwards for new ones, in file order.

    `in_file` are the positions here of the file's topics, None for new ones; `known` are their positions in the version
    before. Topics that are only here stay after the one they followed.
    """
    new = iter(range(count, count + len(in_file)))
    ranks = [next(new) if place is None else place for place in in_file]
    if not _follows_file([rank for rank in ranks if rank < count], known, diff):
        ranks.sort()
    for place in sorted(set(range(count)) - set(ranks)):
        ranks.insert(ranks.index(place - 1) + 1 if place else 0, place)
    return ranks


def _follows_file(places: list[int], known: Mapping[int, int], diff: Differences) -> bool:
    if places == sorted(places):
        return True
    by_file, by_here = ([known.get(place, -1) for place in order] for order in (places, sorted(places)))
    if by_file == sorted(by_file) and -1 not in by_file:
        return False  # moved only here
    moved_here = by_here != sorted(by_here) or -1 in by_here
    diff.record(Change.KEPT if moved_here else Change.CHANGED, "order of the topics")
    return not moved_here
