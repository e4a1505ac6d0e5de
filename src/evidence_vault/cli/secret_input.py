# SPDX-License-Identifier: GPL-3.0-or-later
"""Passphrases and recovery keys: from a file, from standard input, or asked on the terminal; never arguments."""

import sys
import unicodedata
from pathlib import Path

import click

from evidence_vault import errors
from evidence_vault.translations import _

STANDARD_INPUT = "-"
LARGEST = 64 * 1024


def passphrase(file: str | None) -> str:
    """The passphrase of a vault that exists. Raises click.UsageError when it cannot be asked for."""
    return read_secret(file) if file else _asked(_("Passphrase"), option="--passphrase-file")


def new_passphrase(file: str | None, *, option: str) -> str:
    """A new passphrase; on the terminal it is asked for twice."""
    return read_secret(file) if file else _asked(_("New passphrase"), option=option, twice=True)


def recovery_key(file: str | None) -> str:
    """The recovery key, as it stands on the sheet."""
    return read_secret(file) if file else _asked(_("Recovery key"), option="--recovery-key-file")


def only_one_from_standard_input(*files: str | None) -> None:
    """Raise click.UsageError when more than one secret is to come from standard input."""
    if sum(file == STANDARD_INPUT for file in files) > 1:
        raise click.UsageError(_("Only one secret can come from standard input."))


def read_secret(file: str) -> str:
    """The text of ``file`` (``-``: standard input) without byte-order mark and one line end, in NFC.

    Raises SourceMissing, SourceUnreadable, and click.UsageError when it is not UTF-8 or too long.
    """
    data = sys.stdin.buffer.read(LARGEST + 1) if file == STANDARD_INPUT else _file_bytes(Path(file))
    if len(data) > LARGEST:
        raise click.UsageError(_("The file with the secret is too long."))
    try:
        return secret_text(data)
    except UnicodeDecodeError as error:
        raise click.UsageError(_("The secret is not UTF-8 text.")) from error


def secret_text(data: bytes) -> str:
    """UTF-8 ``data`` without byte-order mark and one line end, in NFC. Raises UnicodeDecodeError."""
    text = data.decode("utf-8-sig")
    for line_end in ("\r\n", "\n", "\r"):
        if text.endswith(line_end):
            text = text.removesuffix(line_end)
            break
    return unicodedata.normalize("NFC", text)


def _file_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise errors.SourceMissing(name=path.name) from error
    except OSError as error:
        raise errors.SourceUnreadable(name=path.name) from error


def _asked(question: str, *, option: str, twice: bool = False) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(_("There is no terminal to ask on. Use {option}.").format(option=option))
    answer: str = click.prompt(
        question, hide_input=True, err=True, confirmation_prompt=_("The same again") if twice else False
    )
    return unicodedata.normalize("NFC", answer)
