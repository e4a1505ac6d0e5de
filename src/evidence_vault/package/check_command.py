# SPDX-License-Identifier: GPL-3.0-or-later
"""The command of the checker that stands alone: ``python -m evidence_vault.package.check_command PACKAGE``.

For whoever received a package and has neither a vault nor the program. Needs what ``checker.py`` needs, nothing
else: so its words are only translated where ``babel`` is there too, as it is in the checker people download.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evidence_vault import translations
from evidence_vault.errors import EvidenceVaultError
from evidence_vault.package.check_report import INTACT, report_as_json, report_as_text
from evidence_vault.package.checker import check_package
from evidence_vault.progress import Progress, Silent
from evidence_vault.translations import _
from evidence_vault.user_messages import words_for_error

DONE, WITH_PROBLEMS, NOT_DONE, INTERRUPTED = 0, 1, 3, 130


class PercentOnTerminal:
    """A progress that rewrites one line of standard error; Ctrl+C breaks off by itself, since nothing is written."""

    def __init__(self) -> None:
        self._shown = ""

    def report(self, done: int, total: int | None, what: str = "") -> None:
        """Show the percentage when it has changed; ``what`` (an untrusted name) is not shown."""
        line = f"{done * 100 // total} %" if total else ""
        if line != self._shown:
            self._write(line)

    def raise_if_cancelled(self) -> None:
        """Never stop."""

    def clear(self) -> None:
        """Leave an empty line for the answer."""
        if self._shown:
            self._write("")

    def _write(self, line: str) -> None:
        sys.stderr.write("\r" + line.ljust(len(self._shown)) + ("" if line else "\r"))
        sys.stderr.flush()
        self._shown = line


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status of DESIGN §8."""
    translations.use(translations.system_language())
    asked = _parser().parse_args(arguments)
    if asked.language:
        translations.use(asked.language)
    bar = PercentOnTerminal() if sys.stderr.isatty() else None
    try:
        text, status = _checked(asked, bar or Silent())
    except EvidenceVaultError as error:
        _clear(bar)
        _say_not_done(error, as_json=asked.json)
        return NOT_DONE
    except KeyboardInterrupt:
        _clear(bar)
        return INTERRUPTED
    _clear(bar)
    _write(sys.stdout.buffer, text)
    return status


def _checked(asked: argparse.Namespace, progress: Progress) -> tuple[str, int]:
    report = check_package(
        asked.package,
        signer=asked.signer,
        against=asked.against,
        checkpoint=asked.against_note,
        authority=asked.authority,
        progress=progress,
    )
    status = DONE if report.verdict == INTACT else WITH_PROBLEMS
    if asked.json:
        return json.dumps(report_as_json(report), ensure_ascii=False, indent=2) + "\n", status
    return report_as_text(report), status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="evidence-vault-check",
        description=_("Check a package someone gave you: every byte, the signature, the custody log, the time stamps."),
        epilog=_("Exit status: 0 nothing wrong found, 1 problems listed, 2 wrong usage, 3 not done, 130 interrupted."),
        add_help=False,
    )
    checked = parser.add_argument_group(_("What is checked"))
    checked.add_argument("package", type=Path, metavar="PACKAGE", help=_("The package: a folder or a zip."))
    options = parser.add_argument_group(_("Options"))
    options.add_argument(
        "--signer", metavar="FINGERPRINT", help=_("The fingerprint (SHA256:...) that came to you another way.")
    )
    options.add_argument(
        "--against",
        type=Path,
        metavar="OLDER",
        help=_("An older package of the same case, to see that nothing was lost."),
    )
    options.add_argument(
        "--against-note",
        type=Path,
        metavar="FILE",
        help=_("A checkpoint of the vault that was kept or noted elsewhere: checkpoint.txt, or three lines."),
    )
    options.add_argument(
        "--authority",
        type=Path,
        metavar="CERTIFICATES",
        help=_("Root certificate of a time-stamp authority that you trust."),
    )
    options.add_argument("--language", metavar="TAG", help=_("The language of messages and help: en or zh-Hans."))
    options.add_argument("--json", action="store_true", help=_("Write one JSON document for programs."))
    options.add_argument("-h", "--help", action="help", help=_("Show this help."))
    return parser


def _clear(bar: PercentOnTerminal | None) -> None:
    if bar is not None:
        bar.clear()


def _say_not_done(error: EvidenceVaultError, *, as_json: bool) -> None:
    told = words_for_error(error)
    if as_json:
        value = {"error": {"code": error.code, "sentence": told.sentence, "next_step": told.next_step}}
        _write(sys.stdout.buffer, json.dumps(value, ensure_ascii=False, indent=2) + "\n")
    _write(sys.stderr.buffer, f"error[{error.code}]: {told.sentence} {told.next_step}\n")


def _write(stream: object, text: str) -> None:
    # UTF-8 whatever the terminal says: a finding may show any character.
    stream.write(text.encode("utf-8", "replace"))  # type: ignore[attr-defined] # a binary stream
    stream.flush()  # type: ignore[attr-defined] # as above


if __name__ == "__main__":
    sys.exit(main())
