# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens, describes and converts strangers' pictures; runs in the keyless worker only."""
