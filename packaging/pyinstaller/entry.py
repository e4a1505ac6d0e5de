# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the packaged program starts."""

import sys

from evidence_vault.__main__ import main

sys.exit(main())
