# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON of the command line (docs/formats/cli/*.schema.json), made from records."""

from collections.abc import Iterable, Mapping, Sequence

from evidence_vault.money import MoneyTotal
from evidence_vault.operations.back_up import BackupProof, BackupReport
from evidence_vault.operations.export_case import ExportReport
from evidence_vault.operations.fact_origins import FactOrigin
from evidence_vault.operations.near_duplicates import AlikePair
from evidence_vault.operations.picture_series import SeriesReport
from evidence_vault.operations.preview_export import ExportPreview
from evidence_vault.operations.read_pictures import PageRead, PicturesReport
from evidence_vault.operations.take_in_case import TakenCase
from evidence_vault.operations.text_states import ItemText
from evidence_vault.package.check_report import report_as_json
from evidence_vault.picture_text_json import text_to_json
from evidence_vault.records import (
    TAKEN_FROM,
    CaseFile,
    EvidenceItem,
    Fact,
    FailedImport,
    Finding,
    ImportReport,
    Json,
    LogEntry,
    ReadingWarning,
    Suspect,
    TextInPicture,
    TimeStamp,
)
from evidence_vault.user_messages import words_for
from evidence_vault.vault.search import SearchHit

JsonObject = dict[str, Json]


def import_report(report: ImportReport) -> JsonObject:
    """``import --json``."""
    return {
        "items": [_imported(item) for item in report.items],
        "duplicates": [{"name": one.name, "sha256": one.sha256, "same_as": one.same_as} for one in report.duplicates],
        "failed": [_failed(one) for one in report.failed],
        "skipped": [{"name": one.name, "code": one.reason, "sentence": words_for(one.reason).sentence}
                    for one in report.skipped],
        "cancelled": report.cancelled,
    }  # fmt: skip


def item(one: EvidenceItem, stamps: Sequence[TimeStamp] = ()) -> JsonObject:
    """One entry of ``items --json``."""
    return {
        "id": one.id,
        "name": one.name,
        "sha256": one.sha256,
        "size": one.size,
        "media_type": one.media_type,
        "importer": one.importer,
        "added_at": one.added_at,
        "added_by": one.added_by,
        "file_modified_at": one.file_modified_at,
        "claimed_at": one.claimed_at,
        "cases": [{"id": membership.case_id, "exhibit": membership.exhibit} for membership in one.cases],
        "contained_in": one.contained_in,
        "also": [{"name": name, "added_at": added_at} for name, added_at in one.also],
        "derived_from": one.derived_from,
        "timestamps": [
            {"time": stamp.time, "authority": stamp.authority, "state": stamp.state, "file": stamp.file}
            for stamp in stamps
        ],
    }


def copy(one: EvidenceItem) -> JsonObject:
    """``redact --json``, and one entry of ``copies --json``."""
    details = dict(one.derivation or {})
    return {
        "id": one.id,
        "name": one.name,
        "sha256": one.sha256,
        "size": one.size,
        "media_type": one.media_type,
        "added_at": one.added_at,
        "derived_from": one.derived_from,
        "parent_sha256": details.get("parent_sha256"),
        "purpose": details.get("purpose"),
        "recipient": details.get("recipient"),
        "use_for": details.get("use_for") or [],
        "page": details.get("page"),
        "steps": details.get("steps") or [],
    }


def series_report(report: SeriesReport, missing: Sequence[Finding], stitched: Sequence[EvidenceItem]) -> JsonObject:
    """``series --json``."""
    return {
        "series": [
            {
                "sure": one.is_sure,
                "pictures": [
                    {"id": each.item.id, "name": each.item.name, "top": each.top, "overlap": each.overlap,
                     "sure": each.is_sure}
                    for each in one.pictures
                ],
                "same": [list(pair) for pair in one.same],
            }
            for one in report.series
        ],
        "alone": [item.id for item in report.alone],
        "unread": [item.id for item in report.unread],
        "missing": [
            {"code": each.code, "item": each.subject or None, "sentence": words_for(each.code, each.facts).sentence}
            for each in missing
        ],
        "stitched": [copy(one) for one in stitched],
    }  # fmt: skip


def alike_pair(pair: AlikePair) -> JsonObject:
    """One entry of ``duplicates --json``."""
    return {
        "first": pair.first.id,
        "second": pair.second.id,
        "first_name": pair.first.name,
        "second_name": pair.second.name,
        "change": list(pair.change),
        "alike": pair.alike,
    }


def case(
    one: CaseFile,
    exhibits: tuple[tuple[str, EvidenceItem], ...],
    totals: tuple[MoneyTotal, ...],
    origins: Sequence[FactOrigin],
) -> JsonObject:
    """``case show --json``."""
    return {
        "id": one.id,
        "title": one.title,
        "fields": dict(one.fields),
        "people": [_fact(fact) for fact in one.people],
        "suspects": [_suspect(suspect) for suspect in one.suspects],
        "payments": [_fact(fact) for fact in one.payments],
        "events": [_fact(fact) for fact in one.events],
        "reports": [_fact(fact) for fact in one.reports],
        "devices": [_fact(fact) for fact in one.devices],
        "glossary": [_fact(fact) for fact in one.glossary],
        "narrative": list(one.narrative),
        "totals": [_total(total) for total in totals],
        "exhibits": [{"exhibit": number, "item": held.id, "name": held.name} for number, held in exhibits],
        "origins": [origin(each) for each in origins],
    }


def origin(one: FactOrigin) -> JsonObject:
    """One entry of ``case origins --json``, and of ``origins`` in ``case show --json``."""
    key = one.fact.fields.get("key")
    return {
        "fact": one.fact.id,
        "entity": one.fact.entity,
        "key": key if isinstance(key, str) else None,
        "title": one.title or None,
        "recorded_at": one.recorded_at,
        "recorded_by": one.recorded_by,
        "changed_at": one.fact.recorded_at if one.is_changed else None,
        "changed_by": one.fact.recorded_by if one.is_changed else None,
        "from": [
            {"item": each.item_id, "exhibit": each.exhibit, "conversation": each.conversation_id or None,
             "seq": each.seq}
            for each in one.sources
        ],
    }  # fmt: skip


def log_entry(entry: LogEntry) -> JsonObject:
    """One line of ``log --jsonl``."""
    return {
        "seq": entry.seq,
        "utc": entry.utc,
        "actor": entry.actor,
        "event": entry.event,
        "custody": entry.custody,
        "subjects": list(entry.subjects),
        "payload": None if entry.payload is None else dict(entry.payload),
        "entry_hash": entry.entry_hash,
        "previous_hash": entry.previous_hash,
    }


def search_hit(hit: SearchHit) -> JsonObject:
    """One entry of ``search --json``."""
    return {
        "kind": hit.kind,
        "item": hit.item_id,
        "conversation": hit.conversation_id,
        "seq": hit.seq,
        "fact": hit.fact_id,
        "case": hit.case_id,
        "snippet": hit.snippet,
        "page": hit.page,
        "sender": hit.title,
        "at": hit.at,
        "entity": hit.entity,
        "field": hit.field,
    }


def picture_text(text: TextInPicture, page: int) -> JsonObject:
    """One line of ``picture-text --jsonl``, and of ``read --jsonl`` for a picture."""
    return {"type": "picture-text", "page": page, **text_to_json(text)}


def item_text(one: ItemText) -> JsonObject:
    """How far the text in an item was read."""
    return {
        "item": one.item.id,
        "name": one.item.name,
        "state": one.state,
        "pages": one.pages,
        "read": one.read,
        "waiting": one.waiting,
        "failed": [
            {"page": page, "code": code, "sentence": words_for(code, {"name": one.item.name}).sentence}
            for page, code in one.failed
        ],
    }


def pictures_report(report: PicturesReport) -> JsonObject:
    """``read-pictures --json``."""
    return {
        "read": report.read,
        "lines": report.lines,
        "waiting": report.waiting,
        "failed": [_failed_page(one) for one in report.failed],
    }


def _failed_page(one: PageRead) -> JsonObject:
    code, page = one.failure or "READING_ERROR", one.page
    sentence = words_for(code, {"name": page.name}).sentence
    return {"item": page.item_id, "name": page.name, "page": page.page, "code": code, "sentence": sentence}


def export_report(report: ExportReport) -> JsonObject:
    """``export --json``."""
    return {
        "path": str(report.path),
        "package_id": report.package_id,
        "fingerprint": report.fingerprint,
        "files": report.files,
        "size": report.size,
        "left_out": dict(report.left_out),
        "password": report.password,
        "volumes": [str(path) for path in report.volumes],
        "notes": _notes(report.notes),
    }


def _notes(notes: Iterable[Finding]) -> list[Json]:
    return [{"code": note.code, "sentence": words_for(note.code, note.facts).sentence} for note in notes]


def taken_case(taken: TakenCase) -> JsonObject:
    """``case import --json``."""
    return {
        "case": taken.case_id,
        "title": taken.title,
        "items": taken.items,
        "copies": taken.copies,
        "messages": taken.messages,
        "facts": taken.facts,
        "failed": [_failed(one) for one in taken.failed],
        "notes": _notes(taken.notes),
        "cancelled": taken.cancelled,
        "report": report_as_json(taken.report),
    }


def export_preview(preview: ExportPreview) -> JsonObject:
    """``export --preview --json``."""
    return {
        "files": [
            {"path": one.path, "role": one.role, "exhibit": one.exhibit, "pages": one.pages, "size": one.size}
            for one in preview.files
        ],
        "size": preview.size,
        "left_out": dict(preview.left_out),
    }


def backup_report(report: BackupReport) -> JsonObject:
    """``backup --json``."""
    return {
        "path": str(report.path),
        "size": report.size,
        "root": report.root,
        "copied_files": report.copied_files,
        "copied_bytes": report.copied_bytes,
        "kept_files": report.kept_files,
        "synced_by": report.synced_by,
        "problems": [{"code": one.code, "subject": one.subject} for one in report.findings],
    }


def backup_proof(proof: BackupProof) -> JsonObject:
    """``backup check --json``."""
    return {
        "path": str(proof.path),
        "size": None if proof.state is None else proof.state.size,
        "root": None if proof.state is None else proof.state.root,
        "behind": proof.behind,
        "recorded": proof.recorded,
        "report": report_as_json(proof.report),
    }


def _imported(one: EvidenceItem) -> JsonObject:
    return {
        "id": one.id,
        "name": one.name,
        "sha256": one.sha256,
        "size": one.size,
        "media_type": one.media_type,
        "importer": one.importer,
        "messages": one.messages,
        "warnings": [_warning(warning) for warning in one.warnings],
    }


def _warning(warning: ReadingWarning) -> JsonObject:
    return {"code": warning.code, "text": warning.text or None, "line": warning.line}


def warning_sentence(warning: ReadingWarning) -> str:
    """A warning in words; its piece of the source behind it."""
    facts: Mapping[str, str | int] = {"name": warning.text, "text": warning.text, "line": warning.line or 0}
    sentence = words_for(warning.code, facts).sentence
    return sentence if not warning.text or warning.text in sentence else f"{sentence} ({warning.text})"


def _failed(one: FailedImport) -> JsonObject:
    return {"name": one.name, "code": one.code, "sentence": words_for(one.code, one.facts).sentence}


def _fact(fact: Fact) -> JsonObject:
    return {"id": fact.id, "fields": {name: value for name, value in fact.fields.items() if name != TAKEN_FROM}}


def _suspect(suspect: Suspect) -> JsonObject:
    return {
        "id": suspect.id,
        "fields": dict(suspect.fields),
        "identifiers": [dict(identifier) for identifier in suspect.identifiers],
    }


def _total(total: MoneyTotal) -> JsonObject:
    return {
        "currency": total.currency,
        "sent": total.sent,
        "received": total.received,
        "recovered": total.recovered,
        "net": total.net,
        "payments": total.payments,
        "not_counted": total.not_counted,
    }
