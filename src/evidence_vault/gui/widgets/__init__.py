# SPDX-License-Identifier: GPL-3.0-or-later
"""The building blocks of every page."""
