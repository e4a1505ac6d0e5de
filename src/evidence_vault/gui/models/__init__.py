# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of records for Qt's views; they never hold the vault."""
