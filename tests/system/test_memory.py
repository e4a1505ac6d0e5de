# SPDX-License-Identifier: GPL-3.0-or-later
"""The memory of storing, reading, checking and copying does not grow with the size of a file."""

import sys
from pathlib import Path

import pytest

from tests.benchmarks.memory import peak_of_everything

MOST = 300


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems count memory in another way")
def test_a_larger_file_takes_no_more_memory(tmp_path: Path) -> None:
    small, large = (peak_of_everything(tmp_path / str(size), size) for size in (40, 240))
    assert large < MOST
    assert large - small < 16
