"""One name means one thing: no class of the product has a namesake."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOKED_FOR_BY_DJANGO = {"Command", "EmailBackend"}


def classes() -> Iterator[tuple[str, str]]:
    """The name and the file of each."""
    for app in ("htg", "planning", "retros"):
        for path in sorted((ROOT / app).rglob("*.py")):
            if path.parent.name != "migrations":
                yield from ((node.name, str(path.relative_to(ROOT))) for node in top_level(path))


def top_level(path: Path) -> Iterator[ast.ClassDef]:
    return (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef))


def test_no_two_classes_have_the_same_name() -> None:
    files = defaultdict(list)
    for name, path in classes():
        files[name].append(path)

    assert len(files) > 500
    assert {name: paths for name, paths in files.items() if len(paths) > 1 and name not in LOOKED_FOR_BY_DJANGO} == {}
