# SPDX-License-Identifier: GPL-3.0-or-later
"""An export that comes as a tar, as Skype's does: read as it lies, under the rules that hold for a zip."""

import io
import tarfile

import pytest

from evidence_vault.errors import ArchiveDamaged
from evidence_vault.importers.reading import read_source, recognise_source
from evidence_vault.records import Answers, Member, Recognition
from tests.importers.conformance import check_all, importer, messages, read, warning_codes
from tests.importers.made_files import Bytes
from tests.importers.samples import SAMPLES

SKYPE = SAMPLES["skype_json"][0]


def _tar(*members: tuple[str, bytes], links: tuple[str, ...] = ()) -> Bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    return Bytes("8_live_export.tar", target.getvalue())


def test_a_tar_is_read_as_the_file_in_it_with_its_media() -> None:
    source = _tar(("messages.json", SKYPE.data), ("media/a.1.jpg", b"picture"))
    assert recognise_source(source)[:2] == ("skype_json", Recognition.CERTAIN)
    check_all(importer("skype_json"), source)
    records = list(read_source(source, None, Answers()))
    alone = messages(read(importer("skype_json"), SKYPE))
    assert [(each.text, each.sent_at, each.sender) for each in messages(records)] == [
        (each.text, each.sent_at, each.sender) for each in alone
    ]
    assert {each.name: each.open().read() for each in records if isinstance(each, Member)} == {
        "media/a.1.jpg": b"picture"
    }


def test_names_that_leave_the_folder_links_and_litter_are_told() -> None:
    source = _tar(
        ("messages.json", SKYPE.data),
        ("../out.jpg", b"x"),
        ("._messages.json", b"x"),
        ("a.jpg", b"1"),
        ("a.jpg", b"2"),
        links=("link.jpg",),
    )
    records = read(importer("skype_json"), source)
    assert [each.name for each in records if isinstance(each, Member)] == ["a.jpg"]
    assert {"MEMBER_UNSAFE", "MEMBER_LITTER", "MEMBER_TWICE"} <= warning_codes(records)


@pytest.mark.parametrize("left", [600, 700, 1100])
def test_half_a_tar_is_refused_kindly(left: int) -> None:
    source = _tar(("messages.json", SKYPE.data), ("media/a.jpg", b"x" * 5000))
    with pytest.raises(ArchiveDamaged):
        recognise_source(Bytes(source.name, source.data[:left]))
