"""Answers are compressed, but for those with a key in them.

Someone who can have a page fetched with a text of their own in it, and sees how long the answer is, can guess what else
is in it letter by letter (BREACH). Django makes it harder, by masking the token against CSRF and by a random length.
Pages with a code, a key, or an address that is one are left as they are.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from htg.masking import SHOWN

WITH_KEYS = {
    "accounts",  # codes for recovery, the secret of a second factor
    "admin",
    "channels",  # an address of a channel lets anyone post there
    "feed",  # the address of one's own feed is its key
    "mails",  # on one's own machine, with the links and codes in them
    "me",  # all of the above, in short
    "messages",  # mails over the API
    "r",  # where links in mails lead: the address is a key, and the forms have it too
    "tokens",  # shown once, when they are made
}
"""Parts of addresses: below them nothing is compressed, whether page or API."""
WITHOUT_KEYS = {"/me/reminders/"}
"""Although they are below one of these. Uncompressed, the names of all time zones would weigh 40 kB."""


def has_key(request: HttpRequest) -> bool:
    """Also where the address is one, whatever it is called."""
    match = request.resolver_match
    if request.path in WITHOUT_KEYS:
        return False
    in_address = match is not None and not match.kwargs.keys() <= SHOWN
    return in_address or not WITH_KEYS.isdisjoint(request.path.split("/"))


class CompressionMiddleware(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if has_key(request) else super().process_response(request, response)
