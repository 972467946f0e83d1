"""What all tests share: the folder of real inputs, which may be absent."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


# Cases made by tests are signed with a key of their own, never with that of whoever runs the tests.
KEYS = Path(tempfile.mkdtemp(prefix="firstseen-keys-"))
os.environ["FIRSTSEEN_KEY_DIR"] = str(KEYS / "keys")

# On a busy machine making an example can be slow: that says nothing of the program. Speed is measured in bench/.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")


def pytest_unconfigure() -> None:
    """Leaves nothing behind."""
    shutil.rmtree(KEYS, ignore_errors=True)


@pytest.fixture(scope="session")
def real_inputs() -> Path:
    """The folder of real inputs that nobody on this project made; tests that need it skip without it."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real inputs (../shared/data) is absent")
    return SHARED
