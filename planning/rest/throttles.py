"""How often a visitor may ask: counted as signing in is, so that one machine is one visitor."""

from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, BaseThrottle, ScopedRateThrottle, UserRateThrottle

from planning.networks import network_of


class ByNetwork(BaseThrottle):
    def get_ident(self, request: Request) -> str:
        return network_of(super().get_ident(request) or "")


class AnonymousThrottle(ByNetwork, AnonRateThrottle):
    pass


class UserThrottle(ByNetwork, UserRateThrottle):
    pass


class ScopedThrottle(ByNetwork, ScopedRateThrottle):
    pass
