# SPDX-License-Identifier: GPL-3.0-or-later
"""What earlier releases wrote, kept so that every later one reads it."""
