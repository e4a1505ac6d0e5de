# SPDX-License-Identifier: GPL-3.0-or-later
"""Picks the moments of a screen recording at which it shows something new and stands still."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from evidence_vault import errors
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.media_type import media_type_of
from evidence_vault.pictures.open import check_size, decoding
from evidence_vault.pictures.signatures import FFMPEG_FORMATS
from evidence_vault.pictures.video_frames import opened_film, picture_stream
from evidence_vault.records import ReadingSource

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from PIL import Image

_EVERY_MS = 120
"""Frames nearer to each other than this are passed over."""

_SIDE = 96
_STILL = 1.2
"""Mean difference in brightness to the frame before, below which the screen stands still."""

_NEW = 3.0
"""Mean difference to the last picked frame, above which there is something new."""

_LONGEST_WAIT_MS = 700
"""While it keeps moving a frame is picked after so long, so that a steady scroll leaves no gap."""

_SECOND = 1000


def film_moments(source: ReadingSource, limits: WorkerLimits) -> tuple[int, ...]:
    """Milliseconds of the picked frames, at most ``limits.frames``. Raises FormatUnknown, PictureDamaged."""
    import numpy as np

    picked: list[int] = []
    last: np.ndarray[Any, Any] | None = None
    before: np.ndarray[Any, Any] | None = None
    for moment, frame in _frames(source, limits):
        now = np.asarray(_image(frame).convert("L").resize((_SIDE, _SIDE))).astype(np.int16)
        moved = _NEW if before is None else float(np.abs(now - before).mean())
        before = now
        is_new = last is None or float(np.abs(now - last).mean()) > _NEW
        waited = not picked or moment - picked[-1] >= _LONGEST_WAIT_MS
        if is_new and (not picked or moved < _STILL or waited):
            picked.append(moment)
            last = now
            if len(picked) == limits.frames:
                break
    return tuple(picked)


def film_still(source: ReadingSource, moment: int, limits: WorkerLimits) -> bytes:
    """The frame at ``moment`` (milliseconds), upright, as a PNG. Raises FormatUnknown, PictureDamaged."""
    from evidence_vault.pictures.colour import flat

    found = None
    for at, frame in _frames(source, limits, every=0):
        if at > moment and found is not None:
            break
        found = frame
        if at >= moment:
            break
    if found is None:
        raise errors.PictureDamaged(name=source.name)
    with decoding(source.name):
        target = io.BytesIO()
        flat(_image(found)).save(target, "PNG", compress_level=6)
        return target.getvalue()


def _frames(
    source: ReadingSource, limits: WorkerLimits, *, every: int = _EVERY_MS
) -> "Iterator[tuple[int, VideoFrame]]":
    media_type = media_type_of(source)
    if media_type not in FFMPEG_FORMATS:
        raise errors.FormatUnknown(name=source.name)
    with opened_film(source, media_type) as film:
        video = picture_stream(film)
        if video is None:
            raise errors.FormatUnknown(name=source.name)
        check_size(source.name, video.codec_context.width, video.codec_context.height, limits)
        due = 0
        for frame in film.decode(video):
            moment = 0 if frame.pts is None else round(frame.time * _SECOND)
            if moment >= due:
                check_size(source.name, frame.width, frame.height, limits)
                yield moment, frame
                due = moment + every


def _image(frame: "VideoFrame") -> "Image.Image":
    turned = int(getattr(frame, "rotation", 0)) % 360
    image = cast("Image.Image", cast("Any", frame).to_image())
    return image.rotate(turned, expand=True) if turned else image
