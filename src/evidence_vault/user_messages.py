# SPDX-License-Identifier: GPL-3.0-or-later
"""The one table of words for errors, findings, warnings and reasons: code to title, sentence, next step.

Window, command line and checker alike take their words from here; the Chinese ones stand in
``resources/locale/zh-Hans/messages.po``. ``{places}`` are filled with the facts an error carries.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.records import Finding
from evidence_vault.translations import N_, Words, interface_words


@dataclass(frozen=True, slots=True)
class MessageWords:
    """What a person reads: ``title`` in a few words, what happened, what to do next."""

    title: str
    sentence: str
    next_step: str = ""


class _Facts(dict[str, str | int]):
    def __missing__(self, key: str) -> str:
        return "?"


def words_for(code: str, facts: Mapping[str, str | int] | None = None, words: Words | None = None) -> MessageWords:
    """The words for ``code`` in the language of ``words`` (default: the interface), with ``facts`` filled in.

    An unknown code has a defined answer, so that a newer vault's finding can still be shown.
    """
    words = words or interface_words()
    entry = WORDS.get(code) or MessageWords(N_("Something was noticed"), code)
    filled = _Facts(facts or {})
    return MessageWords(
        *(words.translate(text).format_map(filled) for text in (entry.title, entry.sentence, entry.next_step))
    )


def subject_shown(finding: Finding) -> str:
    """What a finding is about, as people know it: the (untrusted) name of the evidence where it is about its bytes."""
    name = finding.facts.get("item")
    return finding.subject if name is None else f"{name} ({finding.subject[:8]})"


def words_for_error(error: EvidenceVaultError, words: Words | None = None) -> MessageWords:
    """The words for one of our errors."""
    return words_for(error.code, error.facts, words)


WORDS: dict[str, MessageWords] = {
    # --- errors: files and places
    "EVIDENCE_VAULT_ERROR": MessageWords(
        N_("Not done"), N_("This could not be done."), N_("Try again; nothing was changed.")
    ),
    "FILE_ERROR": MessageWords(
        N_("File not usable"), N_("“{name}” could not be used."), N_("Choose another file or folder.")
    ),
    "SOURCE_MISSING": MessageWords(
        N_("File not found"),
        N_("“{name}” is not there any more."),
        N_("Check that the phone, stick or disk is still connected, then add it again."),
    ),
    "SOURCE_UNREADABLE": MessageWords(
        N_("No permission to read"),
        N_("This computer does not let the program read “{name}”."),
        N_("Copy it to a folder of your own, or change its permissions, then add it again."),
    ),
    "SOURCE_CHANGED": MessageWords(
        N_("File changed while it was read"),
        N_("“{name}” changed while it was read, so it was not added."),
        N_("Wait until the copy or download has finished, then add it again."),
    ),
    "SOURCE_EMPTY": MessageWords(
        N_("Empty file"),
        N_("“{name}” holds no bytes at all."),
        N_("Copy it from the phone again: the transfer may have stopped early."),
    ),
    "SOURCE_NOT_A_FILE": MessageWords(
        N_("Not a file"),
        N_("“{name}” is not an ordinary file."),
        N_("Choose the file itself instead of a link or device."),
    ),
    "SOURCE_ONLINE_ONLY": MessageWords(
        N_("Not on this computer"),
        N_("“{name}” lies in a cloud folder and its bytes are not on this computer."),
        N_("Make it available offline in the cloud program, then add it again."),
    ),
    "DISK_FULL": MessageWords(
        N_("Disk full"),
        N_("There is not enough room on the disk. Everything added so far is safe."),
        N_("Free some space, then do it again."),
    ),
    "DESTINATION_EXISTS": MessageWords(
        N_("Already there"),
        N_("There is already something called “{name}” at that place. It was left as it is."),
        N_("Choose another name or place."),
    ),
    "DESTINATION_UNWRITABLE": MessageWords(
        N_("Cannot write there"),
        N_("“{name}” cannot be written to."),
        N_("Choose a folder of your own, or another disk."),
    ),
    "DESTINATION_FAILED": MessageWords(
        N_("Could not be written there"),
        N_("The disk for “{name}” was unplugged or reported a fault (number {number}). The file is not complete."),
        N_("What is in the vault is not affected. Connect the disk again, or choose another place, and repeat this."),
    ),
    "UNSAFE_NAME": MessageWords(
        N_("Unsafe name"),
        N_("“{name}” points outside its own folder and was not used."),
        N_("The container was kept as it is; nothing else is needed."),
    ),
    # --- errors: the vault
    "VAULT_ERROR": MessageWords(
        N_("Not done"), N_("The vault could not do this."), N_("Nothing was changed. Try again.")
    ),
    "NOT_A_VAULT": MessageWords(
        N_("Not a vault"),
        N_("“{name}” is not an Evidence Vault."),
        N_("Choose the folder whose name ends in .evidence-vault."),
    ),
    "VAULT_EXISTS": MessageWords(
        N_("Place already used"),
        N_("There is already something at “{name}”. It was left as it is."),
        N_("Choose a new name, or open the vault that is there."),
    ),
    "VAULT_TOO_NEW": MessageWords(
        N_("Vault of a newer program"),
        N_("This vault was made by a newer version of the program (it needs “{feature}”). It was not changed."),
        N_("Open it with the newer version."),
    ),
    "VAULT_IN_USE": MessageWords(
        N_("Vault already open"),
        N_("This vault is already open in another window ({holder})."),
        N_("Go to that window, or close it first. You need not delete anything."),
    ),
    "VAULT_ONLINE_ONLY": MessageWords(
        N_("The vault is not on this computer"),
        N_("Of “{name}” only placeholders are here: a program that copies folders keeps the files elsewhere."),
        N_(
            "Let that program download the whole folder (“keep on this device”), then copy the vault to a folder that "
            "is not synced, and open it there."
        ),
    ),
    "VAULT_FILE_HELD": MessageWords(
        N_("Another program holds a file of the vault"),
        N_("A file of “{name}” is in use by another program, such as one that copies folders or looks for viruses."),
        N_("Nothing was changed. Wait a moment and try again. A vault is best kept outside synced folders."),
    ),
    "VAULT_READ_ONLY": MessageWords(
        N_("Vault cannot be written"),
        N_("The place of this vault, “{name}”, can only be read."),
        N_("Copy the whole vault folder to a disk you can write to, and open the copy."),
    ),
    "STORAGE_FAILED": MessageWords(
        N_("Disk reported a fault"),
        N_("The disk that holds “{name}” reported a fault (number {number}). What was being done was given up."),
        N_("Your original is where it was. Make a copy of the vault on another disk before you go on."),
    ),
    "STORAGE_GONE": MessageWords(
        N_("The vault cannot be reached"),
        N_(
            "The disk or folder of “{name}” cannot be reached any more: it was unplugged, lost its connection, or was "
            "moved. What was shown as done before is kept there; what was going on was not done."
        ),
        N_("Connect the disk again and open the vault: it checks itself. Then repeat what was not done."),
    ),
    "BACKUP_GONE": MessageWords(
        N_("The place of the copy cannot be reached"),
        N_("“{name}”, the place for the copy of the vault, cannot be reached. The vault itself is not affected."),
        N_("Check that its disk is connected, then repeat this: a backup goes on where it stopped."),
    ),
    "WRONG_PASSPHRASE": MessageWords(
        N_("Wrong passphrase"),
        N_("That passphrase does not open this vault."),
        N_(
            "Check capital letters and the keyboard's language, or use the recovery key. If you are certain of it, the "
            "key file may have been changed, which looks the same: try a backup of the vault."
        ),
    ),
    "WRONG_RECOVERY_KEY": MessageWords(
        N_("Wrong recovery key"),
        N_("That recovery key does not open this vault."),
        N_("Check that the sheet belongs to this vault: its name and date stand on it."),
    ),
    "NO_RECOVERY_KEY": MessageWords(
        N_("No recovery key"),
        N_("This vault has no recovery key: it was taken away."),
        N_("Open the vault with its passphrase. There you can make a new recovery key."),
    ),
    "RECOVERY_KEY_MISTYPED": MessageWords(
        N_("Recovery key mistyped"),
        N_("There is a typing mistake in the recovery key."),
        N_("Compare it with your sheet, group by group."),
    ),
    "PASSPHRASE_TOO_SHORT": MessageWords(
        N_("Passphrase too short"),
        N_("The passphrase needs at least {minimum} characters."),
        N_("Take four or more words that do not belong together."),
    ),
    "HEADER_DAMAGED": MessageWords(
        N_("Key file damaged"),
        N_("Both copies of the vault's key file are damaged, so it cannot be opened here."),
        N_("Take “header.evh” from a backup of this vault. The evidence itself was not touched."),
    ),
    "HEADER_TAMPERED": MessageWords(
        N_("Key file changed by someone"),
        N_("The vault's key file was changed by someone who does not have the key."),
        N_("Do not go on with this copy. Open a backup, and keep this one as it is."),
    ),
    "HEADER_COPY_MISSING": MessageWords(
        N_("Copy of the key file was missing"),
        N_("One of the two copies of the vault's key file, “{name}”, is not there."),
        N_("Opening the vault writes it again from the other copy. Nothing is lost."),
    ),
    "HEADER_COPY_DAMAGED": MessageWords(
        N_("Copy of the key file was damaged"),
        N_("One of the two copies of the vault's key file, “{name}”, is damaged."),
        N_("Opening the vault writes it again from the other copy. If it happens again, the disk may be failing."),
    ),
    "HEADER_COPY_DIFFERS": MessageWords(
        N_("Change of the key file was not finished"),
        N_("The two copies of the vault's key file are of different ages: a change was interrupted."),
        N_("The passphrase or key that opens the vault stays valid. Change it again if you meant to."),
    ),
    "HEADER_COPY_CHANGED": MessageWords(
        N_("Key file changed by someone"),
        N_("A copy of the vault's key file, “{name}”, was changed by someone who does not have the key."),
        N_("The other copy is whole, and your evidence can be read. Think about who could reach this folder."),
    ),
    "HEADER_ROLLED_BACK": MessageWords(
        N_("Older key file"),
        N_("The vault's key file is older than the custody log says (change {generation}, known {known})."),
        N_(
            "Somebody may have put an older copy back, with an older passphrase. "
            "Change your passphrase, or use a backup."
        ),
    ),
    "NOT_ENOUGH_MEMORY_FOR_KEY": MessageWords(
        N_("Not enough memory"),
        N_("Opening this vault needs {mebibytes} MiB of free memory."),
        N_("Close other programs and try again."),
    ),
    "SEAL_BROKEN": MessageWords(
        N_("Encrypted part damaged"),
        N_("An encrypted part of the vault cannot be opened: it was damaged or changed."),
        N_("Run “verify” to see which part it is, and take that part from a backup."),
    ),
    "JOURNAL_DAMAGED": MessageWords(
        N_("Custody log damaged"),
        N_("A record of the custody log cannot be read (file {segment}, position {position})."),
        N_("Keep the vault as it is and open a backup. Run “verify” to see what is whole."),
    ),
    "BLOB_DAMAGED": MessageWords(
        N_("Stored file damaged"),
        N_("The stored bytes of this evidence are damaged."),
        N_("Take this file from a backup of the vault, or add the original again."),
    ),
    "BLOB_MISSING": MessageWords(
        N_("Stored file missing"),
        N_("The stored bytes of this evidence are not in the vault folder."),
        N_("Take this file from a backup of the vault, or add the original again."),
    ),
    "DATABASE_DAMAGED": MessageWords(
        N_("Index damaged"),
        N_("The vault's index cannot be read. Your evidence is stored apart from it and is not affected."),
        N_("Open the vault again: the index is rebuilt from the evidence."),
    ),
    # --- journal, index and folder of a vault: errors and findings
    "ENTRY_TOO_LARGE": MessageWords(
        N_("Too much text at once"),
        N_("This is more text than one entry of the custody log can hold ({bytes} bytes). It was not recorded."),
        N_("Split it into parts, or add it as a file."),
    ),
    "CHECKPOINT_REFUSED": MessageWords(
        N_("Custody log not signed"),
        N_("The custody log does not continue what was signed before (at entry {size}), so nothing was signed."),
        N_("Keep the vault as it is, run “verify”, and open a backup."),
    ),
    "EXHIBIT_NUMBER_USED": MessageWords(
        N_("Number already given"),
        N_("The number “{number}” was given in this case before. Numbers are never given twice."),
        N_("Use the next free number."),
    ),
    "JOURNAL_TORN": MessageWords(
        N_("Half-written entry found"),
        N_(
            "The last entry of the custody log was only half written ({bytes} bytes), as happens when the power "
            "fails. Nothing that was shown as added is affected."
        ),
        N_("Nothing else is needed."),
    ),
    "JOURNAL_TAIL_CUT": MessageWords(
        N_("End of the custody log missing"),
        N_("The custody log ends at {size} entries, but {known} were known. Entries at its end are missing."),
        N_("Keep the vault as it is, and compare it with a backup."),
    ),
    "JOURNAL_TAIL_RESTORED": MessageWords(
        N_("Custody log completed"),
        N_(
            "Entries {first} to {last} were missing at the end of the custody log. They were still in the index, "
            "fit exactly, and were put back."
        ),
        N_("Check your disk, and make a backup."),
    ),
    "JOURNAL_SEGMENT_MISSING": MessageWords(
        N_("Part of the custody log missing"),
        N_("File {segment} of the custody log is not there."),
        N_("Take it from a backup of this vault."),
    ),
    "JOURNAL_OUT_OF_ORDER": MessageWords(
        N_("Custody log out of order"),
        N_("File {segment} of the custody log does not follow the one before it."),
        N_("Keep the vault as it is, and compare it with a backup."),
    ),
    "JOURNAL_CHAIN_BROKEN": MessageWords(
        N_("Custody log does not hang together"),
        N_("An entry of the custody log does not continue the one before it (file {segment}, position {position})."),
        N_("Keep the vault as it is, and compare it with a backup."),
    ),
    "CHECKPOINT_DAMAGED": MessageWords(
        N_("Signed checkpoint damaged"),
        N_("A signed checkpoint of the custody log is damaged or was changed."),
        N_("Take it from a backup of this vault. The evidence itself is checked separately."),
    ),
    "CHECKPOINT_CONTRADICTS": MessageWords(
        N_("Custody log contradicts what was signed"),
        N_("The first {size} entries of the custody log are not those that were signed."),
        N_("Keep the vault as it is, and compare it with a backup."),
    ),
    "PAYLOAD_MISSING": MessageWords(
        N_("Content of a log entry missing"),
        N_("Entry {seq} of the custody log has lost its content, and no entry says that it was erased."),
        N_("Keep the vault as it is, and compare it with a backup."),
    ),
    "BLOB_UNREFERENCED": MessageWords(
        N_("Stored bytes without an entry"),
        N_("There are stored bytes that belong to no evidence: an import was stopped before it was finished."),
        N_("Nothing else is needed; add the file again if you miss it."),
    ),
    "BLOB_LIST_DIFFERS": MessageWords(
        N_("List of stored files differs"),
        N_("“blobs.sha256” is not the list that was recorded in the custody log."),
        N_("Nothing is lost: the list is written again when the vault is next closed after a change."),
    ),
    "CASE_KEY_DAMAGED": MessageWords(
        N_("Signing key of a case not readable"),
        N_("The signing key of a case (“{name}”) is missing or damaged."),
        N_("Take it from a backup; otherwise a new one is made for the next package, and the custody log says so."),
    ),
    "CASE_KEY_DIFFERS": MessageWords(
        N_("Signing key of a case was exchanged"),
        N_("The signing key “{name}” is not the one in the custody log."),
        N_("Take it from a backup of this vault."),
    ),
    "SET_ASIDE": MessageWords(
        N_("Set aside"),
        N_("“{name}” was set aside earlier because it could not be used."),
        N_("Keep it until you have a backup that you have checked."),
    ),
    "LEFT_OVER": MessageWords(
        N_("Left over"),
        N_("“{name}” is left from something that was broken off. It is set aside when the vault is opened."),
        N_("Nothing else is needed."),
    ),
    "UNKNOWN_FILE": MessageWords(
        N_("Unknown file"),
        N_("“{name}” does not belong to the vault."),
        N_("Somebody or another program put it there. Move it out of the folder if you know what it is."),
    ),
    "SYSTEM_FILE": MessageWords(
        N_("File of the system"),
        N_(
            "“{name}” was left by the system or another program when the folder was looked at. "
            "It is no part of the vault."
        ),
        N_("It does no harm. It can be deleted."),
    ),
    "ONLINE_ONLY_FILE": MessageWords(
        N_("Not on this computer"),
        N_("Instead of a file of the vault there is only a placeholder, “{name}”: the file itself is kept elsewhere."),
        N_("Let the program that copies this folder download it, then move the vault to a folder that is not synced."),
    ),
    "README_CHANGED": MessageWords(
        N_("README.txt differs"),
        N_("“README.txt” of the vault is not the text of this version of the program."),
        N_("Do not follow instructions in it that you do not know."),
    ),
    "INDEX_MISSING": MessageWords(
        N_("Index made again"),
        N_(
            "The vault's index was not there. It is made again from the evidence when the vault is opened; "
            "nothing is lost."
        ),
        N_("Nothing else is needed."),
    ),
    "INDEX_DAMAGED": MessageWords(
        N_("Index made again"),
        N_(
            "The vault's index could not be used. It is made again from the evidence when the vault is opened; "
            "nothing is lost."
        ),
        N_("Check your disk if this happens again."),
    ),
    "INDEX_PAGES_DAMAGED": MessageWords(
        N_("Index damaged inside"),
        N_("Parts of the vault's index are damaged. Your evidence is stored apart from it and is not affected."),
        N_("Move “index.db” out of the vault folder and open the vault: the index is made again from the evidence."),
    ),
    "INDEX_OLDER": MessageWords(
        N_("Index made again"),
        N_(
            "The vault's index was older than the custody log. It is made again from the evidence when the vault "
            "is opened; nothing is lost."
        ),
        N_("Nothing else is needed."),
    ),
    "INDEX_NEWER": MessageWords(
        N_("Index of another copy"),
        N_(
            "The vault's index belonged to another copy of this vault. It was set aside and made again from the "
            "evidence here."
        ),
        N_("Check whether a newer copy of this vault exists."),
    ),
    "INDEX_CAUGHT_UP": MessageWords(
        N_("Last entry taken up"),
        N_(
            "The program ended before its last entry was in the index. It is in the custody log and is taken up "
            "when the vault is opened."
        ),
        N_("Nothing else is needed."),
    ),
    "INDEX_DIFFERS": MessageWords(
        N_("Index differs from the custody log"),
        N_(
            "The index does not say what the custody log says (table “{table}”). The custody log and the "
            "evidence are what counts."
        ),
        N_("Move “index.db” out of the vault folder and open the vault: the index is made again from the evidence."),
    ),
    # --- errors: entries and ids
    "INDEX_REBUILT": MessageWords(
        N_("Index made anew"),
        N_("The index was made anew from the stored files and the custody log. Nothing is lost."),
    ),
    "ERASE_REFUSED": MessageWords(
        N_("Cannot be erased"),
        N_("What this entry (“{event}”) says cannot be erased: evidence, numbers or keys rest on it."),
        N_("What can be erased: facts and notes of a case that were changed or taken back, and notes of exports."),
    ),
    "ERASE_STILL_CURRENT": MessageWords(
        N_("Still in use"),
        N_("What entry {seq} says is what the case says now."),
        N_("Change it or take it back first; then its earlier text can be erased."),
    ),
    "CONTENT_ERASED": MessageWords(
        N_("Erased"),
        N_("The content of this evidence was erased from the vault. The history tells when, by whom and why."),
        N_("If you still have the original, you can add it again as new evidence."),
    ),
    "ERASED_CONTENT_LEFT": MessageWords(
        N_("Erased content not removed yet"),
        N_("Stored bytes that were erased still lie in this folder: erasing was cut short, or this copy is older."),
        N_("Open the vault, or bring the copy up to date: then they are removed."),
    ),
    "INDEX_OTHER_VERSION": MessageWords(
        N_("Index of another version"),
        N_("The vault's index was made by another version of the program. It is made again; nothing is lost."),
        N_("Nothing else is needed."),
    ),
    "VAULT_MIGRATED": MessageWords(
        N_("Vault brought up to date"),
        N_(
            "The vault was brought to the newer form “{feature}”. "
            "Older versions of the program do not open it any more."
        ),
        N_("Make a new backup: older copies stay as they are."),
    ),
    # --- copies of a vault
    "BACKUP_OF_ANOTHER_VAULT": MessageWords(
        N_("Copy of another vault"),
        N_("“{name}” is a copy of another vault. It was left as it is."),
        N_("Choose another folder for the copy of this vault."),
    ),
    "BACKUP_DIVERGED": MessageWords(
        N_("The copy is not older than the vault"),
        N_("The copy “{name}” holds entries that this vault does not have. It was left as it is."),
        N_("Somebody worked in the copy, or this vault is itself an older copy. Choose another folder."),
    ),
    "BACKUP_PLACE_INSIDE": MessageWords(
        N_("Not inside the vault"),
        N_("A copy cannot lie inside the vault it is made from, nor the vault inside its copy."),
        N_("Choose a folder on another disk."),
    ),
    "COPY_MARK_DAMAGED": MessageWords(
        N_("Mark of a copy damaged"),
        N_("The file “copy.note”, which says when this copy was made, is damaged or not of this vault."),
        N_("Make the backup again, in a new folder."),
    ),
    "COPY_CUT": MessageWords(
        N_("Copy not complete"),
        N_("This copy was made when the custody log had {known} entries, but it holds only {size}."),
        N_("Make the backup again. If it was complete before, somebody took part of it away."),
    ),
    "COPY_UNFINISHED": MessageWords(
        N_("Backup broken off"),
        N_("The last backup to this copy was broken off: it holds {size} entries and was complete at {known}."),
        N_("Make the backup once more; it goes on where it stopped."),
    ),
    "COPY_OPENED": MessageWords(
        N_("You opened a copy"),
        N_(
            "This is a backup copy, made when the custody log had {size} entries. From now on it is a vault of its own."
        ),
        N_("Work in one of the two only. Make a new backup in another folder."),
    ),
    "COPY_DIVERGED": MessageWords(
        N_("The copy is not of this state"),
        N_("The copy holds entries that the vault does not have, or other ones."),
        N_("Keep both as they are. Make a new backup in another folder."),
    ),
    "COPY_BEHIND": MessageWords(
        N_("The vault is newer"),
        N_("Since this copy was made, {count} entries were added to the vault."),
        N_("Make the backup again."),
    ),
    # --- the place of a vault, and what was remembered of it
    "PLACE_SYNCED": MessageWords(
        N_("In a synced folder"),
        N_("The folder of this vault is copied elsewhere by {program}. That can damage it while it is open."),
        N_("Move the vault to a folder that is not copied, and keep a mirror there: “backup --mirror”."),
    ),
    "CONFLICT_COPIES": MessageWords(
        N_("Double files in the vault"),
        N_("A program that copies folders has left double files in the vault ({count}, the first is “{name}”)."),
        N_("Open the vault on one computer only, and move it out of the synced folder. Delete nothing before a check."),
    ),
    "VAULT_OLDER_THAN_SEEN": MessageWords(
        N_("An older state of the vault"),
        N_("When this vault was last closed here, its custody log had {known} entries; now it has {size}."),
        N_("Somebody put back an older copy. Look for the newer one before you go on working in this one."),
    ),
    "VAULT_OTHER_THAN_SEEN": MessageWords(
        N_("Another course of events"),
        N_("The first {known} entries of the custody log are not those that were there when it was last closed here."),
        N_("Two copies of the vault were worked in. Keep both, and find out which one you need."),
    ),
    "NOTE_NOT_OF_VAULT": MessageWords(
        N_("Checkpoint not of this vault"),
        N_("The checkpoint note was not signed by this vault, or it was changed."),
        N_("Take the note as it was kept, a file whose first line begins with “evault/”."),
    ),
    "VAULT_OLDER_THAN_NOTE": MessageWords(
        N_("The vault is older than the note"),
        N_("The note was signed when the custody log had {known} entries; this vault holds only {size}."),
        N_("Somebody put back an older copy. Look for the newer one."),
    ),
    "VAULT_OTHER_THAN_NOTE": MessageWords(
        N_("The vault contradicts the note"),
        N_("The first {known} entries of the custody log are not those that the note was signed for."),
        N_("Keep this vault as it is, and ask somebody who knows about such things."),
    ),
    "NOTE_MATCHES": MessageWords(
        N_("The note fits"),
        N_("The custody log continues the {known} entries that the note was signed for."),
    ),
    "NO_SUCH_ENTRY": MessageWords(
        N_("Not found"),
        N_("There is no {kind} “{id}” in this vault."),
        N_("List what is there, and use one of those ids."),
    ),
    "AMBIGUOUS_ID": MessageWords(
        N_("More than one fits"),
        N_("“{id}” is the beginning of more than one id: {candidates}."),
        N_("Use more characters."),
    ),
    "SHORT_ID_TOO_SHORT": MessageWords(
        N_("Id too short"), N_("“{id}” is too short for an id."), N_("Use at least 8 characters.")
    ),
    # --- errors: reading
    "READING_ERROR": MessageWords(
        N_("Could not be read"),
        N_("“{name}” could not be read. It was kept as a file; nothing is lost."),
        N_("Try “Read as…” if you know which program made it."),
    ),
    "WORKER_CRASHED": MessageWords(
        N_("Could not be read"),
        N_("Reading “{name}” broke off. It was kept as a file; nothing is lost."),
        N_("The file may be damaged. Copy it from the phone again if it will not open elsewhere."),
    ),
    "WORKER_TOO_SLOW": MessageWords(
        N_("Took too long"),
        N_("Reading “{name}” was stopped after {seconds} seconds. It was kept as a file; nothing is lost."),
        N_("Nothing else is needed; the original is safe."),
    ),
    "WORKER_OUT_OF_MEMORY": MessageWords(
        N_("Needs too much memory"),
        N_("“{name}” needs more memory than the program allows for one file. It was kept as a file."),
        N_("Nothing else is needed; the original is safe."),
    ),
    "PICTURE_TOO_LARGE": MessageWords(
        N_("Picture too large to show"),
        N_("“{name}” is {width} × {height} pixels, more than the program opens. It was kept as a file."),
        N_("Nothing else is needed; the original is safe."),
    ),
    "PICTURE_DAMAGED": MessageWords(
        N_("Picture damaged"),
        N_("“{name}” is cut short or damaged. It was kept as it is."),
        N_("Copy it from the phone again if it will not open there either."),
    ),
    "STEP_NOT_UNDERSTOOD": MessageWords(
        N_("Copy not made"),
        N_("Step {place} of the copy cannot be carried out on this picture."),
        N_("Look at its numbers: they are pixels of the picture as it is shown. Your original is safe."),
    ),
    "NOTHING_TO_HIDE": MessageWords(
        N_("Nothing to hide was found"),
        N_("The program found nothing of what it looked for in this picture, so no copy was made."),
        N_("It can miss some: look over the picture, and draw boxes over what others should not see."),
    ),
    "SERIES_TOO_SHORT": MessageWords(
        N_("Too few pictures"),
        N_("A series needs at least two different pictures."),
        N_("Choose more screenshots of the same chat."),
    ),
    "FORMAT_UNKNOWN": MessageWords(
        N_("Format not known"),
        N_("“{name}” is no format the program can read as a chat."),
        N_("It can be kept as a plain file; see the list of formats in the help."),
    ),
    "TEXT_READER_MISSING": MessageWords(
        N_("Text in pictures is not read"),
        N_("The part of the program that reads text in pictures is not installed. Everything else works without it."),
        N_('Install the program with its part “reading” to have it: pip install "evidence-vault[reading]".'),
    ),
    "FACE_FINDER_MISSING": MessageWords(
        N_("Faces are not looked for"),
        N_("The part of the program that finds faces in pictures is not installed. Everything else works without it."),
        N_(
            'Hide faces by hand, or install the program with its part “reading”: pip install "evidence-vault[reading]".'
        ),
    ),
    "NOTHING_READ": MessageWords(
        N_("No message found this way"),
        N_("Read this way, “{name}” holds no message. What was read before stays as it is."),
        N_("Choose another program as its maker, or let it be found out."),
    ),
    "MASKING_FAILED": MessageWords(
        N_("No masked copy"),
        N_("Of “{name}” no copy could be made in which the login secrets are masked."),
        N_("What was read from it stands in the transcripts, with the secrets masked."),
    ),
    "MAPPING_UNUSABLE": MessageWords(
        N_("Not a usable description of this file"),
        N_("What was said about the parts of the file does not hold together (“{what}”)."),
        N_("Say again where date, sender and text stand, or correct the mapping file."),
    ),
    "TEXT_UNDECODABLE": MessageWords(
        N_("Not readable as text"),
        N_("“{name}” could not be read as text. It was kept as a file; nothing is lost."),
        N_("Try “Read as…” if you know which program made it."),
    ),
    "ARCHIVE_DAMAGED": MessageWords(
        N_("Archive damaged"),
        N_("“{name}” cannot be unpacked: it is damaged or was only half downloaded. It was kept as a file."),
        N_("Export or download it again."),
    ),
    "ARCHIVE_LOCKED": MessageWords(
        N_("Archive locked with a password"),
        N_("Everything in “{name}” is locked with a password. It was kept as a file, unopened."),
        N_("Unpack it with its password (WeChat Pay and Alipay send one in a message) and add what was in it."),
    ),
    "ARCHIVE_TOO_LARGE": MessageWords(
        N_("Archive too large"),
        N_("“{name}” unpacks to more than the program allows. It was kept as a file, unopened."),
        N_("If you trust it, unpack it yourself and add the folder."),
    ),
    "TIME_ZONE_UNKNOWN": MessageWords(
        N_("Time zone not known"),
        N_("“{zone}” is no time zone."),
        N_("Use a name such as Asia/Shanghai, or an offset such as +08:00."),
    ),
    # --- errors: cases and facts
    "CASE_ERROR": MessageWords(
        N_("Not recorded"), N_("This could not be recorded."), N_("Check the values and try again.")
    ),
    "FACT_INVALID": MessageWords(
        N_("Value not understood"),
        N_("“{field}” needs {value_kind}."),
        N_("Correct it; what you typed is kept until you do."),
    ),
    "FACTS_FILE_INVALID": MessageWords(
        N_("Facts file not valid"),
        N_("Line {line}: “{field}” is not understood. Nothing was changed."),
        N_("See docs/formats/facts.md for the fields."),
    ),
    "FACTS_VALUE_INVALID": MessageWords(
        N_("Facts file not valid"),
        N_("Line {line}: “{field}” needs {value_kind}. Nothing was changed."),
        N_("Correct that line, then apply the file again."),
    ),
    "FACTS_FILE_BROKEN": MessageWords(
        N_("Facts file not readable"),
        N_("The facts file is not valid TOML in UTF-8 at line {line}. Nothing was changed."),
        N_("Correct that line, then apply the file again."),
    ),
    "COPY_NOT_EXHIBIT": MessageWords(
        N_("A copy gets no number of its own"),
        N_("“{name}” is a copy made from other evidence. A copy goes along with its original and is listed with it."),
        N_("Put the original into the case."),
    ),
    "NOTHING_HIDDEN": MessageWords(
        N_("Nothing is hidden in some pictures"),
        N_("In these pictures nothing is hidden, the platform sees all of them: {numbers}."),
        N_("If they show other people, numbers of cards or documents, make a copy with these parts hidden first."),
    ),
    "TRANSLATIONS_BROKEN": MessageWords(
        N_("Translations not readable"),
        N_("“{name}” is no table of translations in UTF-8 (line {line}). Nothing was changed."),
        N_("Save a table for a translator from the same chat, fill in its column “translation”, and bring that in."),
    ),
    "TRANSLATION_WITHOUT_MESSAGE": MessageWords(
        N_("No such message"),
        N_("The chat has no message of that number."),
        N_("Look whether the file belongs to this chat."),
    ),
    "TRANSLATION_OF_OTHER_TEXT": MessageWords(
        N_("Beside another text"),
        N_("The text in the line is not that of the message, so that the translation may belong to another one."),
        N_("Put the line back beside its message, or type the translation there."),
    ),
    "TRANSLATION_INVALID": MessageWords(
        N_("Not understood"),
        N_("The number, the language or the date of the line has not the form it needs."),
        N_("Correct that line and bring the file in again; what is there already stays."),
    ),
    # --- errors: exports and packages
    "EXPORT_ERROR": MessageWords(
        N_("Not exported"),
        N_("The export could not be made. Nothing was left behind."),
        N_("Try again, or choose another place."),
    ),
    "PDF_FAILED": MessageWords(
        N_("Report not made"),
        N_("The report could not be laid out. Nothing was left behind."),
        N_("Please report this as a fault of the program."),
    ),
    "EXPORT_KIND_UNKNOWN": MessageWords(
        N_("Kind of package not known"),
        N_("There is no kind of package called “{kind}”."),
        N_("Choose complaint, police or archive."),
    ),
    "PLATFORM_UNKNOWN": MessageWords(
        N_("Platform not known"),
        N_("There is no complaint form for “{platform}”."),
        N_("Choose one from the list."),
    ),
    "AGENCY_UNKNOWN": MessageWords(
        N_("Office not known"),
        N_("There is no sheet for “{agency}”."),
        N_("Choose one from the list, or leave it out."),
    ),
    "TEMPLATE_INVALID": MessageWords(
        N_("Form data not valid"),
        N_("The form file “{name}” is not valid at “{field}”."),
        N_("Put back the file that came with the program."),
    ),
    "FORBIDDEN_CLAIM": MessageWords(
        N_("Report claims too much"),
        N_("The text says “{claim}”, which no hash or signature can show. Nothing was exported."),
        N_("Use plainer words, for example “unchanged since it was added”."),
    ),
    "MAX_PART_TOO_SMALL": MessageWords(
        N_("Parts too small"),
        N_("One file of this export needs a part of at least {needed} bytes. Nothing was written."),
        N_("Allow larger parts, or make one package."),
    ),
    "IN_OTHER_VOLUME": MessageWords(N_("In another part"), N_("These files are in another part of the same export.")),
    "OTHER_VOLUMES": MessageWords(
        N_("One of several parts"),
        N_("This is part {number} of {count}. The parts together are: {names}."),
        N_("Ask for the others where you have not got them; each is checked by itself."),
    ),
    "EDITOR_NAMED": MessageWords(
        N_("The file names an editing program"),
        N_("“{program}” stands in the file. Such programs also crop and mark; what was changed, it does not say."),
        N_("Keep the picture as it first was, if you still have it, and add that too."),
    ),
    "TAKEN_WITH_CAMERA": MessageWords(
        N_("A photograph, not a screenshot"),
        N_("The file says it was taken with a camera. It may be a photograph of a screen."),
        N_("If the phone is at hand, take a screenshot as well: it is easier to read."),
    ),
    "SIZE_UNUSUAL": MessageWords(
        N_("Not the size of a phone screen we know"),
        N_("{width} × {height}: no phone we know has a screen so wide. An app may have made it smaller on the way."),
        N_("If you can, get the picture from the phone it was made on."),
    ),
    "SHAPE_UNUSUAL": MessageWords(
        N_("Not the shape of a whole phone screen"),
        N_("{width} × {height}: this may be a part of a screen, a screen held sideways, or another device."),
        N_("If it was cropped, add the whole screenshot too."),
    ),
    "CLAIMS_LATER_THAN_ADDED": MessageWords(
        N_("The file claims a time after it was added"),
        N_(
            "The file says {time}, later than the day it was added here. A clock was wrong, or the file was written so."
        ),
        N_("Do not rely on that time; say so if you are asked."),
    ),
    "PLACE_IN_FILE": MessageWords(
        N_("The file holds a place"),
        N_("The place where it was taken stands in the file, and goes out with the original."),
        N_("Copies made here do not hold it."),
    ),
    "SERIES_OVERLAP_UNSURE": MessageWords(
        N_("Overlap not certain"),
        N_("“{name}” may follow “{before}”, but they share too little to be sure."),
        N_("If the chat is still there, take a screenshot in between that shows a few lines of both."),
    ),
    "SERIES_APART": MessageWords(
        N_("Screenshots in several pieces"),
        N_("Your screenshots make {count} pieces that do not overlap. Something between them may be missing."),
        N_("If the chat is still there, take the screenshots in between; scroll a little less than a page each time."),
    ),
    "SERIES_WITHOUT_DATE": MessageWords(
        N_("No date is seen"),
        N_("No date was read in series {number}, only times of day."),
        N_("If the chat is still there, scroll up to a line with the date and take that too."),
    ),
    "PROFILE_PAGE_MISSING": MessageWords(
        N_("No profile page yet"),
        N_("No page was found that shows the other side's account."),
        N_("Open their profile, and take a screenshot with the account's name and ID before you are blocked."),
    ),
    "VOUCHER_MISSING": MessageWords(
        N_("No voucher for a transfer"),
        N_("“{name}” shows {amount}, and no voucher page with that amount was found."),
        N_("Open the transfer in the app or its bill, and take a screenshot with the transfer's number."),
    ),
    "CLAIM_IN_OWN_WORDS": MessageWords(
        N_("Your text may claim more than can be shown"),
        N_("Your own text says “{claim}”. It went out as you wrote it. No hash and no signature can show that."),
        N_("If it is about your evidence, plainer words are safer: “unchanged since it was added”."),
    ),
    "PACKAGE_ERROR": MessageWords(
        N_("Package not readable"),
        N_("The package could not be read."),
        N_("Copy it again from where it came."),
    ),
    "NOT_A_PACKAGE": MessageWords(
        N_("Not a package"),
        N_("“{name}” is no Evidence Vault package."),
        N_("Choose the folder or .zip that was handed over."),
    ),
    "NEEDS_UNPACKING": MessageWords(
        N_("Encrypted package"),
        N_("“{name}” is encrypted and must be unpacked first."),
        N_("Open it with 7-Zip, Keka or WinRAR and the password; then check the “package.zip” inside."),
    ),
    "PACKAGE_TOO_LARGE": MessageWords(
        N_("Package too large"),
        N_("“{name}” holds more than a package can hold. It was not opened."),
        N_("Ask the sender for it again."),
    ),
    "ANCHOR_CHANGED": MessageWords(
        N_("Time stamp of the vault changed"),
        N_("“{name}” is missing, or has other bytes than those that were kept."),
        N_("Put it back from a backup of the vault. Other time stamps are not touched by this."),
    ),
    "AUTHORITY_UNUSABLE": MessageWords(
        N_("No root certificate"),
        N_("“{name}” holds no root certificate of a time-stamp authority."),
        N_("Get the authority's root certificate (a .pem, .crt or .cer file) from a source you trust."),
    ),
    "TIME_STAMP_REFUSED": MessageWords(
        N_("Reply not usable"),
        N_("“{name}” is no valid reply of a time-stamp authority to this request. It was not kept."),
        N_("Ask the authority again with the same request file."),
    ),
    "TIME_STAMP_ELSEWHERE": MessageWords(
        N_("Reply to another request"),
        N_("“{name}” answers no request that was made here. It was not kept."),
        N_("Choose the reply to the request file that was written here, or make a new request."),
    ),
    "CHECKPOINT_UNREADABLE": MessageWords(
        N_("No checkpoint"),
        N_("“{name}” holds no checkpoint of a vault: its name, a number and a root, each on a line of its own."),
        N_("Use the file checkpoint.txt of another package, or copy the three lines exactly as they were noted."),
    ),
    "CHECKPOINT_NOT_COMPARED": MessageWords(
        N_("Checkpoint not compared"),
        N_("The package holds no custody log that could be compared with the checkpoint."),
        N_("Ask the sender for a package with its custody log."),
    ),
    "PREVIOUS_DIFFERS": MessageWords(
        N_("Another package of the same name"),
        N_("This package names {package} as the one before it, but the one you gave is not the same file."),
        N_("Two packages of that name were signed. Ask the sender which one is meant, and why."),
    ),
    "PART_NOT_SHOWN": MessageWords(
        N_("Not shown"),
        N_("“{name}” is not as the package describes it, or it is too large to be shown here."),
        N_("Look at the findings of the check. To see a large file, unpack the package."),
    ),
    "NEEDS_FOLDER": MessageWords(
        N_("The package is a .zip"),
        N_("Nothing can be put into “{name}” without changing the whole file."),
        N_("Unpack it, and choose the folder."),
    ),
    "FIELD_UNKNOWN": MessageWords(
        N_("Unknown field"),
        N_("“{name}” is no field of a table in a package."),
        N_("Write it as TABLE.FIELD; the tables are {tables}."),
    ),
    "REDACTION_NEEDS_PARENT": MessageWords(
        N_("A complete package is needed first"),
        N_("A redacted package is a part of a complete one, and none was made since this case last changed."),
        N_("Make one for the police or an archive first, then the redacted one."),
    ),
    "ORIGINAL_REDACTED": MessageWords(
        N_("Originals withheld"), N_("Originals are withheld from a redacted package; their hashes are listed.")
    ),
    "FIELD_REDACTED": MessageWords(
        N_("Fields withheld"), N_("Filled fields that are not on the list of what may go out.")
    ),
    "MESSAGE_REDACTED": MessageWords(N_("Messages withheld"), N_("No message is in a redacted package.")),
    "ENTRY_REDACTED": MessageWords(
        N_("Entries of the log withheld"), N_("The log is there as hashes; what its entries say is withheld.")
    ),
    "REDACTION_BROKEN": MessageWords(
        N_("The list of what was withheld does not fit"),
        N_("What the package says it keeps and withholds is not what is in it."),
        N_("Ask the sender for the package again."),
    ),
    "REDACTION_OF_ANOTHER": MessageWords(
        N_("A part of another package"),
        N_("This is a part of the package {package}, not of the one it was compared with."),
        N_("Compare it with that one."),
    ),
    "REDACTION_PARENT_DIFFERS": MessageWords(
        N_("Not the package it is a part of"),
        N_("It names {package} as the package it is a part of; the one of that id here is another."),
        N_("Ask the sender which of the two is right."),
    ),
    "REDACTION_CHANGED": MessageWords(
        N_("A field was changed"),
        N_("A table does not say the same as the complete package in the fields that were kept."),
        N_("Do not rely on it, and ask the sender."),
    ),
    "VAULT_WITHOUT_CASE": MessageWords(
        N_("Another vault's case"),
        N_("This vault has no case of that id, so it did not make the package."),
        N_("Compare it with the vault that is said to have made it."),
    ),
    "VAULT_OTHER_SIGNER": MessageWords(
        N_("Not signed by this vault"),
        N_("The case has another signing key in this vault than the one that signed the package."),
        N_("Do not rely on it before you know who made it."),
    ),
    "VAULT_IS_OLDER": MessageWords(
        N_("The vault is older than the package"),
        N_("The package tells of {package_entries} lines of the log; this vault has only {entries}."),
        N_("The vault may be an older copy. Compare with the newest one."),
    ),
    "VAULT_DID_NOT_MAKE": MessageWords(
        N_("Not in the log of this vault"),
        N_("The log of this vault tells of no such package."),
        N_("Do not rely on it before you know who made it."),
    ),
    "VAULT_MADE_ANOTHER": MessageWords(
        N_("Another package under the same id"),
        N_("This vault made a package of this id, with other content."),
        N_("Hand it out again from the vault."),
    ),
    "PACKAGE_NOT_LATEST": MessageWords(
        N_("Not the latest package"),
        N_("This vault made later packages of the same kind ({later}); the latest is {latest}."),
        N_("Ask for the latest one, unless it is this one that you want."),
    ),
    "VAULT_WITHOUT_ORIGINAL": MessageWords(
        N_("Original not in this vault"),
        N_("No file of this vault has these bytes."),
        N_("Ask where it came from."),
    ),
    "PACKAGE_HAS_PROBLEMS": MessageWords(
        N_("The package has problems"),
        N_("“{name}” did not pass its check (problems: {count}), so nothing of it was taken in."),
        N_("Look at what was found, and ask the sender for the package again. Its files can be taken as plain files."),
    ),
    "PACKAGE_WITHOUT_ORIGINALS": MessageWords(
        N_("No originals in the package"),
        N_("“{name}” holds no original files, only what a complaint form needs. No case can be made of it."),
        N_("Ask the sender for an archive of the case."),
    ),
    "PACKAGE_TAKEN_ALREADY": MessageWords(
        N_("Already in this vault"),
        N_("“{name}” was taken into this vault before: the case “{title}”."),
        N_("Open that case. Nothing was changed."),
    ),
    "FROM_PACKAGE_WITH_PROBLEMS": MessageWords(
        N_("From a package that had problems"),
        N_("This file came out of a package that did not pass its check. What the package says about it is not kept."),
        N_("Ask whoever sent it for the file itself."),
    ),
    "TRANSCRIPTS_NOT_TAKEN": MessageWords(
        N_("Messages read from pictures"),
        N_(
            "Screenshots whose messages were confirmed in the other vault: {count}. The pictures came in, the messages "
            "did not."
        ),
        N_("Open them and choose “Read as a chat …”, or look at the transcripts in the package."),
    ),
    "FACT_NOT_TAKEN": MessageWords(
        N_("A record could not be taken over"),
        N_("Something recorded in the other vault ({name}) is not of a form that this program knows. It was left out."),
        N_("It can still be read in the package."),
    ),
    "TIMESTAMP_TRUSTED": MessageWords(
        N_("Time confirmed"),
        N_("An authority whose certificate you gave confirms that this existed at {time}. Its name: {authority}."),
    ),
    "TIMESTAMP_AUTHORITY_UNKNOWN": MessageWords(
        N_("Time from an authority that cannot be checked here"),
        N_(
            "This is signed by an authority that cannot be checked here. It states "
            "the time {time}; its name: {authority}."
        ),
        N_("Get the authority's root certificate from a source you trust, and check again with it."),
    ),
    "TIMESTAMP_WRONG": MessageWords(
        N_("Time stamp does not hold"),
        N_("The reply of a time-stamp authority does not fit what it lies beside, or its signature is not good."),
        N_("Do not rely on the time it states. Ask the sender for it again."),
    ),
    "TIMESTAMP_REQUEST_BROKEN": MessageWords(
        N_("Request for a time stamp changed"),
        N_("The request for a time stamp is not the one that belongs to what it lies beside."),
        N_("Do not use it. Ask the sender for the package again."),
    ),
    "TIMESTAMP_PROOF_WRONG": MessageWords(
        N_("Proof does not hold"),
        N_("A proof that a piece of evidence stood in the time-stamped log does not lead to it."),
        N_("Ask who gave you the package for an explanation."),
    ),
    "TIMESTAMP_LOG_DIFFERS": MessageWords(
        N_("Time stamp is over another log"),
        N_("The signed checkpoint that was time-stamped is not one of this custody log."),
        N_("Ask who gave you the package for an explanation."),
    ),
    "SIGNATURE_INVALID": MessageWords(
        N_("Signature does not fit"),
        N_("The signature does not fit what it should have signed."),
        N_("Do not rely on this copy. Ask the sender for it again."),
    ),
    # --- findings of a package (docs/formats/package.md §8)
    "PACKAGE_INCOMPLETE": MessageWords(
        N_("Export not complete"),
        N_("The export lacks a part it must have: {part}. Nothing was written."),
        N_("Choose another kind of export, or add what is missing."),
    ),
    "FILE_MISSING": MessageWords(
        N_("File missing"),
        N_("A file of the package is not there."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "FILE_CHANGED": MessageWords(
        N_("File changed"),
        N_("The file is not the one that was signed: its bytes are different."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "FILE_EXTRA": MessageWords(
        N_("Extra file"),
        N_("This file does not belong to the package: it was not signed."),
        N_("Do not rely on it. Some computers add files such as .DS_Store or Thumbs.db by themselves."),
    ),
    "FILE_UNREADABLE": MessageWords(
        N_("File not readable"),
        N_("The file is there but cannot be read."),
        N_("Copy the package again from its source, then check once more."),
    ),
    "MANIFEST_LINE_BROKEN": MessageWords(
        N_("List damaged"),
        N_("Line {line} of this list is not as it must be."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "MANIFEST_MISSING": MessageWords(
        N_("List of files missing"),
        N_("The list of the files and their hashes is not there."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "TAGMANIFEST_MISSING": MessageWords(
        N_("Signed list missing"),
        N_("The list that is signed is not there, so nothing can be compared with a signature."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "SIGNATURE_MISSING": MessageWords(
        N_("Not signed"),
        N_("The package has no signature: anybody could have made or changed it."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "SIGNATURE_BY_OTHER_KEY": MessageWords(
        N_("Signed by another key"),
        N_("The signature was made by the key {fingerprint}, not by the one that lies beside it."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "SIGNER_KEY_MISSING": MessageWords(
        N_("Public key missing"),
        N_("The public key of the signer is not there or cannot be read."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "SIGNER_DIFFERENT": MessageWords(
        N_("Not the key you were told"),
        N_("The package was signed by the key {fingerprint}. That is not the fingerprint you were told."),
        N_("Check for typing mistakes. If it stays different, somebody else signed this package: do not rely on it."),
    ),
    "SIGNER_NOT_COMPARED": MessageWords(
        N_("Signer not compared"),
        N_("Unchanged files or not: whose key {fingerprint} is was not checked."),
        N_("Ask the person for the fingerprint by phone, on paper or face to face, and check again with it."),
    ),
    "LATER_MAY_EXIST": MessageWords(
        N_("There may be a later package"),
        N_("A package alone cannot show whether a later one of the same case exists."),
        N_("Ask which one is the latest, or compare it with another package of the case."),
    ),
    "BAG_DECLARATION_WRONG": MessageWords(
        N_("Description file wrong"),
        N_("This file does not say what it must say."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "DESCRIPTION_BROKEN": MessageWords(
        N_("Description not readable"),
        N_("package.json is not of the right form at “{field}”."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "PACKAGE_TOO_NEW": MessageWords(
        N_("Made by a newer program"),
        N_("The package has a newer format than this program knows. Parts of it could not be checked."),
        N_("Check it with a newer version of Evidence Vault."),
    ),
    "DESCRIPTION_DIFFERS": MessageWords(
        N_("Description does not fit the files"),
        N_("What package.json says does not fit the files ({field})."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "EXHIBIT_RENAMED": MessageWords(
        N_("Exhibit renamed"),
        N_("The name of the file is not that of exhibit {exhibit}."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "PART_REQUIRED": MessageWords(
        N_("Required part missing"),
        N_("A package of this kind must hold this part, and it does not: {part}."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "PART_NOT_ALLOWED": MessageWords(
        N_("Part that must not be here"),
        N_("A complaint package must not hold originals, and it holds this one."),
        N_("Do not pass the package on before the sender was asked."),
    ),
    "CUSTODY_LINE_BROKEN": MessageWords(
        N_("Custody log not readable"),
        N_("Line {line} of the custody log is not as it must be."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "CUSTODY_ENTRY_CHANGED": MessageWords(
        N_("Custody entry changed"),
        N_("The content of line {line} of the custody log is not what was recorded."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "CUSTODY_CHAIN_BROKEN": MessageWords(
        N_("Custody log out of order"),
        N_("Line {line} of the custody log does not follow the line before it."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "CUSTODY_LOG_CUT": MessageWords(
        N_("Custody log cut off"),
        N_("The custody log has {entries} entries; it must have {pinned}."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "CUSTODY_LOG_LONGER": MessageWords(
        N_("Custody log too long"),
        N_("The custody log has {entries} entries; it must have {pinned}."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "CUSTODY_ROOT_DIFFERENT": MessageWords(
        N_("Custody log changed"),
        N_("The custody log as a whole is not the one that was pinned when the package was made."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "CUSTODY_HEAD_DIFFERENT": MessageWords(
        N_("End of the custody log changed"),
        N_("The last entry of the custody log is not the one that was pinned when the package was made."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "ORIGINAL_NOT_IN_LOG": MessageWords(
        N_("Not told by the custody log"),
        N_("The entries of the custody log that can be read here do not name this original."),
        N_("Ask the sender when and how it was added, if that matters."),
    ),
    "NAME_UNSAFE": MessageWords(
        N_("Unsafe name"),
        N_("The name of this file could lead out of its folder or cannot be used on every system."),
        N_("Do not unpack the package. Ask the sender for it again."),
    ),
    "NAMES_COLLIDE": MessageWords(
        N_("Two names that are one"),
        N_("On Windows or macOS this file and another one would have the same place."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "ACTIVE_FILE": MessageWords(
        N_("File that could run"),
        N_("A file of this type could run something when it is opened, and its name does not guard against that."),
        N_("Do not open it with a double click."),
    ),
    "LINK_IN_PACKAGE": MessageWords(
        N_("Link in the package"),
        N_("This is a link that points elsewhere. It was not followed."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "ODD_FILE": MessageWords(
        N_("Not a plain file"),
        N_("This is a device or a pipe, not a file. It was not read."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "NESTED_BAG": MessageWords(
        N_("Package inside the package"),
        N_("This file would make a second package inside this one, which could be mistaken for it."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "DUPLICATE_ENTRY": MessageWords(
        N_("Two files of the same name"),
        N_("The zip holds two files of this name. Programs differ in which one they show."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "ZIP_COMMENT": MessageWords(
        N_("Comment in the zip"),
        N_("The zip carries a comment of {bytes} bytes that nobody signed."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "ZIP_HIDDEN_DATA": MessageWords(
        N_("Hidden data in the zip"),
        N_("The zip holds {bytes} bytes that belong to no file."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "ZIP_TRAILING_DATA": MessageWords(
        N_("Data after the zip"),
        N_("{bytes} bytes follow the end of the zip."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "ZIP_HEADERS_DIFFER": MessageWords(
        N_("Zip contradicts itself"),
        N_("The zip says two different things about this file. Programs differ in which one they believe."),
        N_("Ask the sender for the package again, and show them this finding."),
    ),
    "ZIP_REPACKED": MessageWords(
        N_("Packed again"),
        N_("The zip was packed by another program. Its files are checked all the same."),
    ),
    "TIMESTAMP_NOT_CHECKED": MessageWords(
        N_("Time stamp not judged"),
        N_("A time stamp lies beside the signature. This check does not judge it."),
        N_("HOW-TO-CHECK.txt shows how to check it with openssl."),
    ),
    "AGAINST_BROKEN": MessageWords(
        N_("Older package has problems"),
        N_("The older package has problems of its own. The comparison rests on weak ground."),
        N_("Check the older package by itself."),
    ),
    "AGAINST_OTHER_CASE": MessageWords(
        N_("Another case"),
        N_("The two packages are of different cases and cannot be compared."),
        N_("Choose a package of the same case."),
    ),
    "AGAINST_OTHER_SIGNER": MessageWords(
        N_("Another signer"),
        N_("The two packages were signed by different keys."),
        N_("Ask the sender whether the key was changed, and why."),
    ),
    "PACKAGE_IS_OLDER": MessageWords(
        N_("An older package"),
        N_("This package is the older one: its custody log has {entries} entries, the other {older_entries}."),
        N_("Use the later package."),
    ),
    "CUSTODY_REWRITTEN": MessageWords(
        N_("Custody log rewritten"),
        N_("The custody log does not continue the one of the older package: something before was changed."),
        N_("Ask the sender for an explanation, and keep both packages."),
    ),
    "EXHIBIT_REPLACED": MessageWords(
        N_("Exhibit replaced"),
        N_("Under this exhibit number lies another original than in the older package."),
        N_("Ask the sender for an explanation, and keep both packages."),
    ),
    "AGAINST_ADDED": MessageWords(
        N_("Only in this package"),
        N_("This file is not in the older package."),
    ),
    "AGAINST_REMOVED": MessageWords(
        N_("Not there any more"),
        N_("This file is in the older package only."),
    ),
    "AGAINST_CHANGED": MessageWords(
        N_("Different"),
        N_("This file differs from the one in the older package."),
    ),
    "MORE_FINDINGS": MessageWords(
        N_("More of the same"),
        N_("{more} more findings of the kind {code} are not listed."),
    ),
    "SETTINGS_DAMAGED": MessageWords(
        N_("Settings not readable"),
        N_("The settings file could not be read; the usual settings are used."),
        N_("Choose your settings again; no evidence is affected."),
    ),
    "SETTINGS_NOT_KEPT": MessageWords(
        N_("Settings not kept"),
        N_("The settings file could not be written; what you choose counts until you close the program."),
        N_("See whether the disk is full or your home folder is read-only. No evidence is affected."),
    ),
    "USAGE_ERROR": MessageWords(N_("Not understood"), N_("{what}"), N_("See --help.")),
    # --- what an import leaves out
    "ORIGINAL_NOT_FOR_PLATFORM": MessageWords(
        N_("Originals kept back"), N_("Originals stay in the vault: a platform gets copies made for uploading only.")
    ),
    "ORIGINAL_SHOWS_MASKED": MessageWords(
        N_("Originals that show what was masked kept back"),
        N_("They show names, numbers or voice that you masked. Their hash values stand in the list of exhibits."),
        N_("Give an original to the police if they ask for it."),
    ),
    "ORIGINAL_HOLDS_SECRETS": MessageWords(
        N_("Originals with login secrets kept back"),
        N_(
            "They hold keys or tokens that let others into an account. Their hash values stand in the list of "
            "exhibits, and a copy with the secrets masked goes along where one could be made."
        ),
        N_("Give an original only to somebody who needs it, and end those sessions in the app first."),
    ),
    "NO_UPLOAD_COPY": MessageWords(
        N_("No copy for uploading"), N_("Chosen evidence that is no picture, or that could not be made into one.")
    ),
    "FORM_TAKES_NO_PICTURES": MessageWords(
        N_("No pictures taken"), N_("The complaint form of this platform takes no pictures.")
    ),
    "OVER_PICTURE_LIMIT": MessageWords(
        N_("More than the form takes"), N_("Chosen pictures beyond the number the form takes.")
    ),
    "SKIPPED_LITTER": MessageWords(
        N_("Left out"), N_("A file the operating system keeps for itself, not evidence. It was left out.")
    ),
    "SKIPPED_LINK": MessageWords(
        N_("Left out"),
        N_("A link inside a folder. Links are not followed, so that nothing is added by accident."),
        N_("Add the file it points to, if it belongs here."),
    ),
    "SKIPPED_THIS_VAULT": MessageWords(N_("Left out"), N_("The folder of this vault itself.")),
    "SKIPPED_EMPTY_FOLDER": MessageWords(N_("Left out"), N_("A folder with nothing in it to add.")),
    # --- what the worker noticed about a picture or another file
    "PICTURE_NOT_WHOLE": MessageWords(
        N_("Picture damaged"),
        N_("This file is cut short or damaged, so it cannot be shown. It was kept exactly as it is."),
        N_("Copy it from the phone again while you still have it, and add the new copy as well."),
    ),
    "PICTURE_BEYOND_LIMITS": MessageWords(
        N_("Picture too large to show"),
        N_("This picture is {text} pixels, more than the program opens. It was kept exactly as it is."),
        N_("Nothing else is needed; the original is safe."),
    ),
    "FILE_CAN_RUN": MessageWords(
        N_("File that can run"),
        N_("Opening this file can start a program or load a page. It was kept as evidence and not opened."),
        N_("Do not open it on your phone or computer."),
    ),
    # --- reading of chats
    "READ_FROM_PICTURE": MessageWords(
        N_("Read from a picture"),
        N_("These messages were read from a picture by the program, and looked through by a person."),
        N_("The picture itself is the evidence; each message names its place in it."),
    ),
    "PICTURE_DAY_NOT_KNOWN": MessageWords(
        N_("Day not known"),
        N_("“{text}” in the picture names no day, so these messages have none."),
        N_("Say on which day the screenshot was taken, or take one of it again tomorrow: then the app shows the day."),
    ),
    "PICTURES_JOINED": MessageWords(
        N_("Several screenshots, one conversation"),
        N_("These messages stand in {text} screenshots of one scroll; what they share counts once."),
        N_("Each message names every picture it stands in."),
    ),
    "TRANSCRIPT_GAPS": MessageWords(
        N_("Something may be missing"),
        N_("Places where one screenshot does not go on from the one before: {text}. Messages may be missing there."),
        N_("If the chat is still there, take screenshots of what lies between, each sharing a part with the next."),
    ),
    "PICTURE_IN_CONVERSATION": MessageWords(
        N_("Part of a conversation"),
        N_("The messages of this screenshot stand in the conversation that begins with {text}."),
        N_("Open that one under Conversations to see them."),
    ),
    "TIME_ZONE_NOT_IN_FILE": MessageWords(
        N_("Time zone not in the file"),
        N_("This file gives times without saying in which time zone. They are shown as the device wrote them."),
        N_("Say in which time zone the phone or computer was, if you know it."),
    ),
    "DATE_ORDER_UNKNOWN": MessageWords(
        N_("Day or month first?"),
        N_(
            "The dates of this file could be read in two ways (3/4 may be 3 April or 4 March). Such times"
            " are left open."
        ),
        N_("Say which comes first, the day or the month; the phone's language setting decides it."),
    ),
    "SELF_UNKNOWN": MessageWords(
        N_("Which of them is you?"),
        N_("This file does not say which of the people in it made the export."),
        N_("Choose your own name among the senders."),
    ),
    "SELF_NAME_NOT_FOUND": MessageWords(
        N_("Your name was not found"),
        N_("No sender in this file is called “{text}”."),
        N_("Choose the name exactly as it stands in the chat."),
    ),
    "COPIED_DAY_UNKNOWN": MessageWords(
        N_("On which day was it copied?"),
        N_("Some times are written like “yesterday 12:30”. Without the day of copying they stay open."),
        N_("Say on which day the text was copied."),
    ),
    "TIME_AMBIGUOUS": MessageWords(
        N_("Hour that occurs twice"),
        N_(
            "When the clocks were put back, an hour came twice. For {text} it cannot be told which one it"
            " was, so no offset was added."
        ),
        N_("If it matters, compare it with a bank record or another device."),
    ),
    "TIME_NOT_EXISTING": MessageWords(
        N_("Hour that does not exist"),
        N_(
            "When the clocks were put forward, an hour was left out. {text} falls into it in the zone you"
            " named, so no offset was added."
        ),
        N_("Check that the time zone is the right one."),
    ),
    "DATE_ORDER_MIXED": MessageWords(
        N_("Two orders of dates"),
        N_(
            "Dates written with “{text}” stand in this file with the day first and with the month first. "
            "Only those that can be read in one way were read."
        ),
        N_("Compare the open ones with the chat on the phone."),
    ),
    "TEXT_DAMAGED": MessageWords(
        N_("Damaged characters"),
        N_("Line {line} holds bytes that are no text. They are shown as �; the original is unchanged."),
        N_("Export the chat again if you still can, and add the new file as well."),
    ),
    "ENCODING_GB18030": MessageWords(
        N_("Read as Chinese text"),
        N_(
            "The file does not say how its characters are written. It was read as GB18030, as Chinese "
            "programs write it."
        ),
        N_("If the text looks wrong, export it again as UTF-8."),
    ),
    "MORE_OF_THE_SAME": MessageWords(
        N_("More of the same"), N_("There are more notes of the same kind that are not listed ({text}).")
    ),
    "FILE_BREAKS_OFF": MessageWords(
        N_("File breaks off"),
        N_("The file is damaged or cut short after {text} messages. Everything before that was read."),
        N_("Export it again if you still can, and add the new file as well."),
    ),
    "RECORD_NOT_UNDERSTOOD": MessageWords(
        N_("Record not understood"),
        N_("One record could not be understood: “{text}”. It stands unchanged in the original."),
        N_("Nothing else is needed."),
    ),
    "ROW_NOT_UNDERSTOOD": MessageWords(
        N_("Row not understood"),
        N_("Line {line} could not be read as a payment: “{text}”. It stands unchanged in the original."),
        N_("Look at the original for this line."),
    ),
    "AMOUNT_NOT_UNDERSTOOD": MessageWords(
        N_("Amount not understood"),
        N_("The amount in line {line} could not be read, so it is left open."),
        N_("Look at the original and enter the amount yourself."),
    ),
    "REFERENCE_ROUNDED": MessageWords(
        N_("Payment number rounded"),
        N_("The payment number “{text}” was rounded, as spreadsheet programs do when they save a file."),
        N_("Use the file as it came from the payment service, not one saved again."),
    ),
    "STATEMENT_COUNT_DIFFERS": MessageWords(
        N_("Number of payments differs"),
        N_("The statement names another number of payments than it holds ({text})."),
        N_("Ask the payment service for it again if rows may be missing."),
    ),
    "SHEET_NOT_READ": MessageWords(
        N_("Another sheet in the workbook"),
        N_("The sheet “{text}” of this workbook holds no payments of this kind. It stands unchanged in the original."),
        N_("Nothing else is needed."),
    ),
    "STATEMENT_LIMITS": MessageWords(
        N_("What a statement shows"),
        N_(
            "The statement lists only payments that were not deleted. Its times are those of China as far"
            " as known; the file names no zone."
        ),
        N_("State Asia/Shanghai as the time zone if that fits."),
    ),
    "WHATSAPP_EXPORT_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "A WhatsApp export holds no reactions, no read marks, no deleted or disappeared messages, and"
            " may lack the oldest ones."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "TELEGRAM_COPY_LIMITS": MessageWords(
        N_("What copied messages cannot show"),
        N_(
            "Copied messages hold names, times of the computer and words. Pictures, edits, who was answered and the "
            "account numbers are not in them, and anybody can change the text."
        ),
        N_("Export the chat in Telegram Desktop as JSON, too, while it is still there."),
    ),
    "TELEGRAM_EXPORT_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_("Deleted messages do not stand in a Telegram export, and it does not show that they are missing."),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "WECHAT_TEXT_LIMITS": MessageWords(
        N_("What this text cannot show"),
        N_(
            "Chats sent as text by WeChat usually hold no transfers, no red packets and no voice "
            "messages. Times have no seconds, and names are those you gave."
        ),
        N_("Take screenshots of the transfers, and get the WeChat Pay statement."),
    ),
    "WECHAT_COPY_LIMITS": MessageWords(
        N_("What copied text cannot show"),
        N_(
            "Copied text holds only what was marked: no pictures, no voice messages, no transfers. "
            "Anybody could have typed it."
        ),
        N_("Keep the chat on the phone, and add screenshots of it."),
    ),
    "MEMOTRACE_TEXT_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_("This text was written by a tool that silently left out transfers, red packets, calls, places and cards."),
        N_("Take screenshots of the transfers, and get the WeChat Pay statement."),
    ),
    "MEMOTRACE_CSV_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_("This table names transfers and red packets without their amounts."),
        N_("Get the WeChat Pay statement for the amounts."),
    ),
    "MEMOTRACE_CHAT_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This table was made by a tool, not by WeChat. It shows no pictures and no amounts of red packets, does "
            "not say which side is you, and its times are those of the computer that exported. A transfer can stand "
            "there twice, sent and accepted."
        ),
        N_("Prove payments with the WeChat Pay statement."),
    ),
    "WEFLOW_CSV_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This table was made by a tool that leaves out every answer quoting another message, and writes transfers, "
            "calls and notices as plain words that anybody could have typed."
        ),
        N_("Export the chat as JSON, too, if you can, and prove payments with the WeChat Pay statement."),
    ),
    "QQ_PAGE_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "QQ's page shows words and pictures. Files, voice, red packets and transfers stand there only as a word or "
            "not at all, so it proves no payment; times are those of the computer that exported."
        ),
        N_("Take screenshots of the payments, and get the statement of QQ Wallet."),
    ),
    "QQ_TEXT_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_("The text of QQ holds no pictures, files or amounts, only words in brackets in their place."),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "KAKAOTALK_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "The text of KakaoTalk names pictures without showing them, gives no seconds, and lacks what "
            "was deleted. Payments stand there only as words."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "LINE_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "The text of LINE names pictures without showing them, gives no seconds, and lacks what was "
            "taken back. LINE Pay stands there only as words."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "SECRETS_INSIDE": MessageWords(
        N_("Login secrets inside"),
        N_(
            "This file holds keys or tokens that let others into an account. They are masked in what "
            "the program shows; the original holds them still."
        ),
        N_("Ask before you hand the original to anybody; end those sessions in the app."),
    ),
    "MAPPING_PROPOSED": MessageWords(
        N_("Read by a proposal of the program"),
        N_("Nobody said what the parts of this file are. Which part is date, sender and text was proposed."),
        N_("Compare with the file, and say what is what if it is wrong."),
    ),
    "MAPPING_STATED": MessageWords(
        N_("Read as you said"),
        N_(
            "Which part of this file is date, sender and text is your statement. The program does not know this "
            "format, nor what it leaves out."
        ),
    ),
    "MAPPING_TIME_NOT_READ": MessageWords(
        N_("A time that does not fit"),
        N_("This time does not have the form you chose. It is kept as it stands, without a meaning."),
        N_("Look at the line in the original."),
    ),
    "MAPPING_COLUMNS_LEFT": MessageWords(
        N_("Columns that were not taken"),
        N_("These columns hold something that you did not point at. It stands in the original only."),
        N_("Point at them as text if they matter."),
    ),
    "NEWEST_FIRST": MessageWords(
        N_("Newest message first"),
        N_("This export begins with the newest message. The order of the file was kept."),
        N_("Read it from the end, or go by the times."),
    ),
    "LETTERS_SET_RIGHT": MessageWords(
        N_("Letters set right"),
        N_(
            "This export writes letters outside English in a broken way that can be undone exactly. "
            "They are shown as they were written; the original is unchanged."
        ),
        N_("Nothing else is needed."),
    ),
    "PARTIAL_EXPORT": MessageWords(
        N_("Only a part was exported"),
        N_("Whoever made this export chose a part of the chat ({text}). The rest is not in the file."),
        N_("Export the whole chat if you still can, and add the new file as well."),
    ),
    "COUNT_DIFFERS": MessageWords(
        N_("Another number of messages"),
        N_("The file says it holds another number of messages than stand in it ({text})."),
        N_("Export it again if you still can, and add the new file as well."),
    ),
    "DATE_NOT_READ": MessageWords(
        N_("Date not read"),
        N_(
            "The date “{text}” does not exist or is written in words the program does not know. It is "
            "shown as it stands."
        ),
        N_("Compare it with the chat in the app."),
    ),
    "QCE_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "qq-chat-exporter writes what the computer had stored of a QQ chat. Its names of kinds are "
            "not always right, and money shows no amount."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "QCE_TABLE_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This text or table was made by qq-chat-exporter. It does not say which side is you, its times are those "
            "of the computer that exported, and money shows no amount."
        ),
        N_("Export the chat as JSON, too, if you can: it says more."),
    ),
    "QCE_PAGE_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This page was made by qq-chat-exporter. Its times are those of the computer that exported, recalled "
            "messages are not marked, money shows no amount, and pictures can be links only."
        ),
        N_("Export the chat as JSON, too, if you can: it says more."),
    ),
    "WEFLOW_PAGE_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This page was made by WeFlow. It does not say what kind a message is: transfers, calls and notices are "
            "plain words that anybody could have typed. In a chat of two the other side has the name of the page."
        ),
        N_("Export the chat as JSON, too, if you can: it says more."),
    ),
    "QCE_CHUNKS_ELSEWHERE": MessageWords(
        N_("Messages in other files"),
        N_("This is only the table of contents of an export; its messages are in the folder “chunks”."),
        N_("Pack the whole folder of the export into a zip and add that."),
    ),
    "QCE_MANIFEST_MISSING": MessageWords(
        N_("A part without its description"),
        N_(
            "This piece of an export came without its manifest.json: the chat's name and who made the "
            "export are not known."
        ),
        N_("Pack the whole folder of the export into a zip and add that as well."),
    ),
    "META_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This export names people only as they are called now, without account numbers. Earlier "
            "versions of edited messages, what was unsent, and encrypted chats (a separate download) "
            "are not in it."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "META_PAGE_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This page names people only as they are called now, and times without a zone. Who unsent or edited "
            "what, and encrypted chats (a separate download), are not in it."
        ),
        N_("Ask Facebook or Instagram for the same download as JSON, too: it holds exact times."),
    ),
    "MORE_MESSAGES_BESIDE": MessageWords(
        N_("More messages stand in other files"),
        N_("This page holds only the first messages; the rest is in files beside it ({text})."),
        N_("Put the page and its folder into one zip, and add that as well."),
    ),
    "DISCORD_PACKAGE_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "Discord's download of your own data holds only what you wrote yourself: nothing of the other side, no "
            "edits and no deleted messages. Files are links that can expire."
        ),
        N_("Take screenshots of the whole conversation while you still can."),
    ),
    "DISCORD_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This export does not hold earlier versions of edited messages or deleted ones. Files that "
            "are links only can expire."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "SLACK_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "Slack's export holds links to files, not the files; earlier versions and deleted messages "
            "are mostly missing."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "GOOGLE_CHAT_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "Google's export shows names and addresses of its accounts as they are now; chats of others"
            " and calls are not in it."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "WECHAT_TOOL_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This file was made by a tool, not by WeChat. It holds what the computer had stored; red "
            "packets show no amount, and a transfer can stand there twice, sent and accepted."
        ),
        N_("Prove payments with the WeChat Pay statement."),
    ),
    "CHATLAB_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This exchange format was filled in by another tool. Pictures and files are not in it, and "
            "what that tool left out cannot be seen."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "SKYPE_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_("Skype's export keeps only the last version of a message. Files are kept apart and may be missing."),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "SIGNAL_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "Signal's export leaves out disappearing and view-once messages; names are those of the phone that made it."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "SIGNAL_TOOL_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This file was made by a tool from Signal on a computer. Times are those of that computer; "
            "disappearing messages are usually left out."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "SMS_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This backup names people as the phone's contacts do. Messages that were deleted before the"
            " backup are not in it."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "IMESSAGE_LIMITS": MessageWords(
        N_("What this export cannot show"),
        N_(
            "This file was made by a tool from a Mac or a backup. Times are those of that computer; "
            "deleted messages are mostly missing."
        ),
        N_("Take screenshots of what is missing while you still can."),
    ),
    "REPLIES_SHOWN_TWICE": MessageWords(
        N_("Replies printed twice"),
        N_(
            "This export prints a reply below its message and again at its own time. Each is kept as it"
            " stands: count such replies once."
        ),
        N_("Nothing else is needed."),
    ),
    "PAGE_WITHOUT_ADDRESS": MessageWords(
        N_("No address in the page"),
        N_("This page does not say from which address it was saved."),
        N_("Write down the address, and take a screenshot that shows it beside the page."),
    ),
    "WEB_PAGE_LIMITS": MessageWords(
        N_("What a saved page proves"),
        N_(
            "A saved page shows what a browser had loaded. Its address and time are what the saving program wrote; "
            "anybody can change them in the file. Here its words are shown as text; nothing of it is run or loaded."
        ),
        N_("Take a screenshot with the address line, too, and write down when you saw the page."),
    ),
    "EMAIL_LIMITS": MessageWords(
        N_("What an e-mail proves"),
        N_(
            "Sender, date and subject are what the sending program wrote; they can be false. The lines "
            "“Received” come from the servers on the way and are kept in the original."
        ),
        N_("Keep the e-mail in the mailbox, too."),
    ),
    "MAIL_DATE_DOUBTFUL": MessageWords(
        N_("Date of an e-mail"),
        N_("The date “{text}” of this e-mail cannot be read or is impossible."),
        N_("Go by the lines “Received” in the original."),
    ),
    "ITEMS_TOO_DEEP": MessageWords(
        N_("E-mails inside e-mails"),
        N_("So many e-mails stand inside each other here that the innermost were not read ({text})."),
        N_("They stand unchanged in the original. Save the inner e-mail by itself and add it, too."),
    ),
    "MAIL_PART_DAMAGED": MessageWords(
        N_("Part of an e-mail damaged"),
        N_(
            "A part of this e-mail is damaged or written in an unknown way ({text}). It is shown as far"
            " as it could be read."
        ),
        N_("The original is unchanged; keep the e-mail in the mailbox, too."),
    ),
    "SPREADSHEET_CHANGED": MessageWords(
        N_("Changed by a spreadsheet"),
        N_("Numbers or times of this table look as if a spreadsheet program had saved it again ({text})."),
        N_("Add the file as the tool wrote it, if you still have it."),
    ),
    "LINE_NAMES_UNCERTAIN": MessageWords(
        N_("Where a name ends"),
        N_("LINE on a computer separates name and words only by a space. Names of several words may have been cut."),
        N_("Compare the senders with the chat on the phone."),
    ),
    "SENDER_ON_EARLIER_PAGE": MessageWords(
        N_("Sender stands on an earlier page"),
        N_("The first messages of this page name no sender ({text}): they continue those of the page before."),
        N_("Add the whole export as a zip, or the earlier page as well."),
    ),
    "LINE_LIKE_A_RECORD": MessageWords(
        N_("Line that looks like a new message"),
        N_("Line {line} looks like the start of a message, but stands inside one: “{text}”. It was left there."),
        N_("Compare it with the chat on the phone."),
    ),
    "TEXT_OUTSIDE_RECORDS": MessageWords(
        N_("Text outside the messages"),
        N_("Text that belongs to no message was kept as a record of unknown kind: “{text}”."),
        N_("Nothing else is needed."),
    ),
    "TEXT_BEFORE_FIRST_RECORD": MessageWords(
        N_("Text before the first message"),
        N_("The file starts with text that is no message: “{text}”. It was kept as a record of unknown kind."),
        N_("Nothing else is needed."),
    ),
    "HEADER_UNUSUAL": MessageWords(
        N_("Message of another form"),
        N_(
            "Line {line} starts a message in another form than the rest of the file: “{text}”. It may "
            "have been pasted into a message."
        ),
        N_("Compare it with the chat on the phone."),
    ),
    "NAME_WITH_COLON": MessageWords(
        N_("Name with a colon"),
        N_("“{text}” was taken as one name, since it always stands so."),
        N_("If it is wrong, compare it with the chat on the phone."),
    ),
    "SENDER_DOUBTFUL": MessageWords(
        N_("Perhaps not a name"),
        N_("“{text}” occurs only once before a colon and may be a name or a notice of the program."),
        N_("Compare it with the chat on the phone."),
    ),
    "PAYMENT_UNIT_ASSUMED": MessageWords(
        N_("Amount converted"),
        N_(
            "Telegram writes amounts in the smallest unit of a currency. They are shown in whole units "
            "here (145 as 1.45)."
        ),
        N_("Compare the amount with your bank record."),
    ),
    "MEMBER_UNSAFE": MessageWords(
        N_("File in the archive not taken"),
        N_("“{text}” points outside the archive and was not taken out. The archive itself was kept whole."),
        N_("Nothing else is needed."),
    ),
    "MEMBER_LITTER": MessageWords(
        N_("Left out of the archive"),
        N_("“{text}” is something an operating system keeps for itself. The archive itself was kept whole."),
    ),
    "MEMBER_ENCRYPTED": MessageWords(
        N_("File in the archive is encrypted"),
        N_("“{text}” is locked with a password and was not taken out. The archive itself was kept whole."),
        N_("Unpack it with the password, and add the file as well."),
    ),
    "MEMBER_TWICE": MessageWords(
        N_("Name twice in the archive"),
        N_("The archive holds more than one file called “{text}”. The first one was taken out."),
        N_("Unpack it yourself if you need the others."),
    ),
    "RECORD_TOO_LONG": MessageWords(
        N_("Line too long"),
        N_("“{name}” holds a line or message longer than any chat writes. It was kept as a file; nothing is lost."),
        N_("The file may be damaged or no chat. Export it again if you can."),
    ),
    "JSON_DAMAGED": MessageWords(
        N_("File damaged"),
        N_("“{name}” breaks off before the first message. It was kept as a file; nothing is lost."),
        N_("Export it again if you still can."),
    ),
}
