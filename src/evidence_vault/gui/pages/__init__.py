# SPDX-License-Identifier: GPL-3.0-or-later
"""One file a page; the registry says which sections a case has."""
