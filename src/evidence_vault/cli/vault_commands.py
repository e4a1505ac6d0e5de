# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about the vault itself: create, verify, rebuild, log."""

import getpass
import secrets
from pathlib import Path

from evidence_vault.cli import exit_status, json_forms, output, secret_input
from evidence_vault.cli.key_commands import KeyPlaces, key_places_options
from evidence_vault.cli.progress_bar import terminal_progress
from evidence_vault.cli.shared_options import (
    command,
    json_option,
    jsonl_option,
    open_vault,
    option,
    passphrase_option,
    vault_argument,
)
from evidence_vault.cli.spoken_reports import say_check
from evidence_vault.operations.browse_vault import custody_log
from evidence_vault.operations.create_vault import CreatedVault, create_vault, describe_place
from evidence_vault.operations.rebuild_index import rebuild_index
from evidence_vault.operations.unlock_vault import lock_vault
from evidence_vault.operations.verify_vault import verify_vault
from evidence_vault.package.check_report import report_as_json
from evidence_vault.records import Actor, Json
from evidence_vault.translations import N_, _
from evidence_vault.user_messages import words_for


@command(
    "create",
    N_(
        "Make a vault, and print its recovery key once.\n\nVAULT is the folder to be made; its name should end "
        "in .evidence-vault. Write the recovery key down: it opens the vault when the passphrase is lost."
    ),
)
@vault_argument
@passphrase_option
@key_places_options
@option("--owner", metavar="NAME", help_text=N_("Who adds evidence, for the custody log; else your login name."))
@json_option
def create(
    vault_folder: Path,
    passphrase_file: str | None,
    recovery_key_to: str | None,
    sheet_to: str | None,
    owner: str | None,
    *,
    as_json: bool,
) -> int:
    """See ``create_vault``."""
    passphrase = secret_input.new_passphrase(passphrase_file, option="--passphrase-file")
    places = KeyPlaces.chosen(recovery_key_to, sheet_to)
    synced_by = describe_place(vault_folder).synced_by
    if synced_by:
        output.complain(_("Warning: {program} copies this place to the internet.").format(program=synced_by))
    actor = Actor(secrets.token_hex(8), owner or _login_name())
    with terminal_progress() as progress:
        created = create_vault(vault_folder, passphrase, actor, progress)
    try:
        places.write(created.vault, created.recovery_key)
        _say_created(created, places, as_json=as_json)
    finally:
        lock_vault(created.vault)
    return exit_status.DONE


@command("verify", N_("Read everything in a vault and say what is not as it was. Changes nothing."))
@vault_argument
@passphrase_option
@option("--quick", is_flag=True, help_text=N_("Do not read the bytes of stored files, only everything else."))
@option(
    "--against-note",
    metavar="FILE",
    help_text=N_("A checkpoint of this vault that was kept elsewhere: from its folder anchors, or from a package."),
)
@json_option
def verify(
    vault_folder: Path, passphrase_file: str | None, *, quick: bool, against_note: str | None, as_json: bool
) -> int:
    """See ``verify_vault``."""
    passphrase = secret_input.passphrase(passphrase_file)
    note = Path(against_note) if against_note else None
    with terminal_progress() as progress:
        report = verify_vault(vault_folder, passphrase, progress, quick=quick, against_note=note)
    if as_json:
        output.say_json(report_as_json(report))
    else:
        say_check(report, _all_well(quick=quick))
    return exit_status.DONE if report.verdict == "intact" else exit_status.PROBLEMS


def _all_well(*, quick: bool) -> str:
    if quick:
        return _(
            "What was looked at is as it was recorded. The stored bytes were not read: leave out --quick for that."
        )
    return _("Everything in the vault is as it was recorded.")


@command(
    "rebuild",
    N_(
        "Make the index of a vault anew.\n\nThe index only makes searching fast; it is made again from the stored "
        "files and the custody log, and nothing is lost. The old one is set aside in the vault."
    ),
)
@vault_argument
@passphrase_option
def rebuild(vault_folder: Path, passphrase_file: str | None) -> int:
    """See ``rebuild_index``."""
    passphrase = secret_input.passphrase(passphrase_file)
    with terminal_progress() as progress:
        notes = rebuild_index(vault_folder, passphrase, progress)
    for note in notes:
        output.say(words_for(note.code, {"subject": note.subject, **note.facts}).sentence)
    output.say(_("The index was made anew."))
    return exit_status.DONE


@command("log", N_("Show the custody log."))
@vault_argument
@passphrase_option
@option("--all", "everything", is_flag=True, help_text=N_("Also show what was recorded about cases."))
@jsonl_option
def log(vault_folder: Path, passphrase_file: str | None, *, everything: bool, as_jsonl: bool) -> int:
    """See ``custody_log``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        entries = custody_log(vault, custody_only=not everything)
    if as_jsonl:
        for entry in entries:
            output.say_json_line(json_forms.log_entry(entry))
    else:
        rows = [(str(e.seq), e.utc, e.actor, e.event, " ".join(s[:8] for s in e.subjects)) for e in entries]
        output.say_table(rows, (_("No."), _("Time (UTC)"), _("Who"), _("What"), _("Concerning")))
    return exit_status.DONE


def _say_created(created: CreatedVault, places: KeyPlaces, *, as_json: bool) -> None:
    vault = created.vault
    if as_json:
        told: dict[str, Json] = {
            "path": str(vault.path),
            "vault_id": vault.vault_id,
            "fingerprint": vault.fingerprint,
            "recovery_key": None if places.key_file or places.sheet else created.recovery_key,
        }
        output.say_json(told)
        return
    output.say(_("The vault was made: {path}").format(path=vault.path))
    places.say(created.recovery_key)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return _("owner")


COMMANDS = (create, verify, rebuild, log)
