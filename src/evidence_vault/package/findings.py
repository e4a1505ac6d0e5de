# SPDX-License-Identifier: GPL-3.0-or-later
"""Collects findings without letting a hostile package make the list endless."""

from collections import Counter

from evidence_vault.package.names import shown_path
from evidence_vault.records import Finding, Severity

MOST_OF_ONE_CODE = 200


class FindingList:
    """Findings in the order in which they were made, at most ``MOST_OF_ONE_CODE`` of each code."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._counts: Counter[tuple[str, Severity]] = Counter()

    def problem(self, code: str, untrusted_subject: str = "", **facts: str | int) -> None:
        """Something that must not be in an intact package."""
        self._add(Finding(code, Severity.PROBLEM, shown_path(untrusted_subject), _shown(facts)))

    def note(self, code: str, untrusted_subject: str = "", **facts: str | int) -> None:
        """Something to know that does not speak against the package."""
        self._add(Finding(code, Severity.NOTE, shown_path(untrusted_subject), _shown(facts)))

    def count(self, code: str) -> int:
        """How many of this code there were, listed or not."""
        return sum(number for (known, _), number in self._counts.items() if known == code)

    @property
    def has_problems(self) -> bool:
        """Whether anything speaks against the package."""
        return any(severity is Severity.PROBLEM for _, severity in self._counts)

    def all(self) -> tuple[Finding, ...]:
        """The findings, and at their end one for each code that had more."""
        more = [
            Finding("MORE_FINDINGS", severity, "", {"code": code, "more": number - MOST_OF_ONE_CODE})
            for (code, severity), number in sorted(self._counts.items())
            if number > MOST_OF_ONE_CODE
        ]
        return (*self._findings, *more)

    def _add(self, finding: Finding) -> None:
        self._counts[finding.code, finding.severity] += 1
        if self._counts[finding.code, finding.severity] <= MOST_OF_ONE_CODE:
            self._findings.append(finding)


def _shown(facts: dict[str, str | int]) -> dict[str, str | int]:
    return {name: shown_path(value) if isinstance(value, str) else value for name, value in facts.items()}
