# SPDX-License-Identifier: GPL-3.0-or-later
"""Entry of the keyless worker process, which alone opens strangers' bytes.

``python -I -m evidence_vault.worker`` talks over its standard input and output only (docs/formats/worker.md).
Each task imports what it needs when it is first asked for, so that text never waits for the picture decoders.
"""

import gc
import io
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from evidence_vault import errors
from evidence_vault.isolation.child_flags import PROBES_FLAG
from evidence_vault.isolation.confinement import confine
from evidence_vault.isolation.error_transport import error_message
from evidence_vault.isolation.frames import FramePipe, PipeBroken
from evidence_vault.isolation.job import Job
from evidence_vault.isolation.limits import WorkerLimits, start_task_clock

_OBJECTS_BEFORE_COLLECTING = 20_000
"""Records come and go by the thousand and hold no cycles: looking for some after every 700 costs time for nothing."""


def _describe(job: Job) -> None:
    from evidence_vault.pictures.describe import describe

    found = describe(job.source, job.limits)
    job.answer({
        "media_type": found.media_type,
        "pages": found.pages,
        "claimed_at": found.claimed_at,
        "claimed_basis": found.claimed_basis,
        "facts": dict(found.facts),
        "warnings": [{"code": each.code, "text": each.text} for each in found.warnings],
    })


def _picture(job: Job) -> None:
    from evidence_vault.pictures.show import show_page

    size = (job.request["max_width"], job.request["max_height"])
    shown = show_page(job.source, job.request["page"], size, job.limits)
    job.answer({"width": shown.width, "height": shown.height})
    job.send_bytes(shown.rgba)


def _page_size(job: Job) -> None:
    from evidence_vault.pictures.page_size import page_size

    width, height = page_size(job.source, job.request["page"], job.limits)
    job.answer({"width": width, "height": height})


def _encode(job: Job) -> None:
    from evidence_vault.pictures.encode import Recipe, encode_page

    data = encode_page(job.source, job.request["page"], Recipe.from_json(job.request["recipe"]), job.limits)
    job.answer({"size": len(data)})
    job.send_bytes(data)


def _draw(job: Job) -> None:
    from evidence_vault.pictures.draw import DrawRecipe, draw_page

    data = draw_page(job.source, job.request["page"], DrawRecipe.from_json(job.request["recipe"]), job.limits)
    job.answer({"size": len(data)})
    job.send_bytes(data)


def _sketch(job: Job) -> None:
    from evidence_vault.pictures.sketch import sketch_page

    data = sketch_page(job.source, job.request["page"], job.limits).to_bytes()
    job.answer({"size": len(data)})
    job.send_bytes(data)


def _stitch(job: Job) -> None:
    from evidence_vault.pictures.stitch import StitchRecipe, stitch

    data = stitch(job.source, StitchRecipe.from_json(job.request["recipe"]), job.limits)
    job.answer({"size": len(data)})
    job.send_bytes(data)


def _metadata(job: Job) -> None:
    from evidence_vault.pictures.metadata import picture_metadata

    found = picture_metadata(job.source, job.limits)
    job.answer({"entries": [[entry.group, entry.name, entry.value] for entry in found]})


def _film_moments(job: Job) -> None:
    from evidence_vault.pictures.film_moments import film_moments

    job.answer({"moments": list(film_moments(job.source, job.limits))})


def _film_still(job: Job) -> None:
    from evidence_vault.pictures.film_moments import film_still

    data = film_still(job.source, job.request["moment"], job.limits)
    job.answer({"size": len(data)})
    job.send_bytes(data)


def _recognise(job: Job) -> None:
    from evidence_vault.importers.reading import recognise_source

    importer, certainty, reason = recognise_source(job.source)
    job.answer({"importer": importer, "certainty": certainty.value, "reason": reason})


def _read(job: Job) -> None:
    from evidence_vault.importers.reading import read_columns
    from evidence_vault.isolation.record_sender import RecordSender
    from evidence_vault.records import Answers

    sender = RecordSender(job.pipe, members=bool(job.request["members"]))
    sender.send_all(read_columns(job.source, job.request["importer"], Answers(**job.request["answers"])))
    job.answer({})


def _preview(job: Job) -> None:
    from evidence_vault.importers.reading import preview_source, recognise_source
    from evidence_vault.isolation.record_sender import RecordSender
    from evidence_vault.records import Answers, ReadingSummary, Recognition

    importer, certainty = job.request["importer"], Recognition.CERTAIN
    if importer is None:
        importer, certainty, _reason = recognise_source(job.source)
    summary = None
    if importer is not None:
        records = [*preview_source(job.source, importer, Answers(**job.request["answers"]), int(job.request["most"]))]
        RecordSender(job.pipe, members=False).send_all(records)
        summary = records[-1]
    complete = isinstance(summary, ReadingSummary) and bool(summary.by_kind or not summary.messages)
    job.answer({"importer": importer, "certainty": certainty.value, "reason": "", "complete": complete})


def _survey(job: Job) -> None:
    from dataclasses import asdict

    from evidence_vault.importers.mapping_survey import survey

    found = survey(job.source, job.request["mapping"], job.request["kept"])
    data = json.dumps(asdict(found)).encode("utf-8")
    job.answer({"size": len(data)})
    job.send_bytes(data)


def _masked(job: Job) -> None:
    from evidence_vault.importers.masked_bytes import masked_copy
    from evidence_vault.isolation.record_sender import RecordSender

    RecordSender(job.pipe, members=True).send_all([masked_copy(job.source, job.request["importer"])])
    job.answer({})


def _translations(job: Job) -> None:
    from evidence_vault.importers.translation_lines import translation_lines
    from evidence_vault.isolation.translation_rows import send_translation_lines

    send_translation_lines(job.pipe, translation_lines(job.source))
    job.answer({})


def _text(job: Job) -> None:
    from evidence_vault.picture_text_json import text_to_json
    from evidence_vault.pictures.text import read_text

    job.answer(text_to_json(read_text(job.source, job.request["page"], job.limits, job.step)))


def _faces(job: Job) -> None:
    from evidence_vault.pictures.faces import find_faces

    found = find_faces(job.source, job.request["page"], job.limits, job.step_of)
    job.answer({
        "width": found.width,
        "height": found.height,
        "faces": [[*face.box, face.confidence] for face in found.faces],
    })


TASKS: dict[str, Callable[[Job], None]] = {
    "describe": _describe,
    "picture": _picture,
    "page_size": _page_size,
    "encode": _encode,
    "draw": _draw,
    "sketch": _sketch,
    "stitch": _stitch,
    "metadata": _metadata,
    "film_moments": _film_moments,
    "film_still": _film_still,
    "recognise": _recognise,
    "read": _read,
    "masked": _masked,
    "text": _text,
    "faces": _faces,
    "preview": _preview,
    "survey": _survey,
    "translations": _translations,
}


def main(arguments: list[str] | None = None) -> int:
    """Serve tasks until the parent closes the pipe. Returns the exit status."""
    pipe = _take_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    os.environ.clear()  # Python itself may have added a language variable
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTING)
    tasks = dict(TASKS)
    if PROBES_FLAG in (sys.argv if arguments is None else arguments):
        from evidence_vault.isolation.probes import PROBES

        tasks |= PROBES
    try:
        limits = WorkerLimits(**cast("dict[str, Any]", pipe.receive_control()["limits"]))
        confine(limits)
        while _serve(pipe, tasks, limits):
            pass
    except PipeBroken:
        return 0
    return 1


def _serve(pipe: FramePipe, tasks: dict[str, Callable[[Job], None]], limits: WorkerLimits) -> bool:
    """Do one task. False: this process must not be used any more."""
    request = pipe.receive_control()
    job = Job(pipe, request, limits)
    start_task_clock(limits.seconds_for(job.source.size))
    try:
        tasks[str(request["task"])](job)
    except errors.EvidenceVaultError as error:
        pipe.send_control(error_message(error) | {"usable": True})
    except MemoryError:
        pipe.send_control(error_message(errors.WorkerOutOfMemory()))
        return False
    except PipeBroken:
        raise
    except Exception:  # a stranger's file can raise anything; it costs this file and this process
        pipe.send_control(error_message(errors.ReadingError()))
        return False
    return True


def _take_pipes() -> FramePipe:
    # A library that prints must not speak into the protocol: its 0 and 1 become the discarded error output.
    incoming, outgoing = os.dup(0), os.dup(1)
    os.dup2(2, 0)
    os.dup2(2, 1)
    return FramePipe(
        cast("BinaryIO", io.BufferedReader(io.FileIO(incoming, "rb"))),
        cast("BinaryIO", io.BufferedWriter(io.FileIO(outgoing, "wb"))),
    )


if __name__ == "__main__":
    raise SystemExit(main())
