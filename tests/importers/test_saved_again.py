# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples that an editor saved again: with a mark, with other line ends or encodings, without an end. Same messages."""

from collections.abc import Iterator

import pytest

from evidence_vault.importers.reading import recognise_source
from evidence_vault.importers.zip_members import is_zip
from tests.importers import conformance
from tests.importers.conformance import Bytes, messages, read, warning_codes
from tests.importers.samples import SAMPLES

BINARY = frozenset({"email_msg", "web_page_archive"})
PARTS = frozenset({"email_eml", "email_mbox", "qq_mht", "web_page_mhtml"})
"""Files of fields in ASCII: no editor turns them into UTF-16 and leaves them usable."""


def texts() -> Iterator[tuple[str, Bytes, str]]:
    for importer_id, sources in SAMPLES.items():
        if importer_id == "mapping" or importer_id in BINARY:  # a person chooses the mapping
            continue
        for source in sources:
            if not is_zip(source.data):
                try:
                    yield importer_id, source, source.data.decode("utf-8-sig")
                except UnicodeDecodeError:
                    yield importer_id, source, source.data.decode("gb18030")


TEXTS = list(texts())
NAMES = [f"{importer_id}-{source.name}" for importer_id, source, _ in TEXTS]


def found(importer_id: str, source: Bytes) -> list[tuple[object, ...]]:
    records = read(conformance.importer(importer_id), source)
    conformance.check_conservation(records)
    return [(m.kind, m.sender, m.text, m.sent_at, m.payment) for m in messages(records)]


@pytest.mark.parametrize(("importer_id", "source", "text"), TEXTS, ids=NAMES)
def test_mark_line_ends_and_a_missing_end_change_nothing(importer_id: str, source: Bytes, text: str) -> None:
    before = found(importer_id, source)
    plain = text.replace("\r\n", "\n")
    variants = [plain, plain.replace("\n", "\r\n"), plain.rstrip("\n")]
    variants += [] if importer_id in {"email_mbox"} else [f"\ufeff{text}"]
    for variant in variants:
        again = Bytes(source.name, variant.encode())
        assert recognise_source(again)[0] == importer_id
        assert found(importer_id, again) == before


@pytest.mark.parametrize(("importer_id", "source", "text"), TEXTS, ids=NAMES)
def test_texts_in_utf_16_are_the_same(importer_id: str, source: Bytes, text: str) -> None:
    if importer_id in PARTS | {"sms_backup", "memotrace_html"} or source.name.endswith(".js"):
        pytest.skip("its fields are ASCII, or a script: no editor turns it into UTF-16 and leaves it usable")
    before = found(importer_id, source)
    for data in (text.encode("utf-16"), b"\xfe\xff" + text.encode("utf-16-be")):
        again = Bytes(source.name, data)
        assert recognise_source(again)[0] == importer_id
        assert found(importer_id, again) == before


CHINESE = [each for each in TEXTS if each[0].endswith("_json") and "\\u" not in each[2] and not each[2].isascii()]


@pytest.mark.parametrize(("importer_id", "source", "text"), CHINESE, ids=[source.name for _, source, _ in CHINESE])
def test_json_saved_in_gb18030_is_read_and_said(importer_id: str, source: Bytes, text: str) -> None:
    if not any("\u4e00" <= sign <= "\u9fff" for sign in text):
        pytest.skip("nothing Chinese in it")
    again = Bytes(source.name, text.encode("gb18030"))
    assert found(importer_id, again) == found(importer_id, source)
    assert "ENCODING_GB18030" in warning_codes(read(conformance.importer(importer_id), again))


def test_a_few_bad_bytes_do_not_make_utf_8_chinese() -> None:
    data = b'[{"x": "' + "Größe über alles".encode() + b"\xff" + b'"}]'
    from evidence_vault.importers.json_walk import encoding_of_json

    assert encoding_of_json(data) == "utf-8-sig"
