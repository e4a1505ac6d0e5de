# SPDX-License-Identifier: GPL-3.0-or-later
"""Labelled synthetic screenshots: drawn from a seed, read by the program, and scored (``make measure-pictures``)."""
