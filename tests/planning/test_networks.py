import pytest

from planning.networks import network_of


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),  # a server that listens on both versions
        ("192.0.2.1:4711", "192.0.2.1"),
        ("[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2::"),
        ("unknown", "unknown"),  # what a proxy may write
    ],
)
def test_a_household_is_one_visitor_whichever_of_its_addresses_it_uses(address: str, counted: str) -> None:
    assert network_of(address) == counted
