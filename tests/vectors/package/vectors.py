# SPDX-License-Identifier: GPL-3.0-or-later
"""One small package for each way to be right or wrong.

The name of a vector is what a checker must answer: ``INTACT``, a finding or an error of
docs/formats/package.md §8, then two hyphens and how it was made.
"""

import base64
import os
import struct
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.vectors.package.bags import (
    DESCRIPTION,
    KEPT_TABLE,
    KEY,
    LOG,
    NAMESPACE,
    ORIGINAL_1,
    OTHER_KEY,
    REQUEST,
    TAGS,
    TOP,
    WHOLE_TABLE,
    Files,
    as_folder,
    as_zip,
    canonical,
    counted,
    described,
    good,
    list_lines,
    listed,
    made_up_log,
    redaction,
    redescribed,
    sha256,
    signed,
    time_stamp_request,
    tree_root,
    zip_bytes,
)

Build = Callable[[Path], Path]


@dataclass(frozen=True)
class Vector:
    """``code``: what must be found. ``alone``: whether it must be the only problem."""

    name: str
    code: str
    build: Build
    alone: bool


VECTORS: list[Vector] = []


def vector(name: str, *, alone: bool = False) -> Callable[[Build], Build]:
    def register(build: Build) -> Build:
        VECTORS.append(Vector(name, name.partition("--")[0], build, alone))
        return build

    return register


def files_vector(name: str, change: Callable[[Files], object], *, alone: bool = False, kind: str = "archive") -> None:
    """A zip of the good files after ``change``."""

    def build(folder: Path) -> Path:
        files = good(kind)
        change(files)
        return as_zip(files, folder / "package.zip")

    vector(name, alone=alone)(build)


def put(path: str, data: bytes) -> Callable[[Files], object]:
    return lambda files: files.__setitem__(path, data)


def remade(change: Callable[[Files], object]) -> Callable[[Files], object]:
    """After the change everything is made to fit and signed with the right key: only the change itself is wrong."""

    def change_and_sign(files: Files) -> None:
        change(files)
        signed(counted(files))

    return change_and_sign


def nothing(_files: Files) -> None:
    """No change."""


# --- right -------------------------------------------------------------------------------------------------

for _kind in ("archive", "police", "complaint", "redacted"):
    files_vector(f"INTACT--{_kind}", nothing, kind=_kind)
files_vector("INTACT--signed-again-by-the-same-key", signed)
files_vector("INTACT--without-a-time-stamp-request", lambda files: files.pop(REQUEST))


@vector("INTACT--folder")
def _(folder: Path) -> Path:
    return as_folder(good(), folder / TOP)


@vector("INTACT--folder-around-the-folder")
def _(folder: Path) -> Path:
    as_folder(good(), folder / "around" / TOP)
    return folder / "around"


@vector("INTACT--zip-without-top-folder")
def _(folder: Path) -> Path:
    return as_zip(good(), folder / "package.zip", top="")


@vector("ZIP_REPACKED--deflated")
def _(folder: Path) -> Path:
    return as_zip(good(), folder / "package.zip", method=zipfile.ZIP_DEFLATED)


def _volume(value: dict[str, Any], **changes: Any) -> None:
    value["volume"] = {"number": 1, "count": 2, "names": ["a.part1of2", "a.part2of2"], **changes}


def _as_volume(**changes: Any) -> Callable[[Files], object]:
    return remade(lambda files: described(files, lambda value: _volume(value, **changes)))


files_vector("OTHER_VOLUMES--one-of-two", _as_volume())
files_vector("DESCRIPTION_BROKEN--volume-zero", _as_volume(number=0), alone=True)
files_vector("DESCRIPTION_BROKEN--volume-beyond", _as_volume(number=3), alone=True)
files_vector("DESCRIPTION_BROKEN--volume-names-missing", _as_volume(names=["a"]), alone=True)
files_vector("DESCRIPTION_BROKEN--volume-name-a-path", _as_volume(names=["a", "../b"]), alone=True)

# --- time stamps (replies that hold are made by ``openssl ts`` in tests of their own) -----------------------


def log_stamp(files: Files, *, root: bytes, proof: dict[str, object] | None = None) -> None:
    """A checkpoint over the first three entries of the made-up log, with a reply that is none."""
    text = f"evault/made-up\n3\n{base64.b64encode(root).decode()}\n\n— evault/made-up c2lnbmF0dXJl\n"
    place = "data/records/timestamps/0000000003"
    files[f"{place}.note"] = text.encode()
    files[f"{place}-1.tsq"] = time_stamp_request(text.encode())
    files[f"{place}-1.tsr"] = b"reply"
    if proof is not None:
        files[f"{place}.proofs.json"] = canonical({"size": 3, "proofs": [proof]})
    added = [path for path in files if path.startswith(place)]

    def tell(value: dict[str, Any]) -> None:
        value["parts"] += [
            {"path": path, "role": "record", "sha256": sha256(files[path]), "size": len(files[path])} for path in added
        ]

    described(files, tell)


def stamped(change: Callable[[list[bytes]], dict[str, Any]]) -> Callable[[Files], object]:
    return remade(lambda files: log_stamp(files, **change(made_up_log().leaves[:3])))


files_vector("TIMESTAMP_WRONG--no-reply", put("tagmanifest-sha256.txt.sig.1.tsr", b"reply"), alone=True)
files_vector("TIMESTAMP_WRONG--far-too-large", put("tagmanifest-sha256.txt.sig.1.tsr", b"0" * 70_000), alone=True)
files_vector("TIMESTAMP_REQUEST_BROKEN--no-request", put(REQUEST, b"request"), alone=True)
files_vector("TIMESTAMP_REQUEST_BROKEN--over-other-bytes", put(REQUEST, time_stamp_request(b"other")), alone=True)
files_vector("TIMESTAMP_WRONG--over-the-log", stamped(lambda leaves: {"root": tree_root(leaves)}), alone=True)
files_vector("TIMESTAMP_LOG_DIFFERS--another-root", stamped(lambda leaves: {"root": tree_root(leaves[:2])}))
files_vector(
    "TIMESTAMP_PROOF_WRONG--of-another-leaf",
    stamped(
        lambda leaves: {
            "root": tree_root(leaves),
            "proof": {"seq": 0, "leaf": leaves[1].hex(), "path": [leaves[1].hex(), leaves[2].hex()]},
        }
    ),
)

# --- files and lists ---------------------------------------------------------------------------------------

files_vector("FILE_MISSING--original", lambda files: files.pop("data/originals/A1.png"))
files_vector("FILE_CHANGED--original", put("data/originals/A1.png", ORIGINAL_1 + b"."))
files_vector("FILE_CHANGED--start-here", put("START-HERE.html", b"<p>other</p>"), alone=True)
files_vector("FILE_EXTRA--beside-data", put("README.txt", b"read me"), alone=True)
files_vector("FILE_EXTRA--in-data", put("data/originals/A3.png", b"more"))
files_vector("FILE_EXTRA--second-manifest", put("manifest-md5.txt", b""), alone=True)
files_vector("FILE_EXTRA--fetch-list", put("fetch.txt", b"https://example.org/a 3 data/a\n"), alone=True)
files_vector("FILE_EXTRA--system-litter", put("data/originals/.DS_Store", b"litter"))
files_vector("MANIFEST_MISSING--removed", lambda files: files.pop("manifest-sha256.txt"))
files_vector("TAGMANIFEST_MISSING--removed", lambda files: files.pop("tagmanifest-sha256.txt"))
files_vector("FILE_MISSING--bagit-declaration", lambda files: files.pop("bagit.txt"))
files_vector(
    "BAG_DECLARATION_WRONG--version", remade(put("bagit.txt", b"BagIt-Version: 0.97\n")), alone=True
)  # fmt: skip
files_vector("BAG_DECLARATION_WRONG--bag-info", lambda files: signed(put_oxum(files)), alone=True)


def put_oxum(files: Files) -> Files:
    files["bag-info.txt"] = files["bag-info.txt"].replace(b"Payload-Oxum: ", b"Payload-Oxum: 1")
    return files


def _manifest_vector(name: str, change: Callable[[bytes], bytes]) -> None:
    def apply(files: Files) -> None:
        files["manifest-sha256.txt"] = change(files["manifest-sha256.txt"])
        _sign_tags(files)

    files_vector(name, apply)


def _sign_tags(files: Files) -> None:
    files["tagmanifest-sha256.txt"] = list_lines(files, TAGS)
    files["tagmanifest-sha256.txt.sig"] = KEY.sshsig(files["tagmanifest-sha256.txt"], NAMESPACE).encode()
    files[REQUEST] = time_stamp_request(files["tagmanifest-sha256.txt.sig"])


_manifest_vector("MANIFEST_LINE_BROKEN--upper-case", lambda data: data[:64].upper() + data[64:])
_manifest_vector("MANIFEST_LINE_BROKEN--one-space", lambda data: data.replace(b"  ", b" ", 1))
_manifest_vector("MANIFEST_LINE_BROKEN--windows-line-ends", lambda data: data.replace(b"\n", b"\r\n"))
_manifest_vector("MANIFEST_LINE_BROKEN--last-line-end-missing", lambda data: data[:-1])
_manifest_vector("MANIFEST_LINE_BROKEN--path-twice", lambda data: data + data.split(b"\n")[0] + b"\n")
_manifest_vector("MANIFEST_LINE_BROKEN--tag-file-in-it", lambda data: data + b"0" * 64 + b"  bagit.txt\n")
_manifest_vector("MANIFEST_LINE_BROKEN--empty-line", lambda data: b"\n" + data)
_manifest_vector("FILE_MISSING--path-out-of-the-bag", lambda data: data + b"0" * 64 + b"  data/../../etc/passwd\n")

# --- signature ---------------------------------------------------------------------------------------------

files_vector("SIGNATURE_MISSING--removed", lambda files: files.pop("tagmanifest-sha256.txt.sig"), alone=True)
files_vector("SIGNATURE_INVALID--empty", put("tagmanifest-sha256.txt.sig", b""), alone=True)
files_vector("SIGNATURE_INVALID--lists-made-anew", lambda files: listed(put_first(files)))
files_vector("SIGNER_KEY_MISSING--removed", lambda files: files.pop("signer.pub"))
files_vector("SIGNER_KEY_MISSING--two-keys", lambda files: _sign_tags(put_two_keys(files)), alone=True)


def put_first(files: Files) -> Files:
    files["data/originals/A1.png"] = b"swapped"
    return redescribed(files)


def put_two_keys(files: Files) -> Files:
    files["signer.pub"] += OTHER_KEY.openssh_public_line().encode() + b"\n"
    return files


@vector("SIGNATURE_BY_OTHER_KEY--signer-pub-kept")
def _(folder: Path) -> Path:
    files = good()
    files["tagmanifest-sha256.txt.sig"] = OTHER_KEY.sshsig(files["tagmanifest-sha256.txt"], NAMESPACE).encode()
    return as_zip(files, folder / "package.zip")


@vector("SIGNATURE_INVALID--other-namespace", alone=True)
def _(folder: Path) -> Path:
    files = good()
    files["tagmanifest-sha256.txt.sig"] = KEY.sshsig(files["tagmanifest-sha256.txt"], "file").encode()
    return as_zip(files, folder / "package.zip")


files_vector("DESCRIPTION_DIFFERS--signed-by-another-key-without-care", lambda files: signed(files, OTHER_KEY))


def _by_a_stranger(change: Callable[[Files], object]) -> Callable[[Files], object]:
    """Changed, made to fit in every place, and signed by a key of the forger's own: only the fingerprint tells."""

    def apply(files: Files) -> None:
        change(files)
        signed(redescribed(files, OTHER_KEY), OTHER_KEY)

    return apply


files_vector("SIGNER_DIFFERENT--signed-by-a-stranger-with-care", _by_a_stranger(nothing), alone=True)
files_vector(
    "SIGNER_DIFFERENT--swapped-original-signed-by-a-stranger", _by_a_stranger(put("data/originals/A1.png", b"x"))
)
files_vector("PART_REQUIRED--custody-log-dropped-by-a-stranger", _by_a_stranger(lambda files: files.pop(LOG)))


def _swap(files: Files) -> Files:
    """Two originals in each other's place."""
    one, two = "data/originals/A1.png", "data/originals/A2.html.evidence"
    files[one], files[two] = files[two], files[one]
    return files


files_vector("SIGNATURE_INVALID--file-and-manifest-swapped", lambda files: listed(_swap(files)))

# --- package.json ------------------------------------------------------------------------------------------


def _description_vector(name: str, change: Callable[[dict[str, object]], object], *, alone: bool = True) -> None:
    files_vector(name, remade(lambda files: described(files, change)), alone=alone)  # type: ignore[arg-type]


_description_vector("DESCRIPTION_BROKEN--field-missing", lambda value: value.pop("journal"))
_description_vector("DESCRIPTION_BROKEN--unknown-field", lambda value: value.update(verified=True))
_description_vector("DESCRIPTION_BROKEN--kind-unknown", lambda value: value.update(kind="certificate"))
_description_vector("DESCRIPTION_BROKEN--size-as-text", lambda value: value["parts"][0].update(size="3"))  # type: ignore[index]
_description_vector("DESCRIPTION_BROKEN--time-without-offset", lambda value: value.update(time="2026-03-22T10:00:00"))
_description_vector(
    "PACKAGE_TOO_NEW--format-2", lambda value: value.update(format="evidence-vault-package/2", more=1)
)  # fmt: skip
_description_vector("DESCRIPTION_DIFFERS--size", lambda value: value["parts"][0].update(size=1))  # type: ignore[index]
_description_vector("DESCRIPTION_DIFFERS--sha256", lambda value: value["parts"][1].update(sha256="0" * 64))  # type: ignore[index]
_description_vector("DESCRIPTION_DIFFERS--part-dropped", lambda value: value["parts"].pop())  # type: ignore[attr-defined]
_description_vector(
    "DESCRIPTION_DIFFERS--parent", lambda value: value["parts"][0].update(parent="data/tables/exhibits.csv")  # type: ignore[index]
)  # fmt: skip
_description_vector("EXHIBIT_RENAMED--in-description", lambda value: value["parts"][1].update(exhibit="A7"))  # type: ignore[index]
files_vector("DESCRIPTION_BROKEN--not-json", remade(put(DESCRIPTION, b"{")), alone=True)
files_vector("DESCRIPTION_BROKEN--endless-depth", remade(put(DESCRIPTION, b"[" * 100_000)), alone=True)
files_vector(
    "DESCRIPTION_BROKEN--key-twice",
    remade(lambda f: f.__setitem__(DESCRIPTION, f[DESCRIPTION].replace(b'{"case_id"', b'{"case_id":"x","case_id"'))),
    alone=True,
)


def _rename_exhibit(files: Files) -> None:
    files["data/originals/A9.png"] = files.pop("data/originals/A1.png")

    def rename(value: dict[str, object]) -> None:
        for one in value["parts"]:  # type: ignore[attr-defined]
            for key in ("path", "parent"):
                if one.get(key) == "data/originals/A1.png":
                    one[key] = "data/originals/A9.png"
        value["parts"].sort(key=lambda one: one["path"])  # type: ignore[attr-defined]

    described(files, rename)


files_vector("EXHIBIT_RENAMED--file-and-lists", remade(_rename_exhibit), alone=True)


def _drop(path: str) -> Callable[[Files], object]:
    def drop(files: Files) -> None:
        del files[path]
        redescribed(files)

    return remade(drop)


files_vector("PART_REQUIRED--custody-log-of-archive", _drop(LOG), alone=True)
files_vector("PART_REQUIRED--custody-log-of-police", _drop(LOG), kind="police", alone=True)
files_vector("PART_REQUIRED--exhibits-of-police", _drop("data/tables/exhibits.csv"), kind="police", alone=True)
files_vector("PART_REQUIRED--report-of-police", _drop("data/report/police-report.pdf"), kind="police", alone=True)
files_vector(
    "PART_REQUIRED--steps-of-complaint", _drop("data/complaint/wechat/steps.html"), kind="complaint", alone=True
)
files_vector(
    "PART_REQUIRED--text-of-complaint", _drop("data/complaint/wechat/complaint.txt"), kind="complaint", alone=True
)
files_vector("PART_REQUIRED--description", remade(lambda files: files.pop(DESCRIPTION)))
files_vector("PART_REQUIRED--how-to-check", remade(lambda files: files.pop("HOW-TO-CHECK.txt")), alone=True)
_description_vector(
    "PART_NOT_ALLOWED--original-in-complaint", lambda value: value.update(kind="complaint"), alone=False
)

# --- redacted packages -------------------------------------------------------------------------------------

TABLE, LIST = "data/tables/payments.csv", "data/records/redaction.json"


def _redacted(name: str, change: Callable[[Files], object]) -> None:
    def change_and_fit(files: Files) -> None:
        change(files)
        redescribed(files)

    files_vector(name, remade(change_and_fit), kind="redacted", alone=True)


_redacted("REDACTION_BROKEN--not-json", put(LIST, b"{"))
_redacted("REDACTION_BROKEN--without-a-parent", put(LIST, redaction(parent=None)))
_redacted(
    "REDACTION_BROKEN--another-count", put(LIST, redaction(withheld={"FIELD_REDACTED": 1, "ORIGINAL_REDACTED": 2}))
)
_redacted(
    "REDACTION_BROKEN--fewer-cells-than-counted",
    put(LIST, redaction(tables={"payments": {"kept": ["amount"], "withheld": {"to_account_no": 1}, "rows": 2}})),
)
_redacted(
    "REDACTION_BROKEN--kept-and-withheld",
    put(LIST, redaction(tables={"payments": {"kept": ["amount"], "withheld": {"amount": 2}, "rows": 2}})),
)
_redacted("REDACTION_BROKEN--a-column-not-on-the-list", put(TABLE, WHOLE_TABLE))
_redacted("REDACTION_BROKEN--a-row-less-than-told", put(TABLE, KEPT_TABLE.replace(b'"70.00"\r\n', b"")))
_redacted("REDACTION_BROKEN--a-cell-more-in-a-row", put(TABLE, KEPT_TABLE.replace(b'"70.00"', b'"70.00","6223"')))
_redacted("PART_REQUIRED--list-of-what-was-withheld", lambda files: files.pop(LIST))
_description_vector("PART_NOT_ALLOWED--original-in-redacted", lambda value: value.update(kind="redacted"), alone=False)

# --- custody log -------------------------------------------------------------------------------------------


def _log_vector(name: str, change: Callable[[list[bytes]], object], *, alone: bool = False) -> None:
    def apply(files: Files) -> None:
        lines = files[LOG].split(b"\n")[:-1]
        change(lines)
        files[LOG] = b"".join(line + b"\n" for line in lines)
        redescribed(files)

    files_vector(name, remade(apply), alone=alone)


_log_vector("CUSTODY_LOG_CUT--tail", lambda lines: lines.pop())
_log_vector("CUSTODY_LOG_CUT--everything", lambda lines: lines.clear())
_log_vector("CUSTODY_LOG_LONGER--line-added", lambda lines: lines.append(b'{"leaf":"%s","seq":5}' % (b"cc" * 32)))
_log_vector("CUSTODY_CHAIN_BROKEN--two-swapped", lambda lines: lines.insert(1, lines.pop(3)))
_log_vector("CUSTODY_CHAIN_BROKEN--one-dropped", lambda lines: lines.pop(2))
_log_vector(
    "CUSTODY_ROOT_DIFFERENT--withheld-leaf", lambda lines: lines.__setitem__(0, b'{"leaf":"%s","seq":0}' % (b"cc" * 32))
)
_log_vector(
    "CUSTODY_ENTRY_CHANGED--payload",
    lambda lines: lines.__setitem__(1, lines[1].replace(sha256(ORIGINAL_1).encode(), b"0" * 64)),
    alone=True,
)
_log_vector(
    "CUSTODY_ROOT_DIFFERENT--envelope-before-a-withheld-one",
    lambda lines: lines.__setitem__(1, lines[1].replace(b'"someone"', b'"another"')),
    alone=True,
)
_log_vector(
    "CUSTODY_CHAIN_BROKEN--envelope", lambda lines: lines.__setitem__(3, lines[3].replace(b'"someone"', b'"another"'))
)
_log_vector("CUSTODY_LINE_BROKEN--not-json", lambda lines: lines.__setitem__(1, b"added"))
_log_vector("CUSTODY_LINE_BROKEN--third-field", lambda lines: lines.__setitem__(0, lines[0].replace(b"{", b'{"by":1,')))
_log_vector(
    "CUSTODY_LINE_BROKEN--salt-only",
    lambda lines: lines.__setitem__(4, lines[4].replace(b'"salt":null', b'"salt":"00"')),
)
_log_vector("CUSTODY_LINE_BROKEN--number-too-long", lambda lines: lines.append(b'{"seq":' + b"9" * 5000 + b"}"))


def _other_head(files: Files) -> None:
    described(files, lambda value: value["journal"].update(head="0" * 64))


files_vector("CUSTODY_HEAD_DIFFERENT--pinned", remade(_other_head), alone=True)


def _unlogged_original(files: Files) -> None:
    files["data/originals/A1.png"] = b"swapped, with everything made to fit"
    redescribed(files)


files_vector("ORIGINAL_NOT_IN_LOG--swapped-original", remade(_unlogged_original))

# --- names -------------------------------------------------------------------------------------------------


def _named(path: str) -> Callable[[Files], object]:
    """One more part of that name, everything else as it must be."""

    def apply(files: Files) -> None:
        files[path] = b"x"

        def add(value: dict[str, object]) -> None:
            one = {"path": path, "role": "original", "sha256": sha256(b"x"), "size": 1}
            value["parts"].append(one)  # type: ignore[attr-defined]

        described(files, add)

    return remade(apply)


files_vector("NAME_UNSAFE--dots", _named("data/../A3.png"))
files_vector("NAME_UNSAFE--windows-device", _named("data/originals/con.png"))
files_vector("NAME_UNSAFE--backslash", _named("data/originals\\A3.png"))
files_vector("NAME_UNSAFE--space", _named("data/originals/A 3.png"))
files_vector("NAME_UNSAFE--too-long", _named(f"data/originals/{'a' * 65}"))
files_vector("NAME_UNSAFE--final-dot", _named("data/originals/A3."))
files_vector("NAME_UNSAFE--drive-letter", _named("data/originals/C:A3.png"))
files_vector("NAME_UNSAFE--other-normalisation", _named("data/originals/e\u0301.png"))
files_vector("NAME_UNSAFE--turned-around", _named("data/originals/A3\u202egnp.png"))
files_vector("NAME_UNSAFE--control-sign", _named("data/originals/A3\x1b.png"))
files_vector("NAMES_COLLIDE--case", _named("data/originals/a1.PNG"))
files_vector("NAMES_COLLIDE--file-and-folder", _named("data/originals/A1.png/x"))
files_vector("NAMES_COLLIDE--folder-case", _named("data/Originals/A3.png"))
files_vector("ACTIVE_FILE--html", _named("data/originals/A3.html"), alone=True)
files_vector("ACTIVE_FILE--program", _named("data/originals/A3.EXE"), alone=True)
files_vector("NESTED_BAG--only-its-list", _named("data/inner/manifest-sha256.txt"), alone=True)
files_vector("NESTED_BAG--in-data", _named("data/inner/bagit.txt"), alone=True)


@vector("FILE_EXTRA--path-out-of-the-zip")
def _(folder: Path) -> Path:
    place = folder / "package.zip"
    place.write_bytes(
        zip_bytes([*((f"{TOP}/{path}", data) for path, data in good().items()), ("../evil", b"x")], top="")
    )
    return place


@vector("FILE_EXTRA--path-from-the-root")
def _(folder: Path) -> Path:
    place = folder / "package.zip"
    entries = [*((f"{TOP}/{path}", data) for path, data in good().items()), ("/evil", b"x")]
    place.write_bytes(zip_bytes(entries, top=""))
    return place


@vector("FILE_EXTRA--second-top-folder", alone=True)
def _(folder: Path) -> Path:
    place = folder / "package.zip"
    place.write_bytes(zip_bytes([*((f"{TOP}/{path}", data) for path, data in good().items()), ("z/x", b"x")], top=""))
    return place


@vector("LINK_IN_PACKAGE--folder")
def _(folder: Path) -> Path:
    place = as_folder(good(), folder / TOP)
    (place / "data/originals/A1.png").unlink()
    outside = folder / "outside.png"
    outside.write_bytes(ORIGINAL_1)
    (place / "data/originals/A1.png").symlink_to(outside)
    return place


@vector("LINK_IN_PACKAGE--to-a-folder")
def _(folder: Path) -> Path:
    place = as_folder(good(), folder / TOP)
    (place / "data/originals").rename(folder / "elsewhere")
    (place / "data/originals").symlink_to(folder / "elsewhere")
    return place


@vector("LINK_IN_PACKAGE--the-list-that-is-signed")
def _(folder: Path) -> Path:
    place = as_folder(good(), folder / TOP)
    (place / "tagmanifest-sha256.txt").rename(folder / "elsewhere.txt")
    (place / "tagmanifest-sha256.txt").symlink_to(folder / "elsewhere.txt")
    return place


@vector("LINK_IN_PACKAGE--broken")
def _(folder: Path) -> Path:
    place = as_folder(good(), folder / TOP)
    (place / "data/originals/A1.png").unlink()
    (place / "data/originals/A1.png").symlink_to(folder / "nothing")
    return place


@vector("LINK_IN_PACKAGE--loop", alone=True)
def _(folder: Path) -> Path:
    place = as_folder(good(), folder / TOP)
    (place / "data/again").symlink_to(place)
    return place


@vector("ODD_FILE--pipe", alone=True)
def _(folder: Path) -> Path:
    place = as_folder(good(), folder / TOP)
    os.mkfifo(place / "data/pipe")
    return place


# --- the zip itself ----------------------------------------------------------------------------------------


def _zip_vector(name: str, change: Callable[[bytes], bytes], *, alone: bool = False) -> None:
    def build(folder: Path) -> Path:
        place = folder / "package.zip"
        place.write_bytes(change(zip_bytes(good().items())))
        return place

    vector(name, alone=alone)(build)


def _with_comment(data: bytes) -> bytes:
    return data[:-2] + struct.pack("<H", 7) + b"checked"


def _with_hidden_bytes(data: bytes) -> bytes:
    """Bytes between the last entry and the directory, all offsets right."""
    offset = struct.unpack("<L", data[-6:-2])[0]
    return data[:offset] + b"hidden" + data[offset:-6] + struct.pack("<L", offset + 6) + data[-2:]


def _with_other_local_name(data: bytes) -> bytes:
    return data.replace(b"PKG/START-HERE.html", b"PKG/START-THERE.htm", 1)


_zip_vector("ZIP_COMMENT--text", _with_comment, alone=True)
_zip_vector("ZIP_TRAILING_DATA--text", lambda data: data + b"more", alone=True)
_zip_vector("ZIP_HIDDEN_DATA--before-the-directory", _with_hidden_bytes, alone=True)
_zip_vector("ZIP_HEADERS_DIFFER--name", _with_other_local_name, alone=True)
_zip_vector("ARCHIVE_DAMAGED--bytes-before", lambda data: b"MZ prefix" + data)
_zip_vector("ARCHIVE_DAMAGED--directory-cut", lambda data: data[:-60] + data[-22:])
_zip_vector("NOT_A_PACKAGE--cut-in-half", lambda data: data[: len(data) // 2])


@vector("DUPLICATE_ENTRY--other-bytes")
def _(folder: Path) -> Path:
    return _with_twice(folder, b"other")


@vector("DUPLICATE_ENTRY--same-bytes", alone=True)
def _(folder: Path) -> Path:
    return _with_twice(folder, ORIGINAL_1)


def _with_twice(folder: Path, data: bytes) -> Path:
    place = folder / "package.zip"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        place.write_bytes(zip_bytes([("data/originals/A1.png", data), *good().items()]))
    return place


@vector("LINK_IN_PACKAGE--zip")
def _(folder: Path) -> Path:
    place = as_zip(good(), folder / "package.zip")
    link = zipfile.ZipInfo(f"{TOP}/data/link", (1980, 1, 1, 0, 0, 0))
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(place, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return place


@vector("FILE_UNREADABLE--deflated-data-broken")
def _(folder: Path) -> Path:
    place = as_zip(good(), folder / "package.zip", method=zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(place) as archive:
        entry = archive.getinfo(f"{TOP}/HOW-TO-CHECK.txt")
    data = bytearray(place.read_bytes())
    start = entry.header_offset + 30 + len(entry.filename)
    data[start : start + 4] = b"\xff\xff\xff\xff"
    place.write_bytes(bytes(data))
    return place


@vector("PACKAGE_TOO_LARGE--inflates-too-far")
def _(folder: Path) -> Path:
    files = {**good(), "data/zeros.bin": bytes(40 << 20)}
    return as_zip(files, folder / "package.zip", method=zipfile.ZIP_DEFLATED)


@vector("PACKAGE_TOO_LARGE--more-entries-than-allowed")
def _(folder: Path) -> Path:
    data = zip_bytes(good().items())
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**9, 10**9, len(data) - 100, 100)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(data), 1)
    place = folder / "package.zip"
    place.write_bytes(data + record + locator + end)
    return place


@vector("NEEDS_UNPACKING--plain-package-zip-inside")
def _(folder: Path) -> Path:
    place = folder / "hand-over.zip"
    place.write_bytes(zip_bytes([("package.zip", zip_bytes(good().items()))], top=""))
    return place


@vector("NOT_A_PACKAGE--empty-folder")
def _(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


@vector("NOT_A_PACKAGE--some-zip")
def _(folder: Path) -> Path:
    place = folder / "some.zip"
    place.write_bytes(zip_bytes([("a.txt", b"a")], top=""))
    return place


@vector("SOURCE_MISSING--nothing-there")
def _(folder: Path) -> Path:
    return folder / "nothing"


# --- two packages of a case --------------------------------------------------------------------------------

LATER = 3


def _replaced() -> Files:
    files = good(extra=LATER)
    files["data/originals/A1.png"] = b"swapped"
    return signed(redescribed(files))


def _without_derivative(extra: int) -> Files:
    files = good(extra=extra)
    del files["data/derivatives/A1-r1.png"]
    return signed(redescribed(files))


def _naming(before: Files) -> Files:
    """A later package that names ``before`` as the one made before it."""
    named = {
        "package_id": "package-0001",
        "tagmanifest_sha256": sha256(before["tagmanifest-sha256.txt"]),
    }

    def name(value: dict[str, Any]) -> None:
        value["previous"] = named
        value["package_id"] = "package-0002"

    files = described(good(extra=LATER), name)
    files["bag-info.txt"] = files["bag-info.txt"].replace(b"package-0001", b"package-0002")
    return signed(redescribed(files))


def _whole(table: bytes = WHOLE_TABLE) -> Files:
    """A complete package with that table."""
    files = good()
    files[TABLE] = table

    def tell(value: dict[str, Any]) -> None:
        value["parts"].append({"path": TABLE, "role": "table", "sha256": "00" * 32, "size": 0})
        value["parts"].sort(key=lambda one: one["path"])

    return signed(redescribed(described(files, tell)))


def _part_of(parent: Files, table: bytes = KEPT_TABLE, parent_id: str = "package-0001") -> Files:
    """A redacted package that names ``parent``."""
    files = good("redacted")
    files[LIST] = redaction(parent_id, sha256(parent["tagmanifest-sha256.txt"]))
    files[TABLE] = table
    return signed(redescribed(files))


PAIRS: dict[str, Callable[[], tuple[Files, Files]]] = {
    "INTACT--later": lambda: (good(extra=LATER), good()),
    "INTACT--the-same-twice": lambda: (good(), good()),
    "PACKAGE_IS_OLDER--replayed": lambda: (good(), good(extra=LATER)),
    "CUSTODY_REWRITTEN--other-beginning": lambda: (good(extra=LATER, first="dd" * 32), good()),
    "AGAINST_OTHER_CASE--case-id": lambda: (good(extra=LATER), good(case_id="another-case")),
    "AGAINST_OTHER_SIGNER--key": lambda: (
        signed(redescribed(good(extra=LATER), OTHER_KEY), OTHER_KEY),
        good(),
    ),
    "AGAINST_BROKEN--file-changed": lambda: (good(extra=LATER), {**good(), "START-HERE.html": b""}),
    "EXHIBIT_REPLACED--original": lambda: (_replaced(), good()),
    "AGAINST_ADDED--derivative": lambda: (good(extra=LATER), _without_derivative(0)),
    "AGAINST_REMOVED--derivative": lambda: (_without_derivative(LATER), good()),
    "AGAINST_CHANGED--custody-log": lambda: (good(extra=LATER), good()),
    "INTACT--names-the-one-before": lambda: (_naming(good()), good()),
    "INTACT--part-of-its-parent": lambda: (_part_of(_whole()), _whole()),
    "REDACTION_CHANGED--another-amount": lambda: (
        _part_of(_whole(), KEPT_TABLE.replace(b"5000", b"9000")),
        _whole(),
    ),
    "REDACTION_CHANGED--a-row-left-out": lambda: (
        _part_of(_whole(), KEPT_TABLE.replace(b'"70.00"\r\n', b"")),
        _whole(),
    ),
    "REDACTION_PARENT_DIFFERS--another-of-that-name": lambda: (
        _part_of(_whole()),
        _whole(WHOLE_TABLE.replace(b"6222", b"6229")),
    ),
    "REDACTION_OF_ANOTHER--package": lambda: (_part_of(_whole(), parent_id="package-0009"), _whole()),
    "PREVIOUS_DIFFERS--another-of-that-name": lambda: (_naming(_without_derivative(0)), good()),
}
"""Name to the files of the package to check and of the one given as older."""
