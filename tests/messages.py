"""Collects what the site says in more than one language, and compiles its German: `make messages`.

The catalogue holds what is marked for translation in code and templates: the reminder mails, and the pages that
their links open. New texts have no German until someone writes it; the tests find them.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ("htg", "planning", "retros")
PO = ROOT / "retros" / "locale" / "de" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
ADMIN = {"admin", "simple_history"}
"""Templates made over from Django's, which stay in English as all of the admin."""

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def collect() -> Catalog:
    """All messages, as they are written in English."""
    catalog = Catalog(locale="de", charset="utf-8")
    for path, source in sources():
        lines = BytesIO(source.encode())
        for line, message, comments, context in extract("python", lines, KEYWORDS, comment_tags=["Translators:"]):
            catalog.add(message, locations=[(path, line)], auto_comments=comments, context=context)
    return catalog


def sources() -> Iterator[tuple[str, str]]:
    """Code as it is, templates as code that calls gettext."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*")):
            name = str(path.relative_to(ROOT))
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield name, path.read_text()
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts and not ADMIN & {*path.parts}:
                code = templatize(path.read_text(), origin=name)
                yield name, "\n".join(line.strip() for line in code.splitlines())  # its indents mean nothing


def read() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="de")


def update() -> Catalog:
    """Bring the catalogue up to date with what is collected. What has no English any more goes; nothing is guessed."""
    catalog = read() if PO.exists() else Catalog(locale="de")
    catalog.update(collect(), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    return catalog


def text_of(catalog: Catalog) -> bytes:
    """Without places in the code, which change with every line above them, and without the hour."""
    file = BytesIO()
    write_po(file, catalog, no_location=True, omit_header=True, sort_output=True, width=110)
    return HEADER.encode() + file.getvalue()


def compiled(catalog: Catalog) -> bytes:
    file = BytesIO()
    catalog.creation_date = catalog.revision_date = LONG_AGO  # the same today and tomorrow
    write_mo(file, catalog)
    return file.getvalue()


HEADER = """\
# What the mails that remind, and the pages they lead to, say in German. `make messages` keeps it complete.
msgid ""
msgstr ""
"Language: de\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def main() -> None:
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(text_of(update()))
    catalog = read()
    MO.write_bytes(compiled(catalog))
    missing = [message.id for message in catalog if message.id and not message.string]
    print(f"{len(catalog)} messages, {len(missing)} of them without German.")
    for message in missing:
        print(f"  {message}")


if __name__ == "__main__":
    main()
