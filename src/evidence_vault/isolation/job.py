# SPDX-License-Identifier: GPL-3.0-or-later
"""One task as the worker sees it."""

from typing import Any

from evidence_vault.isolation.frames import PIECE, FrameKind, FramePipe
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.isolation.piped_source import PipedSource
from evidence_vault.records import Json


class Job:
    """One task: where its bytes come from, what was asked, where its answer goes."""

    def __init__(self, pipe: FramePipe, request: dict[str, Any], limits: WorkerLimits) -> None:
        self.pipe = pipe
        self.request = request
        self.limits = limits
        self.source = PipedSource(
            pipe, str(request["name"]), int(request["size"]), tuple(map(str, request.get("beside", ())))
        )

    def step(self) -> None:
        """Say that the task goes on: the moment at which the parent may stop it."""
        self.pipe.send_control({"step": True})

    def step_of(self, done: int, total: int) -> None:
        """The same, with how many of its parts are done, and of how many."""
        self.pipe.send_control({"step": [done, total]})

    def answer(self, done: dict[str, Json]) -> None:
        """The task's answer; bytes may follow."""
        self.pipe.send_control({"done": done})

    def send_bytes(self, data: bytes) -> None:
        """The bytes that an answer announced."""
        view = memoryview(data)
        for start in range(0, len(view), PIECE):
            self.pipe.send(FrameKind.BYTES, view[start : start + PIECE])
