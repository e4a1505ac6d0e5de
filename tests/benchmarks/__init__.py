# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark table of `make bench`: medians, each beside a yardstick; the ratios are what counts."""
