# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/vectors/vault-1 anew: ``python -m tests.vectors.make_vault_vectors``.

Only for a new version of the format: a published set of vectors stays as it is for ever.
"""

import base64
import hashlib
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from evidence_vault.vault.header import OpenedHeader, open_header
from evidence_vault.vault.layout import VaultLayout
from tests.helpers.vaults import PASSPHRASE, add, new_vault_with_key

FOLDER = Path(__file__).parent / "vault-1"
CONTENTS = {"empty.txt": b"", "words.txt": "请先转账。\n".encode() * 20, "chunks.bin": bytes(range(256)) * 80}


def main() -> None:
    if FOLDER.exists():
        sys.exit("vault-1 is published; it is never made again")
    layout = VaultLayout(FOLDER / "whole.evidence-vault")
    (FOLDER / "wrong").mkdir(parents=True)
    vault, recovery_key = new_vault_with_key(layout.folder)
    with vault:
        ids = {name: add(vault, name, data).content_id for name, data in CONTENTS.items()}
    _keep_only_what_a_reader_needs(layout)
    _write_readme(recovery_key, ids)
    _write_wrong_headers(open_header(layout, passphrase=PASSPHRASE, repair=False))
    _write_wrong_blobs(layout.blob(ids["words.txt"]).read_bytes(), ids["words.txt"], ids["chunks.bin"])


def _keep_only_what_a_reader_needs(layout: VaultLayout) -> None:
    for path in layout.folder.glob("index.db*"):
        path.unlink()
    layout.lock.unlink(missing_ok=True)
    for folder in (layout.temporary, layout.quarantine):
        shutil.rmtree(folder)


def _write_readme(recovery_key: str, ids: dict[str, str]) -> None:
    known = {
        "passphrase": PASSPHRASE,
        "recovery_key": recovery_key,
        "contents": {
            name: {"content_id": ids[name], "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            for name, data in CONTENTS.items()
        },
    }
    (FOLDER / "known.json").write_text(json.dumps(known, indent=1) + "\n")


def _wrong(name: str, expected: str, place: str, data: bytes) -> None:
    """One way to be wrong: the answer our reader gives, and the bytes that stand at ``place``."""
    case = {"expected": expected, "place": place, "bytes": base64.b64encode(data).decode()}
    (FOLDER / "wrong" / f"{name}.json").write_text(json.dumps(case, indent=1) + "\n")


def _write_wrong_headers(opened: OpenedHeader) -> None:
    text = opened.text
    salt = base64.b64encode(opened.header.slots[0].salt)
    both = "both headers"
    _wrong("header-flipped", "HEADER_DAMAGED", both, text.replace(b"generation: 1", b"generation: 3"))
    _wrong("header-cut", "HEADER_DAMAGED", both, text[:-10])
    _wrong("header-longer", "HEADER_DAMAGED", both, text + b"\n")
    _wrong("header-empty", "HEADER_DAMAGED", both, b"")
    _wrong("header-other-mac", "HEADER_TAMPERED", both, text[:-2] + (b"0\n" if text[-2:-1] != b"0" else b"1\n"))
    _wrong("header-lower-cost", "WRONG_PASSPHRASE", both, _summed(text.replace(b" 64 1 1 ", b" 32 1 1 ")))
    _wrong("header-other-salt", "WRONG_PASSPHRASE", both, _summed(text.replace(salt, base64.b64encode(bytes(16)))))
    _wrong("header-generation-changed", "HEADER_TAMPERED", both, _summed(text.replace(b"tion: 1\n", b"tion: 7\n")))
    _wrong("header-leading-zero", "HEADER_DAMAGED", both, _summed(text.replace(b"tion: 1\n", b"tion: 01\n")))
    _wrong("header-memory-over-limit", "HEADER_DAMAGED", both, _summed(text.replace(b" 64 1 1 ", b" 2097153 1 1 ")))
    _wrong("header-later-version", "VAULT_TOO_NEW", both, _summed(text.replace(b"header/1", b"header/2")))
    newer = replace(opened.header, features_required=("unheard-of",))
    _wrong("header-unknown-feature", "VAULT_TOO_NEW", both, replace(opened, header=newer).text)


def _summed(text: bytes) -> bytes:
    body, _, sums = text.partition(b"sha256: ")
    return body + b"sha256: " + hashlib.sha256(body).hexdigest().encode() + sums[64:]


def _write_wrong_blobs(data: bytes, content_id: str, other_id: str) -> None:
    def flipped(place: int) -> bytes:
        place %= len(data)
        return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]

    for name, bytes_there in {
        "blob-magic": flipped(0),
        "blob-vault-id": flipped(8),
        "blob-key-id": flipped(24),
        "blob-header-sum": flipped(60),
        "blob-salt": flipped(64),
        "blob-commitment": flipped(64 + 24),
        "blob-content": flipped(64 + 56),
        "blob-meta": flipped(-40),
        "blob-footer-length": flipped(-32),
        "blob-footer-magic": flipped(-1),
        "blob-cut": data[:-1],
        "blob-longer": data + b"\0",
        "blob-empty": b"",
    }.items():
        _wrong(name, "BLOB_DAMAGED", content_id, bytes_there)
    _wrong("blob-under-another-name", "BLOB_DAMAGED", other_id, data)


if __name__ == "__main__":
    main()
