# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that leaves a vault: one exporter for each kind of export."""

from evidence_vault.exporters.base import Exporter
from evidence_vault.exporters.complaint_package import ComplaintPackage
from evidence_vault.exporters.evidence_archive import EvidenceArchive
from evidence_vault.exporters.police_report import PoliceReport
from evidence_vault.exporters.redacted_package import RedactedPackage

EXPORTERS: tuple[Exporter, ...] = (ComplaintPackage(), PoliceReport(), EvidenceArchive(), RedactedPackage())
"""The exporters, one for each kind."""
