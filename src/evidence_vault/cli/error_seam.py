# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns whatever a command raises into words, JSON and an exit status (DESIGN §8)."""

import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from evidence_vault import __version__
from evidence_vault.cli import exit_status, output
from evidence_vault.cli.usage_words import usage_words
from evidence_vault.errors import EvidenceVaultError, UsageError
from evidence_vault.progress import Cancelled
from evidence_vault.translations import _
from evidence_vault.user_messages import MessageWords, words_for_error

_PACKAGE_FOLDER = Path(__file__).resolve().parents[1]


def guarded(run: Callable[[], int], arguments: Sequence[str]) -> int:
    """The exit status of ``run``; whatever it raises is told to the person, never a traceback with values."""
    as_json = not {"--json", "--jsonl"}.isdisjoint(arguments)
    try:
        return run()
    except click.UsageError as error:
        return _refused(UsageError(what=usage_words(error)), exit_status.USAGE, as_json=as_json)
    except EvidenceVaultError as error:
        status = exit_status.USAGE if isinstance(error, UsageError) else exit_status.NOT_DONE
        return _refused(error, status, as_json=as_json)
    except (KeyboardInterrupt, Cancelled, click.Abort):
        output.complain(_("Stopped. Everything finished before stays as it is."))
        return exit_status.INTERRUPTED
    except BrokenPipeError:
        return _reader_gone()
    except Exception as error:
        return _fault(error)


def fault_report(error: BaseException) -> str:
    """A text that can be copied to the makers: kinds of errors and places in our code, no values, no paths."""
    lines = [f"Evidence Vault {__version__}, Python {platform.python_version()}, {platform.system()}"]
    cause: BaseException | None = error
    while cause:
        lines.append(type(cause).__name__)
        lines += [f"  {_place(frame)}" for frame in traceback.extract_tb(cause.__traceback__)]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def sentence_and_step(words: MessageWords) -> str:
    """Sentence and next step as one text."""
    return f"{words.sentence} {words.next_step}".strip()


def _refused(error: EvidenceVaultError, status: int, *, as_json: bool) -> int:
    words = words_for_error(error)
    if as_json:
        told = {"code": error.code, "sentence": words.sentence, "next_step": words.next_step}
        output.say_json_line({"error": {**told}})
    output.complain(f"error[{error.code}]: {sentence_and_step(words)}")
    return status


def _fault(error: Exception) -> int:
    output.complain(_("The program has a fault. What was finished before is safe. Please send this report:"))
    output.complain(fault_report(error))
    return exit_status.FAULT


def _reader_gone() -> int:
    # Whoever read our output has ended ("| head"); writing again at exit would complain about it.
    sys.stdout = open("/dev/null", "w", encoding="utf-8") if platform.system() != "Windows" else sys.stdout  # noqa: SIM115, PTH123
    return exit_status.DONE


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    if path.is_relative_to(_PACKAGE_FOLDER):
        return f"{path.relative_to(_PACKAGE_FOLDER).as_posix()}:{frame.lineno} {frame.name}"
    return f"({path.name}) {frame.name}"
