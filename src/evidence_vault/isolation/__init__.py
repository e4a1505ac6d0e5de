# SPDX-License-Identifier: GPL-3.0-or-later
"""Talks to the keyless worker process: frames, limits, and starting it."""
