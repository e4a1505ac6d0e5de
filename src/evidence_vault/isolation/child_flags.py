# SPDX-License-Identifier: GPL-3.0-or-later
"""What the parent may say on the worker's command line."""

WORKER_FLAG = "--worker"
"""First argument of the frozen program: become the worker instead of the window."""

PROBES_FLAG = "--with-probes"
"""Allow the tasks of ``probes``, which misbehave on purpose: for our own tests."""
