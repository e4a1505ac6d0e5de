# SPDX-License-Identifier: GPL-3.0-or-later
"""Platform forms: their limits, their words, their order; no pictures, no vault."""
