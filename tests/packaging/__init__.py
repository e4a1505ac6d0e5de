# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds honest what is built for people to download, as far as that can be done without each system."""
