# SPDX-License-Identifier: GPL-3.0-or-later
"""The importers of chat formats, in the order in which they are asked whether a file is theirs."""

from evidence_vault.importers import whatsapp
from evidence_vault.importers.base import Importer

IMPORTERS: tuple[Importer, ...] = (whatsapp.IMPORTER,)
