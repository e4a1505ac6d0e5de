# SPDX-License-Identifier: GPL-3.0-or-later
"""The door to all importers: which one knows a file, and its records with the person's answers applied."""

import importlib.resources
import re
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone, tzinfo
from itertools import islice
from operator import add, itemgetter
from typing import TypeAlias, cast

from evidence_vault import errors
from evidence_vault.importers import IMPORTERS
from evidence_vault.importers.base import HEAD_SIZE, Importer
from evidence_vault.importers.single_files import chat_among, inner_file, read_inside
from evidence_vault.importers.tar_members import OpenedTar, is_tar, open_tar
from evidence_vault.importers.zip_members import OpenedZip, is_zip, open_zip
from evidence_vault.message_columns import MessageColumns, ReadingPart, in_columns, one_by_one
from evidence_vault.records import (
    Answers,
    Conversation,
    Member,
    Message,
    ReadingRecord,
    ReadingSource,
    ReadingSummary,
    ReadingWarning,
    Recognition,
    TimeCertainty,
)

_OFFSET = re.compile(r"([+-])(\d\d):([0-5]\d)")
_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")
_WITH_HOUR = len("2026-03-01T09")
_WITH_DAY = len("2026-03-01")
_hour_of = itemgetter(slice(_WITH_HOUR))
_MOST_HOURS_KEPT = 10_000
_MOST_LOOKED_THROUGH = 5_000
_LONGEST_OFFSET = timedelta(hours=15)
_TOGETHER = 64
"""So many messages are given their answers at once: several times as fast as one by one."""

_Times: TypeAlias = Sequence[str | None]
_Certainties: TypeAlias = Sequence[TimeCertainty]


def recognise_source(source: ReadingSource) -> tuple[str | None, Recognition, str]:
    """Which importer knows ``source``, how surely, and why in a few English words.

    The first that is certain wins; else the first that may. An importer with a doubt never silently takes a file.
    A zip that no importer is certain of is what its one file is, or the one chat among its files, where that is
    certain. Raises ArchiveTooLarge,
    ArchiveDamaged or ArchiveLocked for a zip or tar that nobody can look into: a bomb is not “nothing known”.
    """
    with source.open() as stream:
        head = stream.read(HEAD_SIZE)
    if is_tar(head):
        with open_tar(source) as tar:
            return _recognised(head, OpenedTar(source, tar))
    if not is_zip(head):
        return _recognised(head, source)
    with open_zip(source) as members:
        found = _recognised(head, OpenedZip(source, members))
        if found[1] is Recognition.CERTAIN:
            return found
        inner = inner_file(members, source.name)
        chat = None if inner else chat_among(members, IMPORTERS)
    if chat is not None:
        return chat[1].id, Recognition.CERTAIN, "the one chat of a zip"
    if inner is None:
        return found
    inside = _recognised(inner.head, inner)
    return (*inside[:2], f"inside the zip: {inside[2]}") if inside[1] is Recognition.CERTAIN else found


def _recognised(head: bytes, source: ReadingSource) -> tuple[str | None, Recognition, str]:
    possible: list[tuple[str, str]] = []
    for importer in IMPORTERS:
        recognition, reason = importer.recognise(head, source.name, source)
        if recognition is Recognition.CERTAIN:
            return importer.id, recognition, reason
        if recognition is Recognition.MAYBE:
            possible.append((importer.id, reason))
    if not possible:
        return None, Recognition.NO, "no importer knows it"
    others = ", ".join(name for name, _ in possible[1:])
    return possible[0][0], Recognition.MAYBE, possible[0][1] + (f"; or {others}" if others else "")


def importer_named(importer_id: str, file_name: str = "") -> Importer:
    """The importer of that id. Raises FormatUnknown."""
    for importer in IMPORTERS:
        if importer.id == importer_id:
            return importer
    raise errors.FormatUnknown(name=file_name or importer_id)


def read_source(source: ReadingSource, importer_id: str | None, answers: Answers) -> Iterator[ReadingRecord]:
    """The records of ``source`` with ``answers`` applied; ``None`` takes the importer that recognises it.

    Raises FormatUnknown, TimeZoneUnknown and the other ReadingErrors, at once or while it is read. What a person
    must still answer comes as warnings before the summary: TIME_ZONE_NOT_IN_FILE, DATE_ORDER_UNKNOWN, SELF_UNKNOWN.
    """
    return one_by_one(read_columns(source, importer_id, answers))


def read_columns(source: ReadingSource, importer_id: str | None, answers: Answers) -> Iterator[ReadingPart]:
    """As ``read_source``, the messages as columns."""
    applied = _Applied(answers)
    if importer_id is None:
        importer_id = recognise_source(source)[0]
    if importer_id is None:
        raise errors.FormatUnknown(name=source.name)
    importer = importer_named(importer_id, source.name)
    return applied.records(read_inside(source, importer, answers))


def preview_source(source: ReadingSource, importer_id: str, answers: Answers, most: int) -> Iterator[ReadingRecord]:
    """As ``read_source``, at most ``most`` messages and no members; the summary counts those alone.

    What must still be answered is asked about those messages.
    """
    applied = _Applied(answers)
    records = one_by_one(read_inside(source, importer_named(importer_id, source.name), answers))
    return one_by_one(applied.records(_first(records, most)))


def answered(records: Iterator[ReadingRecord], answers: Answers) -> Iterator[ReadingRecord]:
    """``records`` with the person's answers, and the questions that stay open, before their summary.

    Raises TimeZoneUnknown.
    """
    return one_by_one(_Applied(answers).records(records))


def _first(records: Iterator[ReadingRecord], most: int) -> Iterator[ReadingRecord]:
    """The beginning of ``records``, and what a bounded number of further ones warn of."""
    conversations = messages = 0
    for record in records:
        if isinstance(record, Message):
            if messages == most:
                yield from _warnings_of(islice(records, _MOST_LOOKED_THROUGH))
                break
            messages += 1
        conversations += isinstance(record, Conversation)
        if isinstance(record, ReadingSummary):
            yield record
            return
        if not isinstance(record, Member):
            yield record
    yield ReadingSummary(conversations, messages, {}, messages, 0)


def _warnings_of(records: Iterable[ReadingRecord]) -> Iterator[ReadingRecord]:
    return (record for record in records if isinstance(record, ReadingWarning))


def time_zone(zone: str) -> tzinfo:
    """``zone`` (an IANA name or ±HH:MM) from the time-zone data that comes with the program. Raises TimeZoneUnknown."""
    if match := _OFFSET.fullmatch(zone):
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        if offset <= _LONGEST_OFFSET:
            return timezone(-offset if sign == "-" else offset)
    if _ZONE_NAME.fullmatch(zone):
        place = importlib.resources.files("tzdata.zoneinfo").joinpath(*zone.split("/"))
        if place.is_file():
            with place.open("rb") as file:
                try:
                    return zoneinfo.ZoneInfo.from_file(file, key=zone)
                except ValueError as error:
                    raise errors.TimeZoneUnknown(zone=zone) from error
    raise errors.TimeZoneUnknown(zone=zone)


class _HourOffsets(dict[str, str]):
    """The offset of each hour (``2026-03-01T09``); "" where it changes within the hour, and for a day without one."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self.zone = zone
        self._days: dict[str, str] = {}

    def __missing__(self, hour: str) -> str:
        if len(self) >= _MOST_HOURS_KEPT:
            self.clear()
            self._days.clear()
        offset = self[hour] = self._of_hour(hour) if len(hour) == _WITH_HOUR else ""
        return offset

    def _of_hour(self, hour: str) -> str:
        day = hour[:_WITH_DAY]
        # A chat of years has many hours, and on nearly every day the clocks do not change.
        if day not in self._days:
            self._days[day] = _steady_offset(f"{day}T00", f"{day}T23", self.zone)
        return self._days[day] or _steady_offset(hour, hour, self.zone)


class _Applied:
    """The answers on their way through one reading."""

    def __init__(self, answers: Answers) -> None:
        """Raises TimeZoneUnknown."""
        self._self_name = answers.self_name
        self._offsets = None if answers.time_zone is None else _HourOffsets(time_zone(answers.time_zone))
        self._troubles: dict[str, list[str]] = {}
        self._found_self = self._knows_self = self._has_senders = self._lacks_zone = False

    def records(self, records: Iterator[ReadingPart]) -> Iterator[ReadingPart]:
        """``records`` with the answers, messages as columns whatever they came as."""
        waiting: list[Message] = []
        for record in records:
            if isinstance(record, Message):
                waiting.append(record)
                if len(waiting) == _TOGETHER:
                    yield from self._together(waiting)
                continue
            # What lies in a container is open only until the next record is asked for: nothing is read ahead of it.
            yield from self._together(waiting)
            if isinstance(record, ReadingSummary):
                yield from self._questions()
                yield record
                return
            yield self._one(record)
        yield from self._together(waiting)

    def _together(self, waiting: list[Message]) -> Iterator[MessageColumns]:
        yield from map(self._messages, in_columns(waiting))
        waiting.clear()

    def _one(self, record: ReadingPart) -> ReadingPart:
        if isinstance(record, MessageColumns):
            return self._messages(record)
        return self._conversation(record) if isinstance(record, Conversation) else record

    def _conversation(self, conversation: Conversation) -> Conversation:
        self._knows_self |= any(person.is_self is not None for person in conversation.participants)
        if self._self_name is None:
            return conversation
        people = tuple(
            replace(person, is_self=person.name == self._self_name) if person.is_self is None else person
            for person in conversation.participants
        )
        return replace(conversation, participants=people)

    def _messages(self, columns: MessageColumns) -> MessageColumns:
        """A million are read for one file, so each answer is given to all of them at once."""
        self._has_senders = self._has_senders or any(columns.sender)
        self._knows_self = self._knows_self or columns.is_self.count(None) < columns.number
        return columns._replace(
            sent_at=self._with_offsets(columns.sent_at, columns.time_certainty),
            is_self=self._with_self(columns.sender, columns.is_self),
        )

    def _with_self(self, senders: Sequence[str | None], selves: Sequence[bool | None]) -> Sequence[bool | None]:
        name = self._self_name
        if name is None:
            return selves
        self._found_self = self._found_self or name in senders
        return [
            sender == name if said is None and sender is not None else said
            for sender, said in zip(senders, selves, strict=True)
        ]

    def _with_offsets(self, sent_at: _Times, certainties: _Certainties) -> _Times:
        local = TimeCertainty.LOCAL_DEVICE
        if local not in certainties:
            return sent_at
        moments = zip(sent_at, certainties, strict=True)
        if self._offsets is None:
            self._lacks_zone = self._lacks_zone or any(moment and certainty is local for moment, certainty in moments)
            return sent_at
        if certainties.count(local) == len(certainties) and all(sent_at):
            offsets = [*map(self._offsets.__getitem__, map(_hour_of, cast("Sequence[str]", sent_at)))]
            if all(offsets):
                return [*map(add, cast("Sequence[str]", sent_at), offsets)]
        return [self._with_offset(moment) if moment and certainty is local else moment for moment, certainty in moments]

    def _with_offset(self, sent_at: str) -> str:
        offsets = cast("_HourOffsets", self._offsets)
        if offset := offsets[_hour_of(sent_at)]:
            return sent_at + offset
        return sent_at if len(sent_at) < _WITH_HOUR else self._with_exact_offset(sent_at, offsets.zone)

    def _with_exact_offset(self, sent_at: str, zone: tzinfo) -> str:
        moment = datetime.fromisoformat(sent_at).replace(tzinfo=zone)
        first, second = moment.utcoffset(), moment.replace(fold=1).utcoffset()
        if first is None or second is None or first == second:
            return sent_at + _offset_text(moment)
        # The hour that a change of the clocks repeats or leaves out: which one it was is not ours to choose.
        code = "TIME_AMBIGUOUS" if first > second else "TIME_NOT_EXISTING"
        self._troubles.setdefault(code, []).append(sent_at)
        return sent_at

    def _questions(self) -> Iterator[ReadingWarning]:
        if self._lacks_zone:
            yield ReadingWarning("TIME_ZONE_NOT_IN_FILE")
        for code, times in sorted(self._troubles.items()):
            yield ReadingWarning(code, times[0] + (f" (+{len(times) - 1})" if len(times) > 1 else ""))
        if self._self_name is not None and self._has_senders and not self._found_self and not self._knows_self:
            yield ReadingWarning("SELF_NAME_NOT_FOUND", self._self_name)
        elif self._self_name is None and self._has_senders and not self._knows_self:
            yield ReadingWarning("SELF_UNKNOWN")


def _offset_text(moment: datetime) -> str:
    return moment.isoformat()[len(moment.replace(tzinfo=None).isoformat()) :]


def _steady_offset(first: str, last: str, zone: tzinfo) -> str:
    """The offset from the hour ``first`` to the end of the hour ``last``, of one day; "" where it changes.

    Two changes of the clocks are never so near to each other that the second undoes the first within a day.
    """
    start = datetime.fromisoformat(f"{first}:00").replace(tzinfo=zone)
    end = datetime.fromisoformat(f"{last}:59:59.999999").replace(tzinfo=zone)
    offsets = {moment.replace(fold=fold).utcoffset() for moment in (start, end) for fold in (0, 1)}
    return _offset_text(start) if len(offsets) == 1 else ""
