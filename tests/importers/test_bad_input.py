# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input for every importer of the registry: a warning or an error with words, never silence, never a crash."""

import io
from collections import Counter
from collections.abc import Callable
from typing import BinaryIO

import pytest

from evidence_vault.errors import ReadingError
from evidence_vault.importers import IMPORTERS
from evidence_vault.importers.zip_members import is_zip
from evidence_vault.records import Message, ReadingRecord, ReadingSummary, ReadingWarning
from evidence_vault.user_messages import WORDS
from tests.importers import conformance
from tests.importers.made_files import Bytes
from tests.importers.samples import SAMPLES

IDS = [each.id for each in IMPORTERS]
LONG = 17 << 20
"""Bytes of one line: more than any chat writes."""


def outcome(importer_id: str, source: Bytes) -> list[ReadingRecord] | ReadingError:
    """The records, or the error that is kept as a warning with the file; both must add up and have words."""
    conformance.check_survives(conformance.importer(importer_id), source)
    try:
        return conformance.read(conformance.importer(importer_id), source)
    except ReadingError as error:
        return error  # check_survives has seen that it has words


def seen(records: list[ReadingRecord]) -> int:
    return next(record.headers_seen for record in records if isinstance(record, ReadingSummary))


def texts(records: list[ReadingRecord]) -> list[str | None]:
    return [record.text for record in records if isinstance(record, Message)]


Fits = Callable[[bytes], bool]


def ids_with(fits: Fits) -> list[str]:
    """Every importer that has a sample of this kind."""
    return [each for each in IDS if any(fits(source.data) for source in SAMPLES[each])]


def sample(importer_id: str, fits: Fits) -> Bytes:
    return next(source for source in SAMPLES[importer_id] if fits(source.data))


def is_text(data: bytes) -> bool:
    try:
        return b"\0" not in data and bool(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return False


def is_foreign(data: bytes) -> bool:
    return is_text(data) and not data.isascii()


def is_plain(data: bytes) -> bool:
    return not is_zip(data)


def is_markup(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<")


def is_page(data: bytes) -> bool:
    return is_text(data) and b"</body>" in data


def alarms(records: list[ReadingRecord]) -> Counter[str]:
    """What is warned of, how often; what a sample warns of by itself is taken off by whoever compares."""
    return Counter(record.code for record in records if isinstance(record, ReadingWarning))


def is_structured(source: Bytes) -> bool:
    """Whether the form itself says where the file ends."""
    return source.name.lower().endswith((".json", ".html", ".htm", ".xml", ".zip", ".xlsx", ".msg", ".mht"))


@pytest.mark.parametrize("importer_id", IDS)
def test_what_was_cut_off_is_said(importer_id: str) -> None:
    wholes = [source for source in SAMPLES[importer_id] if is_structured(source)]
    for whole in wholes:
        before = conformance.read(conformance.importer(importer_id), whole)
        for share in (0.3, 0.5, 0.7, 0.9):
            cut = outcome(importer_id, Bytes(whole.name, whole.data[: int(len(whole.data) * share)]))
            if not isinstance(cut, ReadingError) and len(texts(cut)) < len(texts(before)):
                assert alarms(cut) - alarms(before), f"silent at {share} of {whole.name}"


@pytest.mark.parametrize("importer_id", ids_with(is_zip))
def test_half_a_zip_is_an_error_with_words(importer_id: str) -> None:
    whole = sample(importer_id, is_zip)
    for share in (0.2, 0.5, 0.95):
        half = Bytes(whole.name, whole.data[: int(len(whole.data) * share)])
        assert isinstance(outcome(importer_id, half), ReadingError)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("importer_id", ids_with(is_text))
def test_another_encoding_gives_the_same_or_an_error(importer_id: str, encoding: str) -> None:
    whole = sample(importer_id, is_text)
    said = outcome(importer_id, Bytes(whole.name, whole.data.decode("utf-8-sig").encode(encoding)))
    if not isinstance(said, ReadingError):
        assert texts(said) == texts(conformance.read(conformance.importer(importer_id), whole))


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "shift_jis", "latin-1"])
@pytest.mark.parametrize("importer_id", ids_with(is_foreign))
def test_a_wrong_encoding_is_said(importer_id: str, encoding: str) -> None:
    whole = sample(importer_id, is_foreign)
    said = outcome(importer_id, Bytes(whole.name, whole.data.decode("utf-8-sig").encode(encoding, "ignore")))
    if not isinstance(said, ReadingError):
        before = conformance.read(conformance.importer(importer_id), whole)
        assert alarms(said) - alarms(before) or texts(said) == texts(before) or encoding != "gb18030"


ENCODED = ("email_", "web_page_", "qq_mht")
"""Formats whose words are encoded or stand in markup: a changed byte there changes them as any other would."""


@pytest.mark.parametrize("importer_id", [each for each in ids_with(is_text) if not each.startswith(ENCODED)])
def test_a_damaged_byte_loses_no_words_in_silence(importer_id: str) -> None:
    whole = sample(importer_id, is_text)
    before = conformance.read(conformance.importer(importer_id), whole)
    place = whole.data.rindex(b"\n", 0, len(whole.data) * 3 // 4 or 1) if b"\n" in whole.data else len(whole.data) // 2
    for junk in (b"\xff", b"\x00"):
        said = outcome(importer_id, Bytes(whole.name, whole.data[:place] + junk + whole.data[place:]))
        if isinstance(said, ReadingError) or alarms(said) - alarms(before):
            continue
        found, known = ("\n".join(text or "" for text in texts(each)) for each in (said, before))
        kept = found.replace("\0", "").replace("\ufffd", "")
        assert not [text for text in texts(before) if text and text.replace("\ufffd", "") not in kept], junk
        assert found.count("\ufffd") <= known.count("\ufffd") or junk == b"\x00"  # bad bytes are named


class LongLine:
    """The beginning of a sample, then one line without an end; made while it is read, never held."""

    def __init__(self, whole: Bytes, length: int) -> None:
        self.name = whole.name
        self._head = whole.data[: len(whole.data) // 2]
        self.size = len(self._head) + length

    def open(self) -> BinaryIO:
        return io.BufferedReader(_Letters(self._head, self.size))  # type: ignore[return-value]


class _Letters(io.RawIOBase):
    def __init__(self, head: bytes, size: int) -> None:
        self._head, self._size, self._at = head, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = max(0, min(len(buffer), self._size - self._at))
        head = self._head[self._at : self._at + count]
        buffer[:count] = head + b"a" * (count - len(head))
        self._at += count
        return count


def check_long_line(importer_id: str, length: int) -> None:
    source = LongLine(sample(importer_id, is_plain), length)
    try:
        records = conformance.read(conformance.importer(importer_id), source)
    except ReadingError as error:
        code = error.code
    else:
        code = "READING_ERROR"
        conformance.check_conservation(records)
        assert max((len(text or "") for text in texts(records)), default=0) <= LONG
    assert code in WORDS


@pytest.mark.parametrize("importer_id", ids_with(is_plain))
def test_a_line_without_an_end(importer_id: str) -> None:
    check_long_line(importer_id, LONG)


@pytest.mark.torture
@pytest.mark.parametrize("importer_id", ids_with(is_plain))
def test_200_megabytes_on_one_line(importer_id: str) -> None:
    check_long_line(importer_id, 200_000_000)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>""" % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
)


@pytest.mark.parametrize("importer_id", ids_with(is_markup))
def test_entities_are_not_blown_up(importer_id: str) -> None:
    whole = sample(importer_id, is_markup)
    body = whole.data[whole.data.index(b"?>") + 2 :] if whole.data.startswith(b"<?xml") else whole.data
    at = body.index(b">") + 1
    bomb = Bytes(whole.name, BOMB + body[:at] + b"&m;" + body[at:])
    said = outcome(importer_id, bomb)
    if not isinstance(said, ReadingError):
        assert sum(len(text or "") for text in texts(said)) < 1 << 20


SCRIPT = b'<script>document.title="taken over"</script><img src="http://tracker.example/x.png" onerror="steal()">'


@pytest.mark.parametrize("importer_id", ids_with(is_page))
def test_scripts_in_a_page_are_neither_run_nor_read_as_words(importer_id: str) -> None:
    whole = sample(importer_id, is_page)
    with_script = Bytes(whole.name, whole.data.replace(b"</body>", SCRIPT + b"</body>", 1))
    said = outcome(importer_id, with_script)
    assert not isinstance(said, ReadingError)
    assert not any("taken over" in (text or "") or "steal" in (text or "") for text in texts(said))
    assert len(texts(said)) == len(texts(conformance.read(conformance.importer(importer_id), whole)))


@pytest.mark.parametrize("importer_id", [each for each in IDS if each.endswith(("_csv", "_bill")) or each == "mapping"])
def test_ragged_rows_are_counted_every_one(importer_id: str) -> None:
    whole = next(each for each in SAMPLES[importer_id] if not is_zip(each.data) and each.name.endswith(".csv"))
    sign = b";" if importer_id == "mapping" else b","
    lines = whole.data.split(b"\n")
    last = max((at for at, line in enumerate(lines) if at and line.count(sign) > 1 and b'"' not in line), default=0)
    if not last:
        pytest.skip("every row of the sample is quoted")
    for ragged in (lines[last].rpartition(sign)[0], lines[last].rstrip(b"\r") + sign + b"more" + sign + b"yet more"):
        said = outcome(importer_id, Bytes(whole.name, b"\n".join([*lines[:last], ragged, *lines[last + 1 :]])))
        assert not isinstance(said, ReadingError)
        assert seen(said) == seen(conformance.read(conformance.importer(importer_id), whole))


@pytest.mark.parametrize("encoding", ["UTF-.", "no-such-encoding"])
def test_xml_that_names_no_real_encoding_is_refused_kindly(encoding: str) -> None:
    data = f"<?xml version='1.0' encoding='{encoding}'?><smses count='0'></smses>".encode()
    conformance.check_survives(conformance.importer("sms_backup"), Bytes("sms.xml", data))
