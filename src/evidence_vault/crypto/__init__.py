# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and sealed bytes: known parts put together, no primitives of our own."""
