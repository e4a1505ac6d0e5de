# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line in this process: what it prints, its exit status, its JSON held to the published schemas."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from evidence_vault import assets
from evidence_vault.cli.program import run
from tests.helpers.vaults import PASSPHRASE, new_vault

SCHEMAS = assets.resources_folder().parent / "docs" / "formats" / "cli"


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    def json(self, schema: str) -> Any:
        """The one document on standard output, valid by its schema."""
        document = json.loads(self.out)
        validate(document, schema)
        return document

    def lines(self, schema: str) -> list[Any]:
        """Every line of standard output, valid by its schema."""
        lines = [json.loads(line) for line in self.out.split("\n") if line]
        for line in lines:
            validate(line, schema)
        return lines


def validate(document: Any, schema: str) -> None:
    form = json.loads((SCHEMAS / f"{schema}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(form)
    jsonschema.Draft202012Validator(form).validate(document)


CommandLine = Callable[..., Answer]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Run one command."""

    def call(*arguments: object) -> Answer:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(status, captured.out, captured.err)

    return call


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    """A vault with a cheap key derivation, closed."""
    folder = tmp_path / "v.evidence-vault"
    new_vault(folder).close()
    return folder


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    """The passphrase of ``vault_folder`` as Windows writes files: byte-order mark and CRLF."""
    path = tmp_path / "passphrase.txt"
    path.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\n")
    return path


@pytest.fixture
def vault_command(command: CommandLine, vault_folder: Path, passphrase_file: Path) -> CommandLine:
    """Run one command on ``vault_folder``: ``vault_command("case new", TITLE)``."""

    def call(name: str, *arguments: object) -> Answer:
        return command(*name.split(), vault_folder, *arguments, "--passphrase-file", passphrase_file)

    return call
