"""A Redis that is gone: pages work on, and mail goes out when someone sweeps the outbox."""

import re
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from planning.outbox.mail.letters import message_id
from planning.outbox.models import Message
from planning.outbox.tasks import deliver_waiting
from tests.factories import UserFactory
from tests.faults.processes import environment, running, wait_until
from tests.mail_server import MailServer, free_port

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30
"""Seconds until a page counts as waiting for the broker: far more than a busy machine takes to show one."""


def ask_for_code(browser: OpenerDirector, site: str, email: str) -> str:
    """Sign in by a mailed code, up to the page that asks for it. Return that page."""
    with browser.open(f"{site}/accounts/login/code/", timeout=PATIENCE) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    assert token
    data = urlencode({"csrfmiddlewaretoken": token[1], "email": email}).encode()
    with browser.open(f"{site}/accounts/login/code/", data, timeout=PATIENCE) as page:
        return str(page.read().decode())


def test_page_that_mails_works_while_the_broker_is_down(log: Path, mail_server: MailServer) -> None:
    ada, port = UserFactory(email="ada@example.org"), free_port()
    env = environment(REDIS_URL=f"redis://127.0.0.1:{free_port()}", PORT=str(port), EMAIL_URL=mail_server.url)
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    with running("gunicorn", "-c", "python:htg.serving", "htg.wsgi", log=log, env=env) as process:
        wait_until(lambda: "is at http" in process.output)
        page = ask_for_code(browser, f"http://127.0.0.1:{port}", ada.email)

    message = Message.objects.get()
    assert 'name="code"' in page
    assert "The broker is down" in log.read_text()
    assert "Traceback" not in log.read_text()
    assert (message.state, mail_server.ids) == (Message.State.WAITING, [])

    assert deliver_waiting() == 1

    assert mail_server.ids == [message_id(message)]
