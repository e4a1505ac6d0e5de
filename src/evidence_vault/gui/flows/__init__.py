# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window decides, without Qt: steps, waiting times, filters, reports."""
