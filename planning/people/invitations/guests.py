"""Addresses as people have them: a list from a mail program, or a table. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from planning.backoffice.spreadsheets.dialects import FileRefused, csv_rows, decoded, read_rows, separator_of
from planning.texts.cleaning import address, line

MOST = 2_000
"""At once."""
LARGEST = 1_000_000
"""Bytes."""

ADDRESS_COLUMNS = (
    "email", "e-mail", "mail", "email address", "e-mail address", "mail address", "address", "primary email",
    "work email", "e-mail-adresse", "emailadresse", "mailadresse", "adresse", "e-mail 1 - value",
)  # fmt: skip
NAME_COLUMNS = ("name", "full name", "display name", "anzeigename", "vollständiger name", "person", "attendee")
FIRST_COLUMNS = ("first name", "firstname", "given name", "vorname")
LAST_COLUMNS = ("last name", "lastname", "surname", "family name", "nachname", "familienname")

WITH_NAME = re.compile(r"(?P<name>[^<>]*)<\s*(?P<address>[^<>]*?)\s*>\s*")


class GuestsRefused(ValueError):
    """A file or text that cannot be read at all. The text is for the person."""


@dataclass(frozen=True)
class Guest:
    """One row: whom it names, and what is wrong with it."""

    row: int
    email: str
    name: str = ""
    wrong: str = ""


def read_guests(content: bytes) -> list[Guest]:
    """In the order of the rows."""
    if len(content) > LARGEST:
        raise GuestsRefused(f"That is more than {LARGEST:,} bytes. Split it.")
    text = as_text(content)
    try:
        guests = list(read_table(text) if is_table(text) else read_list(text))
    except FileRefused as refused:
        raise GuestsRefused(str(refused)) from None
    if len(guests) > MOST:
        raise GuestsRefused(f"There are {len(guests):,} addresses. Invite at most {MOST:,} at once.")
    return guests


def as_text(content: bytes) -> str:
    """Excel writes Western code pages, too. Only names hold such letters, and they are looked at before."""
    try:
        return decoded(content)
    except FileRefused as refused:
        if b"\0" in content:
            raise GuestsRefused(str(refused)) from None
        return content.decode("cp1252", "replace")


def is_table(text: str) -> bool:
    """Whether its first line names a column of addresses, and holds none."""
    rows = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()][:2]
    if rows and rows[0].lower().startswith("sep="):
        return True
    first = rows[0] if rows else ""
    if "@" in first:
        return False
    try:
        names = next(csv_rows(first, separator_of(first)), (1, []))[1]
    except FileRefused:
        return False
    return bool({known(name) for name in names} & set(ADDRESS_COLUMNS))


def known(name: str) -> str:
    return " ".join(line(name).lower().replace("_", " ").split())


def read_table(text: str) -> Iterator[Guest]:
    header, *rows = read_rows(text)
    columns = [known(name) for name in header]
    if not set(columns) & set(ADDRESS_COLUMNS):
        raise GuestsRefused("The table needs a column with addresses. Call it “email”.")
    for number, row in enumerate(rows, 2):
        cells = dict(zip(columns, row, strict=True))
        written = cell(cells, ADDRESS_COLUMNS)
        inside = WITH_NAME.fullmatch(written)
        name = cell(cells, NAME_COLUMNS) or f"{cell(cells, FIRST_COLUMNS)} {cell(cells, LAST_COLUMNS)}"
        yield judged(number, inside["address"] if inside else written, name)


def cell(cells: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((line(cells[name]) for name in names if cells.get(name)), "")


def read_list(text: str) -> Iterator[Guest]:
    number = 0
    for row in text.lstrip("\ufeff").splitlines():
        for piece in pieces_of(row):
            number += 1
            inside = WITH_NAME.fullmatch(piece)
            yield judged(number, inside["address"] if inside else piece, inside["name"] if inside else "")


def pieces_of(row: str) -> Iterator[str]:
    """One for each address. A comma also stands inside a name: `Distel, Marta <marta@example.org>`."""
    for part in re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", row):
        begun = ""
        for piece in part.split(","):
            begun = f"{begun},{piece}" if begun else piece
            if "@" in begun:
                yield begun.strip()
                begun = ""
        if begun.strip(" ,\t"):
            yield begun.strip()


def judged(row: int, written: str, name: str) -> Guest:
    email, called = address(line(written)).removeprefix("mailto:"), line(name).strip(" \"'")[:100]
    if not email:
        return Guest(row, "", called, "There is no address in this row.")
    try:
        validate_email(email)
    except ValidationError:
        return Guest(row, email[:254], called, f"“{email[:60]}” is not a mail address. Correct it, and send it again.")
    return (
        Guest(row, email, called) if len(email) <= 254 else Guest(row, email[:254], called, "The address is too long.")
    )
