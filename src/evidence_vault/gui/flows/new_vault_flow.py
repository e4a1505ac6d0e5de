# SPDX-License-Identifier: GPL-3.0-or-later
"""Making a vault: three steps, what each needs before the next, and how strong a passphrase is."""

import math
import re
import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from evidence_vault.translations import N_, _, plural

ENDING = ".evidence-vault"
GROUPS_ASKED = 2
LONGEST_JUDGED = 72
"""Signs of a passphrase that are judged for strength; more only make it stronger."""

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aeiou"


class NewVaultStep(StrEnum):
    """The screens of the flow, in order."""

    PLACE = "place"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a step
    RECOVERY_KEY = "recovery-key"
    DONE = "done"


ORDER = tuple(NewVaultStep)


@dataclass
class NewVaultFlow:
    """What was chosen so far. ``recovery_key`` is there once the vault is made, and goes with the flow."""

    step: NewVaultStep = NewVaultStep.PLACE
    folder: Path | None = None
    recovery_key: str = field(default="", repr=False)
    asked_groups: tuple[int, ...] = ()
    vault_id: str = ""

    def choose_place(self, parent: Path, name: str) -> None:
        """Take the place; the folder's name gets the ending of a vault."""
        name = name.strip()
        self.folder = parent / (name if name.endswith(ENDING) else name + ENDING)

    def to_passphrase(self) -> None:
        """Go to the second step; a place must be chosen."""
        if self.folder is None:
            raise ValueError("no place chosen")
        self.step = NewVaultStep.PASSPHRASE

    def back(self) -> None:
        """Go back from the passphrase to the place; later steps have no way back, the vault is made."""
        if self.step is NewVaultStep.PASSPHRASE:
            self.step = NewVaultStep.PLACE

    def vault_made(self, recovery_key: str) -> None:
        """Show the recovery key, and choose which of its groups are asked for."""
        self.recovery_key = recovery_key
        count = len(groups(recovery_key))
        chosen = secrets.SystemRandom().sample(range(count), min(GROUPS_ASKED, count))
        self.asked_groups = tuple(sorted(chosen))
        self.step = NewVaultStep.RECOVERY_KEY

    def groups_match(self, typed: tuple[str, ...]) -> bool:
        """Whether the typed groups are those asked for; case and look-alike signs do not matter."""
        expected = groups(self.recovery_key)
        wanted = tuple(_plain(expected[number]) for number in self.asked_groups)
        return bool(wanted) and tuple(_plain(text) for text in typed) == wanted

    def finish(self) -> None:
        """The key was typed back: forget it."""
        self.recovery_key = ""
        self.asked_groups = ()
        self.step = NewVaultStep.DONE

    @property
    def number(self) -> int:
        """Which step this is, from 1."""
        return ORDER.index(self.step) + 1


def groups(recovery_key: str) -> list[str]:
    """The groups of a recovery key as shown."""
    return [part for part in re.split(r"[\s-]+", recovery_key) if part]


def _plain(group: str) -> str:
    # Crockford's alphabet: O is read as 0, I and L as 1.
    return re.sub(r"[\s-]", "", group.upper()).replace("O", "0").replace("I", "1").replace("L", "1")


def name_problem(name: str) -> str:
    """What is wrong with a vault's name, as a sentence; "" when it can be used."""
    name = name.strip()
    if not name:
        return _("Give the vault a name.")
    if any(sign in name for sign in '/\\:*?"<>|') or name.startswith(".") or any(ord(sign) < 32 for sign in name):
        return _('A name cannot start with a dot or hold any of / \\ : * ? " < > |')
    return _("That name is too long.") if len(name.encode()) > 200 else ""


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess. ``level`` counts from 0 (at once) to 4 (very strong)."""

    level: int
    word: str
    time: str
    advice: str = ""


_WORDS = (N_("Very weak"), N_("Weak"), N_("Fair"), N_("Strong"), N_("Very strong"))

GUESSES_PER_SECOND = 100.0
"""Against our key derivation (Argon2id, about half a second and 256 MiB a guess) on a rack of machines."""


def passphrase_strength(passphrase: str, related: tuple[str, ...] = ()) -> Strength:
    """Judge ``passphrase`` with zxcvbn; ``related`` are words it should not lean on (the vault's name).

    Takes tens of milliseconds, the first time more: call it on the vault's thread.
    """
    if not passphrase:
        return Strength(0, "", "")
    from zxcvbn import zxcvbn

    result = zxcvbn(passphrase[:LONGEST_JUDGED], user_inputs=[word for word in related if word])
    guesses = float(result["guesses"])
    level = sum(guesses >= 10**power for power in (6, 8, 10, 12))
    advice = "" if level >= 3 else _("Several words that do not belong together are easy to keep and hard to guess.")
    return Strength(level, _(_WORDS[level]), guessing_time(guesses / GUESSES_PER_SECOND), advice)


_UNITS = (
    (60, N_("{count} second"), N_("{count} seconds")),
    (60, N_("{count} minute"), N_("{count} minutes")),
    (24, N_("{count} hour"), N_("{count} hours")),
    (30, N_("{count} day"), N_("{count} days")),
    (12, N_("{count} month"), N_("{count} months")),
    (100, N_("{count} year"), N_("{count} years")),
)


def guessing_time(seconds: float) -> str:
    """``seconds`` in the largest unit that fits, or "centuries"."""
    if seconds < 1:
        return _("less than a second")
    amount = seconds
    for size, one, many in _UNITS:
        if amount < size:
            return plural(one, many, math.floor(amount))
        amount /= size
    return _("centuries")


def suggest_passphrase(words: int = 6) -> str:
    """Words that can be said aloud and mean nothing, 12.6 bits each: six of them carry 75 bits."""
    return "-".join(
        "".join(secrets.choice(letters) for letters in (_CONSONANTS, _VOWELS) * 2) for _word in range(words)
    )


def default_folder(home: Path, system: str) -> Path:
    """Where to propose a vault: not in Documents or Desktop, which are often synced."""
    return home / "Evidence" if system == "Windows" else home
