"""Reads one whole request off a visitor's connection, at the visitor's own pace, within limits.

It is kept as it came, for gunicorn to read: all we find out here is where it ends.
"""

import asyncio
import re
from asyncio import IncompleteReadError, LimitOverrunError, StreamReader, StreamWriter
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile

from htg.serving.limits import IN_MEMORY, PIECE, RequestLimits, now

END_OF_LINE, END_OF_HEAD = b"\r\n", b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*(?=\r\n)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r\n]*chunked[^\r\n]*(?=\r\n)", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)

Spool = SpooledTemporaryFile[bytes]


class Refused(Exception):
    """A request that no one is to see. Its text is the status it is answered with."""


async def receive(reader: StreamReader, writer: StreamWriter, limits: RequestLimits) -> Spool:
    """Raises Refused, and OSError, TimeoutError or IncompleteReadError if there is no request, or no longer."""
    head = await receive_head(reader, limits)
    request = Spool(max_size=IN_MEMORY)
    try:
        if EXPECTS.search(head):  # a client with a lot to send asks first; gunicorn need not answer that again
            writer.write(b"HTTP/1.1 100 Continue" + END_OF_HEAD)
        request.write(EXPECTS.sub(b"", head))
        await receive_body(reader, head, request, limits)
    except BaseException:
        request.close()
        raise
    request.seek(0)
    return request


async def receive_head(reader: StreamReader, limits: RequestLimits) -> bytes:
    async with asyncio.timeout(limits.head_seconds):
        try:
            return await reader.readuntil(END_OF_HEAD)
        except LimitOverrunError:
            raise Refused("431 Request Header Fields Too Large") from None


async def receive_body(reader: StreamReader, head: bytes, request: Spool, limits: RequestLimits) -> None:
    size, begun = 0, now()
    try:
        async with asyncio.timeout_at(limits.until(begun, size)) as limit:
            async for piece in body(reader, head):
                size += len(piece)
                if size > limits.largest_body:
                    raise Refused("413 Content Too Large")
                request.write(piece)
                limit.reschedule(limits.until(begun, size))
    except TimeoutError:
        raise Refused("408 Request Timeout") from None


async def body(reader: StreamReader, head: bytes) -> AsyncIterator[bytes]:
    if CHUNKED.search(head):
        async for piece in chunks(reader):
            yield piece
    elif declared := LENGTH.search(head):
        async for piece in pieces(reader, int(declared[1])):
            yield piece


async def chunks(reader: StreamReader) -> AsyncIterator[bytes]:
    """As they came, with their sizes, and the lines after the last one (RFC 9112, 7.1)."""
    while True:
        line = await line_of(reader)
        yield line
        size = size_in(line)
        if size == 0:
            break
        async for piece in pieces(reader, size + len(END_OF_LINE)):
            yield piece
    while line != END_OF_LINE:
        line = await line_of(reader)
        yield line


def size_in(line: bytes) -> int:
    digits = line.partition(b";")[0].strip()
    if not re.fullmatch(rb"[0-9a-fA-F]{1,15}", digits):
        raise Refused("400 Bad Request")
    return int(digits, 16)


async def line_of(reader: StreamReader) -> bytes:
    try:
        return await reader.readuntil(END_OF_LINE)
    except LimitOverrunError:
        raise Refused("400 Bad Request") from None


async def pieces(reader: StreamReader, length: int) -> AsyncIterator[bytes]:
    while length > 0:
        piece = await reader.read(min(length, PIECE))
        if not piece:
            raise IncompleteReadError(piece, length)
        length -= len(piece)
        yield piece
