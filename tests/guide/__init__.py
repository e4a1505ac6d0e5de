# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of the guide, drawn from the program itself so that they never go stale."""
