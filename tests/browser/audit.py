"""What a machine can find wrong with a page: WCAG 2.2 AA, what is too wide, too small to touch, or too heavy."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import CDPSession, Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
NARROWEST: ViewportSize = {"width": 320, "height": 844}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLORS = {"runOnly": ["color-contrast"]}
"""What night changes."""
TOUCH = 44
"""CSS pixels, as WCAG 2.5.5 has it."""
FIRST_KILOBYTES, NEXT_KILOBYTES = 60, 15

SMALL_TARGETS = """touch => {
  const box = elements => {
    const boxes = elements.map(element => element.getBoundingClientRect()).filter(box => box.width > 1);
    const edge = (choose, side) => choose(...boxes.map(box => box[side]));
    return boxes.length && {width: edge(Math.max, "right") - edge(Math.min, "left"),
                            height: edge(Math.max, "bottom") - edge(Math.min, "top")};
  };
  const inSentence = element => element.tagName === "A" && getComputedStyle(element).display.startsWith("inline")
    && element.parentElement.textContent.trim().length > element.textContent.trim().length;
  const small = [];
  for (const element of document.querySelectorAll("a[href], button, summary, select, textarea, input")) {
    if (!element.checkVisibility({visibilityProperty: true}) || element.closest(".skip, .visually-hidden")
        || inSentence(element)) continue;
    const found = box([element, ...(element.labels || []), ...[element.closest("label")].filter(Boolean)]);
    const narrow = element.tagName === "A" ? 24 : touch;  // a short word is a link as well
    if (found && (found.height < touch - 0.5 || found.width < narrow - 0.5))
      small.push(`${Math.round(found.width)} by ${Math.round(found.height)} ${element.outerHTML.slice(0, 120)}`);
  }
  return small;
}"""
"""Links within a sentence are as high as its lines (WCAG 2.5.8 excepts them too); a label is part of its field."""


def audit(page: Page, path: str) -> list[str]:
    """Open it, and look."""
    answer = page.goto(path)
    findings = [] if answer and answer.status == 200 else ["does not open"]
    return [f"{path}: {finding}" for finding in (*findings, *findings_of(page))]


def findings_of(page: Page, *, small_targets: bool = True) -> list[str]:
    """What is wrong with the page that is open, on a phone, by day, and with its colors by night."""
    page.set_viewport_size(NARROWEST)
    findings = ["is wider than the phone"] if is_too_wide(page) else []
    page.set_viewport_size(PHONE)
    if small_targets:
        findings += [f"too small to touch: {found}" for found in page.evaluate(SMALL_TARGETS, TOUCH)]
    page.emulate_media(color_scheme="light")
    violations = Axe().run(page, options=WCAG).response["violations"]
    page.emulate_media(color_scheme="dark")
    violations += Axe().run(page, options=COLORS).response["violations"]
    return findings + [f"{found['id']} {node['html'][:120]}" for found in violations for node in found["nodes"]]


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def overflows(page: Page) -> bool:
    """A view for the room has to fit: no one scrolls a projector."""
    return bool(page.evaluate("document.documentElement.scrollHeight > window.innerHeight")) or is_too_wide(page)


class Scale:
    """Weighs what comes over the line, with its headers."""

    def __init__(self, page: Page) -> None:
        self._received: list[float] = []
        protocol: CDPSession = page.context.new_cdp_session(page)
        protocol.send("Network.enable")
        protocol.on("Network.loadingFinished", lambda event: self._received.append(event["encodedDataLength"]))

    def kilobytes(self) -> float:
        """Since it was last asked."""
        total = sum(self._received) / 1_000
        self._received.clear()
        return total
