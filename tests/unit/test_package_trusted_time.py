# SPDX-License-Identifier: GPL-3.0-or-later
"""Replies of time-stamp authorities: what counts, what does not, and what other programs say about the same bytes."""

import datetime as dt
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID
from tests.helpers.time_authority import OPENSSL, START, Authority, needs_openssl, verified_by_openssl

from evidence_vault import errors
from evidence_vault.package.time_stamp_form import (
    new_request,
    read_request,
    readable_reply,
    request_bytes,
    request_for_signature,
)
from evidence_vault.package.trusted_time import answers, judge_reply, read_authority, trusted_bytes, trusted_in

_DER = serialization.Encoding.DER
DATA = b"a signature, or a signed checkpoint\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("time") / "authority")


@pytest.fixture(scope="module")
def reply(authority: Authority) -> bytes:
    return authority.reply(request_bytes(REQUEST))


REQUEST = new_request(DATA)


def test_a_request_reads_back_and_nothing_else_does() -> None:
    data = request_bytes(REQUEST)
    assert read_request(data) == REQUEST
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 0x80
        assert read_request(bytes(changed)) != REQUEST
    assert read_request(data + b"\0") is None
    assert read_request(data[:-1]) is None
    assert read_request(b"") is None


def test_the_request_of_a_package_follows_from_its_signature() -> None:
    assert request_for_signature(b"one") == request_for_signature(b"one")
    assert request_for_signature(b"one").nonce != request_for_signature(b"two").nonce
    assert new_request(b"one").nonce != new_request(b"one").nonce


@needs_openssl
def test_openssl_reads_our_request(tmp_path: Path) -> None:
    (tmp_path / "q.tsq").write_bytes(request_bytes(REQUEST))
    done = subprocess.run(
        [str(OPENSSL), "ts", "-query", "-in", "q.tsq", "-text"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "Hash Algorithm: sha256" in done.stdout
    assert f"{REQUEST.nonce:X}" in done.stdout.upper()
    assert "Certificate required: yes" in done.stdout


@needs_openssl
def test_a_reply_of_a_named_authority_is_trusted_as_openssl_says(
    authority: Authority, reply: bytes, tmp_path: Path
) -> None:
    judged = judge_reply(reply, DATA, REQUEST, [authority.root])
    assert (judged.state, judged.authority) == ("trusted", "CN=Made-up Authority")
    assert judged.time is not None
    assert dt.datetime.fromisoformat(judged.time).tzinfo is not None
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "reply.tsr").write_bytes(reply)
    assert verified_by_openssl(tmp_path / "data", tmp_path / "reply.tsr", authority.root_file)


@needs_openssl
def test_without_a_named_root_it_is_an_authority_we_cannot_check(authority: Authority, reply: bytes) -> None:
    judged = judge_reply(reply, DATA, REQUEST)
    assert (judged.state, judged.authority) == ("authority-unknown", "CN=Made-up Authority")
    without_root = authority.reply(request_bytes(REQUEST), with_root=False)
    assert judge_reply(without_root, DATA, REQUEST).state == "authority-unknown"
    assert judge_reply(without_root, DATA, REQUEST, [authority.root]).state == "trusted"


@needs_openssl
@pytest.mark.parametrize("with_root", [True, False])
def test_a_rogue_authority_of_the_same_names_is_never_trusted(
    authority: Authority, tmp_path: Path, *, with_root: bool
) -> None:
    rogue = Authority(tmp_path / "rogue")
    forged = rogue.reply(request_bytes(REQUEST), with_root=with_root)
    assert judge_reply(forged, DATA, REQUEST, [authority.root]).state == "authority-unknown"


@needs_openssl
def test_certificates_in_any_order_and_bare_tokens_are_read(authority: Authority) -> None:
    judged = {judge_reply(_turned(authority, turn), DATA, REQUEST, [authority.root]).state for turn in (False, True)}
    assert judged == {"trusted"}
    bare = authority.reply(request_bytes(REQUEST), bare=True)
    assert judge_reply(bare, DATA, REQUEST, [authority.root]).state == "trusted"
    assert answers(bare, REQUEST)


def _turned(authority: Authority, turn: bool) -> bytes:
    """A reply with its two certificates in one order, or the other."""
    data = authority.reply(request_bytes(REQUEST))
    one, two = sorted([authority.root.public_bytes(_DER), authority.signer.public_bytes(_DER)], reverse=turn)
    place = min(data.index(one), data.index(two))
    turned = data[:place] + one + two + data[place + len(one) + len(two) :]
    assert sorted(turned) == sorted(data)
    return turned


@needs_openssl
@pytest.mark.parametrize("named", [True, False])
def test_what_does_not_fit_is_wrong(authority: Authority, reply: bytes, *, named: bool) -> None:
    roots = [authority.root] if named else []
    assert judge_reply(reply, DATA + b"!", None, roots).reason == "imprint"
    assert judge_reply(reply, DATA, replace(REQUEST, nonce=REQUEST.nonce ^ 1), roots).reason == "nonce"
    assert not answers(reply, new_request(DATA))
    assert judge_reply(reply, DATA, None, roots).state in {"trusted", "authority-unknown"}
    signature = len(reply) - 20
    changed = reply[:signature] + bytes([reply[signature] ^ 1]) + reply[signature + 1 :]
    assert judge_reply(changed, DATA, REQUEST, roots).state == "wrong"
    for junk in (b"", b"junk", reply[:-1], reply + b"\0", request_bytes(REQUEST), b"\x30" * 70_000):
        assert judge_reply(junk, DATA, REQUEST, roots).state == "wrong"


@needs_openssl
@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(
    "bad",
    [
        {"until": START + dt.timedelta(days=30)},
        {"purpose": ExtendedKeyUsageOID.CODE_SIGNING},
        {"critical": False},
    ],
    ids=["not valid at that time", "for another purpose", "purpose not binding"],
)
def test_a_signer_that_may_not_stamp_is_wrong(
    authority: Authority, reply: bytes, bad: dict[str, Any], *, named: bool
) -> None:
    # openssl itself refuses to sign with such a certificate: one for the same key takes the place of the good one.
    swapped = authority.with_other_signer(reply, **bad)
    roots = [authority.root] if named else []
    assert judge_reply(authority.with_other_signer(reply), DATA, REQUEST, roots).state != "wrong"
    assert judge_reply(swapped, DATA, REQUEST, roots).state == "wrong"


@needs_openssl
def test_flipped_bits_never_change_what_a_good_reply_says(authority: Authority, reply: bytes) -> None:
    good = judge_reply(reply, DATA, REQUEST, [authority.root])
    accepted = 0
    for place in range(0, len(reply), 7):
        changed = reply[:place] + bytes([reply[place] ^ 4]) + reply[place + 1 :]
        judged = judge_reply(changed, DATA, REQUEST, [authority.root])
        if judged.state == "trusted":
            accepted += 1
            assert judged.time == good.time
    assert accepted < len(reply) / 7


def test_a_root_is_asked_for(tmp_path: Path, authority: Authority) -> None:
    assert read_authority(authority.root_file) == (authority.root,)
    (tmp_path / "root.cer").write_bytes(authority.root.public_bytes(_DER))
    assert read_authority(tmp_path / "root.cer") == (authority.root,)
    with pytest.raises(errors.AuthorityUnusable):
        read_authority(authority.folder / "signer.pem")
    (tmp_path / "junk").write_text("nothing")
    with pytest.raises(errors.AuthorityUnusable):
        read_authority(tmp_path / "junk")
    with pytest.raises(errors.SourceMissing):
        read_authority(tmp_path / "absent")


@needs_openssl
def test_without_the_library_a_reply_is_not_checked(reply: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    assert judge_reply(reply, DATA, REQUEST).state == "not-checked"


@needs_openssl
def test_the_kept_bytes_are_those_that_came(authority: Authority, reply: bytes) -> None:
    assert len(readable_reply(reply)) == len(reply)


_LATER = dt.datetime(2049, 1, 1, tzinfo=dt.UTC)
_EARLIER = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)


@needs_openssl
@pytest.mark.parametrize(
    ("told", "state", "revocation"),
    [
        ({"made": _LATER}, "trusted", "good"),
        ({"made": _EARLIER}, "trusted", "not-checked"),  # a list of before says nothing about the time stated
        ({"made": _LATER, "by_other": True}, "trusted", "not-checked"),
        ({"made": _LATER, "revoked": _LATER, "reason": x509.ReasonFlags.superseded}, "trusted", "good"),
        ({"made": _LATER, "revoked": _EARLIER, "reason": x509.ReasonFlags.superseded}, "wrong", None),
        ({"made": _LATER, "revoked": _LATER, "reason": x509.ReasonFlags.key_compromise}, "wrong", None),
        ({"made": _LATER, "revoked": _LATER}, "wrong", None),  # no reason given: RFC 3161 §4
        ({"made": _EARLIER, "revoked": _EARLIER}, "wrong", None),
    ],
)
def test_lists_of_revoked_certificates_are_held_to_their_issuer_and_to_the_time_stated(
    authority: Authority, reply: bytes, tmp_path: Path, told: dict[str, Any], state: str, revocation: str | None
) -> None:
    trusted = read_authority(authority.revocations(tmp_path / "named.pem", **told))
    assert len(trusted) == 2
    judged = judge_reply(reply, DATA, REQUEST, trusted)
    assert judged.state == state
    assert judged.reason == ("revoked" if state == "wrong" else None)
    if revocation is not None:
        assert judged.revocation == revocation
        assert judged.expires == "2050-01-01T00:00:00Z"


def test_what_was_named_is_kept_in_its_own_form(authority: Authority, tmp_path: Path) -> None:
    named = read_authority(authority.revocations(tmp_path / "named.pem", made=_LATER, revoked=_LATER))
    again = [one for each in named for one in trusted_in(trusted_bytes(each))]
    assert [trusted_bytes(one) for one in again] == [trusted_bytes(one) for one in named]
