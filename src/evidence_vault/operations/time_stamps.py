# SPDX-License-Identifier: GPL-3.0-or-later
"""Trusted time for a vault or a package without going online: write a request, take in the reply, say what it covers.

The request is a small file with one hash; any other device gets the reply from any RFC 3161 authority.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evidence_vault import errors
from evidence_vault.hashing import sha256_hex
from evidence_vault.package.add_time_stamp import add_reply, read_reply, request_of_package
from evidence_vault.package.revocation import Trusted
from evidence_vault.package.time_stamp_form import new_request, read_request, request_bytes
from evidence_vault.package.time_stamps import OVER_LOG, read_note, told
from evidence_vault.package.trusted_time import (
    NOT_CHECKED,
    WRONG,
    JudgedReply,
    answers,
    judge_reply,
    read_authority,
    trusted_bytes,
    trusted_in,
)
from evidence_vault.records import Actor, Json, TimeStamp
from evidence_vault.safe_files import write_new_file
from evidence_vault.vault.anchors import ADDED, REQUESTED, AnchorPair
from evidence_vault.vault.vault import Vault

REASON = "time-stamp"


def request_for_vault(vault: Vault, destination: Path, actor: Actor) -> int:
    """Sign how far the log goes and write a request over that to a new file; how many entries it covers.

    Raises DestinationExists, DestinationUnwritable, DiskFull, CheckpointRefused.
    """
    note = vault.checkpoint(REASON).encode()
    said = read_note(note)
    if said is None:
        raise errors.SignatureInvalid
    request = request_bytes(new_request(note))
    write_new_file(destination, request)
    name = vault.anchors.keep_request(said.size, vault.anchors.next_number(said.size), request)
    payload: dict[str, Json] = {"file": name, "sha256": sha256_hex(request), "entries": said.size, "root": said.root}
    vault.record(REQUESTED, [], payload, actor=actor)
    return said.size


def request_for_package(package: Path, destination: Path) -> None:
    """Write the request over a package's signature to a new file.

    Raises NotAPackage and kin, DestinationExists, DestinationUnwritable, DiskFull.
    """
    write_new_file(destination, request_of_package(package))


def add_to_package(folder: Path, reply: Path, authority: Path | None) -> Mapping[str, Json]:
    """Keep a reply in a package that is a folder; see ``add_reply``. Raises AuthorityUnusable as well."""
    return add_reply(folder, reply, _authorities(authority))


def add_to_vault(vault: Vault, reply: Path, authority: Path | None, actor: Actor) -> TimeStamp:
    """Keep a reply to one of the vault's requests, its bytes as they came, journaled; the same again is nothing.

    ``authority``: the root certificate that the person trusts, kept as their statement.
    Raises SourceMissing, SourceUnreadable, AuthorityUnusable, TimeStampElsewhere, TimeStampRefused, DiskFull.
    """
    roots = _authorities(authority)
    untrusted = read_reply(reply)
    pairs = vault.anchors.pairs()
    pair = _answered(pairs, untrusted)
    if pair is None:
        raise errors.TimeStampElsewhere(name=reply.name)
    judged = judge_reply(untrusted, pair.note, read_request(pair.request), roots)
    if judged.state in {WRONG, NOT_CHECKED}:
        raise errors.TimeStampRefused(name=reply.name)
    kept = next((one for one in pairs if one.reply == untrusted), None)
    stamp = _time_stamp(kept or _keep(vault, pair, untrusted, actor), untrusted, judged)
    if not _is_known(vault, stamp):
        vault.record(ADDED, [], _added(stamp, roots), actor=actor)
    return stamp


def _is_known(vault: Vault, stamp: TimeStamp) -> bool:
    """Whether the journal says the same of that reply already."""
    last = [
        entry.payload
        for entry in vault.log(custody_only=True)
        if entry.event == ADDED and entry.payload and entry.payload["file"] == stamp.file.removeprefix("anchors/")
    ]
    return bool(last) and (last[-1]["state"], last[-1].get("revocation")) == (stamp.state, stamp.revocation)


def time_stamps(vault: Vault) -> tuple[TimeStamp, ...]:
    """The vault's time stamps, oldest first, judged by the roots that the person named when they came."""
    named = list(_roots_named(vault))
    judged = [
        _time_stamp(pair, pair.reply, judge_reply(pair.reply, pair.note, read_request(pair.request), named))
        for pair in vault.anchors.pairs()
        if pair.reply is not None
    ]
    return tuple(sorted(judged, key=lambda stamp: (stamp.entries, stamp.time or "")))


def covering(vault: Vault) -> Mapping[str, tuple[TimeStamp, ...]]:
    """Item id to the time stamps over a log that its entry stands in; those that do not hold are left out."""
    stamps = [stamp for stamp in time_stamps(vault) if stamp.state != WRONG]
    return {
        item_id: tuple(stamp for stamp in stamps if seq < stamp.entries)
        for item_id, seq in vault.item_entries().items()
    }


def stamp_json(stamp: TimeStamp) -> dict[str, Json]:
    """The entry of ``timestamps`` in a report."""
    judged = JudgedReply(stamp.state, stamp.time, stamp.authority, expires=stamp.expires, revocation=stamp.revocation)
    return told(stamp.file, judged, OVER_LOG, stamp.entries, None)


def _authorities(path: Path | None) -> tuple[Trusted, ...]:
    return () if path is None else read_authority(path)


def _answered(pairs: Sequence[AnchorPair], untrusted: bytes) -> AnchorPair | None:
    for pair in pairs:
        request = read_request(pair.request)
        if request is not None and answers(untrusted, request):
            return pair
    return None


def _keep(vault: Vault, pair: AnchorPair, untrusted: bytes, actor: Actor) -> AnchorPair:
    """Beside its request; a further authority's reply gets the next number with a copy of the request."""
    if pair.reply is not None:
        number = vault.anchors.next_number(pair.size)
        name = vault.anchors.keep_request(pair.size, number, pair.request)
        payload: dict[str, Json] = {"file": name, "sha256": sha256_hex(pair.request), "entries": pair.size}
        vault.record(REQUESTED, [], payload, actor=actor)
        pair = AnchorPair(pair.size, number, pair.note, pair.request, None)
    vault.anchors.keep_reply(pair, untrusted)
    return pair


def _added(stamp: TimeStamp, roots: Sequence[Trusted]) -> dict[str, Json]:
    """What the journal keeps of a reply that was taken in."""
    return {
        "file": stamp.file.removeprefix("anchors/"),
        "sha256": sha256_hex(stamp.reply),
        "entries": stamp.entries,
        "state": stamp.state,
        "time": stamp.time,
        "authority": stamp.authority,
        "expires": stamp.expires,
        "revocation": stamp.revocation,
        "roots": [base64.b64encode(trusted_bytes(root)).decode() for root in roots],
    }


def _roots_named(vault: Vault) -> Iterator[Trusted]:
    for entry in vault.log(custody_only=True):
        roots = entry.payload.get("roots") if entry.event == ADDED and entry.payload else None
        for root in roots if isinstance(roots, list) else []:
            yield from trusted_in(base64.b64decode(str(root)))


def _time_stamp(pair: AnchorPair, reply: bytes, judged: JudgedReply) -> TimeStamp:
    return TimeStamp(
        file=f"anchors/{pair.name}.tsr",
        entries=pair.size,
        state=judged.state,
        time=judged.time,
        authority=judged.authority,
        note=pair.note,
        request=pair.request,
        reply=reply,
        expires=judged.expires,
        revocation=judged.revocation,
    )
