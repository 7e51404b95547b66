from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from planning.people.tasks import forget_expired_sessions

pytestmark = pytest.mark.django_db


def test_forget_expired_sessions_keeps_those_that_go_on() -> None:
    now = timezone.now()
    Session.objects.create(session_key="over", session_data="", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="on", session_data="", expire_date=now + timedelta(days=1))

    forget_expired_sessions()

    assert [session.session_key for session in Session.objects.all()] == ["on"]
