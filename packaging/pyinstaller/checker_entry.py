# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the packaged checker starts: no vault, no window, only what checking a package needs."""

import sys

from evidence_vault.package.check_command import main

sys.exit(main())
