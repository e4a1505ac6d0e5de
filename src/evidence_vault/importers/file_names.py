# SPDX-License-Identifier: GPL-3.0-or-later
"""Names for files out of a container: each one once, none that could leave its folder."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

_LONGEST = 120
_BAD = str.maketrans(dict.fromkeys('/\\:*?"<>|' + "".join(map(chr, range(32))) + "\x7f", "_"))


def numbered_names(untrusted_names: Iterable[str]) -> list[str]:
    """The names in their order; one that is empty, unsafe or there already gets its number before it."""
    found: dict[str, None] = {}
    for number, untrusted_name in enumerate(untrusted_names, 1):
        name = untrusted_name.translate(_BAD).strip(" .")[-_LONGEST:] or "part"
        found[name if name not in found else f"{number}-{name}"] = None
    return list(found)


def name_in_address(untrusted_address: str, kind: str) -> str:
    """The last name in an address, with an ending after the media type ``kind`` where it has none; "" without one."""
    try:
        path = unquote(urlsplit(untrusted_address).path, errors="replace")
    except ValueError:
        path = ""
    name = path.replace("\\", "/").rstrip("/").rpartition("/")[2]
    ending = kind.rpartition("/")[2].partition("+")[0].removeprefix("x-")
    return name if "." in name else f"{name or 'part'}.{ending}"
