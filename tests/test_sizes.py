"""Nothing grows too long to be read at once."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    path
    for folder in ("htg", "planning", "retros", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def test_no_file_has_more_than_300_lines() -> None:
    lines = {path: len(path.read_text().splitlines()) for path in SOURCES}

    assert not {str(path.relative_to(ROOT)): number for path, number in lines.items() if number > LONGEST_FILE}


def test_no_function_has_more_than_40_lines() -> None:
    lines = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert not {name: number for name, number in lines.items() if number > LONGEST_FUNCTION}
