# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree of exceptions: each class has a stable code and carries facts, no prose.

The words for every code stand in ``user_messages``. Codes are part of the command line's contract and are
never reused for something else.
"""

from typing import ClassVar


class EvidenceVaultError(Exception):
    """Something went wrong that we can name.

    ``facts`` fill the places in the words of ``user_messages`` (file names, sizes, numbers). Never put a
    passphrase, a key or text from evidence into them.
    """

    code: ClassVar[str] = "EVIDENCE_VAULT_ERROR"

    def __init__(self, **facts: str | int) -> None:
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        """The code with its facts, for logs of tests; people are shown ``user_messages`` instead."""
        return f"{self.code} {self.facts}" if self.facts else self.code


# --- files and places -------------------------------------------------------------------------------------


class FileError(EvidenceVaultError):
    """A file or folder of the person could not be used."""

    code = "FILE_ERROR"


class SourceMissing(FileError):
    """The file or folder is not there (any more). Facts: name."""

    code = "SOURCE_MISSING"


class SourceUnreadable(FileError):
    """No permission to read. Facts: name."""

    code = "SOURCE_UNREADABLE"


class SourceChanged(FileError):
    """The file changed while it was read. Facts: name."""

    code = "SOURCE_CHANGED"


class SourceEmpty(FileError):
    """The file holds no bytes. Facts: name."""

    code = "SOURCE_EMPTY"


class SourceNotAFile(FileError):
    """A device, a pipe, a link to nowhere. Facts: name."""

    code = "SOURCE_NOT_A_FILE"


class SourceOnlineOnly(FileError):
    """A placeholder of a cloud folder whose bytes are not on this computer. Facts: name."""

    code = "SOURCE_ONLINE_ONLY"


class DiskFull(FileError):
    """Not enough room. Facts: needed (bytes), free (bytes), either may be 0 where not known."""

    code = "DISK_FULL"


class DestinationExists(FileError):
    """We never overwrite. Facts: name."""

    code = "DESTINATION_EXISTS"


class DestinationUnwritable(FileError):
    """The chosen place cannot be written. Facts: name."""

    code = "DESTINATION_UNWRITABLE"


class DestinationFailed(FileError):
    """The disk that was to be written cannot be reached any more, or reported a fault. Facts: name, number (errno)."""

    code = "DESTINATION_FAILED"


class UnsafeName(FileError):
    """A name from a stranger that would leave its folder. Facts: name."""

    code = "UNSAFE_NAME"


# --- the vault --------------------------------------------------------------------------------------------


class VaultError(EvidenceVaultError):
    """The vault cannot do what was asked."""

    code = "VAULT_ERROR"


class NotAVault(VaultError):
    """The folder is no vault. Facts: name."""

    code = "NOT_A_VAULT"


class VaultOnlineOnly(VaultError):
    """The files of the vault are not on this computer: a program that copies folders left placeholders. Facts: name."""

    code = "VAULT_ONLINE_ONLY"


class VaultFileHeld(VaultError):
    """Another program holds a file of the vault, so that it cannot be written (Windows). Facts: name."""

    code = "VAULT_FILE_HELD"


class VaultExists(VaultError):
    """There is a vault, or something else, at that place. Facts: name."""

    code = "VAULT_EXISTS"


class VaultTooNew(VaultError):
    """Made by a newer program. Facts: feature."""

    code = "VAULT_TOO_NEW"


class VaultInUse(VaultError):
    """Another process holds the vault. Facts: holder (text of the lock)."""

    code = "VAULT_IN_USE"


class VaultReadOnly(VaultError):
    """The folder or disk of the vault cannot be written. Facts: name."""

    code = "VAULT_READ_ONLY"


class StorageFailed(VaultError):
    """The disk reported a fault while the vault was written. Facts: name, number (errno)."""

    code = "STORAGE_FAILED"


class StorageGone(VaultError):
    """The disk or folder of a vault cannot be reached any more: unplugged, disconnected, moved away. Facts: name."""

    code = "STORAGE_GONE"


class BackupGone(VaultError):
    """The disk or folder of a copy cannot be reached any more; the vault itself can. Facts: name."""

    code = "BACKUP_GONE"


class WrongPassphrase(VaultError):
    """No key slot opens with this passphrase."""

    code = "WRONG_PASSPHRASE"


class WrongRecoveryKey(VaultError):
    """No key slot opens with this recovery key."""

    code = "WRONG_RECOVERY_KEY"


class NoRecoveryKey(VaultError):
    """The vault has no recovery key: it was taken away."""

    code = "NO_RECOVERY_KEY"


class RecoveryKeyMistyped(VaultError):
    """The check digits of a recovery key do not fit: a typing mistake."""

    code = "RECOVERY_KEY_MISTYPED"


class PassphraseTooShort(VaultError):
    """Facts: minimum."""

    code = "PASSPHRASE_TOO_SHORT"


class HeaderDamaged(VaultError):
    """Neither copy of the key header can be read."""

    code = "HEADER_DAMAGED"


class HeaderTampered(VaultError):
    """The key header was changed by someone without the key."""

    code = "HEADER_TAMPERED"


class NotEnoughMemoryForKey(VaultError):
    """The key derivation needs more memory than there is. Facts: mebibytes."""

    code = "NOT_ENOUGH_MEMORY_FOR_KEY"


class SealBroken(VaultError):
    """Encrypted bytes do not open: damaged, changed, or of another key."""

    code = "SEAL_BROKEN"


class JournalDamaged(VaultError):
    """A custody record cannot be opened. Facts: segment, position."""

    code = "JOURNAL_DAMAGED"


class BlobDamaged(VaultError):
    """The stored bytes of an item cannot be opened. Facts: content_id."""

    code = "BLOB_DAMAGED"


class BlobMissing(VaultError):
    """The stored bytes of an item are not there. Facts: content_id."""

    code = "BLOB_MISSING"


class EntryTooLarge(VaultError):
    """More text in one entry of the custody log than it can hold. Facts: bytes."""

    code = "ENTRY_TOO_LARGE"


class CheckpointRefused(VaultError):
    """The log does not continue what was signed before, so nothing is signed. Facts: size."""

    code = "CHECKPOINT_REFUSED"


class ExhibitNumberUsed(VaultError):
    """A number of the case was given before; numbers are never given twice. Facts: number."""

    code = "EXHIBIT_NUMBER_USED"


class DatabaseDamaged(VaultError):
    """The index cannot be read; it can be rebuilt."""

    code = "DATABASE_DAMAGED"


class BackupOfAnotherVault(VaultError):
    """What stands at the place of a backup belongs to another vault. Facts: name."""

    code = "BACKUP_OF_ANOTHER_VAULT"


class BackupDiverged(VaultError):
    """The copy holds entries that the vault does not have. Facts: name."""

    code = "BACKUP_DIVERGED"


class BackupPlaceInside(VaultError):
    """A backup cannot lie in the vault, nor the vault in its backup. Facts: name."""

    code = "BACKUP_PLACE_INSIDE"


class EraseRefused(VaultError):
    """An entry of the log that others rest on. Facts: event."""

    code = "ERASE_REFUSED"


class EraseStillCurrent(VaultError):
    """What the entry says is what the case says now. Facts: seq."""

    code = "ERASE_STILL_CURRENT"


class ContentErased(VaultError):
    """The bytes of this item were erased on purpose."""

    code = "CONTENT_ERASED"


class NoSuchEntry(VaultError):
    """No item, case or fact of that id. Facts: kind, id."""

    code = "NO_SUCH_ENTRY"


class AmbiguousId(VaultError):
    """The beginning of an id fits more than one. Facts: id, candidates."""

    code = "AMBIGUOUS_ID"


class ShortIdTooShort(VaultError):
    """A short id needs 8 characters. Facts: id."""

    code = "SHORT_ID_TOO_SHORT"


# --- reading strangers' files -----------------------------------------------------------------------------


class ReadingError(EvidenceVaultError):
    """A stranger's file could not be understood; it is kept as a plain file."""

    code = "READING_ERROR"


class WorkerCrashed(ReadingError):
    """The worker process ended while it read the file. Facts: name."""

    code = "WORKER_CRASHED"


class WorkerTooSlow(ReadingError):
    """The worker process was stopped at its time limit. Facts: name, seconds."""

    code = "WORKER_TOO_SLOW"


class WorkerOutOfMemory(ReadingError):
    """The worker process reached its memory limit. Facts: name."""

    code = "WORKER_OUT_OF_MEMORY"


class PictureTooLarge(ReadingError):
    """More pixels, or a longer side, than we open. Facts: name, width, height."""

    code = "PICTURE_TOO_LARGE"


class PictureDamaged(ReadingError):
    """Truncated or broken. Facts: name."""

    code = "PICTURE_DAMAGED"


class StepNotUnderstood(ReadingError):
    """A recorded step of a copy is not of its form, or leaves nothing of the picture. Facts: place (from 1; 0: all)."""

    code = "STEP_NOT_UNDERSTOOD"


class NothingToHide(EvidenceVaultError):
    """Boxes were to be laid over what is found, and nothing was found."""

    code = "NOTHING_TO_HIDE"


class SeriesTooShort(EvidenceVaultError):
    """A series of screenshots needs two different pictures."""

    code = "SERIES_TOO_SHORT"


class FormatUnknown(ReadingError):
    """No importer knows this file, or the named importer does not exist. Facts: name."""

    code = "FORMAT_UNKNOWN"


class TextReaderMissing(ReadingError):
    """The part that reads text in pictures is not installed."""

    code = "TEXT_READER_MISSING"


class FaceFinderMissing(ReadingError):
    """The part that finds faces in pictures is not installed."""

    code = "FACE_FINDER_MISSING"


class NothingRead(ReadingError):
    """A file was read again another way and held no message so; what was read before stays. Facts: name."""

    code = "NOTHING_READ"


class MaskingFailed(ReadingError):
    """No copy with masked secrets can be made of this file. Facts: name."""

    code = "MASKING_FAILED"


class TextUndecodable(ReadingError):
    """The text is in no encoding we try. Facts: name."""

    code = "TEXT_UNDECODABLE"


class ArchiveDamaged(ReadingError):
    """A zip that cannot be read. Facts: name."""

    code = "ARCHIVE_DAMAGED"


class ArchiveLocked(ReadingError):
    """A zip in which every file is locked with a password. Facts: name."""

    code = "ARCHIVE_LOCKED"


class ArchiveTooLarge(ReadingError):
    """A zip that unpacks to more than we allow: a bomb. Facts: name."""

    code = "ARCHIVE_TOO_LARGE"


class RecordTooLong(ReadingError):
    """One line or one message of a text is longer than any chat writes. Facts: name."""

    code = "RECORD_TOO_LONG"


class JsonDamaged(ReadingError):
    """A JSON file that breaks off, is nested too deep or is no JSON. Facts: name."""

    code = "JSON_DAMAGED"


class TranslationsBroken(ReadingError):
    """A file of translations is no table (CSV or JSON lines, UTF-8) with the columns it needs. Facts: name, line."""

    code = "TRANSLATIONS_BROKEN"


class MappingUnusable(ReadingError):
    """What was said about the columns or lines of a file does not hold together. Facts: what (the field)."""

    code = "MAPPING_UNUSABLE"


class TimeZoneUnknown(ReadingError):
    """Not an IANA name nor ±HH:MM. Facts: zone."""

    code = "TIME_ZONE_UNKNOWN"


# --- cases and facts --------------------------------------------------------------------------------------


class CaseError(EvidenceVaultError):
    """A case or fact cannot be recorded so."""

    code = "CASE_ERROR"


class FactInvalid(CaseError):
    """A value does not have the form its field needs. Facts: field, value_kind."""

    code = "FACT_INVALID"


class FactsFileInvalid(CaseError):
    """The facts file cannot be applied. Facts: line, field."""

    code = "FACTS_FILE_INVALID"


class FactsValueInvalid(CaseError):
    """A value of the facts file does not have the form its field needs. Facts: line, field, value_kind."""

    code = "FACTS_VALUE_INVALID"


class FactsFileBroken(CaseError):
    """The facts file is not TOML in UTF-8. Facts: line."""

    code = "FACTS_FILE_BROKEN"


class CopyNotExhibit(CaseError):
    """A copy made from evidence gets no exhibit number: it goes along with its original. Facts: name."""

    code = "COPY_NOT_EXHIBIT"


# --- exports and packages ---------------------------------------------------------------------------------


class ExportError(EvidenceVaultError):
    """The export could not be made; nothing was left behind."""

    code = "EXPORT_ERROR"


class PdfFailed(ExportError):
    """The document could not be set."""

    code = "PDF_FAILED"


class PlatformUnknown(ExportError):
    """No complaint template of that id. Facts: platform."""

    code = "PLATFORM_UNKNOWN"


class ExportKindUnknown(ExportError):
    """There is no such kind of export. Facts: kind."""

    code = "EXPORT_KIND_UNKNOWN"


class AgencyUnknown(ExportError):
    """No data of an agency of that id. Facts: agency."""

    code = "AGENCY_UNKNOWN"


class TemplateInvalid(ExportError):
    """A template file is not valid. Facts: name, field."""

    code = "TEMPLATE_INVALID"


class ForbiddenClaim(ExportError):
    """A finished document claims more than it can. Facts: claim."""

    code = "FORBIDDEN_CLAIM"


class PackageError(EvidenceVaultError):
    """A package cannot be read."""

    code = "PACKAGE_ERROR"


class NotAPackage(PackageError):
    """Neither a folder nor a zip with a bag in it. Facts: name."""

    code = "NOT_A_PACKAGE"


class NeedsUnpacking(PackageError):
    """An encrypted hand-over must be unpacked with its password first. Facts: name."""

    code = "NEEDS_UNPACKING"


class PackageTooLarge(PackageError):
    """More files or bytes than a package can have: refused before reading. Facts: name."""

    code = "PACKAGE_TOO_LARGE"


class SignatureInvalid(PackageError):
    """A signature does not fit its key, its bytes or its purpose."""

    code = "SIGNATURE_INVALID"


class AuthorityUnusable(PackageError):
    """A file holds no root certificate of a time-stamp authority. Facts: name."""

    code = "AUTHORITY_UNUSABLE"


class TimeStampRefused(PackageError):
    """A reply of a time-stamp authority does not belong here. Facts: name."""

    code = "TIME_STAMP_REFUSED"


class TimeStampElsewhere(TimeStampRefused):
    """A reply answers no request that is kept here. Facts: name."""

    code = "TIME_STAMP_ELSEWHERE"


class CheckpointUnreadable(PackageError):
    """A file holds no checkpoint: origin, size and root. Facts: name."""

    code = "CHECKPOINT_UNREADABLE"


class PartNotShown(PackageError):
    """A file of a package is not what the package describes, or too large to be shown. Facts: name."""

    code = "PART_NOT_SHOWN"


class PackageHasProblems(PackageError):
    """A package did not pass its check, so that it was not taken into a vault. Facts: name, count."""

    code = "PACKAGE_HAS_PROBLEMS"


class PackageWithoutOriginals(PackageError):
    """A package holds no originals (a complaint), so that no case can be made of it. Facts: name."""

    code = "PACKAGE_WITHOUT_ORIGINALS"


class PackageTakenAlready(PackageError):
    """A package was taken into this vault before. Facts: name, title (of the case)."""

    code = "PACKAGE_TAKEN_ALREADY"


class NeedsFolder(PackageError):
    """Something can be added to a package only while it is a folder. Facts: name."""

    code = "NEEDS_FOLDER"


class PackageIncomplete(ExportError):
    """The parts are not what a package of this kind must hold. Facts: part."""

    code = "PACKAGE_INCOMPLETE"


class FieldUnknown(ExportError):
    """A field to be kept names no table of a package. Facts: name, tables."""

    code = "FIELD_UNKNOWN"


class RedactionNeedsParent(ExportError):
    """A redacted package is a part of a complete one, and none was made since the case last changed."""

    code = "REDACTION_NEEDS_PARENT"


class MaxPartTooSmall(ExportError):
    """The parts of an export may not be as large as its largest file needs. Facts: needed (bytes)."""

    code = "MAX_PART_TOO_SMALL"


class SettingsDamaged(EvidenceVaultError):
    """The settings file could not be read; defaults are used."""

    code = "SETTINGS_DAMAGED"


class SettingsNotKept(EvidenceVaultError):
    """The settings could not be written; they count until the program ends."""

    code = "SETTINGS_NOT_KEPT"


class UsageError(EvidenceVaultError):
    """The command line was used wrongly. Facts: what."""

    code = "USAGE_ERROR"
