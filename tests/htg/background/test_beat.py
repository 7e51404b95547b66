from datetime import timedelta

import pytest
from celery.beat import Scheduler
from django.conf import settings

from htg.celery import app


@pytest.mark.parametrize("entry", settings.CELERY_BEAT_SCHEDULE.values(), ids=lambda entry: entry["task"])
def test_beat_schedules_tasks_that_exist_and_expire_before_the_next(entry: dict[str, object]) -> None:
    app.loader.import_default_modules()

    assert entry["task"] in app.tasks
    assert entry["options"] == {"expires": pytest.approx(float(str(entry["schedule"])), rel=0.2)}
    assert timedelta(seconds=float(str(entry["schedule"]))) <= timedelta(days=1)


def test_beat_starts_with_everything_and_then_keeps_its_pace() -> None:
    scheduler = Scheduler(app)
    for entry in settings.CELERY_BEAT_SCHEDULE:
        scheduled = scheduler.schedule[entry]

        assert scheduled.is_due()[0]
        assert not next(scheduled).is_due()[0]
