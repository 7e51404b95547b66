"""A mail as it goes over the line: RFC 5322 with MIME (RFC 2045 to 2047), written in one go.

The standard library makes a tree of objects of it, reads each header that it was just given, and walks the tree: for a
mail of two texts several times the work. The tests hold what is written here against what it writes, and reads.
"""

import base64
import re
import secrets
from collections.abc import Iterable
from email.header import Header

LINE_END = re.compile(r"\r\n|\r|\n")
END = "\r\n"
SHORT = 76
"""Characters of a line of a header that needs no folding."""
LONG = 998
"""Bytes that a line may have at most (RFC 5322)."""


def write_mail(headers: Iterable[tuple[str, str]], text: str, html: str = "") -> bytes:
    """Raises ValueError where a text has characters that cannot be written."""
    top = "".join(header(name, value) for name, value in (*headers, ("MIME-Version", "1.0")))
    plain = part("plain", text)
    if not html:
        return top.encode("ascii") + plain
    boundary = f"=={secrets.token_hex(16)}=="
    top += f'Content-Type: multipart/alternative; boundary="{boundary}"{END}{END}'
    between, last = (f"{END}--{boundary}{end}{END}".encode() for end in ("", "--"))
    return b"".join((top.encode("ascii"), between, plain, between, part("html", html), last))


def header(name: str, value: str) -> str:
    """In code where it has more than ASCII, and folded where it is long."""
    line = f"{name}: {value}"
    if len(line) <= SHORT and line.isascii() and line.isprintable():
        return line + END
    return f"{name}: {Header(value, header_name=name).encode(linesep=END)}{END}"


def part(subtype: str, text: str) -> bytes:
    """One text with the headers it needs."""
    body = LINE_END.sub(END, text).encode()
    coding = "7bit" if body.isascii() else "8bit"
    if any(len(line) > LONG for line in body.split(b"\r\n")):
        coding, body = "base64", base64.encodebytes(body).replace(b"\n", b"\r\n")
    top = f'Content-Type: text/{subtype}; charset="utf-8"{END}Content-Transfer-Encoding: {coding}{END}{END}'
    return top.encode("ascii") + body
