"""Where visitors come from, as they are counted."""

from ipaddress import IPv6Address, IPv6Network, ip_address


def network_of(address: str) -> str:
    """One household or machine has a whole network of IPv6 addresses.

    A server that listens on both versions writes those of version 4 as one of version 6, all in one network.
    """
    try:
        ip = ip_address(without_port(address))
    except ValueError:  # what a proxy wrote, such as “unknown”
        return address
    if not isinstance(ip, IPv6Address):
        return str(ip)
    return str(ip.ipv4_mapped or IPv6Network((ip, 64), strict=False).network_address)


def without_port(address: str) -> str:
    """Some proxies write `192.0.2.1:4711` and `[2001:db8::1]:4711`: every connection would be another visitor."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
