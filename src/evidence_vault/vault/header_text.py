# SPDX-License-Identifier: GPL-3.0-or-later
"""The key header as text: read with every limit checked before any work, and written in one form only.

Form and limits: docs/formats/vault.md, "Header".
"""

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass

from evidence_vault import errors
from evidence_vault.crypto.key_derivation import SALT_SIZE, KdfCost

LARGEST = 65_536
MOST_SLOTS = 16
WRAPPED_SIZE = 104
FIRST_LINE = "evault-header/1"
KNOWN_FEATURES: frozenset[str] = frozenset({"erased-contents"})
"""What this program understands besides the first form; a step between forms also has its ``under_way`` name here."""
_FIELDS = ("vault-id", "generation", "created", "journal-size", "features-required", "features-optional")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_FEATURES = re.compile(r"|[a-z0-9-]+( [a-z0-9-]+)*")
_HEX_ID = re.compile(r"[0-9a-f]{32}")
_OTHER_VERSION = re.compile(rb"evault-header/[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Slot:
    """The master key wrapped under one secret. ``cost`` is None for a recovery key."""

    number: int
    salt: bytes
    cost: KdfCost | None
    wrapped: bytes

    @property
    def is_recovery(self) -> bool:
        """Whether a recovery key opens it (else a passphrase)."""
        return self.cost is None


@dataclass(frozen=True, slots=True)
class KeyHeader:
    """One generation of the header, without its sums. ``journal_size``: entries known when it was written."""

    vault_id: bytes
    generation: int
    created: str
    journal_size: int
    slots: tuple[Slot, ...]
    features_required: tuple[str, ...] = ()
    features_optional: tuple[str, ...] = ()


def under_way(feature: str) -> str:
    """The required feature of a header while the step to ``feature`` is taken."""
    return f"{feature}-under-way"


def slot_description(slot: Slot) -> str:
    """The slot's line from its number up to and with the salt: what the wrapped key is bound to."""
    salt = base64.b64encode(slot.salt).decode()
    if slot.cost is None:
        return f"{slot.number} recovery hkdf-sha512 {salt}"
    cost = slot.cost
    return f"{slot.number} passphrase argon2id {cost.kibibytes} {cost.passes} {cost.lanes} {salt}"


def header_body(header: KeyHeader) -> bytes:
    """Everything above the line ``sha256``."""
    values = (
        header.vault_id.hex(),
        str(header.generation),
        header.created,
        str(header.journal_size),
        " ".join(header.features_required),
        " ".join(header.features_optional),
    )
    lines = [FIRST_LINE, *(f"{name}: {value}" for name, value in zip(_FIELDS, values, strict=True))]
    lines += [f"slot: {slot_description(slot)} {base64.b64encode(slot.wrapped).decode()}" for slot in header.slots]
    return ("\n".join(lines) + "\n").encode("ascii")


def header_mac(header: KeyHeader, mac_key: bytes) -> bytes:
    """HMAC-SHA-256 over the body."""
    return hmac.digest(mac_key, header_body(header), "sha256")


def header_text(header: KeyHeader, mac_key: bytes) -> bytes:
    """The whole file."""
    body = header_body(header)
    ends = f"sha256: {hashlib.sha256(body).hexdigest()}\nhmac: {header_mac(header, mac_key).hex()}\n"
    return body + ends.encode("ascii")


def parse_header(untrusted: bytes) -> tuple[KeyHeader, bytes]:
    """The header and its HMAC, which is not checked yet: that takes the master key.

    Raises HeaderDamaged where sum or form do not fit, VaultTooNew for a version or feature we do not know.
    """
    if len(untrusted) > LARGEST:
        raise errors.HeaderDamaged
    try:
        return _parse(untrusted)
    except (
        ValueError,
        KeyError,
    ) as error:  # UnicodeDecodeError, binascii.Error and a cost beyond limits are ValueErrors
        raise errors.HeaderDamaged from error


def _parse(untrusted: bytes) -> tuple[KeyHeader, bytes]:
    body, end = _checked_body(untrusted)
    first, *lines = body.decode("ascii").removesuffix("\n").split("\n")
    if first != FIRST_LINE:
        raise errors.VaultTooNew(feature=first)
    values = dict(zip(_FIELDS, (_value(line, name) for line, name in zip(lines, _FIELDS, strict=False)), strict=True))
    slot_lines = lines[len(_FIELDS) :]
    if not 1 <= len(slot_lines) <= MOST_SLOTS:
        raise ValueError("number of slots")
    required = _features(values["features-required"])
    for unknown in sorted(set(required) - KNOWN_FEATURES):
        raise errors.VaultTooNew(feature=unknown)
    header = KeyHeader(
        vault_id=bytes.fromhex(_matching(_HEX_ID, values["vault-id"])),
        generation=_number(values["generation"], least=1),
        created=_matching(_TIME, values["created"]),
        journal_size=_number(values["journal-size"]),
        slots=tuple(_slot(_value(line, "slot")) for line in slot_lines),
        features_required=required,
        features_optional=_features(values["features-optional"]),
    )
    _refuse_other_spelling(header, body)
    return header, end


def _checked_body(untrusted: bytes) -> tuple[bytes, bytes]:
    body, mark, end = untrusted.rpartition(b"sha256: ")
    found = re.fullmatch(rb"([0-9a-f]{64})\nhmac: ([0-9a-f]{64})\n", end)
    if not mark or found is None or hashlib.sha256(body).hexdigest().encode() != found[1]:
        raise errors.HeaderDamaged
    if not _OTHER_VERSION.fullmatch(body.partition(b"\n")[0]):
        raise errors.HeaderDamaged
    return body, bytes.fromhex(found[2].decode())


def _refuse_other_spelling(header: KeyHeader, body: bytes) -> None:
    numbers = [slot.number for slot in header.slots]
    if numbers != sorted(set(numbers)) or header_body(header) != body:
        raise ValueError("not the canonical form")


def _value(line: str, name: str) -> str:
    found, mark, value = line.partition(": ")
    if found != name or not mark:
        raise ValueError(name)
    return value


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError("form of a value")
    return text


def _number(text: str, least: int = 0) -> int:
    number = int(_matching(_NUMBER, text))
    if number < least:
        raise ValueError("number too small")
    return number


def _features(text: str) -> tuple[str, ...]:
    return tuple(_matching(_FEATURES, text).split())


def _slot(text: str) -> Slot:
    words = text.split(" ")
    if words[1:3] == ["recovery", "hkdf-sha512"] and len(words) == 5:
        cost = None
    elif words[1:3] == ["passphrase", "argon2id"] and len(words) == 8:
        cost = KdfCost(_number(words[3]), _number(words[4]), _number(words[5]))
    else:
        raise ValueError("kind of slot")
    return Slot(_number(words[0], least=1), _bytes(words[-2], SALT_SIZE), cost, _bytes(words[-1], WRAPPED_SIZE))


def _bytes(text: str, size: int) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("base64") from error
    if len(data) != size:
        raise ValueError("length of a value")
    return data
