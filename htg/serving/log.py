"""What gunicorn writes down of a request: not who sent it, and no key in its address."""

from typing import Any

from gunicorn.glogging import Logger
from gunicorn.util import split_request_uri

from htg.masking import mask

UNREADABLE = "Invalid request from ip="


class QuietLogger(Logger):
    """One short line per request, without the visitor's address; none for the files that make up a page."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        if not requested_path(environ).startswith("/static/"):
            super().access(resp, req, environ, request_time)

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        masked = mask(requested_path(environ))
        return atoms | {"U": masked, "r": f"{atoms['m']} {masked}", "q": "", "f": "-"}

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """A request that failed, by its method and its address as it was sent."""
        super().exception(msg, *map(shown, args), **kwargs)

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        super().warning(without_request(str(msg)), *args, **kwargs)


def requested_path(environ: dict[str, Any]) -> str:
    """Of a request that failed early there is only the address as it was sent."""
    return str(environ.get("PATH_INFO") or split_request_uri(environ["RAW_URI"]).path)


def shown(arg: object) -> object:
    return mask(split_request_uri(arg).path) if isinstance(arg, str) and "/" in arg else arg


def without_request(msg: str) -> str:
    """gunicorn quotes what it cannot read after the kind of mistake, which is all that is kept."""
    if not msg.startswith(UNREADABLE):
        return msg
    return f"Invalid request: {msg.partition(': ')[2].partition(':')[0]}"
