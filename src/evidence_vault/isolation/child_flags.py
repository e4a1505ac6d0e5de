# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program says on the command line of its own children."""

WORKER_FLAG = "--worker"
"""First argument of the frozen program: become the worker instead of the window."""

DOCUMENT_FLAG = "--set-document"
"""First argument of the frozen program: become the process that sets documents."""

PROBES_FLAG = "--with-probes"
"""Allow the tasks of ``probes``, which misbehave on purpose: for our own tests."""
