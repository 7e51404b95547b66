"""One look at a page: how heavy it is, what is wrong with it, and a picture in each width, by day and by night."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from django.conf import settings
from playwright.sync_api import Browser, Page, Response, ViewportSize, sync_playwright

from tests.bench.pages.phone import chromium
from tests.browser.audit import FIRST_KILOBYTES, NEXT_KILOBYTES, PHONE, Scale, findings_of, overflows
from tests.browser.conftest import QUIET

SCREENS: tuple[ViewportSize, ...] = (PHONE, {"width": 1280, "height": 800}, {"width": 1920, "height": 1080})
PROJECTORS: tuple[ViewportSize, ...] = (
    {"width": 1280, "height": 720},
    {"width": 1920, "height": 1080},
    {"width": 3840, "height": 2160},
)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
FOR_THE_ROOM = ("?room", "/room/")
SWAGGER = "/api/"
"""A program of its own: neither its weight nor what it nests is ours to mend."""
ADMIN = "/admin/"
"""Django's own pages: neither their weight nor the size of their buttons is ours."""
FAILURES = "/gallery/"


@dataclass(frozen=True)
class Visit:
    garden: str
    reader: str
    address: str
    server: str
    session: str

    @property
    def name(self) -> str:
        return sha256(f"{self.garden} {self.reader} {self.address}".encode()).hexdigest()[:16]

    @property
    def is_for_the_room(self) -> bool:
        return self.address.endswith(FOR_THE_ROOM)


@dataclass(frozen=True)
class Look:
    visit: Visit
    pictures: tuple[str, ...]
    findings: tuple[str, ...]
    first: float
    after: float


def look_at_all(visits: Sequence[Visit], out: Path) -> list[Look]:
    """Pages that their reader may not see are left out."""
    with browser() as opened:
        return [look for visit in visits if (look := look_at(opened, visit, out=out))]


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield opened
        opened.close()


def look_at(opened: Browser, visit: Visit, *, out: Path | None) -> Look | None:
    """None if it is not theirs to see. Pictures are taken if there is a folder for them."""
    with visiting(opened, visit, PHONE) as page:
        return look_with(page, visit, out)


def take_picture(opened: Browser, visit: Visit, screen: ViewportSize, path: Path) -> None:
    """What is seen of it without scrolling, in a small file."""
    with visiting(opened, visit, screen) as page:
        page.goto(visit.address)
        page.screenshot(path=path, type="jpeg", quality=40, animations="disabled")


@contextmanager
def visiting(opened: Browser, visit: Visit, screen: ViewportSize) -> Iterator[Page]:
    # The audit is itself a script of a stranger, so the content policy has to let it in.
    context = opened.new_context(
        viewport=screen, base_url=visit.server, bypass_csp=True, reduced_motion="reduce", color_scheme="light"
    )
    if visit.session:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": visit.session, "url": visit.server}])
    yield context.new_page()
    context.close()


def look_with(page: Page, visit: Visit, out: Path | None) -> Look | None:
    scale, said = Scale(page), list[str]()
    page.on("pageerror", lambda error: said.append(f"error in a script: {error}"))
    response = page.goto(visit.address)
    if is_broken(response, visit):
        return Look(visit, (), (*said, "fails: it has no page, or an error of the server"), 0, 0)
    if not is_theirs(response, visit):
        return None
    page.wait_for_timeout(50)  # the last bytes are counted a moment later
    first = scale.kilobytes()
    page.goto(visit.address)
    page.wait_for_timeout(50)
    after = scale.kilobytes()
    findings = [*said, *weights(visit, first, after)]
    if visit.is_for_the_room:
        findings += on_projectors(page)
    elif not visit.address.startswith(SWAGGER):
        findings += findings_of(page, small_targets=not visit.address.startswith(ADMIN))
    taken = tuple(pictures(page, visit, out)) if out else ()
    return Look(visit, taken, tuple(dict.fromkeys(findings)), first, after)


def is_broken(response: Response | None, visit: Visit) -> bool:
    return response is None or (response.status >= 500 and not visit.address.startswith(FAILURES))


def is_theirs(response: Response | None, visit: Visit) -> bool:
    """Whether they may see it: not if they are asked to sign in, sent elsewhere, or refused."""
    if response is None:
        return False
    if visit.address.startswith(FAILURES):
        return True
    return response.status == 200 and response.url == f"{visit.server}{visit.address}"


def weights(visit: Visit, first: float, after: float) -> Iterator[str]:
    if visit.address.startswith((SWAGGER, ADMIN)):
        return
    if first > FIRST_KILOBYTES:
        yield f"weighs {first:.0f} kB the first time, of {FIRST_KILOBYTES}"
    if after > NEXT_KILOBYTES:
        yield f"weighs {after:.0f} kB after that, of {NEXT_KILOBYTES}"


def on_projectors(page: Page) -> Iterator[str]:
    for screen in PROJECTORS:
        page.set_viewport_size(screen)
        if overflows(page):
            yield f"does not fit {screen['width']} by {screen['height']}"


def pictures(page: Page, visit: Visit, out: Path) -> Iterator[str]:
    """The names of the files."""
    for screen in PROJECTORS if visit.is_for_the_room else SCREENS:
        page.set_viewport_size(screen)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            name = f"{visit.name}-{screen['width']}-{theme}.jpg"
            whole = not visit.is_for_the_room
            page.screenshot(path=out / name, full_page=whole, type="jpeg", quality=60, animations="disabled")
            yield name
