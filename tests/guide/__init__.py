# SPDX-License-Identifier: GPL-3.0-or-later
"""What of the guide is made from the program itself: its pictures, its list of formats, its list of messages."""
