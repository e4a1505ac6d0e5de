# SPDX-License-Identifier: GPL-3.0-or-later
"""Promises proved from outside: by the system's own record of what the processes did."""
