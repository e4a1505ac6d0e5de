# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws every page of the window on the made-up case, so that people look at what they changed."""
