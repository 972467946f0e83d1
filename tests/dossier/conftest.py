from __future__ import annotations

from pathlib import Path

import pytest

from firstseen.dossier.publish import publish

from .fake_case import FakeCase
from .flood import flood


@pytest.fixture(scope="session")
def case() -> FakeCase:
    """The invented flood."""
    return flood()


@pytest.fixture(scope="session")
def dossier(case: FakeCase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its dossier, written once for all tests that only read it."""
    folder = tmp_path_factory.mktemp("published") / "dossier"
    publish(case, folder, previews=case.previews, crops=case.crops)
    return folder
