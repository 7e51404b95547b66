"""Where GitHub sends its webhooks: `/hooks/github/`. No session: a signature proves that they come from GitHub."""

import hmac
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound, ParseError, PermissionDenied, UnsupportedMediaType
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from retros.nextsteps.evidence.deliveries import is_evidence, read_payload, take_delivery
from retros.nextsteps.evidence.facts import Unreadable

LARGEST = 2 * 1024 * 1024
"""Bytes. GitHub may send 25 MB, for pushes. A pull request has at most 65,536 characters, and an edit repeats them
twice: with each one escaped that makes 1.6 MB."""
LONGEST_GUID = 64


@extend_schema(exclude=True)
class GitHubWebhook(APIView):
    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = []  # a busy week is not an attack, and unsigned requests cost nothing

    def post(self, request: Request) -> Response:
        body = signed_body(request)
        event, guid = request.headers.get("X-GitHub-Event", ""), request.headers.get("X-GitHub-Delivery", "")
        if event == "ping":
            return said("Pong. We'll notice what gets merged or closed.", status.HTTP_200_OK)
        if not 0 < len(guid) <= LONGEST_GUID:
            raise ParseError("X-GitHub-Delivery doesn't name a delivery.")
        try:
            payload = read_payload(body)
            if not is_evidence(event, payload):
                return said("Ignored: this isn't evidence for anything here.", status.HTTP_202_ACCEPTED)
            changed = take_delivery(guid, event, payload, now=timezone.now())
        except Unreadable as error:
            raise ParseError(str(error)) from error
        if changed is None:
            return said("Already received. Nothing was changed.", status.HTTP_200_OK)
        return said("Received.", status.HTTP_200_OK, links=changed)


def signed_body(request: Request) -> bytes:
    """Return the body once it is known to come from GitHub. It is not looked at before that."""
    if not settings.GITHUB_WEBHOOK_SECRET:
        raise NotFound("The webhook is disabled: GITHUB_WEBHOOK_SECRET is not set.")
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > LARGEST:
        raise RequestDataTooBig
    signature = request.headers.get("X-Hub-Signature-256", "")
    if not signature:
        raise PermissionDenied("X-Hub-Signature-256 is missing. Give the webhook the secret that is set here.")
    body: bytes = request._request.body
    expected = f"sha256={hmac.new(settings.GITHUB_WEBHOOK_SECRET.encode(), body, sha256).hexdigest()}"
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        raise PermissionDenied("X-Hub-Signature-256 doesn't match. Is the webhook's secret the one that is set here?")
    if request.content_type.startswith("application/x-www-form-urlencoded"):  # GitHub's default
        raise UnsupportedMediaType("", detail="Choose application/json as the webhook's content type.")
    return body


def said(words: str, code: int, **members: Any) -> Response:
    return Response({"detail": words, **members}, status=code)
