# SPDX-License-Identifier: GPL-3.0-or-later
"""The command read: what an importer makes of a file, or the program reads in a picture, without a vault."""

from pathlib import Path
from typing import Any

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.json_forms import picture_text, warning_sentence
from evidence_vault.cli.progress_bar import terminal_progress
from evidence_vault.cli.shared_options import (
    answer_options,
    answers_of,
    command,
    importer_of,
    importer_option,
    jsonl_option,
    path_argument,
)
from evidence_vault.cli.spoken_reports import message_line, say_text
from evidence_vault.operations.read_file import read_file
from evidence_vault.operations.read_pictures import is_picture, read_picture_file
from evidence_vault.record_json import LineRecord, SourceLine, to_json
from evidence_vault.records import Conversation, Message, ReadingSummary, ReadingWarning
from evidence_vault.translations import N_, _


@command(
    "read",
    N_(
        "Show what an importer makes of a file. Needs no vault and keeps nothing.\n\nOf a picture or PDF the text in "
        "it is shown, as the program reads it."
    ),
)
@path_argument("file", "FILE")
@importer_option
@answer_options
@jsonl_option
def read(file: Path, importer: str | None, *, as_jsonl: bool, **said: Any) -> int:
    """See ``read_file``, and ``read_pictures`` for pictures."""
    answers = answers_of(said)
    importer = importer_of(importer, answers)
    if importer is None and is_picture(file):
        return _read_picture(file, as_jsonl=as_jsonl)
    records = read_file(file, importer, answers)
    if as_jsonl:
        output.say_json_lines(map(to_json, records))
    else:
        output.say_lines(map(_line_of, records))
    return exit_status.DONE


def _read_picture(file: Path, *, as_jsonl: bool) -> int:
    with terminal_progress() as progress:
        for page, text in enumerate(read_picture_file(file, progress)):
            if as_jsonl:
                output.say_json_line(picture_text(text, page))
            else:
                say_text(text, page)
    return exit_status.DONE


def _line_of(record: LineRecord) -> str:
    if isinstance(record, Message):
        return message_line(record)
    if isinstance(record, SourceLine):
        return _("{name}: {importer} ({certainty})").format(
            name=record.name, importer=record.importer, certainty=record.certainty.value
        )
    if isinstance(record, Conversation):
        return f"# {record.title or record.id}"
    if isinstance(record, ReadingWarning):
        return f"! {warning_sentence(record)}"
    if isinstance(record, ReadingSummary):
        return _("{messages} messages, {not_understood} not understood").format(
            messages=record.messages, not_understood=record.not_understood
        )
    return record.name


COMMANDS = (read,)
