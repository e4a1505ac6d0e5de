# SPDX-License-Identifier: GPL-3.0-or-later
"""The program: the window without arguments, else the command line."""
