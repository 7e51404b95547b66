"""No room knows a later one: by no import, which import-linter sees, and by no name, which these tests see."""

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from django.db.models.fields.related import RelatedField
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "planning.outbox",
    "planning.events",
    "planning.people",
    "planning.topics",
    "planning.voting",
    "planning.teams",
    "retros.nextsteps",
    "retros.reviews",
    "retros.wrapups",
    "retros.reminders",
    "retros.board",
)
"""In the order of the lifecycle."""

FRAMES = {"base.html", "event_base.html", "room_base.html"}
"""What the site puts around every page."""
DJANGOS = ("admin/", "django/", "simple_history/", "allauth/")

LOOKUP = re.compile(r"[-+]?[a-z_]+")
TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
STEP = re.compile(r"\.([a-z_]+)")
TEMPLATE = re.compile(r"""["']([\w/-]+\.(?:html|txt))["']""")
URL = re.compile(r"""(?:\burl |\b(?:redirect|reverse|reverse_lazy)\()["']([\w-]+)["']""")

upstream = pytest.mark.parametrize("room", ROOMS[:-1])


def room_of(thing: object) -> str:
    return ".".join(str(getattr(thing, "__module__", "")).split(".")[:2])


def later_than(room: str) -> set[str]:
    return set(ROOMS[ROOMS.index(room) + 1 :])


def files_of(room: str) -> Iterator[Path]:
    """Its code and its templates."""
    app, name = room.split(".")
    yield from sorted((ROOT / app / name).rglob("*.py"))
    yield from sorted((ROOT / app / "templates" / app / name).rglob("*.*"))


def names_in(path: Path) -> Iterator[tuple[int, str]]:
    """Names of classes, and what is reached through a dot or a lookup; with their lines."""
    if path.suffix == ".py":
        yield from names_in_code(ast.parse(path.read_text()))
        return
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        yield from ((number, step) for tag in TAG.findall(line) for step in STEP.findall(tag))


def names_in_code(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name):
                yield node.lineno, name
            case ast.Name(id=name) if name[0].isupper():
                yield node.lineno, name
            case ast.keyword(arg=str(name)):
                yield from ((node.lineno, step) for step in name.split("__"))
            case ast.Constant(value=str(text)) if LOOKUP.fullmatch(text):
                yield from ((node.lineno, step) for step in text.lstrip("+-").split("__"))


def own_names(room: str) -> set[str]:
    """What the room itself calls something: a later one may call another thing so."""
    names = set()
    for path in files_of(room):
        for node in ast.walk(ast.parse(path.read_text())) if path.suffix == ".py" else ():
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                    names.add(name)
                case ast.Name(id=name, ctx=ast.Store()):
                    names.add(name)
    return names


def names_of(model: type[Model], later: Collection[str] = ()) -> Iterator[str]:
    """Its own, and those by which rows of rooms that are not later have it."""
    yield model.__name__
    for field in model._meta.get_fields():
        if isinstance(field, RelatedField) and room_of(field.related_model) not in later:
            yield from filter(None, (field.remote_field.get_accessor_name(), field.related_query_name()))


def djangos_names() -> set[str]:
    return {name for model in apps.get_app_config("auth").get_models() for name in names_of(model)} | {"groups"}


def pages(resolver: URLResolver, rooms: set[str]) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern) and entry.name and room_of(entry.callback) in rooms:
            yield entry.name
        elif isinstance(entry, URLResolver):
            yield from pages(entry, rooms)


@upstream
def test_a_room_names_no_model_of_a_later_one(room: str) -> None:
    models = [model for model in apps.get_models() if room_of(model) in later_than(room)]
    theirs = (
        {name for model in models for name in names_of(model, later_than(room))} - own_names(room) - djangos_names()
    )

    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in files_of(room)
        for line, name in names_in(path)
        if name in theirs
    ]

    assert not found


@upstream
def test_a_room_leads_to_no_page_of_a_later_one(room: str) -> None:
    theirs = set(pages(get_resolver(), later_than(room)))

    found = [
        (str(path.relative_to(ROOT)), page)
        for path in files_of(room)
        for page in URL.findall(path.read_text())
        if page in theirs
    ]

    assert not found


@upstream
def test_a_room_shows_no_template_of_a_later_one(room: str) -> None:
    theirs = tuple(f"{later.replace('.', '/')}/" for later in later_than(room))

    found = [
        (str(path.relative_to(ROOT)), name)
        for path in files_of(room)
        for name in TEMPLATE.findall(path.read_text())
        if name.startswith(theirs)
    ]

    assert not found


@pytest.mark.parametrize(("app", "before"), [("planning", ()), ("retros", ("planning/",))])
def test_an_app_shows_only_templates_of_its_own_and_of_what_comes_before_it(app: str, before: tuple[str, ...]) -> None:
    known = (f"{app}/", *before, *DJANGOS)
    paths = [*(ROOT / app).rglob("*.py"), *(ROOT / app / "templates").rglob("*.*")]

    found = [
        (str(path.relative_to(ROOT)), name)
        for path in paths
        for name in TEMPLATE.findall(path.read_text())
        if not name.startswith(known) and name not in FRAMES
    ]

    assert not found
