import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Throttles count in the cache: no test pays for another one's requests."""
    cache.clear()
