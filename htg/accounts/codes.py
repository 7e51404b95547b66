"""The code that was mailed to someone, kept in their session until they have typed it in."""

import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from htg.accounts.visitors import visitor_of
from planning.people.sign_in.limits import CODES, MAILS, count_try

KEY = "mailed_code"
LIFETIME = timedelta(minutes=15)
PAUSE = timedelta(seconds=30)
"""Between two mails with a code: the first may still be on its way."""
GUESSES = 3


@dataclass(frozen=True)
class MailedCode:
    """`way_on` is the page the person came from, or empty. Times are timestamps: sessions can hold nothing else."""

    address: str
    code: str
    asked_at: float
    mailed_at: float
    way_on: str
    wrong: int = 0

    @property
    def tries_left(self) -> int:
        return GUESSES - self.wrong

    def wait(self, *, now: datetime) -> timedelta:
        """How long until another mail can be asked for."""
        return timedelta(seconds=self.mailed_at - now.timestamp()) + PAUSE


def mail_code(request: HttpRequest, address: str, *, way_on: str, now: datetime) -> None:
    """Mail a code to the address. Nothing here asks whether we know it.

    Refuses (TooOften).
    """
    moment = now.timestamp()
    code = str(get_adapter().generate_login_code())
    send_code(request, MailedCode(address, code, asked_at=moment, mailed_at=moment, way_on=way_on), now=now)


def mail_again(request: HttpRequest, mailed: MailedCode, *, now: datetime) -> None:
    """The same code, so that either mail will do. Refuses (TooOften)."""
    send_code(request, replace(mailed, mailed_at=now.timestamp()), now=now)


def send_code(request: HttpRequest, mailed: MailedCode, *, now: datetime) -> None:
    count_try(MAILS, mailed.address, visitor_of(request, mailed.address), now=now)
    get_adapter(request).send_mail("account/email/login_code", mailed.address, {"code": mailed.code})
    request.session[KEY] = asdict(mailed)


def valid_code(session: SessionBase, *, now: datetime) -> MailedCode | None:
    """The code that still works, if there is one."""
    if KEY not in session:
        return None
    mailed = MailedCode(**session[KEY])
    is_good = mailed.tries_left > 0 and now.timestamp() < mailed.asked_at + LIFETIME.total_seconds()
    return mailed if is_good else None


def is_right(request: HttpRequest, mailed: MailedCode, typed: str, *, now: datetime) -> bool:
    """Refuses (TooOften) before it looks. A code works until it is typed right once, or wrong three times."""
    guess = count_try(CODES, mailed.address, visitor_of(request, mailed.address), now=now)
    if constant_time_compare(without_spacing(typed), without_spacing(mailed.code)):
        guess.was_right()
        del request.session[KEY]
        return True
    request.session[KEY] = asdict(replace(mailed, wrong=mailed.wrong + 1))
    return False


def without_spacing(code: str) -> str:
    return re.sub(r"\D", "", code)
