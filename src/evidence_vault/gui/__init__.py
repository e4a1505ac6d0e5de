# SPDX-License-Identifier: GPL-3.0-or-later
"""The window. Reaches everything else through operations."""
