# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command line answers to the shell (DESIGN §8)."""

DONE = 0
PROBLEMS = 1
USAGE = 2
NOT_DONE = 3
FAULT = 4
INTERRUPTED = 130
