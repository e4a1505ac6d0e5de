# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about packages: export and check."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from evidence_vault.cli import exit_status, json_forms, output
from evidence_vault.cli.error_seam import sentence_and_step
from evidence_vault.cli.progress_bar import TerminalProgress, terminal_progress
from evidence_vault.cli.shared_options import (
    command,
    json_option,
    open_vault,
    option,
    passphrase_option,
    path_argument,
    vault_argument,
)
from evidence_vault.errors import UsageError
from evidence_vault.operations.browse_vault import full_id
from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.export_case import ExportOptions, ExportReport, export_case
from evidence_vault.operations.export_volumes import size_in_bytes
from evidence_vault.operations.masked_copies import item_of_exhibit
from evidence_vault.operations.preview_export import ExportPreview, preview_export
from evidence_vault.package.check_report import report_as_json, report_as_text
from evidence_vault.translations import N_, _, interface_words
from evidence_vault.user_messages import words_for
from evidence_vault.vault.vault import Vault

ORIGINAL_HOLDS_SECRETS = "ORIGINAL_HOLDS_SECRETS"
KINDS = ("complaint", "police", "archive", "redacted")


@command(
    "export",
    N_(
        "Make a package of a case for a platform, the police or a reviewer.\n\nThe package is signed and can be "
        "checked by whoever gets it, without this program. --to names the folder (or with --zip the file) to be made."
    ),
)
@vault_argument
@click.argument("case", metavar="CASE")
@click.argument("kind", metavar="|".join(KINDS), type=click.Choice(KINDS))
@option("--to", "destination", metavar="PATH", help_text=N_("The package to be made."))
@option("--preview", is_flag=True, help_text=N_("Only list what the package would hold and leave out; write nothing."))
@option("--platform", metavar="ID", help_text=N_("The platform of a complaint, such as wechat."))
@option("--agency", metavar="ID", help_text=N_("The agency a police report is for."))
@option(
    "--keep",
    "keep",
    multiple=True,
    metavar="TABLE.FIELD",
    help_text=N_(
        "A field that a redacted package keeps, such as payments.amount; again for each. Without it: a short list."
    ),
)
@option("--language", metavar="TAG", help_text=N_("The language of the package: en or zh-Hans."))
@option("--zip", "as_zip", is_flag=True, help_text=N_("Make one plain .zip instead of a folder."))
@option("--encrypt", is_flag=True, help_text=N_("Make an encrypted .zip and print its new password once."))
@option(
    "--pictures-per-page",
    type=click.Choice(["2", "4"]),
    default="2",
    help_text=N_("How many pictures stand on a page of the police report's annex."),
)
@option("--max-part", metavar="SIZE", help_text=N_("Make several packages of at most SIZE each, such as 25MB."))
@option(
    "--with-secrets",
    "secrets",
    metavar="EXHIBIT",
    multiple=True,
    help_text=N_("Hand out the original of EXHIBIT although it holds login secrets. May be given again."),
)
@option(
    "--mask",
    type=click.Choice(["names", "numbers", "voice"]),
    multiple=True,
    help_text=N_("Mask this in the transcripts of a police package; originals that show it are kept back."),
)
@passphrase_option
@json_option
def export(
    vault_folder: Path,
    case: str,
    passphrase_file: str | None,
    secrets: tuple[str, ...],
    keep: tuple[str, ...],
    *,
    mask: tuple[str, ...],
    as_json: bool,
    **chosen: str,
) -> int:
    """See ``export_case``."""
    if not chosen["destination"] and not chosen["preview"]:
        raise UsageError(what=_("--to: say where the package goes, or look at it first with --preview."))
    options = ExportOptions(
        kind=chosen["kind"],
        destination=Path(chosen["destination"] or ""),
        language=chosen["language"] or interface_words().tag,
        platform=chosen["platform"],
        agency=chosen["agency"],
        as_zip=bool(chosen["as_zip"]),
        encrypt=bool(chosen["encrypt"]),
        pictures_per_page=int(chosen["pictures_per_page"]),
        max_part=_bytes(chosen["max_part"]),
        keep_fields=keep,
        masks=mask,
    )
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        case_id = full_id(vault, "case", case)
        options = replace(options, secrets_allowed=tuple(item_of_exhibit(vault, case_id, one) for one in secrets))
        if chosen["preview"]:
            return _say_preview(preview_export(vault, case_id, options, vault.owner, progress), as_json=as_json)
        report = export_case(vault, case_id, options, vault.owner, progress)
    if as_json:
        output.say_json(json_forms.export_report(report))
    else:
        _say_export(report)
    return exit_status.DONE


@command("check", N_("Check a package that was handed over. Needs no vault."))
@path_argument("package", "PACKAGE")
@option("--signer", metavar="FINGERPRINT", help_text=N_("The fingerprint (SHA256:...) that came to you another way."))
@option("--against", metavar="OLDER", help_text=N_("An older package of the same case, to see that nothing was lost."))
@option(
    "--against-note",
    metavar="FILE",
    help_text=N_("A checkpoint of the vault that was kept or noted elsewhere: checkpoint.txt, or three lines."),
)
@option(
    "--authority", metavar="CERTIFICATE", help_text=N_("Root certificate of a time-stamp authority that you trust.")
)
@option("--vault", "vault_folder", metavar="VAULT", help_text=N_("The vault that is said to have made it."))
@passphrase_option
@json_option
def check(  # noqa: PLR0917 - as many as there are ways to check
    package: Path,
    signer: str | None,
    against: str | None,
    authority: str | None,
    against_note: str | None,
    vault_folder: str | None,
    passphrase_file: str | None,
    *,
    as_json: bool,
) -> int:
    """See ``check_package``."""
    with _vault_or_none(vault_folder, passphrase_file) as (vault, progress):
        report = check_package(
            package,
            signer,
            Path(against) if against else None,
            progress,
            authority=Path(authority) if authority else None,
            checkpoint=Path(against_note) if against_note else None,
            vault=vault,
        )
    if as_json:
        output.say_json(report_as_json(report))
    else:
        output.say(report_as_text(report))
    return exit_status.DONE if report.verdict == "intact" else exit_status.PROBLEMS


def _say_preview(preview: ExportPreview, *, as_json: bool) -> int:
    if as_json:
        output.say_json(json_forms.export_preview(preview))
        return exit_status.DONE
    rows = [(one.path, one.role, one.exhibit or "", str(one.pages or ""), str(one.size)) for one in preview.files]
    output.say_table(rows, (_("File"), _("What"), _("Exhibit"), _("Pages"), _("Bytes")))
    for reason, count in preview.left_out.items():
        output.say(_("Left out: {count} ({reason})").format(count=count, reason=words_for(reason).title))
    output.say(_("Nothing was written. Without --preview the package is made."))
    return exit_status.DONE


@contextmanager
def _vault_or_none(folder: str | None, passphrase_file: str | None) -> Iterator[tuple[Vault | None, TerminalProgress]]:
    """The vault that was named, opened; nobody is asked for a passphrase where none was."""
    if folder is None:
        with terminal_progress() as progress:
            yield None, progress
    else:
        with open_vault(Path(folder), passphrase_file) as opened:
            yield opened


def _bytes(text: str | None) -> int | None:
    if text is None:
        return None
    size = size_in_bytes(text)
    if size is None:
        raise UsageError(what=_("--max-part: {text} is no size. Write for example 25MB or 4GiB.").format(text=text))
    return size


def _say_export(report: ExportReport) -> None:
    for path in report.volumes or (report.path,):
        output.say(_("Package: {path}").format(path=path))
    output.say(_("{files} files, {size} bytes").format(files=report.files, size=report.size))
    output.say(_("Fingerprint of the signature, to be told another way: {it}").format(it=report.fingerprint))
    if report.password is not None:
        output.say(_("Password, shown only this once: {password}").format(password=report.password))
    for note in report.notes:
        output.say(_("Note: {text}").format(text=sentence_and_step(words_for(note.code, note.facts))))
    for reason, count in report.left_out.items():
        output.say(_("Left out: {count} ({reason})").format(count=count, reason=words_for(reason).title))
    if ORIGINAL_HOLDS_SECRETS in report.left_out:
        output.say(sentence_and_step(words_for(ORIGINAL_HOLDS_SECRETS)))


COMMANDS = (export, check)
