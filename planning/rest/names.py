from collections.abc import Collection, Iterable
from difflib import get_close_matches


def unknown_names(names: Iterable[str], known: Collection[str], *, kind: str) -> dict[str, list[str]]:
    """What to say about each unknown name."""
    return {name: [what_is_meant(name, known, kind=kind)] for name in names if name not in known}


def what_is_meant(name: str, known: Collection[str], *, kind: str) -> str:
    nearest = get_close_matches(name, known, n=1)
    if nearest:
        return f"There is no {kind} with this name. Did you mean “{nearest[0]}”?"
    if known:
        return f"There is no {kind} with this name. There are: {', '.join(sorted(known))}."
    return f"There is no {kind} with this name, nor any other."
