# SPDX-License-Identifier: GPL-3.0-or-later
"""What a package is held against in review mode, and what two packages of a case differ in."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evidence_vault.records import Finding
from evidence_vault.translations import _, plural

DIFFERENCES = ("AGAINST_ADDED", "AGAINST_REMOVED", "AGAINST_CHANGED", "EXHIBIT_REPLACED")


@dataclass(frozen=True, slots=True)
class Beside:
    """``against``: an older package. ``checkpoint``: typed, or a file. ``authority``: roots. ``vault``: the open."""

    against: Path | None = None
    checkpoint: Path | bytes | None = None
    authority: Path | None = None
    vault: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which two packages differ: words with the count, and the names of the files or exhibits."""

    words: str
    names: tuple[str, ...]


def differences(findings: Iterable[Finding]) -> tuple[Difference, ...]:
    """What was added, removed, changed and replaced, in that order; only what there is."""
    by_code: dict[str, list[str]] = {code: [] for code in DIFFERENCES}
    for finding in findings:
        if finding.code in by_code:
            by_code[finding.code].append(finding.subject)
    added, removed, changed, replaced = (tuple(by_code[code]) for code in DIFFERENCES)
    found = (
        (plural("{count} file was added", "{count} files were added", len(added)), added),
        (plural("{count} file was removed", "{count} files were removed", len(removed)), removed),
        (plural("{count} file has other content", "{count} files have other content", len(changed)), changed),
        (
            plural(
                "The original of {count} exhibit was replaced",
                "The originals of {count} exhibits were replaced",
                len(replaced),
            ),
            replaced,
        ),
    )
    return tuple(Difference(words, names) for words, names in found if names)


def comparison_title(older: Path, found: tuple[Difference, ...]) -> str:
    """The heading of a comparison."""
    name = older.name
    if not found:
        return _("Compared with “{name}”: nothing differs but what every package has of its own.").format(name=name)
    return _("Compared with “{name}”").format(name=name)
