# SPDX-License-Identifier: GPL-3.0-or-later
"""The one door to the engine that finds and reads text (rapidocr on onnxruntime, PP-OCRv6 out of its wheel).

Only inside the keyless worker. No model is fetched, nothing is logged, nothing is sent (decision 0150).
"""

import importlib.util
import os
import re
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from evidence_vault import errors

if TYPE_CHECKING:
    import numpy as np

MOST_THREADS = 4
_NICER = 10
_NO_MEMORY = re.compile(r"bad_alloc|failed to allocate|insufficient memory", re.IGNORECASE)
"""How onnxruntime (twice) and OpenCV say it, in errors of their own."""

_FINDER, _READER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line as the engine gives it: its four corners (x, y), clockwise from the top left, and 0 to 1 of trust."""

    text: str
    corners: tuple[tuple[float, float], ...]
    trust: float


def is_installed() -> bool:
    """Whether the parts are there; nothing is loaded."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2", "numpy"))


@cache
def reader_name() -> str:
    """The engine and its models with their versions: what a reading is kept under."""
    return f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}, PP-OCRv6 small"


class TextEngine:
    """Loaded once in a process (about a second), then asked for one piece of a picture after another."""

    def __init__(self) -> None:
        """Raises TextReaderMissing."""
        if not is_installed():
            raise errors.TextReaderMissing
        _give_way()
        _shut_the_doors()
        import rapidocr

        models = Path(rapidocr.__file__).parent / "models"
        threads = max(1, min(MOST_THREADS, (os.cpu_count() or 2) // 2))
        self._read: Any = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,  # a line upside down is rare, a line turned by mistake is not
                "Global.max_side_len": 8192,  # the pieces come in the size they are to be read in
                "Global.text_score": 0.3,  # what is doubtful is shown as doubtful, not left out
                "Det.model_path": str(models / _FINDER),
                "Rec.model_path": str(models / _READER),
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def lines(self, pixels: "np.ndarray[Any, Any]") -> list[FoundLine]:
        """The lines of a picture (height × width × 3, blue first, 8 bits), in the order in which they are found.

        Raises MemoryError, whatever the engine's parts call it.
        """
        found = self._asked(pixels, finding=True)
        if found.boxes is None or found.txts is None:
            return []
        return [
            FoundLine(str(text), tuple((float(x), float(y)) for x, y in corners), float(trust))
            for text, corners, trust in zip(found.txts, found.boxes, found.scores, strict=True)
        ]

    def words(self, pixels: "np.ndarray[Any, Any]") -> tuple[str, float]:
        """What a picture of one line says, and 0 to 1 of trust. Raises MemoryError."""
        found = self._asked(pixels, finding=False)
        return (str(found.txts[0]), float(found.scores[0])) if found.txts else ("", 0.0)

    def _asked(self, pixels: "np.ndarray[Any, Any]", *, finding: bool) -> Any:
        try:
            return self._read(pixels, use_det=finding)
        except Exception as error:
            if _NO_MEMORY.search(str(error)):
                raise MemoryError from error
            raise


def _give_way() -> None:
    """Lower this process's priority: reading goes on in the background, the window comes first."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        system = ctypes.windll.kernel32
        system.SetPriorityClass(system.GetCurrentProcess(), below_normal)
    else:
        os.nice(_NICER)


def _shut_the_doors() -> None:
    """Before anything of the engine is imported: no way to fetch a model, no telemetry."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    sys.modules["requests"] = _no_requests()
    import onnxruntime

    onnxruntime.disable_telemetry_events()


def _no_requests() -> ModuleType:
    """In place of the network client that rapidocr imports to fetch models."""

    class RequestException(Exception):
        pass

    def get(*_arguments: object, **_options: object) -> None:
        raise RequestException("this program has no network")

    stub = ModuleType("requests")
    stub.__dict__.update(RequestException=RequestException, Response=object, get=get, exceptions=stub)
    return stub
