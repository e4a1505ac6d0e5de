# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case is made of: facts, totals, timeline, dossier."""
