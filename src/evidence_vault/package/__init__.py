# SPDX-License-Identifier: GPL-3.0-or-later
"""The package on disk: manifest, signature, checker. Imports nothing, so that the checker stays small."""
