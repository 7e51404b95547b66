import socket
import subprocess
import sys

import pytest
from pytest_django import Settings

from planning.outbox.chat.addresses import AddressRejected, check_address, service_at

INSIDE = "This address points inside the network"
PUBLIC = "93.184.215.14"
Resolver = dict[str, str]


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Resolver:
    """Names that the network would know. IP addresses, in whatever spelling, and localhost are left to the system."""
    names: Resolver = {}
    real = socket.getaddrinfo

    def look_up(host: str, *args: object, **kwargs: object) -> object:
        return real(names.get(host, host), *args, **kwargs)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return names


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7", "Slack"),
        ("slack://bot@xoxb-1234-1234-4ddbc191d40ee098cbaae6f3523ada2d/#general", "Slack"),
        ("https://discord.com/api/webhooks/417429632418316298/JHZ7lQml277CDHmQKMHI8qBe7bk2ZwO5UKj", "Discord"),
        ("https://ntfy.sh/hack-the-garden", "ntfy"),
        ("ntfys://hack-the-garden", "ntfy"),
        ("tgram://123456789:abcdefg_hijklmnop/12315544/", "Telegram"),
        ("https://chat.googleapis.com/v1/spaces/AAAAk6lGXyM/messages?key=abc&token=def", "Google Chat"),
        ("zulip://bot@garden/a6k4kf8d7sl8fhdj3ks8dfhgjs7dfkjs/stream", "Zulip"),
    ],
)
def test_address_of_a_service_is_taken_without_looking_anything_up(
    address: str, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", None)

    check_address(address)

    assert service_at(address) == service


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("mmosts://chat.example.org/secret", "Mattermost"),
        ("https://mattermost.example.org/hooks/secret", "Mattermost"),
        ("matrixs://user:password@matrix.example.org/#room", "Matrix"),
        ("rockets://user:password@chat.example.org/#room", "Rocket.Chat"),
        (
            "https://prod-1.example.org/workflows/643e69f8/triggers/manual/paths/invoke?api-version=2016&sv=1.0&sig=KOD",
            "Teams",
        ),
    ],
)
def test_server_of_ones_own_is_taken_if_it_is_outside(address: str, service: str, resolver: Resolver) -> None:
    resolver |= dict.fromkeys(
        ["chat.example.org", "mattermost.example.org", "matrix.example.org", "prod-1.example.org"], PUBLIC
    )

    check_address(address)

    assert service_at(address) == service


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "localhost", "0.0.0.0"),  # noqa: S104  # refused
        *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fd00::1]", "[fe80::1]", "[64:ff9b::7f00:1]"),
        *("10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1"),
        *("[2002:7f00:1::]", "someone@127.0.0.1", "ntfy.sh@127.0.0.1", "LOCALHOST"),
    ],
)
@pytest.mark.parametrize("address", ["ntfys://{}/topic", "mmosts://{}/secret", "workflows://{}:443/flow/signature"])
def test_address_inside_is_refused_in_every_spelling(host: str, address: str) -> None:
    with pytest.raises(AddressRejected) as refusal:
        check_address(address.format(host))

    assert host not in str(refusal.value)


@pytest.mark.parametrize("inside", ["10.0.0.1", "::1", "169.254.169.254"])
def test_name_that_leads_inside_is_refused(inside: str, resolver: Resolver) -> None:
    resolver["harmless.example.org"] = inside

    with pytest.raises(AddressRejected, match=INSIDE):
        check_address("mmosts://harmless.example.org/secret")


def test_zulip_of_ones_own_is_looked_up_as_well(resolver: Resolver) -> None:
    resolver["zulip.example.org"] = "10.0.0.1"

    with pytest.raises(AddressRejected, match=INSIDE):
        check_address("zulip://bot@zulip.example.org/a6k4kf8d7sl8fhdj3ks8dfhgjs7dfkjs/stream")


def test_host_inside_that_the_settings_name_is_taken(settings: Settings) -> None:
    settings.CHANNEL_HOSTS = ["localhost"]

    check_address("ntfy://localhost/topic")
    with pytest.raises(AddressRejected, match=INSIDE):
        check_address("ntfy://127.0.0.1/topic")


def test_host_that_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: object, **_kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    with pytest.raises(AddressRejected, match="There is no host with that name"):
        check_address("mmosts://misspelt.example.org/secret")


def test_name_too_long_for_a_host_is_refused() -> None:
    with pytest.raises(AddressRejected):
        check_address(f"mmosts://{'a' * 70}.example.org/secret")


def test_server_outside_is_posted_to_over_tls_alone(resolver: Resolver) -> None:
    resolver["chat.example.org"] = PUBLIC

    with pytest.raises(AddressRejected, match="unencrypted"):
        check_address("mmost://chat.example.org/secret")


@pytest.mark.parametrize(
    "address",
    [
        *(
            "json://example.org",
            "xml://example.org",
            "form://example.org",
            "file:///etc/passwd",
            "syslog://",
            "dbus://",
        ),
        *("mailto://user:password@example.org", "gotify://example.org/token", "apprise://example.org/token"),
        *(
            "http://169.254.169.254/latest/meta-data",
            "https://example.org/hooks/secret",
            "slack",
            "",
            "://",
            "nothing://x",
        ),
        *("https://hooks.slack.com.example.org/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7",),
    ],
)
def test_what_is_no_chat_is_refused(address: str) -> None:
    with pytest.raises(AddressRejected, match="Channels can be at: Discord, Google Chat, Matrix"):
        check_address(address)


@pytest.mark.parametrize(
    "parameter",
    [
        *("redirect=yes", "verify=no", "cto=600", "rto=600", "retry=10", "wait=60", "store=yes", "format=html"),
        *("template=/etc/passwd", "attach=http://10.0.0.1/", "avatar_url=http://10.0.0.1/", "discovery=yes"),
        *("%2Bx-header=value", "-key=value", ":token=value", "REDIRECT=yes"),
    ],
)
def test_address_sets_neither_timeouts_nor_redirects_nor_files(parameter: str) -> None:
    with pytest.raises(AddressRejected, match="cannot be set in an address here"):
        check_address(f"ntfys://ntfy.sh/topic?{parameter}")


@pytest.mark.parametrize("address", ["ntfys://ntfy.sh/a b", "ntfys://ntfy.sh/a\r\nHost: x", "ntfys://" + "a" * 2000])
def test_address_is_one_line_of_bearable_length(address: str) -> None:
    with pytest.raises(AddressRejected, match="at most 2000 characters"):
        check_address(address)


def test_address_that_lacks_something_is_refused_without_being_repeated() -> None:
    with pytest.raises(AddressRejected, match="This address lacks a part") as refusal:
        check_address("slack://secret")

    assert "secret" not in str(refusal.value)


WITHOUT_APPRISE = """
import sys
sys.modules["apprise"] = None  # as if it were not installed
import django
django.setup()
from django.core.checks import run_checks
from planning.outbox.chat.addresses import AddressRejected, check_address, service_at
try:
    check_address("slack://a/b/c")
except AddressRejected as rejection:
    print(rejection, service_at("slack://a/b/c"))
"""


def test_without_the_extra_all_else_works_and_channels_say_what_they_lack() -> None:
    run = subprocess.run([sys.executable, "-c", WITHOUT_APPRISE], capture_output=True, text=True, check=True)  # noqa: S603  # our own words

    assert run.stdout == "Posting to channels needs Apprise. Install the extra `channels`, and restart. Slack\n"


CHECKED = """
import sys
import django
django.setup()
from django.core.checks import run_checks
run_checks()
from planning.outbox.chat.addresses import service_at
before = "apprise" in sys.modules, service_at("slack://a/b/c")
print(*before, service_at("https://ntfy.sh/garden"), "apprise" in sys.modules)
"""


def test_apprise_is_loaded_when_an_address_is_read_and_not_when_a_process_starts() -> None:
    run = subprocess.run([sys.executable, "-c", CHECKED], capture_output=True, text=True, check=True)  # noqa: S603  # our own words

    assert run.stdout == "False Slack ntfy True\n"
