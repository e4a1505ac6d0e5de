# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of Meta's two apps a file of its download belongs to."""


def meta_platform(path: str) -> str:
    """From the folders of the download. A file alone has the same form from both apps: nothing else tells."""
    place = path.casefold()
    return "instagram" if "instagram" in place else "messenger" if "facebook" in place else "messenger-or-instagram"
