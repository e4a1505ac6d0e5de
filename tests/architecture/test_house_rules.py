# SPDX-License-Identifier: GPL-3.0-or-later
"""House rules as programs: each with the reason beside it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "evidence_vault"
FILES = sorted(SOURCE.rglob("*.py"))

FORBIDDEN_CALLS = {
    "print": ("the command line prints through its own seam, so that --json stays one document", {"cli", "package"}),
    "breakpoint": ("left over from looking for a fault", set()),
    "eval": ("strangers' text must never run", set()),
    "exec": ("strangers' text must never run", set()),
}
FORBIDDEN_ATTRIBUTES = {
    "extractall": ("unpacks where a stranger says; importers hand members over as streams", set()),
    "splitlines": (
        "also splits on signs that stand inside messages (CHAT-FORMATS §0.11)",
        {"cli", "package", "complaints"},
    ),
}
LONGEST_FILE = 400


def part_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_module_says_what_it_holds(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# SPDX-License-Identifier: GPL-3.0-or-later\n")
    assert ast.get_docstring(ast.parse(text))


def test_no_file_outgrows_its_purpose() -> None:
    # One table of words and the records are lists, read by looking something up.
    lists = {"user_messages.py", "records.py", "errors.py"}
    too_long = {
        str(p.relative_to(SOURCE)): n
        for p in FILES
        if p.name not in lists and (n := len(p.read_text("utf-8").split("\n"))) > LONGEST_FILE
    }
    assert not too_long


def test_no_forbidden_calls() -> None:
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            table = FORBIDDEN_CALLS if isinstance(node.func, ast.Name) else FORBIDDEN_ATTRIBUTES
            if name in table and part_of(path) not in table[name][1]:
                found.append(f"{path.relative_to(SOURCE)}:{node.lineno} {name}: {table[name][0]}")
    assert not found


def test_no_swallowed_errors() -> None:
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body):
                broad = node.type is None or (
                    isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
                )
                if broad:
                    found.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert not found


def test_only_the_clock_reads_the_time() -> None:
    pattern = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
    found = [str(p.relative_to(SOURCE)) for p in FILES if p.name != "clock.py" and pattern.search(p.read_text("utf-8"))]
    assert not found


def test_no_vague_module_names() -> None:
    vague = {"utils", "util", "common", "helpers", "misc", "core", "manager"}
    assert not [str(p) for p in FILES if p.stem in vague or vague & set(p.relative_to(SOURCE).parts)]


def test_no_network_client_of_the_standard_library() -> None:
    # The import contracts cannot name modules inside packages of others.
    network = {"urllib.request", "http.client", "http.server", "xmlrpc", "asyncio.open_connection"}
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [f"{path.relative_to(SOURCE)}: {name}" for name in names if name in network]
    assert not found
