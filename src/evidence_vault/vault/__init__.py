# SPDX-License-Identifier: GPL-3.0-or-later
"""The encrypted vault on disk: blobs and journal are the truth, the database is an index."""
