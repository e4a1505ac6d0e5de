# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing into a real vault: every path ends in one list, bad input costs only itself, the vault stays intact."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.helpers.bad_files import WECHAT_COPIED, whatsapp_zip, write_bad_files
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault import errors
from evidence_vault.operations import found_files
from evidence_vault.operations import import_files as importing
from evidence_vault.operations.browse_vault import list_items, members
from evidence_vault.operations.edit_case import new_case
from evidence_vault.operations.import_options import PLAIN_FILE, ImportOptions
from evidence_vault.operations.source_file import SourceFile
from evidence_vault.operations.verify_vault import verify_open_vault
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import Answers, ImportReport
from evidence_vault.user_messages import words_for
from evidence_vault.vault.vault import Vault

CHAT = "[2026/3/5 14:22:01] 陈经理: 你好\n[2026/3/5 14:23:05] 我: 在吗\n"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "phone"
    folder.mkdir()
    return folder


class WhenReported:
    """A progress that does something once, when ``name`` is reported."""

    def __init__(self, name: str, action: Callable[[], None]) -> None:
        self._name = name
        self._action: Callable[[], None] | None = action

    def report(self, done: int, total: int | None, what: str = "") -> None:
        if self._action and what.endswith(self._name):
            action, self._action = self._action, None
            action()

    def raise_if_cancelled(self) -> None:
        """Never."""


def add(vault: Vault, *paths: Path, options: ImportOptions | None = None) -> ImportReport:
    return importing.import_files(vault, paths, options or ImportOptions(), OWNER, Silent())


def assert_intact(vault: Vault) -> None:
    report = verify_open_vault(vault, Silent())
    assert report.verdict == "intact", report.findings


def test_a_file_is_kept_byte_for_byte(vault: Vault, source: Path) -> None:
    data = os.urandom(3 << 20)
    (source / "video.bin").write_bytes(data)
    (item,) = add(vault, source / "video.bin").items
    with vault.open_content(item.content_id) as stored:
        assert stored.read() == data
    assert item.source_folder == "phone"
    assert item.file_modified_at is not None
    assert_intact(vault)


def test_a_folder_is_walked_in_order_without_litter_and_links(vault: Vault, source: Path) -> None:
    for name in ("b.txt", "a.txt", ".DS_Store", "Thumbs.db", "photo.AAE", "._b.txt"):
        (source / name).write_text(f"{name} of a made-up phone")
    (source / "__MACOSX").mkdir()
    (source / "__MACOSX" / "d.txt").write_text("a Mac's own")
    (source / "empty").mkdir()
    (source / "inner").mkdir()
    (source / "inner" / "c.txt").write_text("inside")
    (source / "link.txt").symlink_to(source / "a.txt")
    report = add(vault, source)
    assert [item.name for item in report.items] == ["a.txt", "b.txt", "c.txt"]
    assert {(one.name, one.reason) for one in report.skipped} == {
        ("phone/.DS_Store", "SKIPPED_LITTER"),
        ("phone/Thumbs.db", "SKIPPED_LITTER"),
        ("phone/photo.AAE", "SKIPPED_LITTER"),
        ("phone/._b.txt", "SKIPPED_LITTER"),
        ("phone/__MACOSX", "SKIPPED_LITTER"),
        ("phone/empty", "SKIPPED_EMPTY_FOLDER"),
        ("phone/link.txt", "SKIPPED_LINK"),
    }
    assert not report.failed
    assert report.items[2].source_folder == "phone/inner"


def test_the_vault_never_takes_in_itself(vault: Vault) -> None:
    report = add(vault, vault.path.parent)
    assert [one.reason for one in report.skipped if one.name.endswith(".evidence-vault")] == ["SKIPPED_THIS_VAULT"]
    assert not report.items


def test_the_same_bytes_again_are_said_and_no_new_item(vault: Vault, source: Path) -> None:
    (source / "one.txt").write_text("the same")
    (source / "two.txt").write_text("the same")
    report = add(vault, source)
    assert [item.name for item in report.items] == ["one.txt"]
    assert [(known.name, known.same_as) for known in report.duplicates] == [("phone/two.txt", report.items[0].id)]
    assert [name for name, _at in vault.item(report.items[0].id).also] == ["two.txt"]


def test_the_same_bytes_in_another_case_are_a_new_item_on_the_same_blob(vault: Vault, source: Path) -> None:
    (source / "one.txt").write_text("the same")
    cases = [new_case(vault, title, OWNER).id for title in ("first", "second")]
    first = add(vault, source, options=ImportOptions(cases[0]))
    second = add(vault, source, options=ImportOptions(cases[1]))
    again = add(vault, source, options=ImportOptions(cases[1]))
    assert first.items[0].id != second.items[0].id
    assert first.items[0].content_id == second.items[0].content_id
    assert [known.same_as for known in again.duplicates] == [second.items[0].id]


def test_evidence_without_a_case_joins_the_case_it_is_added_to_later(vault: Vault, source: Path) -> None:
    (source / "one.txt").write_text("the same")
    first = add(vault, source).items[0]
    case_id = new_case(vault, "later", OWNER).id
    report = add(vault, source, options=ImportOptions(case_id))
    assert [known.same_as for known in report.duplicates] == [first.id]
    assert [item.id for item in list_items(vault, case_id)] == [first.id]


def test_a_chat_log_is_read_and_what_lies_inside_is_evidence_too(vault: Vault, source: Path) -> None:
    (source / "chat.zip").write_bytes(whatsapp_zip({"IMG-1.jpg": b"\xff\xd8 not really"}))
    case_id = new_case(vault, "case", OWNER).id
    options = ImportOptions(case_id, answers=Answers(time_zone="Asia/Shanghai"))
    report = add(vault, source, options=options)
    container, inside = report.items
    assert (container.importer, container.messages) == ("whatsapp", 2)
    assert (inside.name, inside.contained_in) == ("IMG-1.jpg", container.id)
    assert [item.id for item in members(vault, container.id)] == [inside.id]
    assert [membership.exhibit for item in report.items for membership in item.cases] == ["B1", "B1-1"]
    assert vault.messages(container.id)[0].sent_at == "2026-03-05T14:22:01+08:00"
    assert_intact(vault)


def test_a_file_can_be_kept_unread_and_read_later(vault: Vault, source: Path) -> None:
    (source / "_chat.txt").write_text(CHAT)
    (item,) = add(vault, source, options=ImportOptions(importer=PLAIN_FILE)).items
    assert (item.importer, item.messages) == (None, 0)
    report = add(vault, source)
    assert report.duplicates[0].same_as == item.id
    assert vault.item(item.id).messages == 2


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (ImportOptions(answers=Answers(time_zone="Mars/Olympus")), errors.TimeZoneUnknown),
        (ImportOptions(importer="no-such-importer"), errors.FormatUnknown),
        (ImportOptions(case_id="0" * 32), errors.NoSuchEntry),
    ],
)
def test_wrong_choices_are_refused_before_the_first_file(
    vault: Vault, source: Path, options: ImportOptions, error: type[Exception]
) -> None:
    (source / "a.txt").write_text("a")
    with pytest.raises(error):
        add(vault, source, options=options)
    assert not vault.items()


def test_every_bad_file_costs_only_itself(vault: Vault, source: Path) -> None:
    paths = write_bad_files(source)
    report = add(vault, *paths.values(), source / "not-there.png")
    by_name = {item.name: item for item in report.items}
    codes = {item.name: {warning.code for warning in item.warnings} for item in report.items}
    assert {(one.name, one.code) for one in report.failed} == {
        ("empty.png", "SOURCE_EMPTY"),
        ("not-there.png", "SOURCE_MISSING"),
    }
    assert set(by_name) >= set(paths) - {"empty.png"}
    assert "PICTURE_NOT_WHOLE" in codes["truncated.png"]
    assert "PICTURE_NOT_WHOLE" in codes["truncated.jpg"]
    assert "PICTURE_BEYOND_LIMITS" in codes["wide.png"]
    assert codes["bomb.zip"] == {"ARCHIVE_TOO_LARGE"}
    assert "MEMBER_UNSAFE" in codes["climbing.zip"]
    assert not codes["whole.png"]
    assert by_name["gb18030.txt"].messages == by_name["utf16.txt"].messages == 2
    assert vault.messages(by_name["gb18030.txt"].id)[0].text == "先转五千"
    assert not {"../../evil.txt", "/etc/evil.txt"} & {item.name for item in report.items}
    offered = len(paths) + 1
    members_added = [item for item in report.items if item.contained_in]
    assert len(report.items) - len(members_added) + len(report.failed) == offered
    for code in set().union(*codes.values()) | {one.code for one in report.failed}:
        assert words_for(code).sentence != code, code
    assert_intact(vault)


def test_a_file_that_vanishes_before_its_turn(vault: Vault, source: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (source / name).write_text(name)
    progress = WhenReported("a.txt", (source / "b.txt").unlink)
    report = importing.import_files(vault, [source], ImportOptions(), OWNER, progress)
    assert [item.name for item in report.items] == ["a.txt", "c.txt"]
    assert [(one.name, one.code) for one in report.failed] == [("phone/b.txt", "SOURCE_MISSING")]
    assert_intact(vault)


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def cut(path: Path) -> None:
    os.truncate(path, 1 << 20)


def put_another_in_its_place(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"y" * path.stat().st_size)
    other.rename(path)


@pytest.mark.parametrize("change", [grow, cut, put_another_in_its_place])
def test_a_file_that_changes_while_it_is_read(
    vault: Vault, source: Path, change: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = source / "growing.mp4"
    path.write_bytes(b"x" * (4 << 20))
    (source / "calm.txt").write_text("calm")
    reads = 0
    real = SourceFile.readinto

    def readinto(self: SourceFile, buffer: bytearray) -> int:
        nonlocal reads
        reads += 1
        if reads == 2:
            change(path)
        return real(self, buffer)

    monkeypatch.setattr(SourceFile, "readinto", readinto)
    report = add(vault, path, source / "calm.txt")
    assert [item.name for item in report.items] == ["calm.txt"]
    assert [(one.name, one.code) for one in report.failed] == [("growing.mp4", "SOURCE_CHANGED")]
    assert_intact(vault)


def test_stopping_keeps_what_was_added(vault: Vault, source: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (source / name).write_text(name)

    def stop() -> None:
        raise Cancelled

    report = importing.import_files(vault, [source], ImportOptions(), OWNER, WhenReported("b.txt", stop))
    assert report.cancelled
    assert [item.name for item in report.items] == ["a.txt"]
    assert [item.name for item in vault.items()] == ["a.txt"]
    assert_intact(vault)


def test_a_full_disk_fails_the_file_and_not_the_vault(
    vault: Vault, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source / "a.txt").write_text("a")
    usage = shutil.disk_usage(source)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _path: type(usage)(usage.total, usage.total, 0))
        report = add(vault, source)
    assert [(one.name, one.code) for one in report.failed] == [("phone/a.txt", "DISK_FULL")]
    assert [item.name for item in add(vault, source).items] == ["a.txt"]
    assert_intact(vault)


def test_pasted_bytes_become_evidence(vault: Vault) -> None:
    report = importing.import_bytes(vault, "pasted.txt", WECHAT_COPIED.encode(), ImportOptions(), OWNER, Silent())
    assert report.items[0].messages == 2
    empty = importing.import_bytes(vault, "pasted.txt", b"", ImportOptions(), OWNER, Silent())
    assert [one.code for one in empty.failed] == ["SOURCE_EMPTY"]


def test_a_name_that_is_no_text_is_shown_with_replacement_signs(vault: Vault, source: Path) -> None:
    path = os.path.join(os.fsencode(source), b"photo-\xff.jpg")  # noqa: PTH118 - bytes
    with open(path, "wb") as file:  # noqa: PTH123 - bytes
        file.write(b"bytes")
    (item,) = add(vault, source).items
    assert item.name == "photo-�.jpg"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        (".photo.jpg.icloud", SimpleNamespace()),
        ("photo.jpg", SimpleNamespace(st_flags=0x40000000)),
        ("photo.jpg", SimpleNamespace(st_file_attributes=0x00400000)),
        ("photo.jpg", SimpleNamespace(st_file_attributes=0x00001000)),
    ],
)
def test_a_file_whose_bytes_are_elsewhere_is_known_by_each_system(name: str, status: SimpleNamespace) -> None:
    assert found_files._is_placeholder(Path(name), status)  # type: ignore[arg-type]
    assert not found_files._is_placeholder(Path("photo.jpg"), SimpleNamespace(st_flags=0))  # type: ignore[arg-type]


def test_a_placeholder_is_an_error_that_says_to_download_it_first(vault: Vault, source: Path) -> None:
    (source / ".photo.jpg.icloud").write_bytes(b"bplist00")
    (failed,) = add(vault, source).failed
    assert failed.code == "SOURCE_ONLINE_ONLY"
    words = words_for(failed.code, failed.facts)
    assert "available offline" in words.next_step


def test_the_litter_in_an_archive_is_left_out_and_named(vault: Vault, source: Path) -> None:
    data = whatsapp_zip({"__MACOSX/._chat.txt": b"x", "media/.DS_Store": b"x", "IMG-1.jpg": b"\xff\xd8 made up"})
    (source / "chat.zip").write_bytes(data)
    report = add(vault, source)
    assert [item.name for item in report.items] == ["chat.zip", "IMG-1.jpg"]
    named = [warning.text for warning in report.items[0].warnings if warning.code == "MEMBER_LITTER"]
    assert named == ["__MACOSX/._chat.txt", "media/.DS_Store"]
