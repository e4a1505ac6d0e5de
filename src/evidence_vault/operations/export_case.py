# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a package of a case: copies, dossier, exporter, package, and then the entry in the custody log."""

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from evidence_vault.cases.dossier import Copies, Purpose, case_exhibits, freeze_dossier
from evidence_vault.clock import Clock, SystemClock, local_text
from evidence_vault.complaints import catalogue
from evidence_vault.complaints.whom_to_call import office_of
from evidence_vault.complaints.wording import forbidden_claims
from evidence_vault.errors import DestinationExists, ExportKindUnknown
from evidence_vault.exporters import EXPORTERS
from evidence_vault.exporters.base import Exporter
from evidence_vault.exporters.report_annexes import PICTURES_PER_PAGE
from evidence_vault.operations.covered_messages import covers_of, without_covered
from evidence_vault.operations.draft_complaint import platform_of, suggested_category
from evidence_vault.operations.edit_case import load_case
from evidence_vault.operations.export_place import fit_place, is_folder, refuse_other_disk
from evidence_vault.operations.export_volumes import VolumePlace, write_volumes
from evidence_vault.operations.long_pictures import page_parts
from evidence_vault.operations.make_copy import copies_to_add
from evidence_vault.operations.mask_transcripts import masked_dossier
from evidence_vault.operations.masked_copies import masked_copies, with_secrets
from evidence_vault.operations.picture_copies import CopyMaker, is_picture, printed_copies, upload_recipe
from evidence_vault.operations.plan_complaint import messages_to_select, saved_complaint, suggested_places
from evidence_vault.operations.redact_case import covered_copies, redaction_options
from evidence_vault.operations.time_stamps import time_stamps
from evidence_vault.package.encrypted import ENCRYPTED_ENDING, encrypt_package
from evidence_vault.package.manifest import PackageInfo
from evidence_vault.package.writer import ZIP_ENDING, WrittenPackage, write_package
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, Dossier, Fields, Finding, Json, Severity
from evidence_vault.safe_files import destination_errors, make_private_folder, safe_name
from evidence_vault.translations import Words, nearest_language
from evidence_vault.vault.vault import Vault

COMPLAINT, POLICE, REDACTED = "complaint", "police", "redacted"
EXPORTED = "exported"
_ID_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the person chose. For a complaint, what is not said here is what was chosen for that platform before.

    ``agency`` None: the police of the country of the case, whatever the language of the export is.
    ``destination``: the package to be made; a folder that is there gets the package inside. ``complaint_text``
    None: drafted from the case. ``picture_item_ids``: in upload order; empty: those the facts suggest.
    ``complaint_entry``: the way into the form. ``message_picks`` (``item_id/conversation/seq``): what to select in
    the app; None: a suggestion. ``max_part``: bytes that each of several packages may have; None: one package.
    ``secrets_allowed``: items whose original goes out although it holds login secrets; the person was asked by name.
    ``pictures_per_page``: 2 or 4, in the annex of a police report. ``keep_fields`` (``table.field``): the only ones
    that a redacted package holds; empty: a short list.
    """

    kind: str
    destination: Path
    language: str
    platform: str | None = None
    agency: str | None = None
    complaint_text: str | None = None
    complaint_category: str | None = None
    picture_item_ids: tuple[str, ...] = ()
    as_zip: bool = False
    encrypt: bool = False
    complaint_entry: str | None = None
    message_picks: tuple[str, ...] | None = None
    max_part: int | None = None
    secrets_allowed: tuple[str, ...] = ()
    pictures_per_page: int = 2
    keep_fields: tuple[str, ...] = ()
    masks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportReport:
    """A finished package. ``left_out``: reason to count. ``password``: of an encrypted one, kept nowhere.

    ``notes``: what the person should know about what they handed out; nothing was refused for it.
    ``volumes``: every package, where there are several; then ``path`` is the first, ``files`` and ``size`` are of all.
    """

    path: Path
    package_id: str
    fingerprint: str
    files: int
    size: int
    left_out: Mapping[str, int]
    password: str | None = None
    notes: tuple[Finding, ...] = ()
    volumes: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    package: WrittenPackage
    withheld: Mapping[str, int]
    password: str | None
    volumes: tuple[WrittenPackage, ...] = ()


def export_case(vault: Vault, case_id: str, options: ExportOptions, actor: Actor, progress: Progress) -> ExportReport:
    """Make the package; whole and journaled, or nothing (copies made for it stay in the vault).

    Raises NoSuchEntry, ExportKindUnknown, PlatformUnknown, AgencyUnknown, PdfFailed,
    DestinationExists, DestinationUnwritable, DestinationFailed, DiskFull, StorageGone, BlobDamaged,
    MaxPartTooSmall, Cancelled.
    """
    exporter_of(options.kind)
    disk = fit_place(options.destination.absolute())
    dossier = make_dossier(vault, case_id, options, actor, progress)
    progress.raise_if_cancelled()
    written = _write(vault, dossier, options, disk, progress)
    _journal(vault, dossier, written, options, actor)
    package = written.package
    return ExportReport(
        package.path,
        dossier.package_id,
        package.fingerprint,
        package.files,
        package.size,
        written.withheld,
        written.password,
        (*notes_on_own_words(str(dossier.options.get("complaint_text") or "")), *notes_on_pictures(dossier)),
        tuple(volume.path for volume in written.volumes),
    )


def notes_on_own_words(text: str) -> Iterator[Finding]:
    """Words of the person that no hash can show: theirs to say, so they are told and nothing is refused."""
    for claim in forbidden_claims(text):
        yield Finding("CLAIM_IN_OWN_WORDS", Severity.NOTE, "", {"claim": claim})


def notes_on_pictures(dossier: Dossier) -> Iterator[Finding]:
    """Which pictures for a platform show everything: told, since only the person knows whether they may."""
    if dossier.kind != COMPLAINT:
        return
    copies = {copy.id: copy for copy in dossier.derivatives}
    uploads = [(exhibit, copies.get(exhibit.upload_item_id or "")) for exhibit in dossier.exhibits]
    whole = [exhibit.number for exhibit, copy in uploads if copy and "made_of" not in (copy.derivation or {})]
    if whole:
        yield Finding("NOTHING_HIDDEN", Severity.NOTE, "", {"numbers": ", ".join(whole)})


def new_package_id(clock: Clock) -> str:
    """An id for a package: local date and time, and four random signs, for reading aloud."""
    return f"{clock.now():%Y%m%d-%H%M}-{''.join(secrets.choice(_ID_SIGNS) for _ in range(4))}"


def exporter_of(kind: str) -> Exporter:
    """The exporter for ``kind``. Raises ExportKindUnknown."""
    for exporter in EXPORTERS:
        if exporter.kind == kind:
            return exporter
    raise ExportKindUnknown(kind=kind)


def make_dossier(vault: Vault, case_id: str, options: ExportOptions, actor: Actor, progress: Progress) -> Dossier:
    """What an export with ``options`` is made from; the copies of pictures it needs are made and kept in the vault.

    Raises NoSuchEntry, PlatformUnknown, FieldUnknown, RedactionNeedsParent, BlobDamaged, DiskFull, Cancelled.
    """
    if options.kind == COMPLAINT:
        return _complaint_dossier(vault, case_id, options, actor, progress)
    if options.kind == REDACTED:
        return _redacted_dossier(vault, case_id, options, actor)
    exhibits = case_exhibits(vault, case_id)
    secret = [one for one in with_secrets(exhibits) if one.item.id not in options.secrets_allowed]
    masked = masked_copies(vault, case_id, secret, actor, progress)
    printed = printed_copies(vault, case_id, actor, exhibits, progress, kind=options.kind)
    parts = page_parts(vault, case_id, actor, exhibits, progress, kind=POLICE) if options.kind == POLICE else {}
    copies = Copies(printed, {}, masked, copies_to_add(vault, exhibits, options.kind), parts)
    kept_back = tuple(one.item.id for one in secret)
    said: dict[str, Json] = {PICTURES_PER_PAGE: options.pictures_per_page} if options.kind == POLICE else {}
    said_office = options.agency or (office_of(load_case(vault, case_id)) if options.kind == POLICE else None)
    purpose = replace(
        _purpose(replace(options, agency=said_office), actor, None, said),
        time_stamps=time_stamps(vault), kept_back=kept_back,
    )  # fmt: skip
    dossier = freeze_dossier(vault, case_id, copies, purpose)
    return _masked(vault, dossier, options.masks) if options.kind == POLICE else dossier


def _masked(vault: Vault, dossier: Dossier, masks: tuple[str, ...]) -> Dossier:
    """What is masked, and of pictures whose original then stays in the vault, what their redacted copy covers."""
    words = Words(dossier.language)
    masked = masked_dossier(dossier, masks, words)
    staying = [exhibit for exhibit in masked.exhibits if exhibit.item.id in masked.masked]
    return without_covered(masked, covers_of(vault, staying, POLICE), words, whole=dossier)


def _redacted_dossier(vault: Vault, case_id: str, options: ExportOptions, actor: Actor) -> Dossier:
    said = redaction_options(vault, case_id, options.keep_fields)
    purpose = replace(_purpose(options, actor, None, said), time_stamps=time_stamps(vault))
    return freeze_dossier(vault, case_id, Copies({}, {}, {}, covered_copies(vault, case_id)), purpose)


def _complaint_dossier(vault: Vault, case_id: str, options: ExportOptions, actor: Actor, progress: Progress) -> Dossier:
    case = load_case(vault, case_id)
    template = catalogue.platform(options.platform or platform_of(case))
    exhibits = case_exhibits(vault, case_id)
    by_item = {exhibit.item.id: exhibit for exhibit in exhibits}
    saved = saved_complaint(vault, case_id, template.id)
    before = saved.fields if saved else {}
    pictures = options.picture_item_ids or tuple(_texts(before.get("picture_item_ids")))
    chosen = [by_item[item_id] for item_id in pictures if item_id in by_item]
    if not chosen:
        candidates = tuple(exhibit for exhibit in exhibits if is_picture(exhibit.item))
        chosen = [by_item[item_id] for item_id in suggested_places(template, case, candidates) if item_id]
    maker = CopyMaker(vault, case_id, actor, "upload", upload_recipe(template), kind=COMPLAINT)
    copies = Copies({}, maker.copies(chosen, progress))
    said: dict[str, Json] = {
        "complaint_text": options.complaint_text or before.get("text"),
        "complaint_category": options.complaint_category
        or before.get("category")
        or suggested_category(case, template, options.complaint_entry),
        "complaint_entry": options.complaint_entry or before.get("entry"),
        **_messages_said(vault, case_id, template.id, options, before),
        "picture_item_ids": [exhibit.item.id for exhibit in chosen],
    }
    known = {name: value for name, value in said.items() if value is not None}
    dossier = freeze_dossier(vault, case_id, copies, _purpose(options, actor, template.id, known))
    return without_covered(dossier, covers_of(vault, exhibits, COMPLAINT), Words(dossier.language))


def _messages_said(
    vault: Vault, case_id: str, platform: str, options: ExportOptions, before: Fields
) -> dict[str, Json]:
    """Which messages to select, and why: chosen now, chosen before, else what was marked and what is suggested."""
    offered = messages_to_select(vault, case_id, platform, or_others=False)
    kept = before.get("message_picks")
    picks: list[Json] = [one.key for one in offered]
    if options.message_picks is not None:
        picks = list(options.message_picks)
    elif isinstance(kept, list):
        picks = kept
    return {
        "message_picks": picks,
        "message_reasons": {one.key: one.reason for one in offered},
    }


def _texts(value: Json) -> Iterator[str]:
    yield from (str(one) for one in value) if isinstance(value, list) else ()


def _purpose(options: ExportOptions, actor: Actor, platform: str | None, said: Mapping[str, Json]) -> Purpose:
    clock = SystemClock()
    return Purpose(
        kind=options.kind,
        language=nearest_language(options.language),
        platform=platform,
        agency=options.agency if options.kind == POLICE else None,
        package_id=new_package_id(clock),
        made_at=local_text(clock.now()),
        made_by=actor,
        options=said,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """``folder`` and ``name`` (safe, without ending) the package is written under; ``wanted`` where it ends."""

    folder: Path
    name: str
    wanted: Path


def _write(vault: Vault, dossier: Dossier, options: ExportOptions, disk: int | None, progress: Progress) -> _Written:
    exporter, words = exporter_of(dossier.kind), Words(dossier.language)
    place = _place(options, dossier)
    withheld = exporter.withheld(dossier)
    info = PackageInfo(
        kind=dossier.kind,
        package_id=dossier.package_id,
        made_at=dossier.made_at,
        case_id=dossier.case.id,
        journal=dossier.journal,
        program_version=dossier.program_version,
        withheld=withheld,
        previous=_previous(dossier),
    )
    parts = exporter.parts(dossier, vault.contents, words, progress)
    signer = vault.case_signing_key(dossier.case.id)
    refuse_other_disk(options.destination.absolute(), disk)
    if options.max_part is not None:
        volume_place = VolumePlace(place.folder, place.name, options.as_zip, options.encrypt)
        written, password = write_volumes(volume_place, parts, options.max_part, info, signer, words, progress)
        return _in_volumes(written, withheld, password)
    as_zip = options.as_zip or options.encrypt
    with _working_folder(place, encrypt=options.encrypt) as folder:
        package = write_package(folder, place.name, parts, info, signer, words, as_zip=as_zip, progress=progress)
        password = encrypt_package(package.path, place.wanted, progress) if options.encrypt else None
        if password is None and package.path != place.wanted:
            with destination_errors(place.wanted):
                package.path.rename(place.wanted)
    return _Written(replace(package, path=place.wanted), withheld, password)


def _in_volumes(written: list[WrittenPackage], withheld: Mapping[str, int], password: str | None) -> _Written:
    """Several packages as one result: where the first lies, and how much they are together."""
    files, size = sum(one.files for one in written), sum(one.size for one in written)
    return _Written(replace(written[0], files=files, size=size), withheld, password, tuple(written))


def _place(options: ExportOptions, dossier: Dossier) -> _Place:
    ending = ENCRYPTED_ENDING if options.encrypt else ZIP_ENDING if options.as_zip else ""
    asked = options.destination.absolute()
    if is_folder(asked):
        name = f"{dossier.kind}-{dossier.package_id}"
        place = _Place(asked, name, asked / (name + ending))
    else:
        stem = asked.name.removesuffix(ending) if ending else asked.name
        stem = stem.removesuffix(ZIP_ENDING) if ending else stem
        place = _Place(asked.parent, safe_name(stem), asked.parent / (stem + ending))
    with destination_errors(asked):
        is_taken = place.wanted.exists()
    if is_taken:
        raise DestinationExists(name=place.wanted.name)
    return place


@contextmanager
def _working_folder(place: _Place, *, encrypt: bool) -> Iterator[Path]:
    """Where the plain package is written. An encrypted one needs it only for a moment, out of sight and private.

    It lies beside the place the person chose for readable files, never in the system's own folder for them.
    """
    if not encrypt:
        yield place.folder
        return
    hidden = place.folder / f".{secrets.token_hex(8)}.part"
    make_private_folder(hidden)
    try:
        yield hidden
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _previous(dossier: Dossier) -> tuple[str, str] | None:
    for entry in reversed(dossier.custody):
        if entry.event == EXPORTED and entry.payload:
            return str(entry.payload["package_id"]), str(entry.payload["tag_manifest_sha256"])
    return None


def _journal(vault: Vault, dossier: Dossier, written: _Written, options: ExportOptions, actor: Actor) -> None:
    payload: dict[str, Json] = {
        "kind": dossier.kind,
        "package_id": dossier.package_id,
        "tag_manifest_sha256": written.package.tag_manifest_sha256,
        "fingerprint": written.package.fingerprint,
        "files": written.package.files,
        "size": written.package.size,
        "language": dossier.language,
        "platform": dossier.platform,
        "agency": dossier.agency,
        "encrypted": written.password is not None,
    }
    if options.secrets_allowed:
        payload["originals_with_secrets"] = [
            one.item.id for one in dossier.exhibits if one.item.id in options.secrets_allowed
        ]
    if written.volumes:
        last = len(written.volumes)
        payload["package_id"] = f"{dossier.package_id}-{last}"
        payload["tag_manifest_sha256"] = written.volumes[-1].tag_manifest_sha256
        payload["volumes"] = [
            {"package_id": f"{dossier.package_id}-{number}", "tag_manifest_sha256": one.tag_manifest_sha256}
            for number, one in enumerate(written.volumes, start=1)
        ]
    subjects = [dossier.case.id, *(exhibit.item.id for exhibit in dossier.exhibits)]
    vault.record(EXPORTED, subjects, payload, actor=actor, case_id=dossier.case.id)
