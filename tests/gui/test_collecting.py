# SPDX-License-Identifier: GPL-3.0-or-later
"""What lives as long as the window is left out of Python's full collections, and what comes later is not."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from evidence_vault.gui.collecting import set_aside, set_aside_when_settled
from tests.gui.conftest import Bench


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.unfreeze()


class Circle:
    """Something that only a full collection finds."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_there_is_set_aside_and_what_comes_later_is_collected(filled: Bench) -> None:
    assert filled.workspace.case_id
    before = len(gc.get_objects())
    assert set_aside() > 50_000
    assert len(gc.get_objects()) < before / 20
    later = weakref.ref(Circle())
    gc.collect()
    assert later() is None


def test_it_happens_when_the_window_stands(bench: Bench) -> None:
    assert gc.get_freeze_count() == 0
    set_aside_when_settled(bench.program)
    bench.settle()
    assert gc.get_freeze_count() > 50_000
