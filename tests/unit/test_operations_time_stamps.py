# SPDX-License-Identifier: GPL-3.0-or-later
"""Trusted time of a vault: asked for, brought in, kept as it came, told on every item, handed out with proofs."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.time_authority import Authority, needs_openssl, verified_by_openssl
from tests.helpers.vaults import OWNER, PASSPHRASE, add, new_vault, open_vault

from evidence_vault import errors
from evidence_vault.clock import SystemClock
from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.edit_case import add_to_case, new_case
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.time_stamps import add_to_vault, covering, request_for_vault, time_stamps
from evidence_vault.package.custody_log import root_of_path
from evidence_vault.progress import Silent
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_vault

pytestmark = needs_openssl


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("time") / "authority")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        add(opened, "before.txt", b"before")
        yield opened


def ask(vault: Vault, tmp_path: Path, authority: Authority, name: str = "one") -> Path:
    """A request written to a file, and the reply to it beside."""
    request = tmp_path / f"{name}.tsq"
    request_for_vault(vault, request, OWNER)
    reply = tmp_path / f"{name}.tsr"
    reply.write_bytes(authority.reply(request.read_bytes()))
    return reply


def test_a_reply_is_kept_as_it_came_and_told_on_what_it_covers(
    vault: Vault, tmp_path: Path, authority: Authority
) -> None:
    reply = ask(vault, tmp_path, authority)
    stamp = add_to_vault(vault, reply, authority.root_file, OWNER)
    late = add(vault, "after.txt", b"after")
    assert (stamp.state, stamp.authority) == ("trusted", "CN=Made-up Authority")
    assert (vault.path / stamp.file).read_bytes() == reply.read_bytes()
    covered = covering(vault)
    early = next(item for item in vault.items() if item.name == "before.txt")
    assert [one.file for one in covered[early.id]] == [stamp.file]
    assert covered[late.id] == ()
    note = vault.path / "anchors" / f"{stamp.entries:010d}.note"
    assert verified_by_openssl(note, reply, authority.root_file)
    assert vault.root_at(stamp.entries)


def test_the_same_again_is_nothing_and_other_authorities_stand_beside(
    vault: Vault, tmp_path: Path, authority: Authority
) -> None:
    reply = ask(vault, tmp_path, authority)
    first = add_to_vault(vault, reply, None, OWNER)
    assert first.state == "authority-unknown"
    size = vault.journal_state().size
    assert add_to_vault(vault, reply, None, OWNER) == first
    assert vault.journal_state().size == size
    other = Authority(tmp_path / "other", "Second Authority")
    second = tmp_path / "second.tsr"
    second.write_bytes(other.reply((tmp_path / "one.tsq").read_bytes()))
    added = add_to_vault(vault, second, other.root_file, OWNER)
    assert added.file != first.file
    assert added.entries == first.entries
    # The root came later: the reply is the same, what is known of it is more.
    assert add_to_vault(vault, reply, authority.root_file, OWNER).state == "trusted"
    assert [one.state for one in time_stamps(vault)] == ["trusted", "trusted"]


def test_replies_to_other_requests_are_refused(vault: Vault, tmp_path: Path, authority: Authority) -> None:
    with new_vault(tmp_path / "other.evidence-vault") as other:
        add(other, "x.txt", b"x")
        reply = ask(other, tmp_path, authority)
    before = sorted(path.name for path in (vault.path / "anchors").iterdir())
    with pytest.raises(errors.TimeStampElsewhere):
        add_to_vault(vault, reply, authority.root_file, OWNER)
    assert sorted(path.name for path in (vault.path / "anchors").iterdir()) == before
    with pytest.raises(errors.AuthorityUnusable):
        add_to_vault(vault, reply, reply, OWNER)


def test_verify_tells_of_time_stamps_and_of_every_byte_of_them(tmp_path: Path, authority: Authority) -> None:
    folder = tmp_path / "v.evidence-vault"
    with new_vault(folder) as vault:
        add(vault, "before.txt", b"before")
        add_to_vault(vault, ask(vault, tmp_path, authority), authority.root_file, OWNER)

    def check() -> tuple[set[str], list[str]]:
        report = verify_vault(folder, passphrase=PASSPHRASE, clock=SystemClock(), progress=Silent())
        return {finding.code for finding in report.findings}, [str(stamp["state"]) for stamp in report.timestamps]

    assert check() == (set(), ["trusted"])
    for path in [*(folder / "anchors").glob("*.tsr"), *(folder / "anchors").glob("*.tsq")]:
        good = path.read_bytes()
        path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
        assert "ANCHOR_CHANGED" in check()[0]
        path.unlink()
        assert "ANCHOR_CHANGED" in check()[0]
        path.write_bytes(good)
    (folder / "anchors" / "0000000003-9.tsr").write_bytes(b"put here")
    assert check()[0] == {"LEFT_OVER"}


def test_an_index_made_again_knows_the_time_stamps(tmp_path: Path, authority: Authority) -> None:
    folder = tmp_path / "v.evidence-vault"
    with new_vault(folder) as vault:
        item = add(vault, "before.txt", b"before")
        add_to_vault(vault, ask(vault, tmp_path, authority), authority.root_file, OWNER)
    (folder / "index.db").unlink()
    with open_vault(folder) as vault:
        assert [stamp.state for stamp in covering(vault)[item.id]] == ["trusted"]


def test_an_export_carries_checkpoint_time_stamps_and_proofs(
    vault: Vault, tmp_path: Path, authority: Authority
) -> None:
    case = new_case(vault, "made-up", OWNER).id
    early = next(item for item in vault.items() if item.name == "before.txt")
    add_to_case(vault, case, [early.id], OWNER)
    add_to_vault(vault, ask(vault, tmp_path, authority), authority.root_file, OWNER)
    late = add(vault, "after.txt", b"after")
    add_to_case(vault, case, [late.id], OWNER)
    report = export_case(vault, case, ExportOptions("archive", tmp_path / "package", "en"), OWNER, Silent())
    records = report.path / "data" / "records"
    checked = check_package(report.path, None, None, Silent(), authority=authority.root_file)
    assert checked.verdict == "intact", checked.findings
    (stamp,) = checked.timestamps
    assert (stamp["over"], stamp["state"]) == ("log", "trusted")
    (proofs_file,) = (records / "timestamps").glob("*.proofs.json")
    proofs = json.loads(proofs_file.read_bytes())
    assert [proof["sha256"] for proof in proofs["proofs"]] == [early.sha256]
    (proof,) = proofs["proofs"]
    digests = [bytes.fromhex(one) for one in (proof["leaf"], *proof["path"])]
    assert root_of_path(proof["seq"], proofs["size"], digests) == proofs["root"] == vault.root_at(proofs["size"])
    described = json.loads((records / "package.json").read_bytes())
    origin, size, root, *_ = (records / "checkpoint.txt").read_text("utf-8").split("\n")
    assert origin == f"evault/{vault.vault_id}"
    assert int(size) == described["journal"]["size"]
    import base64

    assert base64.b64decode(root).hex() == described["journal"]["root"]


def test_a_later_time_stamp_stands_for_the_earlier_one(vault: Vault, tmp_path: Path, authority: Authority) -> None:
    case = new_case(vault, "made-up", OWNER).id
    add_to_case(vault, case, [item.id for item in vault.items()], OWNER)
    first = add_to_vault(vault, ask(vault, tmp_path, authority, "first"), authority.root_file, OWNER)
    second = add_to_vault(vault, ask(vault, tmp_path, authority, "second"), authority.root_file, OWNER)
    report = export_case(vault, case, ExportOptions("archive", tmp_path / "package", "en"), OWNER, Silent())
    checked = check_package(report.path, None, None, Silent(), authority=authority.root_file)
    told = {str(one["file"]).rpartition("/")[2]: one for one in checked.timestamps}
    one, two = (told[stamp.file.rpartition("/")[2]] for stamp in (first, second))
    assert (one["renewed_by"], two["renewed_by"]) == (two["file"], None)
    # Without the reply of the later one nothing stands for the earlier.
    (report.path / str(two["file"])).unlink()
    alone = check_package(report.path, None, None, Silent(), authority=authority.root_file)
    assert [stamp["renewed_by"] for stamp in alone.timestamps] == [None]


def test_complaints_carry_nothing_of_the_log(vault: Vault, tmp_path: Path, authority: Authority) -> None:
    case = new_case(vault, "made-up", OWNER).id
    add_to_vault(vault, ask(vault, tmp_path, authority), authority.root_file, OWNER)
    options = ExportOptions("complaint", tmp_path / "package", "en", platform="wechat")
    report = export_case(vault, case, options, OWNER, Silent())
    names = {path.name for path in (report.path / "data").rglob("*")}
    assert "timestamps" not in names
    assert "checkpoint.txt" not in names


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 9, 13])
def test_every_path_leads_to_its_root_and_to_no_other(count: int) -> None:
    from evidence_vault.package.custody_log import MerklePaths
    from evidence_vault.vault.merkle import MemoryTree, leaf_hash

    leaves = [leaf_hash(bytes([number])) for number in range(count)]
    tree, paths = MemoryTree(leaves), MerklePaths(leaves)
    assert paths.root == tree.root()
    for seq in range(count):
        digests = [leaves[seq], *paths.path(seq)]
        assert root_of_path(seq, count, digests) == tree.root().hex()
        assert root_of_path(seq, count, [*digests, leaves[0]]) != tree.root().hex()
        if count > 1:
            assert root_of_path((seq + 1) % count, count, digests) != tree.root().hex()
            assert root_of_path(seq, count, digests[:-1]) != tree.root().hex()


def test_the_report_of_a_check_tells_how_stamps_were_judged(vault: Vault, tmp_path: Path, authority: Authority) -> None:
    from pypdf import PdfReader

    from evidence_vault.operations.save_check_report import save_check_report
    from evidence_vault.translations import Words

    case = new_case(vault, "made-up", OWNER).id
    add_to_case(vault, case, [item.id for item in vault.items()], OWNER)
    for name in ("first", "second"):
        add_to_vault(vault, ask(vault, tmp_path, authority, name), authority.root_file, OWNER)
    report = export_case(vault, case, ExportOptions("archive", tmp_path / "package", "en"), OWNER, Silent())
    trusted = authority.revocations(tmp_path / "named.pem", made=dt.datetime(2049, 1, 1, tzinfo=dt.UTC))
    checked = check_package(report.path, None, None, Silent(), authority=trusted)
    save_check_report(checked, "package", tmp_path / "report.pdf", Words("en"))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "report.pdf").pages).split())
    assert "its certificate was not revoked" in text
    assert "a later time stamp covers it as well" in text
