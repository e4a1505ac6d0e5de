# SPDX-License-Identifier: GPL-3.0-or-later
"""A zip around one file reads as the file; a locked one says so; others stay what they are."""

import io
import zipfile
from collections.abc import Iterator

import pytest

from evidence_vault import errors
from evidence_vault.importers.base import MOST_WARNINGS_OF_A_CODE
from evidence_vault.importers.reading import preview_source, read_source, recognise_source
from evidence_vault.importers.zip_members import is_zip
from evidence_vault.records import Answers, Member, Message, ReadingSummary, ReadingWarning, Recognition
from tests.importers.conformance import Bytes, check_conservation, messages
from tests.importers.samples import SAMPLES


def packed(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """``data`` with the flag “encrypted” on every file, in the directory and before each."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place != -1:
            changed[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(changed)


def samples() -> Iterator[tuple[str, Bytes]]:
    for importer_id, sources in SAMPLES.items():
        for source in sources:
            if recognise_source(source)[1] is Recognition.CERTAIN and importer_id != "mapping":
                yield importer_id, source


EVERY = list(samples())
BILL = next(source for importer_id, source in EVERY if importer_id == "wechat_pay_bill" and not is_zip(source.data))


@pytest.mark.parametrize(("importer_id", "source"), EVERY, ids=[f"{name}-{source.name}" for name, source in EVERY])
def test_a_sample_packed_alone_reads_the_same(importer_id: str, source: Bytes) -> None:
    before = list(read_source(source, importer_id, Answers()))
    zipped = Bytes("download.zip", packed(("__MACOSX/._x", b"\0"), (source.name, source.data)))
    found, certainty, _ = recognise_source(zipped)
    assert (found, certainty) == (importer_id, Recognition.CERTAIN)
    after = list(read_source(zipped, found, Answers()))
    check_conservation(after)
    assert [m._replace(raw_span=None) for m in messages(after)] == [m._replace(raw_span=None) for m in messages(before)]
    assert [m.raw_span[:4] for m in messages(after) if m.raw_span] == [
        m.raw_span[:4] for m in messages(before) if m.raw_span
    ]
    assert after[-1] == before[-1]


def test_where_a_record_stands_names_the_file_inside() -> None:
    zipped = Bytes("bill.zip", packed((BILL.name, BILL.data)))
    records = list(read_source(zipped, None, Answers()))
    # A member would be an item of its own, without the warning that secrets are inside.
    assert not any(isinstance(record, Member) for record in records)
    assert {m.raw_span.member for m in messages(records) if m.raw_span} == {BILL.name}
    shown = list(preview_source(zipped, "wechat_pay_bill", Answers(), 1))
    assert sum(isinstance(record, Message) for record in shown) == 1
    assert isinstance(shown[-1], ReadingSummary)


def test_what_a_system_left_beside_the_file_is_named() -> None:
    litter = [(f"__MACOSX/._{number}", b"x") for number in range(MOST_WARNINGS_OF_A_CODE + 2)]
    records = list(read_source(Bytes("bill.zip", packed((BILL.name, BILL.data), *litter)), None, Answers()))
    codes = [record.code for record in records if isinstance(record, ReadingWarning)]
    assert codes.count("MEMBER_LITTER") == MOST_WARNINGS_OF_A_CODE
    assert ReadingWarning("MORE_OF_THE_SAME", "MEMBER_LITTER: 2") in records


def test_a_locked_zip_says_that_it_is_locked() -> None:
    zipped = Bytes("bill.zip", locked(packed((BILL.name, BILL.data))))
    with pytest.raises(errors.ArchiveLocked):
        recognise_source(zipped)
    with pytest.raises(errors.ArchiveLocked):
        list(read_source(zipped, "wechat_pay_bill", Answers()))


def test_a_zip_of_unsafe_or_unknown_files_is_not_guessed_about() -> None:
    for data in (
        packed((f"../{BILL.name}", BILL.data)),
        packed(("notes.txt", b"words without a date")),
    ):
        assert recognise_source(Bytes("some.zip", data))[0] is None
