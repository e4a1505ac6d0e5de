# SPDX-License-Identifier: GPL-3.0-or-later
"""One verb a file; what the command line and the window can do. No Qt."""
