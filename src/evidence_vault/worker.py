# SPDX-License-Identifier: GPL-3.0-or-later
"""Entry of the keyless worker process, which alone opens strangers' bytes."""
