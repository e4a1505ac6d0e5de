# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules for every test: no unexpected log line, nothing of this computer's settings, English interface."""

import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence_vault import settings, translations

SHARED = Path(__file__).resolve().parents[2] / "shared"


class UnexpectedLogLine(AssertionError):
    """The program said something on a log that no test expected."""


class _FailOnWarning(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(autouse=True)
def _silence_is_tested() -> Iterator[None]:
    handler = _FailOnWarning()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.lines:
        raise UnexpectedLogLine(handler.lines)


@pytest.fixture(autouse=True)
def _nothing_of_this_computer(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    private = tmp_path_factory.mktemp("settings")
    monkeypatch.setattr(settings, "settings_folder", lambda: private)
    translations.use(translations.ENGLISH)
    yield
    translations.use(translations.ENGLISH)


@pytest.fixture(scope="session")
def chat_samples() -> Path:
    """The folder of real export files beside the repository; skips where it is absent."""
    folder = SHARED / "chat-samples"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/chat-samples is not beside this checkout")
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much was tried: the sums of what tests recorded as properties "tried: …" (faults, kills, flips, cuts)."""
    tried: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, count in report.user_properties:
                if name.startswith("tried: ") and report.when == "call":
                    tried[name] += count
    for name, count in sorted(tried.items()):
        terminalreporter.write_line(f"{name}: {count:,}")
