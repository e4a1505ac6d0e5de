# SPDX-License-Identifier: GPL-3.0-or-later
"""package.json: making it, and reading a stranger's (docs/formats/package.md §4)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evidence_vault.hashing import canonical_json
from evidence_vault.package import manifest
from evidence_vault.package.manifest import PackageInfo
from evidence_vault.package.names import is_safe_path
from evidence_vault.package.strict_json import parse_json
from evidence_vault.records import JournalState, Json, Part

_HEX64 = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-z-]{8,64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
_FORMAT = re.compile(r"evidence-vault-package/[0-9]+")
_PART_FIELDS = {"path", "role", "sha256", "size", "exhibit", "original_name", "parent_sha256", "parent", "derivation"}
_FIELDS = {
    "format", "kind", "package_id", "time", "case_id", "language", "program", "signer", "journal", "parts",
    "withheld", "previous", "volume",
}  # fmt: skip


class DescriptionBroken(Exception):
    """package.json does not have the form. ``field`` is the first one that is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class DescriptionTooNew(Exception):
    """package.json is of a format that a later program made."""


@dataclass(frozen=True, slots=True)
class DescribedPart:
    """One file as package.json tells it; ``path`` from the bag."""

    path: str
    role: str
    sha256: str
    size: int
    exhibit: str | None = None
    parent_sha256: str | None = None
    parent: str | None = None
    original_name: str | None = None
    derivation: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class PackageDescription:
    """package.json, read and well formed. ``withheld``: sum of all reasons; ``reasons``: each by itself."""

    kind: str
    package_id: str
    time: str
    case_id: str
    program: str
    signer: str
    journal: JournalState
    parts: tuple[DescribedPart, ...]
    withheld: int
    previous: tuple[str, str] | None = None
    volume: tuple[int, int, tuple[str, ...]] | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A part with what writing it told."""

    part: Part
    path: str
    sha256: str
    size: int


def description_bytes(info: PackageInfo, written: Sequence[WrittenPart], fingerprint: str, language: str) -> bytes:
    """The bytes of package.json for the parts as they were written."""
    by_hash = {one.sha256: one.path for one in reversed(written)}
    journal = info.journal
    value: dict[str, Json] = {
        "format": manifest.FORMAT,
        "kind": info.kind,
        "package_id": info.package_id,
        "time": info.made_at,
        "case_id": info.case_id,
        "language": language,
        "program": manifest.program_name(info),
        "signer": fingerprint,
        "journal": {"size": journal.size, "root": journal.root, "head": journal.head},
        "parts": [_part_json(one, by_hash) for one in sorted(written, key=lambda one: one.path.encode())],
        "withheld": dict(info.withheld),
        "previous": None,
        "volume": None,
    }
    if info.previous is not None:
        value["previous"] = {"package_id": info.previous[0], "tagmanifest_sha256": info.previous[1]}
    if info.volume is not None:
        number, count, names = info.volume
        value["volume"] = {"number": number, "count": count, "names": list(names)}
    return canonical_json(value) + b"\n"


def _part_json(one: WrittenPart, by_hash: Mapping[str, str]) -> dict[str, Json]:
    part = one.part
    value: dict[str, Json] = {"path": one.path, "role": part.role, "sha256": one.sha256, "size": one.size}
    if part.exhibit is not None:
        value["exhibit"] = part.exhibit
    if part.original_name is not None:
        value["original_name"] = part.original_name
    if part.derivation is not None:
        value["derivation"] = dict(part.derivation)
    if part.parent_sha256 is not None:
        value["parent_sha256"] = part.parent_sha256
        if part.parent_sha256 in by_hash:
            value["parent"] = by_hash[part.parent_sha256]
    return value


def read_description(untrusted: bytes) -> PackageDescription:
    """A stranger's package.json. Raises DescriptionBroken, DescriptionTooNew."""
    value = _Fields(parse_json(untrusted), "package.json")
    told = value.text("format", _FORMAT)
    if told != manifest.FORMAT:
        raise DescriptionTooNew
    value.allow(_FIELDS)
    kind = value.text("kind")
    if kind not in manifest.KINDS:
        raise DescriptionBroken("kind")
    for optional, names in (
        ("previous", {"package_id", "tagmanifest_sha256"}),
        ("volume", {"number", "count", "names"}),
    ):
        value.object_or_none(optional, names)
    journal = _Fields(value.get("journal"), "journal")
    value.text("language")
    return PackageDescription(
        kind,
        value.text("package_id", _ID),
        time=value.text("time", _TIME),
        case_id=value.text("case_id"),
        program=value.text("program"),
        signer=value.text("signer"),
        journal=JournalState(journal.number("size"), journal.text("root", _HEX64), journal.text("head", _HEX64)),
        parts=tuple(_described(one) for one in value.items("parts")),
        withheld=sum(_withheld(value).values()),
        reasons=_withheld(value),
        previous=_previous(value.get("previous")),
        volume=_volume(value.get("volume")),
    )


def _volume(untrusted: Json) -> tuple[int, int, tuple[str, ...]] | None:
    if untrusted is None:
        return None
    value = _Fields(untrusted, "volume")
    number, count, names = value.number("number"), value.number("count"), value.items("names")
    texts = tuple(name for name in names if isinstance(name, str) and is_safe_path(name) and "/" not in name)
    if not 1 <= number <= count or len(texts) != count or len(names) != count:
        raise DescriptionBroken("volume")
    return number, count, texts


def _previous(untrusted: Json) -> tuple[str, str] | None:
    if untrusted is None:
        return None
    value = _Fields(untrusted, "previous")
    return value.text("package_id", _ID), value.text("tagmanifest_sha256", _HEX64)


def _withheld(value: "_Fields") -> dict[str, int]:
    reasons = _Fields(value.get("withheld"), "withheld")
    return {reason: reasons.number(reason) for reason in reasons.names()}


def _described(untrusted: Json) -> DescribedPart:
    value = _Fields(untrusted, "parts")
    value.allow(_PART_FIELDS)
    role = value.text("role")
    if role not in manifest.ROLES:
        raise DescriptionBroken("role")
    return DescribedPart(
        value.text("path"),
        role,
        sha256=value.text("sha256", _HEX64),
        size=value.number("size"),
        exhibit=value.optional("exhibit"),
        parent_sha256=value.optional("parent_sha256", _HEX64),
        parent=value.optional("parent"),
        original_name=value.optional("original_name"),
        derivation=value.optional_object("derivation"),
    )


class _Fields:
    """A JSON object whose fields are asked for by form; DescriptionBroken names the one that is wrong."""

    def __init__(self, untrusted: Json, name: str) -> None:
        if not isinstance(untrusted, dict):
            raise DescriptionBroken(name)
        self._value = untrusted
        self._name = name

    def allow(self, names: set[str]) -> None:
        for name in self._value:
            if name not in names:
                raise DescriptionBroken(name)

    def names(self) -> list[str]:
        return list(self._value)

    def get(self, name: str) -> Json:
        if name not in self._value:
            raise DescriptionBroken(name)
        return self._value[name]

    def text(self, name: str, form: re.Pattern[str] | None = None) -> str:
        value = self.get(name)
        if not isinstance(value, str) or not value or (form is not None and not form.fullmatch(value)):
            raise DescriptionBroken(name)
        return value

    def optional(self, name: str, form: re.Pattern[str] | None = None) -> str | None:
        return self.text(name, form) if name in self._value else None

    def optional_object(self, name: str) -> Mapping[str, Json] | None:
        value = self._value.get(name)
        if name in self._value and not isinstance(value, dict):
            raise DescriptionBroken(name)
        return value if isinstance(value, dict) else None

    def number(self, name: str) -> int:
        value = self.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise DescriptionBroken(name)
        return value

    def items(self, name: str) -> list[Json]:
        value = self.get(name)
        if not isinstance(value, list):
            raise DescriptionBroken(name)
        return value

    def object_or_none(self, name: str, names: set[str]) -> None:
        value = self.get(name)
        if value is not None and (not isinstance(value, dict) or set(value) != names):
            raise DescriptionBroken(name)
