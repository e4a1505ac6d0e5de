# SPDX-License-Identifier: GPL-3.0-or-later
"""No readable byte of evidence, names, cases or keys reaches a file, outside exports: every write is watched."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from evidence_vault.pictures.demo_canvas import Canvas
from tests.helpers import drawn_files
from tests.helpers.vaults import PASSPHRASE
from tests.system.secret_job import TEXT, WORD
from tests.system.tracing import ROOT, private_environment, require_strace, traced

WRITING = "write,writev,pwrite64,pwritev,pwritev2,sendfile,copy_file_range,splice,vmsplice"
MAKING = "openat,creat,rename,renameat,renameat2,mkdir,mkdirat,symlink,symlinkat,link,linkat,memfd_create"
CALL = re.compile(r"^\d+ +p?write(?:v|64)?v?2?\(\d+<(?P<path>[^>]*)>(?:\(deleted\))?, (?P<rest>.*)$", re.DOTALL)
TEXTS = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
MADE = re.compile(r"O_CREAT|^\d+ +(creat|rename|mkdir|symlink|link)")
NEVER_A_FILE = re.compile(r"^(pipe|socket|anon_inode|/dev/(null|tty|pts))")


def sources(folder: Path) -> dict[str, bytes]:
    """Files with secrets in every form in which a text can lie in a file."""
    chat = "".join(
        f"{day:02d}/03/2026, 09:{day:02d} - {who}: {text}\n"
        for day, who, text in [(1, "Lin Qiao", "你好"), (2, WORD, f"{TEXT} {WORD}"), (3, "Lin Qiao", "好的")]
    )
    files = {
        f"WhatsApp Chat with {WORD}.txt": chat.encode(),
        "wide.txt": f"{TEXT} {WORD}".encode("utf-16"),
        "old.txt": f"{TEXT} {WORD}".encode("gb18030"),
        "picture.png": drawn_files.png(),
        "photo.jpg": drawn_files.jpeg(),
        "paper.pdf": drawn_files.pdf(),
        "words.png": _words(),
    }
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return files


def _words() -> bytes:
    """A picture that shows the secret, for the reader of text in pictures."""
    canvas = Canvas("#ffffff")
    canvas.text((40, 40), TEXT, 48, "#101010")
    canvas.text((40, 140), WORD, 48, "#101010")
    return drawn_files.saved(canvas.image.crop((0, 0, 640, 240)), "PNG")


def markers(files: Mapping[str, bytes], recovery_key: str) -> dict[str, bytes]:
    """What must not be found anywhere, by a name for the message of a failure."""
    found = {
        f"{name} in {coding}": text.encode(coding)
        for name, text in {"text": TEXT, "word": WORD, "passphrase": PASSPHRASE, "recovery key": recovery_key}.items()
        for coding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
    }
    for name in ("picture.png", "photo.jpg", "paper.pdf"):
        data = files[name]
        found |= {f"{name} at {part}/10": data[len(data) * part // 10 :][:24] for part in range(10)}
    return found


def written(calls: list[str]) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every write to something that is a file."""
    for call in calls:
        match = CALL.match(call)
        path = decoded(match["path"]) if match else ""
        if match and not NEVER_A_FILE.match(path):
            texts = "".join(TEXTS.findall(match["rest"]))
            yield path, bytes.fromhex(texts.replace("\\x", ""))
        elif re.match(r"^\d+ +p?write", call):
            assert match, call[:200]


def test_nothing_readable_is_written_outside_exports(tmp_path: Path) -> None:
    require_strace()
    exports, vault = tmp_path / "exports", tmp_path / "v.evidence-vault"
    exports.mkdir()
    files = sources(tmp_path / "sources")
    environment = private_environment(tmp_path)
    spoken = tmp_path / "spoken"
    command = ["sh", "-c", 'exec "$0" -m tests.system.secret_job "$1" "$2" "$3" > "$4"']
    calls = traced(
        [*command, sys.executable, tmp_path / "sources", vault, exports, spoken],
        tmp_path / "calls",
        f"{WRITING},{MAKING}",
        environment,
        *("-y", "-xx", "-s", "4194304"),
    )
    secret = markers(files, spoken.read_text("utf-8").strip())
    bytes_of: dict[str, bytearray] = {}
    for path, data in written(calls):
        bytes_of.setdefault(path, bytearray()).extend(data)
    assert [path for path in copied_by_the_kernel(calls) if not path.startswith(f"{vault}/")] == []
    bytes_of.pop(str(spoken))
    outside = {path: bytes(data) for path, data in bytes_of.items() if not path.startswith(str(exports))}
    inside_exports = b"".join(bytes(data) for path, data in bytes_of.items() if path.startswith(str(exports)))

    # The watch sees what it should: blobs and journal are written, and exports hold the secrets.
    assert any(path.startswith(f"{vault}/") and len(data) > len(files["picture.png"]) for path, data in outside.items())
    assert {"text in utf-8", "word in utf-8", "picture.png at 5/10"} <= set(found_in(inside_exports, secret))

    for path, data in outside.items():
        assert (path, found_in(data, secret)) == (path, [])
    for path in left_on_disk(tmp_path, exports, spoken):
        assert (path, found_in(path.read_bytes(), secret)) == (path, [])
    assert [name for name in made_names(calls, str(exports)) if WORD in name or TEXT in name] == []


def found_in(data: bytes, secret: Mapping[str, bytes]) -> list[str]:
    return [name for name, marker in secret.items() if marker in data]


def decoded(path: str) -> str:
    return re.sub(r"(?:\\x[0-9a-f]{2})+", lambda m: bytes.fromhex(m[0].replace("\\x", "")).decode(), path)


def copied_by_the_kernel(calls: list[str]) -> set[str]:
    """Sources of bytes that do not stand in the record, since the kernel moved them by itself."""
    other = re.compile(r"\b(?:sendfile|copy_file_range|v?m?splice)\(\d+<[^>]*>(?:\(deleted\))?, [^<]*<([^>]*)>")
    found = {decoded(match[1]) for call in calls if (match := other.search(call))}
    assert not [call for call in calls if "memfd_create(" in call or ("splice(" in call and not other.search(call))]
    return found


def left_on_disk(folder: Path, exports: Path, spoken: Path) -> list[Path]:
    """Every file that is there afterwards: also what was written by way of memory maps."""
    ours = {folder / "sources", exports}
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and not ours & set(path.parents) and path not in {spoken, folder / "calls"}
    ]


def made_names(calls: list[str], exports: str) -> list[str]:
    """Names of everything that was made or renamed outside exports and the sources."""
    names = [decoded(name) for call in calls if MADE.search(call) for name in re.findall(r'"([^"]*)"', call)]
    assert any(name.endswith(".evb") for name in names)
    return [name for name in names if not name.startswith(exports)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core dumps")
def test_an_open_vault_leaves_no_core_dump(tmp_path: Path) -> None:
    program = (
        "import resource, sys; from pathlib import Path; from tests.helpers.vaults import new_vault, PASSPHRASE;"
        "from evidence_vault.operations.unlock_vault import unlock_vault; from evidence_vault.progress import Silent;"
        "new_vault(Path(sys.argv[1])).close(); unlock_vault(Path(sys.argv[1]), PASSPHRASE, Silent());"
        "print(*resource.getrlimit(resource.RLIMIT_CORE))"
    )
    command = [sys.executable, "-c", program, tmp_path / "v"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    soft, hard = map(int, done.stdout.split())
    assert 0 <= soft <= 1
    assert soft == hard
