# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of files in a package: the rules of docs/formats/package.md §1, for writer and checker alike."""

import re
import unicodedata
from collections.abc import Container, Iterable

LONGEST_NAME = 64
LONGEST_PATH = 180
SAFE_ENDING = ".evidence"

_ACTIVE_WORDS = """
programs and installers:
apk app appx appxbundle bat bin cmd com cpl deb dll dmg exe gadget hta ipa jar jnlp msc msi msix msp mst pif pkg rpm
run scr sys vb vbe vbs xap
scripts:
bash csh fish js jse ksh lua mjs php pl ps1 ps1xml ps2 psc1 psc2 psd1 psm1 py pyc pyw pyz rb reg sh tcl ws wsc wsf wsh
zsh applescript scpt command terminal workflow action
pages and pictures that can hold script:
chm hlp htm html mht mhtml shtml svg svgz swf xht xhtml xml xsl xslt
documents with macros and add-ins:
accda accde accdb docm dotm mdb mde potm ppam ppsm pptm sldm xlam xlm xlsm xlsb xll xltm one odb iqy slk
shortcuts and disk images and settings that a double click applies:
desktop fileloc img inetloc iso library-ms lnk mobileconfig rdp search-ms settingcontent-ms theme themepack torrent
url vhd vhdx webloc website
"""

ACTIVE_ENDINGS = frozenset(
    ending for line in _ACTIVE_WORDS.split("\n") if not line.endswith(":") for ending in line.split()
)
"""Endings (lower case) of files that a double click would run, apply, or render with script."""

GUARDED_ROLES = frozenset({"original", "derivative"})
"""Roles whose bytes come from strangers: active types among them get ``SAFE_ENDING``."""

_COMPONENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}")
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
_LONGEST_SHOWN = 200


def is_safe_path(untrusted_path: str) -> bool:
    """Whether a path (forward slashes) follows the rules on every system."""
    if len(untrusted_path) > LONGEST_PATH:
        return False
    return all(_is_safe_component(component) for component in untrusted_path.split("/"))


def is_active(path: str) -> bool:
    """Whether a double click on a file of this name could run something."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() in ACTIVE_ENDINGS if "." in name else False


def may_run(path: str, role: str) -> bool:
    """Whether a file must not be in a package under this name: only our own pages may be of an active type."""
    return is_active(path) and (role in GUARDED_ROLES or not path.endswith(".html"))


def guarded_path(path: str, role: str) -> str:
    """``path``, with ``.evidence`` at its end where role and type ask for it: what the package will call it."""
    return path + SAFE_ENDING if role in GUARDED_ROLES and is_active(path) else path


def evidence_file_name(exhibit: str, untrusted_name: str, taken: Container[str] = ()) -> str:
    """A name for an original or derivative, from its exhibit number: ``A1.png``, ``A1.html.evidence``.

    ``untrusted_name`` gives no more than the ending. ``taken`` holds lower-case names in use; a number is
    added where needed.
    """
    stem = re.sub(r"[^A-Za-z0-9-]+", "_", exhibit).strip("_-")[:40] or "file"
    stem = f"x{stem}" if stem.lower() in _RESERVED else stem
    ending = untrusted_name.rpartition(".")[2].lower() if "." in untrusted_name else ""
    ending = f".{ending}" if re.fullmatch(r"[a-z0-9]{1,10}", ending) else ""
    number = 1
    while True:
        name = guarded_path(f"{stem}{'' if number == 1 else f'-{number}'}{ending}", "original")
        if name.lower() not in taken:
            return name
        number += 1


def belongs_to_exhibit(path: str, exhibit: str) -> bool:
    """Whether the file name begins with its exhibit number (numbers of other characters are not compared)."""
    if not re.fullmatch(r"[A-Za-z0-9-]+", exhibit):
        return True
    name = path.rpartition("/")[2]
    return name.startswith(exhibit) and name[len(exhibit) : len(exhibit) + 1] in {"", ".", "-", "_"}


def colliding(untrusted_paths: Iterable[str]) -> list[str]:
    """Paths that on some system are the same as an earlier one, or take the place of a folder."""
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    found: list[str] = []
    for path in sorted(untrusted_paths):
        key = _folded(path)
        if key in seen or key in folders:
            found.append(path)
            continue
        seen[key] = path
        found.extend(_folder_problems(path, seen, folders))
    return found


def shown_path(untrusted_path: str) -> str:
    """A stranger's path for showing: control and direction signs visible, cut at 200 characters."""
    if untrusted_path.isascii() and untrusted_path.isprintable() and len(untrusted_path) <= _LONGEST_SHOWN:
        return untrusted_path
    text = "".join(
        f"⟨U+{ord(c):04X}⟩" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c
        for c in untrusted_path[: _LONGEST_SHOWN + 1]
    )
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _is_safe_component(component: str) -> bool:
    return (
        _COMPONENT.fullmatch(component) is not None
        and not component.endswith(".")
        and component.partition(".")[0].lower() not in _RESERVED
    )


def _folded(path: str) -> str:
    return path if path.isascii() and path.islower() else unicodedata.normalize("NFC", path).casefold()


def _folder_problems(path: str, seen: dict[str, str], folders: dict[str, str]) -> list[str]:
    """Note the folders of ``path``; the path itself when one of them is a file, or is spelt in two ways."""
    folder = path.rpartition("/")[0]
    while folder:
        key = _folded(folder)
        if key in seen or folders.setdefault(key, folder) != folder:
            return [path]
        folder = folder.rpartition("/")[0]
    return []
