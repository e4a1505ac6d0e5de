# SPDX-License-Identifier: GPL-3.0-or-later
"""The long forms: hundreds of kills (``make torture``); a short form of each runs with all tests."""
