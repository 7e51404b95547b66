from pathlib import Path

import pytest


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the processes of a test write what they print."""
    return tmp_path / "output.txt"
