"""The page with all the pictures: what is wrong first, then each garden, a row for each page and reader."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from tests.gallery.looking import Look

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Gallery</title>
<style>
  body {{ font: 16px/1.4 system-ui; margin: 2rem; color-scheme: light dark; }}
  article {{ margin: 1rem 0; }} img {{ height: 240px; border: 1px solid gray; vertical-align: top; }}
  h3 {{ font-size: 1rem; margin: 0.5rem 0; }} .wrong {{ color: #c33; }} div {{ overflow-x: auto; white-space: nowrap; }}
</style>
<h1>{count} looks, {wrong}</h1>
<ul class="wrong">{findings}</ul>
<nav><ul>{contents}</ul></nav>
{gardens}
</html>
"""


def page_of(looks: Sequence[Look]) -> str:
    wrong = [look for look in looks if look.findings]
    in_gardens = [(name, list(group)) for name, group in groupby(looks, lambda look: look.visit.garden)]
    return PAGE.format(
        count=len(looks),
        wrong=f"{len(wrong)} with something wrong" if wrong else "nothing wrong",
        findings="".join(f'<li><a href="#{look.visit.name}">{escape(title(look))}</a>{found(look)}' for look in wrong),
        contents="".join(f'<li><a href="#{anchor(name)}">{escape(name)}</a>' for name, _ in in_gardens),
        gardens="".join(section(name, group) for name, group in in_gardens),
    )


def section(name: str, looks: Sequence[Look]) -> str:
    return f'<h2 id="{anchor(name)}">{escape(name)}</h2>' + "".join(map(article, looks))


def article(look: Look) -> str:
    images = "".join(f'<a href="{name}"><img src="{name}" alt="{name}" loading="lazy"></a>' for name in look.pictures)
    weight = f"{look.first:.0f} kB, then {look.after:.0f} kB"
    heading = f"<h3>{escape(title(look))} <small>{weight}</small></h3>"
    return f'<article id="{look.visit.name}">{heading}{found(look)}<div>{images}</div></article>'


def found(look: Look) -> str:
    return '<ul class="wrong">' + "".join(f"<li>{escape(finding)}" for finding in look.findings) + "</ul>"


def title(look: Look) -> str:
    return f"{look.visit.address} · {look.visit.garden} · {look.visit.reader}"


def anchor(name: str) -> str:
    return name.replace(" ", "-").replace(",", "")
