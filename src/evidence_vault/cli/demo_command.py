# SPDX-License-Identifier: GPL-3.0-or-later
"""The command demo: the whole job on a made-up case."""

from pathlib import Path

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.progress_bar import terminal_progress
from evidence_vault.cli.shared_options import command, json_option, path_argument
from evidence_vault.operations.make_demo import DemoReport, make_demo
from evidence_vault.translations import N_, _


@command(
    "demo",
    N_(
        "Do the whole job on a made-up case, start to finish.\n\nFOLDER must be new or empty. Nobody and nothing "
        "in the case is real."
    ),
)
@path_argument("folder", "FOLDER")
@json_option
def demo(folder: Path, *, as_json: bool) -> int:
    """See ``make_demo``."""
    with terminal_progress() as progress:
        report = make_demo(folder, progress)
    if as_json:
        _say_json(report)
    else:
        _say(report)
    return exit_status.DONE if report.all_well else exit_status.PROBLEMS


def _say(report: DemoReport) -> None:
    output.say(_("A made-up case; nobody and nothing in it is real."))
    output.say(_("Files as a person has them: {path}").format(path=report.source_files))
    output.say(_("Vault: {path}").format(path=report.vault))
    output.say(_("  passphrase: {passphrase}").format(passphrase=report.passphrase))
    output.say(_("  recovery key: {key}").format(key=report.recovery_key))
    counts = (len(report.imported.items), sum(item.messages for item in report.imported.items))
    output.say(_("  {items} pieces of evidence, {messages} messages read").format(items=counts[0], messages=counts[1]))
    for package in report.packages:
        output.say(_("Package: {path}").format(path=package.export.path))
        output.say(_("  check: {verdict}, signed by {fingerprint}").format(
            verdict=_verdict(package.check.verdict), fingerprint=package.export.fingerprint))  # fmt: skip
    output.say(_("Reading the whole vault: {verdict}").format(verdict=_verdict(report.verified.verdict)))


def _verdict(verdict: str) -> str:
    return _("as it was signed and recorded") if verdict == "intact" else _("problems")


def _say_json(report: DemoReport) -> None:
    output.say_json({
        "folder": str(report.folder),
        "source_files": str(report.source_files),
        "vault": str(report.vault),
        "passphrase": report.passphrase,
        "recovery_key": report.recovery_key,
        "case": report.case_id,
        "items": len(report.imported.items),
        "packages": [
            {"path": str(package.export.path), "verdict": package.check.verdict} for package in report.packages
        ],
        "verified": report.verified.verdict,
    })  # fmt: skip


COMMANDS = (demo,)
