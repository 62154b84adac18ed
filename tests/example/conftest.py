"""Makes the example's builder importable and builds both kinds of data once for all tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "remotemeeting"
sys.path.insert(0, str(EXAMPLE))


@pytest.fixture(scope="session")
def example() -> Path:
    return EXAMPLE


@pytest.fixture(scope="session")
def faulty(tmp_path_factory) -> Path:
    from made_up_service.files import build

    folder = tmp_path_factory.mktemp("faulty")
    build(folder)
    return folder


@pytest.fixture(scope="session")
def clean(tmp_path_factory) -> Path:
    from made_up_service.files import build

    folder = tmp_path_factory.mktemp("clean")
    build(folder, faults=False)
    return folder
