# SPDX-License-Identifier: GPL-3.0-or-later
"""A small made-up package in memory, and the hands of somebody who changes it: list anew, sign anew, pack anew.

What is recomputed here is written without the program's own code, so that a mistake there is not repeated.
"""

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from evidence_vault.crypto.signing import SigningKey
from evidence_vault.package.manifest import PackageInfo
from evidence_vault.package.writer import write_package
from evidence_vault.progress import Silent
from evidence_vault.records import JournalState, Part
from evidence_vault.translations import Words

Files = dict[str, bytes]
KEY = SigningKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = SigningKey.from_private_bytes(bytes(range(1, 33)))
NAMESPACE = "evidence-vault-package"
MADE_AT = "2026-03-22T10:00:00+08:00"
CASE = "c4se0000000000000000000000000000"
TOP = "PKG"
TAGS = ("HOW-TO-CHECK.txt", "START-HERE.html", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "signer.pub")
DESCRIPTION = "data/records/package.json"
LOG = "data/records/custody-log.jsonl"
REQUEST = "tagmanifest-sha256.txt.sig.1.tsq"

ORIGINAL_1 = b"\x89PNG made-up picture of a chat"
ORIGINAL_2 = b"<script>alert('made up')</script>"
DERIVATIVE = b"\x89PNG covered copy"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def tree_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, by its own words."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + tree_root(leaves[:split]) + tree_root(leaves[split:])).digest()


class Log:
    """A custody log being made: ``lines`` and the leaf of each."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.leaves: list[bytes] = []

    def full(self, event: str, payload: dict[str, Any] | None) -> "Log":
        salt = f"{len(self.lines):02x}" * 16
        shown = payload if payload is not None else {"gone": "erased"}
        envelope = {
            "v": 1, "seq": len(self.lines), "utc": f"2026-03-01T09:30:{len(self.lines):02d}.000000Z", "monotonic": 5,
            "actor": "someone", "event": event, "class": "custody", "case": CASE, "subjects": ["item"],
            "commitment": sha256(bytes.fromhex(salt) + canonical(shown)), "prev": self.head,
        }  # fmt: skip
        self._append(
            canonical({"envelope": envelope, "payload": payload, "salt": salt if payload is not None else None}),
            hashlib.sha256(b"\x00" + canonical(envelope)).digest(),
        )
        return self

    def withheld(self, leaf: str) -> "Log":
        self._append(canonical({"leaf": leaf, "seq": len(self.lines)}), bytes.fromhex(leaf))
        return self

    def _append(self, line: bytes, leaf: bytes) -> None:
        self.lines.append(line + b"\n")
        self.leaves.append(leaf)

    @property
    def head(self) -> str:
        return self.leaves[-1].hex() if self.leaves else "0" * 64

    def state(self) -> JournalState:
        return JournalState(len(self.leaves), tree_root(self.leaves).hex(), self.head)

    def data(self) -> bytes:
        return b"".join(self.lines)


def made_up_log(extra: int = 0, first: str = "aa" * 32) -> Log:
    log = Log().withheld(first).full("added", {"content": {"sha256": sha256(ORIGINAL_1)}}).withheld("bb" * 32)
    log.full("added", {"content": {"sha256": sha256(ORIGINAL_2)}}).full("erased", None)
    for number in range(extra):
        log.full("noted", {"number": number})
    return log


def part(path: str, role: str, data: bytes, **more: Any) -> Part:
    return Part(path, role, lambda: io.BytesIO(data), **more)


def made_up_parts(kind: str, log: Log) -> list[Part]:
    """The parts of a package of ``kind``, out of order on purpose."""
    derivative = part(
        "derivatives/A1-r1.png", "derivative", DERIVATIVE, exhibit="A1",
        derivation={"covered": 2}, parent_sha256=sha256(ORIGINAL_1),
    )  # fmt: skip
    if kind == "complaint":
        return [part("complaint/wechat/steps.html", "steps", b"<p>1</p>"), derivative,
                part("complaint/wechat/complaint.txt", "text", "投诉".encode())]  # fmt: skip
    if kind == "redacted":
        return [
            part("records/custody-log.jsonl", "record", log.data()),
            derivative,
            part("tables/payments.csv", "table", KEPT_TABLE),
            part("records/redaction.json", "record", redaction()),
        ]
    parts = [
        part("records/custody-log.jsonl", "record", log.data()),
        part("originals/A1.png", "original", ORIGINAL_1, exhibit="A1", original_name="截图 1.png"),
        derivative,
        part("originals/A2.html", "original", ORIGINAL_2, exhibit="A2", original_name="页面.html"),
        part("tables/exhibits.csv", "table", b"A1,A2\r\n"),
    ]
    return parts + ([part("report/police-report.pdf", "report", b"%PDF-made-up")] if kind == "police" else [])


WHOLE_TABLE = b'"amount","to_account_no"\r\n"5000.00","6222"\r\n"70.00","6223"\r\n'
KEPT_TABLE = b'"amount"\r\n"5000.00"\r\n"70.00"\r\n'
WITHHELD = {"FIELD_REDACTED": 2, "ORIGINAL_REDACTED": 2}


def redaction(parent_id: str = "package-0009", parent_sha256: str = "ab" * 32, **more: Any) -> bytes:
    """What a redacted package says it keeps and withholds."""
    tables = {"payments": {"kept": ["amount"], "withheld": {"to_account_no": 2}, "rows": 2}}
    parent = {"package_id": parent_id, "tagmanifest_sha256": parent_sha256}
    value = {"format": "evidence-vault-redaction/1", "parent": parent, "tables": tables, "withheld": WITHHELD, **more}
    return canonical(value) + b"\n"


def made_up_info(kind: str, log: Log, number: int = 1, case_id: str = CASE) -> PackageInfo:
    withheld = WITHHELD if kind == "redacted" else {}
    return PackageInfo(kind, f"package-{number:04d}", MADE_AT, case_id, log.state(), "0.0.1", withheld)


def write_made_up(
    destination: Path, kind: str = "archive", *, as_zip: bool = False, log: Log | None = None, **more: Any
) -> Path:
    log = log or made_up_log()
    info = made_up_info(kind, log, **more)
    written = write_package(
        destination, TOP, made_up_parts(kind, log), info, KEY, Words("zh-Hans"), as_zip=as_zip, progress=Silent()
    )
    return written.path


@cache
def _written(kind: str, extra: int, first: str, case_id: str) -> tuple[tuple[str, bytes], ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = write_made_up(Path(folder), kind, as_zip=True, log=made_up_log(extra, first), case_id=case_id)
        with zipfile.ZipFile(path) as archive:
            return tuple((name.removeprefix(f"{TOP}/"), archive.read(name)) for name in archive.namelist())


def good(kind: str = "archive", *, extra: int = 0, first: str = "aa" * 32, case_id: str = CASE) -> Files:
    """The files of an intact package: a new dictionary, to be changed."""
    return dict(_written(kind, extra, first, case_id))


# --- the hands of somebody who changes a package -----------------------------------------------------------


def listed(files: Files) -> Files:
    """Both manifests made anew."""
    payload = sorted(path for path in files if path.startswith("data/"))
    files["manifest-sha256.txt"] = list_lines(files, payload)
    files["tagmanifest-sha256.txt"] = list_lines(files, [path for path in TAGS if path in files])
    return files


def list_lines(files: Files, paths: Iterable[str]) -> bytes:
    return "".join(f"{sha256(files[path])}  {path}\n" for path in paths).encode()


def signed(files: Files, key: SigningKey = KEY) -> Files:
    """Listed anew and signed by ``key``, its public half put in."""
    files["signer.pub"] = key.openssh_public_line("somebody").encode() + b"\n"
    listed(files)
    files["tagmanifest-sha256.txt.sig"] = key.sshsig(files["tagmanifest-sha256.txt"], NAMESPACE).encode()
    files[REQUEST] = time_stamp_request(files["tagmanifest-sha256.txt.sig"])
    return files


def time_stamp_request(data: bytes, nonce: int = 0x4142434445464748) -> bytes:
    """TimeStampReq of RFC 3161 §2.4.1: version 1, SHA-256, nonce, certificates wanted."""
    imprint = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(data).digest()
    return bytes.fromhex("3043020101") + imprint + bytes.fromhex("0208") + nonce.to_bytes(8) + bytes.fromhex("0101ff")


def described(files: Files, change: Callable[[dict[str, Any]], None]) -> Files:
    """package.json changed."""
    value = json.loads(files[DESCRIPTION])
    change(value)
    files[DESCRIPTION] = canonical(value) + b"\n"
    return files


def redescribed(files: Files, key: SigningKey = KEY) -> Files:
    """package.json and bag-info made to fit the files as they are: what a careful forger does."""

    def fit(value: dict[str, Any]) -> None:
        value["signer"] = key.fingerprint
        value["parts"] = [one for one in value["parts"] if one["path"] in files]
        for one in value["parts"]:
            data = files[one["path"]]
            one["sha256"], one["size"] = sha256(data), len(data)
        present = {one["path"]: one["sha256"] for one in value["parts"]}
        for one in value["parts"]:
            if one.get("parent") in present:
                one["parent_sha256"] = present[one["parent"]]
            else:
                one.pop("parent", None)

    described(files, fit)
    return counted(files)


def counted(files: Files) -> Files:
    """The Payload-Oxum made to fit."""
    payload = [data for path, data in files.items() if path.startswith("data/")]
    lines = [line for line in files["bag-info.txt"].decode().split("\n") if line and not line.startswith("Payload")]
    lines.append(f"Payload-Oxum: {sum(map(len, payload))}.{len(payload)}")
    files["bag-info.txt"] = "".join(f"{line}\n" for line in lines).encode()
    return files


# --- containers --------------------------------------------------------------------------------------------


def as_folder(files: Files, place: Path) -> Path:
    for path, data in files.items():
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return place


def zip_bytes(files: Iterable[tuple[str, bytes]], *, method: int = zipfile.ZIP_STORED, top: str = f"{TOP}/") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for path, data in files:
            entry = zipfile.ZipInfo(f"{top}{path}", (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data, method)
    return target.getvalue()


def as_zip(files: Files, place: Path, **more: Any) -> Path:
    place.write_bytes(zip_bytes(files.items(), **more))
    return place
