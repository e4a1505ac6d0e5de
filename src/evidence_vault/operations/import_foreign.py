# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the files of a package into a case: byte for byte, with what the package claims about each beside it."""

import io
import json
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TypeVar

from evidence_vault.errors import EvidenceVaultError, PartNotShown, ReadingError, SourceChanged
from evidence_vault.hashing import sha256_of_stream
from evidence_vault.operations.case_exhibits import put_into_case
from evidence_vault.operations.import_item import describe
from evidence_vault.operations.import_options import ImportOptions, check_options
from evidence_vault.operations.import_reading import ReadingStep, Recognised, recognised
from evidence_vault.operations.part_progress import PartProgress
from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.package import manifest
from evidence_vault.package.description import DescribedPart
from evidence_vault.package.foreign_items import ForeignItem, claimed_text
from evidence_vault.package.proof_archive import proof_archive
from evidence_vault.package.review import ReviewedPackage
from evidence_vault.progress import Progress
from evidence_vault.records import (
    Actor,
    Answers,
    EvidenceItem,
    FailedImport,
    Json,
    ReadingWarning,
    Recognition,
    StoredContent,
)
from evidence_vault.vault.vault import NewItem, Vault

FROM_PACKAGE = "from_package"
"""Where an item's facts keep what the package claims: nothing of it is ours."""
CUSTODY_LOG_NAME = "custody-log.jsonl"
Hashed = TypeVar("Hashed", ForeignItem, DescribedPart)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST_NAME, LONGEST_DERIVATION = 200, 16 << 10
_NUMBER = re.compile(r"[A-Z][0-9]{1,6}(-[0-9]{1,6}){0,3}")


@dataclass(slots=True)
class TakenFiles:
    """What came in. ``new_ids``: id in the other vault to id here."""

    items: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    failed: list[FailedImport] = field(default_factory=list)
    new_ids: dict[str, str] = field(default_factory=dict)


class FilesTaker:
    """Takes the files of one package into one case; ``files_only`` keeps no claim of the package and reads nothing."""

    def __init__(
        self,
        vault: Vault,
        package: ReviewedPackage,
        case_id: str,
        actor: Actor,
        progress: Progress,
        *,
        files_only: bool,
    ) -> None:
        self._vault = vault
        self._package = package
        self._case_id = case_id
        self._actor = actor
        self._progress = progress
        self._files_only = files_only
        self._claims: dict[str, list[ForeignItem]] = {}
        self._parts: dict[str, list[DescribedPart]] = {}
        self._used = set(vault.used_exhibit_numbers(case_id))
        self._by_path: dict[str, EvidenceItem] = {}
        self._total = sum(part.size for part in package.parts)
        self._done = 0

    def take(self, claims: Mapping[str, ForeignItem], taken: TakenFiles) -> None:
        """Originals, what lies in containers with them, then copies. ``claims``: what the package's log tells.

        Raises Cancelled, DiskFull; a file that is not as the package describes it costs only itself.
        """
        parts = self._package.with_role("original")
        self._claims, self._parts = _by_hash(claims.values()), _by_hash(parts)
        self._by_path = dict(self._taken_before())
        taken.new_ids |= self._ids_of_other_parts()
        inside = [part for part in parts if (claim := self._claim(part)) is not None and claim.contained_in]
        late = {part.path for part in inside}
        for part in [*(one for one in parts if one.path not in late), *inside]:
            self._one(part, taken)
        for part in self._package.with_role("derivative"):
            self._copy(part, taken)
        taken.items = [item.id for item in self._by_path.values() if item.derived_from is None]

    def take_proof(self, taken: TakenFiles) -> None:
        """The custody log, and a zip of all that proves the package, as evidence of the case. Raises DiskFull."""
        known = {str(_claimed(item).get("path")) for item in self._vault.items(case_id=self._case_id)}
        proof = f"proof/{self._package.tag_manifest_sha256}"
        described = self._package.description
        name = described.package_id if described is not None else "package"
        if manifest.CUSTODY_LOG in {part.path for part in self._package.parts} - known:
            with self._package.open(manifest.CUSTODY_LOG) as stream:
                stored = self._vault.store_content(stream, progress=self._progress)
            expected = next(part for part in self._package.parts if part.path == manifest.CUSTODY_LOG)
            if stored.sha256 == expected.sha256:
                self._keep_proof(stored, CUSTODY_LOG_NAME, "application/jsonl", manifest.CUSTODY_LOG)
            else:
                taken.failed.append(_failed(CUSTODY_LOG_NAME, SourceChanged(name=CUSTODY_LOG_NAME)))
        if proof not in known:
            data = proof_archive(self._package.proof_files(), name)
            stored = self._vault.store_content(io.BytesIO(data), progress=self._progress)
            self._keep_proof(stored, f"proof-of-{name}.zip", "application/zip", proof)

    def _keep_proof(self, stored: StoredContent, name: str, media_type: str, path: str) -> None:
        claim: dict[str, Json] = {FROM_PACKAGE: {**self._origin(), "path": path}}
        new = NewItem(content=stored, name=name, media_type=media_type, facts=claim)
        item = self._vault.add_item(new, actor=self._actor, case_id=self._case_id)
        put_into_case(self._vault, self._case_id, item, self._actor)

    def _one(self, part: DescribedPart, taken: TakenFiles) -> None:
        self._progress.raise_if_cancelled()
        if part.path not in self._by_path:
            try:
                item = self._add(part, self._stored(part), None, None)
            except (PartNotShown, SourceChanged) as error:
                taken.failed.append(_failed(part.original_name or part.path, error))
                return
            self._read(item, self._claim(part), taken)
        self._done += part.size
        self._map_id(part, taken)

    def _copy(self, part: DescribedPart, taken: TakenFiles) -> None:
        """A copy beside its source, with what the package says was done."""
        if self._files_only or part.path in self._by_path:
            return
        parents = [item for item in self._by_path.values() if item.sha256 == part.parent_sha256]
        self._progress.raise_if_cancelled()
        try:
            # A masked copy whose original was kept back over there stands for the exhibit here.
            item = self._add(part, self._stored(part), None, parents[0].id if parents else None)
        except (PartNotShown, SourceChanged) as error:
            taken.failed.append(_failed(part.path, error))
            return
        self._done += part.size
        taken.copies.append(item.id)
        self._map_id(part, taken)

    def _stored(self, part: DescribedPart) -> StoredContent:
        """The bytes of a part in the vault. Raises PartNotShown, SourceChanged where they are not those described."""
        if self._files_only:  # what was changed is known to be in there: nothing of it is stored
            with self._package.open(part.path) as stream:
                digest, _size = sha256_of_stream(stream)
            if digest != part.sha256:
                raise SourceChanged(name=part.original_name or part.path)
        progress = PartProgress(self._progress, self._done, self._total, part.path)
        with self._package.open(part.path) as stream:
            stored = self._vault.store_content(stream, progress=progress, expected_size=part.size)
        if stored.sha256 != part.sha256:
            raise SourceChanged(name=part.original_name or part.path)
        return stored

    def _add(
        self, part: DescribedPart, stored: StoredContent, contained_in: str | None, derived_from: str | None
    ) -> EvidenceItem:
        name = _name(part)
        described = describe(StoredSource(self._vault, stored.content_id, name, stored.size))
        warnings = described.warnings
        if self._files_only:
            warnings = (*warnings, ReadingWarning("FROM_PACKAGE_WITH_PROBLEMS", name))
        item = self._vault.add_item(
            NewItem(
                content=stored,
                name=name,
                media_type=described.media_type,
                claimed_at=described.claimed_at,
                claimed_basis=described.claimed_basis,
                contained_in=contained_in,
                derived_from=derived_from,
                derivation=_bounded(part.derivation or {}) if derived_from else None,
                facts={**described.facts, FROM_PACKAGE: self._claims_of(part)},
                warnings=warnings,
            ),
            actor=self._actor,
            case_id=self._case_id,
        )
        if derived_from is None:
            self._give_number(item, part.exhibit)
        self._by_path[part.path] = item
        return item

    def _give_number(self, item: EvidenceItem, number: str | None) -> None:
        """The number of the package, so that what was handed out already still fits; else the next one here."""
        fits = number is not None and _NUMBER.fullmatch(number) and number not in self._used
        if fits and number is not None and not self._files_only:
            self._used.add(number)
            self._vault.assign_exhibit(self._case_id, item.id, number, actor=self._actor)
        else:
            self._used.add(put_into_case(self._vault, self._case_id, item, self._actor))

    def _read(self, item: EvidenceItem, claim: ForeignItem | None, taken: TakenFiles) -> None:
        if self._files_only or item.importer is not None:
            return
        options = self._options(claim)
        source = StoredSource(self._vault, item.content_id, item.name, item.size)
        step = ReadingStep(self._vault, options, self._actor, self._progress, storing=threading.Lock())
        try:
            importer = _importer(source, options)
            if importer is None or (claim is not None and claim.importer is None and claim.contained_in):
                return
            found = step.read(item, importer)
        except ReadingError:
            return  # kept as a file; "Read as …" is there for it
        except EvidenceVaultError as error:
            taken.failed.append(_failed(item.name, error))
            return
        self._members(item, found.members)

    def _members(self, container: EvidenceItem, members: Sequence[tuple[str, StoredContent]]) -> None:
        """What lay inside and is in the package as well; what the other person had taken out of the case stays out."""
        for _name, stored in members:
            part = next((one for one in self._parts.get(stored.sha256, ()) if one.path not in self._by_path), None)
            if part is not None:
                self._add(part, stored, container.id, None)

    def _options(self, claim: ForeignItem | None) -> ImportOptions:
        """How the other vault read it, where this program can do the same."""
        if claim is None or claim.importer is None:
            return ImportOptions(self._case_id)
        options = ImportOptions(self._case_id, claim.importer, _answers(claim.answers or {}))
        try:
            check_options(options)
        except EvidenceVaultError:
            return ImportOptions(self._case_id)
        return options

    def _claim(self, part: DescribedPart) -> ForeignItem | None:
        same = self._claims.get(part.sha256, [])
        named = [claim for claim in same if claim.name == part.original_name]
        return next(iter([*named, *same]), None)

    def _map_id(self, part: DescribedPart, taken: TakenFiles) -> None:
        claim = self._claim(part)
        if claim is not None and part.path in self._by_path:
            taken.new_ids[claim.id] = self._by_path[part.path].id

    def _claims_of(self, part: DescribedPart) -> dict[str, Json]:
        """What the package says about a file: never mixed with what this computer saw."""
        exhibit = None if part.exhibit is None else claimed_text(part.exhibit, LONGEST_NAME)
        claims: dict[str, Json] = {**self._origin(), "path": part.path, "exhibit": exhibit}
        if part.derivation is not None:
            claims["derivation"] = _bounded(part.derivation)
        claim = self._claim(part)
        if claim is not None:
            told = asdict(claim)
            for name in ("sha256", "name", "answers", "importer", "contained_in"):
                told.pop(name)
            claims |= told
        return {name: value for name, value in claims.items() if value is not None}

    def _origin(self) -> dict[str, Json]:
        described = self._package.description
        if described is None or self._files_only:
            return {"package_id": None if described is None else described.package_id, "checked": False}
        return {"package_id": described.package_id, "signer": described.signer, "checked": True}

    def _ids_of_other_parts(self) -> dict[str, str]:
        """Id over there to id here, of what another part of the same export brought."""
        claimed = ((_claimed(item), item.id) for item in self._vault.items(case_id=self._case_id))
        return {str(claims["id"]): item_id for claims, item_id in claimed if isinstance(claims.get("id"), str)}

    def _taken_before(self) -> Iterator[tuple[str, EvidenceItem]]:
        """Path in the package to item, of an earlier try that was stopped."""
        described = self._package.description
        package_id = described.package_id if described is not None else None
        items = self._vault.items(case_id=self._case_id)
        for item in [*items, *(copy for source in items for copy in self._vault.items(derived_from=source.id))]:
            claimed = _claimed(item)
            if claimed.get("package_id") == package_id and isinstance(claimed.get("path"), str):
                yield str(claimed["path"]), item


def _by_hash(found: Iterable[Hashed]) -> dict[str, list[Hashed]]:
    by_hash: dict[str, list[Hashed]] = {}
    for one in found:
        by_hash.setdefault(one.sha256, []).append(one)
    return by_hash


def _claimed(item: EvidenceItem) -> Mapping[str, Json]:
    claimed = item.facts.get(FROM_PACKAGE)
    return claimed if isinstance(claimed, dict) else {}


def _importer(source: StoredSource, options: ImportOptions) -> Recognised | None:
    if options.importer is not None:
        return Recognised(options.importer, Recognition.CERTAIN)
    return recognised(source, options)


def _name(part: DescribedPart) -> str:
    untrusted = part.original_name or part.path.rpartition("/")[2].removesuffix(".evidence")
    return claimed_text(untrusted, LONGEST_NAME)


def _bounded(untrusted: Mapping[str, Json]) -> dict[str, Json]:
    """What a package says was done to a copy, as long as it is short."""
    text = json.dumps(dict(untrusted), ensure_ascii=False).encode("utf-8", "replace").decode()
    value = json.loads(text) if len(text) <= LONGEST_DERIVATION else {}
    return value if isinstance(value, dict) else {}


def _answers(untrusted: Mapping[str, Json]) -> Answers:
    """What the other person said for the reading, where it is of the right form."""
    zone, name, day = (untrusted.get(field) for field in ("time_zone", "self_name", "copied_on"))
    day_first, mapping = untrusted.get("day_first"), untrusted.get("mapping")
    return Answers(
        time_zone=zone if isinstance(zone, str) else None,
        day_first=day_first if isinstance(day_first, bool) else None,
        self_name=claimed_text(name) if isinstance(name, str) else None,
        copied_on=day if isinstance(day, str) and _DAY.fullmatch(day) else None,
        mapping=mapping if isinstance(mapping, dict) else None,
    )


def _failed(name: str, error: EvidenceVaultError) -> FailedImport:
    return FailedImport(name, error.code, {**error.facts, "name": name})
