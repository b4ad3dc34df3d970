"""What all tests share: the seed, the corpus where it is named, and the rule that CI skips nothing."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORPUS = os.environ.get("DEVZONE_CORPUS")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CORPUS:
        return
    for item in items:
        if item.get_closest_marker("corpus"):
            item.add_marker(pytest.mark.skip(reason="DEVZONE_CORPUS does not name the folder of real plans"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # noqa: ARG001
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("DEVZONE_NO_SKIP") and not item.get_closest_marker("corpus"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be: {report.longrepr}"


@pytest.fixture(scope="session")
def seed_path() -> Path:
    return ROOT / "data" / "plan.txt"


@pytest.fixture(scope="session")
def corpus() -> Path:
    return Path(CORPUS or "")
