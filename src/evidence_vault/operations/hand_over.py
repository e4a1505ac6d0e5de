# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case can hand over, what was made so far, and to whom it was given."""

from collections.abc import Iterable
from dataclasses import dataclass

from evidence_vault.cases.dossier import case_exhibits
from evidence_vault.cases.missing import MissingFact
from evidence_vault.complaints.whom_to_call import office_of
from evidence_vault.crypto import signing
from evidence_vault.errors import NoSuchEntry
from evidence_vault.exporters.agencies import agencies
from evidence_vault.operations.edit_case import case_fact, load_case
from evidence_vault.operations.export_case import EXPORTED
from evidence_vault.operations.masked_copies import with_secrets
from evidence_vault.operations.what_is_missing import missing
from evidence_vault.records import Actor, Exhibit, Json, LogEntry
from evidence_vault.translations import N_, _, nearest_language
from evidence_vault.vault.vault import Vault

HANDED_OVER = "handed-over"
_PACKAGE = N_("package")


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who was given a package, as the person says. ``how``: by hand, by post …; ``at``: when it was recorded (UTC)."""

    name: str
    organisation: str
    how: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class MadePackage:
    """A package that was made from the case. ``made_at`` is UTC; ``receivers`` as they were recorded."""

    package_id: str
    kind: str
    made_at: str
    language: str
    platform: str | None
    agency: str | None
    files: int
    size: int
    fingerprint: str
    encrypted: bool
    receivers: tuple[Receiver, ...]


@dataclass(frozen=True, slots=True)
class HandOverOverview:
    """What an export of the whole case would hold. ``size``: bytes of all originals.

    ``with_secrets``: exhibits whose original holds login secrets and goes out only if the person says so.
    ``office``: the id of the police sheet for the country of the case, None where no country is known.
    """

    exhibits: tuple[Exhibit, ...]
    conversations: int
    messages: int
    payments: int
    size: int
    missing: tuple[MissingFact, ...]
    made: tuple[MadePackage, ...]
    with_secrets: tuple[Exhibit, ...] = ()
    office: str | None = None


def overview(vault: Vault, case_id: str) -> HandOverOverview:
    """Counts for the page, what is still missing (a hint), and the packages made before. Raises NoSuchEntry."""
    case_fact(vault, case_id)
    exhibits = case_exhibits(vault, case_id)
    conversations = vault.conversations(case_id=case_id)
    return HandOverOverview(
        exhibits=exhibits,
        conversations=len(conversations),
        messages=sum(conversation.messages for conversation in conversations),
        payments=len(vault.facts("payment", case_id=case_id)),
        size=sum(exhibit.item.size for exhibit in exhibits),
        missing=missing(vault, case_id),
        made=made_packages(vault, case_id),
        with_secrets=with_secrets(exhibits),
        office=office_of(load_case(vault, case_id)),
    )


def made_packages(vault: Vault, case_id: str) -> tuple[MadePackage, ...]:
    """Every package made from the case with who was given it, newest first."""
    entries = [entry for entry in vault.log(case_id=case_id, custody_only=True) if entry.payload]
    given = [entry for entry in entries if entry.event == HANDED_OVER]
    made = [_made(entry, given) for entry in entries if entry.event == EXPORTED]
    return tuple(reversed(made))


def agency_names(language: str) -> tuple[tuple[str, str], ...]:
    """Id and name of every office a report can be laid out for, the general one first."""
    tag = nearest_language(language)
    return tuple((agency_id, agency.name[tag]) for agency_id, agency in agencies().items())


def fingerprint_groups(fingerprint: str) -> str:
    """A fingerprint in groups for reading aloud."""
    return signing.fingerprint_groups(fingerprint)


def record_hand_over(vault: Vault, case_id: str, package_id: str, receiver: Receiver, actor: Actor) -> LogEntry:
    """Write into the custody log that a package of this case was given to somebody.

    Raises NoSuchEntry where no such package was made from the case.
    """
    made = {package.package_id: package for package in made_packages(vault, case_id)}.get(package_id)
    if made is None:
        raise NoSuchEntry(kind=_(_PACKAGE), id=package_id)
    payload: dict[str, Json] = {
        "package_id": package_id,
        "kind": made.kind,
        "fingerprint": made.fingerprint,
        "receiver": receiver.name.strip(),
        "organisation": receiver.organisation.strip(),
        "how": receiver.how.strip(),
    }
    return vault.record(HANDED_OVER, [case_id], payload, actor=actor, case_id=case_id)


def _made(entry: LogEntry, given: Iterable[LogEntry]) -> MadePackage:
    payload = entry.payload or {}
    package_id = str(payload.get("package_id") or "")
    return MadePackage(
        package_id=package_id,
        kind=str(payload.get("kind") or ""),
        made_at=entry.utc,
        language=str(payload.get("language") or ""),
        platform=_text(payload.get("platform")),
        agency=_text(payload.get("agency")),
        files=_number(payload.get("files")),
        size=_number(payload.get("size")),
        fingerprint=str(payload.get("fingerprint") or ""),
        encrypted=payload.get("encrypted") is True,
        receivers=tuple(_receiver(one) for one in given if (one.payload or {}).get("package_id") == package_id),
    )


def _receiver(entry: LogEntry) -> Receiver:
    payload = entry.payload or {}
    name, organisation, how = (str(payload.get(field) or "") for field in ("receiver", "organisation", "how"))
    return Receiver(name, organisation, how, entry.utc)


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0
