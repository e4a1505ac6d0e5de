# SPDX-License-Identifier: GPL-3.0-or-later
"""Films and sound: length, codecs, claims, and a handful of still pictures spread over a film."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from evidence_vault import errors
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.image_facts import add_text_fact
from evidence_vault.pictures.open import check_size, decoding, fitted
from evidence_vault.pictures.picture_facts import PictureFacts
from evidence_vault.pictures.signatures import FFMPEG_FORMATS
from evidence_vault.records import ReadingSource

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from PIL import Image


STILLS = 5
_MOST_DECODED = 400
"""Frames decoded on the way from a key frame to the moment that is wanted."""

_MICROSECONDS = 1_000_000
_APPLE = "com.apple.quicktime."
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:(Z)|([+-]\d\d):?(\d\d))?")


def describe_film(source: ReadingSource, found: PictureFacts, limits: WorkerLimits) -> None:
    """Add length, size, codecs and claims to ``found``. Raises PictureDamaged, PictureTooLarge."""
    with opened_film(source, found.media_type) as film:
        if film.duration:
            found.facts["duration_ms"] = film.duration * 1000 // _MICROSECONDS
        for stream in film.streams.audio[:1]:
            found.facts["audio_codec"] = stream.codec_context.name
        claims = {str(key).lower(): str(value) for key, value in film.metadata.items()}
        _add_claims(claims, found)
        if (video := picture_stream(film)) is None:
            if found.media_type == "video/mp4" and film.streams.audio:
                found.media_type = "audio/mp4"
            return
        context = video.codec_context
        found.facts |= {"width": context.width, "height": context.height, "video_codec": context.name}
        check_size(source.name, context.width, context.height, limits)
        found.pages = STILLS if film.duration and film.duration >= _MICROSECONDS else 1
        _still(film, video, 0)


def video_frame(
    source: ReadingSource, media_type: str, page: int, largest: tuple[int, int], limits: WorkerLimits
) -> "Image.Image":
    """The still ``page`` of ``STILLS``, upright. Raises FormatUnknown, PictureDamaged, PictureTooLarge."""
    with opened_film(source, media_type) as film:
        video = picture_stream(film)
        if video is None or not 0 <= page < STILLS:
            raise errors.FormatUnknown(name=source.name)
        check_size(source.name, video.codec_context.width, video.codec_context.height, limits)
        frame = _still(film, video, (film.duration or 0) * page // STILLS)
        check_size(source.name, frame.width, frame.height, limits)
        turned = int(getattr(frame, "rotation", 0)) % 360
        image = cast("Image.Image", cast("Any", frame).to_image())
        return fitted(image.rotate(turned, expand=True) if turned else image, largest)


@contextmanager
def opened_film(source: ReadingSource, media_type: str) -> "Iterator[InputContainer]":
    """An open film: one demuxer, no protocol. Raises PictureDamaged."""
    import av

    av.logging.set_level(None)
    with (
        source.open() as stream,
        decoding(source.name),
        # One demuxer, and no protocol at all: a film cannot make ffmpeg open a file or an address it names.
        av.open(
            stream,
            "r",
            format=FFMPEG_FORMATS[media_type],
            options={"protocol_whitelist": "none", "format_whitelist": FFMPEG_FORMATS[media_type]},
            metadata_errors="replace",
        ) as film,
    ):
        yield film


def picture_stream(film: "InputContainer") -> "VideoStream | None":
    """The first stream of pictures, to be decoded in this thread alone."""
    for stream in film.streams.video:
        if stream.codec_context.width:
            stream.thread_type = "NONE"
            stream.codec_context.thread_count = 1
            return stream
    return None


def _still(film: "InputContainer", video: "VideoStream", moment: int) -> "VideoFrame":
    """The first frame at ``moment`` (microseconds) or the last one before the film breaks off."""
    if moment:
        film.seek(moment)
    last = None
    for frame in islice(film.decode(video), _MOST_DECODED):
        last = frame
        if frame.pts is None or frame.time * _MICROSECONDS >= moment:
            break
    if last is None:
        raise errors.PictureDamaged
    return last


def _add_claims(claims: dict[str, str], found: PictureFacts) -> None:
    for name, keys in (
        ("device_make", (f"{_APPLE}make", "make")),
        ("device_model", (f"{_APPLE}model", "model")),
        ("software", (f"{_APPLE}software", "encoder")),
    ):
        add_text_fact(found, name, next((claims[key] for key in keys if key in claims), None))
    if any("location" in key for key in claims):
        found.facts["location"] = True
    found.claim(_time(claims.get(f"{_APPLE}creationdate", "")), "quicktime:creationdate")
    found.claim(_time(claims.get("creation_time", "")), "container:creation_time")


def _time(untrusted: str) -> str | None:
    match = _TIME.match(untrusted)
    if match is None:
        return None
    offset = match[3] or (f"{match[4]}:{match[5]}" if match[4] else "")
    return f"{match[1]}T{match[2]}{offset}"
