# SPDX-License-Identifier: GPL-3.0-or-later
"""The key header: three different answers, one whole copy at every moment, nothing done before the limits."""

import base64
import errno
import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.helpers import independent_reader
from tests.helpers.disks import FailingDisk, PowerCut

from evidence_vault import errors
from evidence_vault.crypto.key_derivation import KdfCost
from evidence_vault.vault import key_slots
from evidence_vault.vault.header import (
    OpenedHeader,
    change_passphrase,
    create_header,
    open_header,
    replace_recovery_key,
    reset_passphrase,
    rolled_back,
)
from evidence_vault.vault.header_text import MOST_SLOTS, parse_header
from evidence_vault.vault.layout import VaultLayout, make_vault_folders
from evidence_vault.vault.recovery_key import recovery_key_text

OLD, NEW = "seven green lanterns", "eight blue kites"
TINY = KdfCost(8, 1, 1)
CREATED = "2026-03-01T09:30:00.000000Z"


@pytest.fixture(autouse=True)
def _keys_are_derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[tuple[str, bytes, KdfCost], bytes] = {}
    real = key_slots.derive_from_passphrase

    def derive(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
        if (passphrase, salt, cost) not in known:
            known[passphrase, salt, cost] = real(passphrase, salt, cost)
        return known[passphrase, salt, cost]

    monkeypatch.setattr(key_slots, "derive_from_passphrase", derive)


@pytest.fixture
def made(tmp_path: Path) -> tuple[VaultLayout, OpenedHeader, str]:
    layout = make_vault_folders(tmp_path / "a.evidence-vault")
    opened, recovery_key = create_header(layout, OLD, created=CREATED, cost=TINY)
    return layout, opened, recovery_key


Made = tuple[VaultLayout, OpenedHeader, str]


def _put_both(layout: VaultLayout, text: bytes) -> None:
    layout.header.write_bytes(text)
    layout.header_copy.write_bytes(text)


def _with_new_sum(text: bytes) -> bytes:
    body, _, sums = text.partition(b"sha256: ")
    return body + b"sha256: " + hashlib.sha256(body).hexdigest().encode() + sums[64:]


def test_both_secrets_open_it_and_the_independent_reader_agrees(made: Made) -> None:
    layout, opened, recovery_key = made
    assert layout.header.read_bytes() == layout.header_copy.read_bytes() == opened.text
    for secret in ({"passphrase": OLD}, {"recovery_key": recovery_key}):
        again = open_header(layout, **secret)
        assert again.master_key == opened.master_key
        assert again.findings == ()
        theirs = independent_reader.open_header(opened.text, **secret)
        assert theirs.master_key == opened.master_key
    assert opened.digest == hashlib.sha256(layout.header.read_bytes()).hexdigest()
    assert opened.master_key.hex() not in repr(opened)
    assert str(opened.master_key) not in repr(opened)


def test_a_wrong_secret_is_said_as_such(made: Made) -> None:
    layout = made[0]
    with pytest.raises(errors.WrongPassphrase):
        open_header(layout, passphrase=NEW)
    with pytest.raises(errors.RecoveryKeyMistyped):
        open_header(layout, recovery_key="AAAA-BBBB")
    with pytest.raises(errors.WrongRecoveryKey):
        open_header(layout, recovery_key=recovery_key_text(bytes(16)))
    with pytest.raises(ValueError, match="exactly one"):
        open_header(layout)


def test_no_header_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(errors.NotAVault):
        open_header(VaultLayout(tmp_path), passphrase=OLD)


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path, made: Made) -> None:
    layout = make_vault_folders(tmp_path / "b.evidence-vault")
    with pytest.raises(errors.PassphraseTooShort):
        create_header(layout, "short", created=CREATED, cost=TINY)
    assert not layout.header.exists()
    with pytest.raises(errors.PassphraseTooShort):
        change_passphrase(made[0], made[1], OLD, "short", 1)


def test_every_flipped_byte_of_both_copies_gets_the_right_answer(made: Made) -> None:
    layout, opened, _ = made
    text = bytearray(opened.text)
    hmac_starts = text.index(b"hmac: ") + 6
    for place in range(len(text)):
        text[place] ^= 1
        _put_both(layout, bytes(text))
        still_hexadecimal = hmac_starts <= place < len(text) - 1 and chr(text[place]) in "0123456789abcdef"
        expected = errors.HeaderTampered if still_hexadecimal else errors.HeaderDamaged
        with pytest.raises(expected):
            open_header(layout, passphrase=OLD, repair=False)
        text[place] ^= 1


def test_every_flipped_byte_with_a_new_sum_is_never_accepted(made: Made) -> None:
    layout, opened, _ = made
    body_size = opened.text.index(b"sha256: ")
    answers = set()
    for place in range(body_size):
        text = bytearray(opened.text)
        text[place] ^= 1
        _put_both(layout, _with_new_sum(bytes(text)))
        with pytest.raises(errors.VaultError) as caught:
            open_header(layout, passphrase=OLD, repair=False)
        answers.add(caught.type)
    assert answers == {errors.HeaderDamaged, errors.HeaderTampered, errors.WrongPassphrase}


def test_every_cut_of_both_copies_is_damage(made: Made) -> None:
    layout, opened, _ = made
    for length in range(len(opened.text)):
        _put_both(layout, opened.text[:length])
        with pytest.raises(errors.HeaderDamaged):
            open_header(layout, passphrase=OLD)


@pytest.mark.parametrize("which", ["header", "header_copy"])
@pytest.mark.parametrize("how", ["missing", "damaged", "changed", "slot-changed", "foreign"])
def test_one_good_copy_is_enough_and_mends_the_other(made: Made, which: str, how: str, tmp_path: Path) -> None:
    layout, opened, _ = made
    path: Path = getattr(layout, which)
    other = make_vault_folders(tmp_path / "other.evidence-vault")
    foreign, _ = create_header(other, OLD, created=CREATED, cost=TINY)
    slot = base64.b64encode(opened.header.slots[0].salt)
    bad = {
        "missing": None,
        "damaged": opened.text.replace(b"generation", b"generatioN"),
        "changed": opened.text[:-3] + (b"00\n" if opened.text[-3:] != b"00\n" else b"11\n"),
        "slot-changed": _with_new_sum(opened.text.replace(slot, base64.b64encode(bytes(16)))),
        "foreign": replace(foreign, header=replace(foreign.header, generation=9)).text,
    }[how]
    if bad is None:
        path.unlink()
    else:
        path.write_bytes(bad)
    code = {"missing": "HEADER_COPY_MISSING", "damaged": "HEADER_COPY_DAMAGED"}.get(how, "HEADER_COPY_CHANGED")
    checked = open_header(layout, recovery_key=made[2], repair=False)
    assert [(finding.code, finding.subject) for finding in checked.findings] == [(code, path.name)]
    assert (path.read_bytes() if path.exists() else None) == bad
    mended = open_header(layout, recovery_key=made[2])
    assert [finding.code for finding in mended.findings] == [code]
    assert path.read_bytes() == opened.text
    kept = [file.read_bytes() for file in layout.quarantine.iterdir()]
    assert kept == ([bad] if code == "HEADER_COPY_CHANGED" else [])
    assert open_header(layout, passphrase=OLD).findings == ()


def test_a_newer_header_is_refused_by_name(made: Made) -> None:
    layout, opened, _ = made
    newer = replace(opened, header=replace(opened.header, features_required=("post-quantum",)))
    layout.header_copy.write_bytes(newer.text)
    with pytest.raises(errors.VaultTooNew) as caught:
        open_header(layout, passphrase=OLD)
    assert caught.value.facts == {"feature": "post-quantum"}
    _put_both(layout, _with_new_sum(opened.text.replace(b"evault-header/1", b"evault-header/2")))
    with pytest.raises(errors.VaultTooNew):
        open_header(layout, passphrase=OLD)


def test_unknown_optional_features_are_kept(made: Made) -> None:
    layout, opened, _ = made
    _put_both(layout, replace(opened, header=replace(opened.header, features_optional=("later", "more"))).text)
    changed = change_passphrase(layout, open_header(layout, passphrase=OLD), OLD, NEW, 3)
    assert changed.header.features_optional == ("later", "more")
    assert b"features-optional: later more\n" in layout.header.read_bytes()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b" 8 1 1 ", b" 2097153 1 1 "),
        (b" 8 1 1 ", b" 8 21 1 "),
        (b" 8 1 1 ", b" 800 1 17 "),
        (b" 8 1 1 ", b" 08 1 1 "),
        (b"generation: 1\n", b"generation: 01\n"),
        (b"generation: 1\n", b"generation: 0\n"),
        (b"journal-size: 0\n", b"journal-size: " + b"9" * 19 + b"\n"),
        (b"slot: 2 ", b"slot: 1 "),
        (b"features-required: \n", b"features-required:\n"),
        (b"features-required: \n", b""),
        (b"argon2id", b"argon2i"),
        (b"\nslot: 2", b"\n\nslot: 2"),
        (b"=\n", b"\n"),
    ],
)
def test_values_outside_the_limits_are_damage_before_any_work(
    made: Made, old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout, opened, _ = made
    assert old in opened.text
    _put_both(layout, _with_new_sum(opened.text.replace(old, new, 1)))

    def no_work(*_: object) -> bytes:
        raise AssertionError("a key was derived")

    monkeypatch.setattr(key_slots, "derive_from_passphrase", no_work)
    with pytest.raises(errors.HeaderDamaged):
        open_header(layout, passphrase=OLD)


def test_the_number_of_slots_and_the_size_are_limited(made: Made) -> None:
    opened = made[1]
    slot = opened.header.slots[0]
    many = tuple(replace(slot, number=number) for number in range(1, MOST_SLOTS + 2))
    for slots in ((), many):
        with pytest.raises(errors.HeaderDamaged):
            parse_header(replace(opened, header=replace(opened.header, slots=slots)).text)
    assert parse_header(replace(opened, header=replace(opened.header, slots=many[:-1])).text)
    with pytest.raises(errors.HeaderDamaged):
        parse_header(opened.text + bytes(70_000))


def test_changing_the_passphrase(made: Made) -> None:
    layout, opened, recovery_key = made
    with pytest.raises(errors.WrongPassphrase):
        change_passphrase(layout, opened, NEW, NEW, 4)
    changed = change_passphrase(layout, opened, OLD, NEW, 4)
    assert (changed.header.generation, changed.header.journal_size) == (2, 4)
    assert changed.header.slots[-1].number == 3
    with pytest.raises(errors.WrongPassphrase):
        open_header(layout, passphrase=OLD)
    for secret in ({"passphrase": NEW}, {"recovery_key": recovery_key}):
        assert open_header(layout, **secret).master_key == opened.master_key


def test_a_forgotten_passphrase_and_a_new_recovery_key(made: Made) -> None:
    layout, _, recovery_key = made
    opened = open_header(layout, recovery_key=recovery_key)
    opened = reset_passphrase(layout, opened, NEW, 5)
    opened, new_key = replace_recovery_key(layout, opened, 6)
    assert opened.header.generation == 3
    assert open_header(layout, passphrase=NEW).master_key == open_header(layout, recovery_key=new_key).master_key
    with pytest.raises(errors.WrongPassphrase):
        open_header(layout, passphrase=OLD)
    with pytest.raises(errors.WrongRecoveryKey):
        open_header(layout, recovery_key=recovery_key)


def _count_steps(made: Made, tmp_path: Path) -> int:
    folder = tmp_path / "counted.evidence-vault"
    shutil.copytree(made[0].folder, folder)
    disk = FailingDisk(0)
    change_passphrase(VaultLayout(folder), made[1], OLD, NEW, 4, disk=disk)
    return disk.steps


@pytest.mark.parametrize("kill", [True, False], ids=["process ends", "step fails"])
def test_a_change_cut_off_at_any_step_leaves_a_vault_that_opens(made: Made, kill: bool, tmp_path: Path) -> None:
    steps = _count_steps(made, tmp_path)
    assert steps >= 10
    for fail_at in range(1, steps + 1):
        folder = tmp_path / f"cut-{fail_at}.evidence-vault"
        shutil.copytree(made[0].folder, folder)
        layout = VaultLayout(folder)
        with pytest.raises((PowerCut, errors.StorageFailed)):
            change_passphrase(layout, made[1], OLD, NEW, 4, disk=FailingDisk(fail_at, errno.EIO, kill=kill))
        opened_by = []
        for passphrase in (OLD, NEW):
            copy = tmp_path / f"cut-{fail_at}-{passphrase}.evidence-vault"
            shutil.copytree(folder, copy)
            try:
                opened = open_header(VaultLayout(copy), passphrase=passphrase)
            except errors.WrongPassphrase:
                continue
            opened_by.append(passphrase)
            assert opened.master_key == made[1].master_key
            again = open_header(VaultLayout(copy), passphrase=passphrase)
            assert again.findings == ()
            assert again.header.generation == opened.header.generation
            assert VaultLayout(copy).header.read_bytes() == VaultLayout(copy).header_copy.read_bytes()
        assert opened_by, f"nothing opens after step {fail_at}"


def test_a_full_disk_is_said_and_leaves_no_litter(made: Made) -> None:
    layout, opened, _ = made
    with pytest.raises(errors.DiskFull):
        change_passphrase(layout, opened, OLD, NEW, 4, disk=FailingDisk(2, errno.ENOSPC))
    with pytest.raises(errors.VaultReadOnly):
        change_passphrase(layout, opened, OLD, NEW, 4, disk=FailingDisk(1, errno.EROFS))
    assert list(layout.temporary.iterdir()) == []
    assert open_header(layout, passphrase=OLD).findings == ()


def test_an_older_header_put_back_is_a_finding(made: Made) -> None:
    layout, opened, _ = made
    changed = change_passphrase(layout, opened, OLD, NEW, 4)
    assert rolled_back(changed, 2, changed.digest) is None
    assert rolled_back(changed, 1, opened.digest) is None  # its entry was prevented by a crash
    _put_both(layout, opened.text)
    finding = rolled_back(open_header(layout, passphrase=OLD), 2, changed.digest)
    assert finding is not None
    assert (finding.code, finding.facts) == ("HEADER_ROLLED_BACK", {"generation": 1, "known": 2})
    assert rolled_back(changed, 2, opened.digest) is not None
