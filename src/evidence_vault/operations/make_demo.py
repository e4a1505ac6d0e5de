# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job on a made-up case: files, vault, import, case, packages, checks. Says where everything is."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from evidence_vault.assets import resource
from evidence_vault.errors import DestinationExists
from evidence_vault.operations import case_facts, edit_case, tag_evidence
from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.create_vault import create_vault
from evidence_vault.operations.demo_files import demo_exhibits, demo_facts, demo_marks, write_demo_files
from evidence_vault.operations.export_case import COMPLAINT, POLICE, ExportOptions, ExportReport, export_case
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.message_marks import place_of, put_mark
from evidence_vault.operations.translate_messages import bring_in
from evidence_vault.operations.unlock_vault import lock_vault
from evidence_vault.operations.verify_vault import verify_vault
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, Answers, CheckReport, Fields, ImportReport, Translation
from evidence_vault.safe_files import make_private_folder
from evidence_vault.translations import CHINESE, ENGLISH, N_, _
from evidence_vault.vault.vault import Vault

PASSPHRASE = "made-up demo passphrase"  # noqa: S105 - of a vault in which nothing is real
SOURCE_FOLDER, VAULT_NAME = "source-files", "demo.evidence-vault"
PACKAGES = ((COMPLAINT, CHINESE, "complaint-wechat"), (POLICE, CHINESE, "police-zh"), (POLICE, ENGLISH, "police-en"))
_TAGS = {"银行": ("voucher2", "voucher3", "bill"), "待核对": ("site",)}
"""What the person put on evidence for their own work, by the keys of resources/demo/files.toml."""
UPLOAD_ORDER = tuple("profile promise request voucher1 refusal site payment1_chat voucher2 voucher3".split())  # noqa: SIM905
"""Who, promise, request, payment, refusal, then the rest: the order a reviewer reads in."""
SAID_OF_EXHIBITS = ("proves", "capture_method", "device_label", "captured_by", "captured_at")
_STEPS = (
    N_("Drawing the files"),
    N_("Making the vault"),
    N_("Adding the evidence"),
    N_("Recording the case"),
    N_("Making the packages"),
    N_("Checking everything"),
)


@dataclass(frozen=True, slots=True)
class DemoPackage:
    """A package of the demo with what its check found."""

    export: ExportReport
    check: CheckReport


@dataclass(frozen=True, slots=True)
class DemoReport:
    """Where everything is. ``verified``: what reading the whole vault found."""

    folder: Path
    source_files: Path
    vault: Path
    passphrase: str
    recovery_key: str
    case_id: str
    imported: ImportReport
    packages: tuple[DemoPackage, ...]
    verified: CheckReport

    @property
    def all_well(self) -> bool:
        """Whether everything was added and every check found what it should."""
        verdicts = {self.verified.verdict, *(package.check.verdict for package in self.packages)}
        return verdicts == {"intact"} and not self.imported.failed


def make_demo(folder: Path, progress: Progress) -> DemoReport:
    """Make everything in ``folder``, which must be new or empty.

    Raises DestinationExists, DestinationUnwritable, DiskFull, SourceMissing, Cancelled.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DestinationExists(name=folder.name)
    if not folder.exists():
        make_private_folder(folder)
    run = _Run(folder.absolute(), progress)
    run.step(0)
    make_private_folder(run.source)
    write_demo_files(run.source)
    run.step(1)
    created = create_vault(run.folder / VAULT_NAME, PASSPHRASE, run.actor, progress)
    try:
        return run.whole_case(created.vault, created.recovery_key)
    finally:
        created.vault.close()  # closing twice is nothing; locking asks the vault how far its log goes


class _Run:
    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder = folder
        self.source = folder / SOURCE_FOLDER
        self.actor = Actor(secrets.token_hex(8), "林晓雯")
        self._progress = progress
        self._items: dict[str, str] = {}

    def step(self, number: int) -> None:
        self._progress.raise_if_cancelled()
        self._progress.report(number, len(_STEPS), _(_STEPS[number]))

    def whole_case(self, vault: Vault, recovery_key: str) -> DemoReport:
        self.step(2)
        case_id = edit_case.new_case(vault, _("Made-up case"), self.actor).id
        options = ImportOptions(case_id, answers=Answers(time_zone="Asia/Shanghai", self_name="林晓雯"))
        imported = import_files(vault, [self.source], options, self.actor, self._progress)
        self.step(3)
        self._record_case(vault, case_id)
        self.step(4)
        exports = [self._export(vault, case_id, *package) for package in PACKAGES]
        self.step(5)
        packages = tuple(DemoPackage(export, self._check(export)) for export in exports)
        vault_folder = vault.path
        lock_vault(vault)
        verified = verify_vault(vault_folder, PASSPHRASE, self._progress)
        return DemoReport(
            self.folder, self.source, vault_folder, PASSPHRASE, recovery_key, case_id, imported, packages, verified
        )

    def _record_case(self, vault: Vault, case_id: str) -> None:
        items = {item.name: (number, item.id) for number, item in vault.exhibits(case_id)}
        numbers = {}
        for spec in demo_exhibits():
            number, item_id = items[spec["name"]]
            numbers[spec["key"]] = number
            self._items[spec["key"]] = item_id
            said_of: Fields = {name: spec[name] for name in SAID_OF_EXHIBITS if spec.get(name)}
            edit_case.set_exhibit(vault, case_id, item_id, {"title": spec["exhibit_title"], **said_of}, self.actor)
        case_facts.apply_facts(vault, case_id, demo_facts(numbers), self.actor)
        table, said = (
            resource("demo/wechat-chat.en.csv"),
            Translation("", ENGLISH, _("a made-up translator"), "2026-10-20"),
        )
        bring_in(vault, case_id, self._items["chat"], table, said, self.actor, self._progress)
        self._mark(vault, case_id)
        for tag, keys in _TAGS.items():
            tag_evidence.change_tags(vault, case_id, [self._items[key] for key in keys], [tag], [], self.actor)

    def _mark(self, vault: Vault, case_id: str) -> None:
        item_id = self._items["chat"]
        for message in vault.messages(item_id):
            for spec in demo_marks():
                if spec["words"] in (message.text or ""):
                    put_mark(vault, case_id, place_of(item_id, message), spec["kind"], self.actor)

    def _export(self, vault: Vault, case_id: str, kind: str, language: str, name: str) -> ExportReport:
        options = ExportOptions(
            kind,
            self.folder / name,
            language,
            platform="wechat",
            picture_item_ids=tuple(self._items[key] for key in UPLOAD_ORDER),
        )
        return export_case(vault, case_id, options, self.actor, self._progress)

    def _check(self, export: ExportReport) -> CheckReport:
        return check_package(export.path, export.fingerprint, None, self._progress)
