# SPDX-License-Identifier: GPL-3.0-or-later
"""The case for machines: CASE 1.4 / UCO JSON-LD with files, messages, accounts, provenance and what was done.

Ids are UUIDs (version 5) of the case, kind and key of a thing, so that the same case gives the same bytes, and two
exports of a case speak of the same things.
"""

import io
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import BinaryIO

from evidence_vault.exporters.evidence_files import file_paths
from evidence_vault.hashing import canonical_json
from evidence_vault.records import Dossier, EvidenceItem, Json, LogEntry, Message, Part, StoredConversation

PATH = "records/case.jsonld"
_CONTEXT: dict[str, Json] = {
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "co": "http://purl.org/co/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_NAMESPACE = uuid.UUID("6f1d4d0e-7f0e-5f0a-9c59-2f6f0a1c7b11")
_ACTIONS = {
    "added": "Added to the vault, byte for byte",
    "received-again": "Received again",
    "derived": "Copy made",
    "read": "Read as a chat log",
    "exhibit-given": "Exhibit number given",
    "exported": "Exported",
    "verified": "Verified",
}
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Node = dict[str, Json]


def case_part(dossier: Dossier, names: Mapping[str, str]) -> Part:
    """``records/case.jsonld``. ``names``: exhibit number to the name of its file."""
    return Part(path=PATH, role="record", open=partial(_open, dossier, dict(names)))


def case_lines(dossier: Dossier, names: Mapping[str, str]) -> Iterator[bytes]:
    """The document, one node a line."""
    yield b'{"@context":' + canonical_json(_CONTEXT) + b',"@graph":[\n'
    for number, node in enumerate(CaseGraph(dossier, names).nodes()):
        yield (b",\n" if number else b"") + canonical_json(node)
    yield b"\n]}\n"


def _open(dossier: Dossier, names: Mapping[str, str]) -> BinaryIO:
    target = io.BytesIO()
    target.writelines(case_lines(dossier, names))
    target.seek(0)
    return target


class CaseGraph:
    """The nodes of a case, each once, in an order that depends on the case alone."""

    def __init__(self, dossier: Dossier, names: Mapping[str, str]) -> None:
        self._dossier = dossier
        self._paths = file_paths(dossier, names)
        self._numbers = {exhibit.item.id: exhibit.number for exhibit in dossier.exhibits}
        self._items: dict[str, EvidenceItem] = {exhibit.item.id: exhibit.item for exhibit in dossier.exhibits}
        self._items |= {item.id: item for item in dossier.derivatives}

    def nodes(self) -> Iterator[Node]:
        """Every node."""
        yield self._investigation()
        yield self._tool()
        for name in self._people():
            yield self._node("uco-identity:Identity", "person", name, {"uco-core:name": _text(name)})
        for item in self._items.values():
            yield self._file(item)
        yield from self._relationships()
        yield from self._provenance()
        for conversation in self._dossier.conversations:
            yield from self._conversation(conversation)
        for entry in self._dossier.custody:
            yield from self._action(entry)

    # --- what there is

    def _investigation(self) -> Node:
        objects = [self._reference("file", item_id) for item_id in self._items]
        return self._node(
            "case-investigation:Investigation",
            "case",
            self._dossier.case.id,
            {"uco-core:name": _text(self._dossier.case.title), "uco-core:object": [*objects]},
        )

    def _tool(self) -> Node:
        fields: Node = {"uco-core:name": "Evidence Vault", "uco-tool:version": self._dossier.program_version}
        return self._node("uco-tool:Tool", "tool", "evidence-vault", fields)

    def _people(self) -> Iterable[str]:
        return dict.fromkeys([self._dossier.made_by.name, *(entry.actor for entry in self._dossier.custody)])

    def _file(self, item: EvidenceItem) -> Node:
        digest: Node = {
            "@id": self._id("hash", item.id),
            "@type": "uco-types:Hash",
            "uco-types:hashMethod": "SHA256",
            "uco-types:hashValue": _typed("xsd:hexBinary", item.sha256),
        }
        content = self._facet("ContentDataFacet", item.id, {
            "uco-observable:hash": [digest],
            "uco-observable:mimeType": _text(item.media_type),
            "uco-observable:sizeInBytes": _typed("xsd:integer", str(item.size)),
        })  # fmt: skip
        fields: Node = {"uco-observable:fileName": _text(item.name)}
        if item.id in self._paths:
            fields["uco-observable:filePath"] = self._paths[item.id]
        _put_time(fields, "uco-observable:modifiedTime", item.file_modified_at)
        file = self._facet("FileFacet", item.id, fields)
        return self._node("uco-observable:File", "file", item.id, {"uco-core:hasFacet": [content, file]})

    def _relationships(self) -> Iterator[Node]:
        for item in self._items.values():
            for kind, other in (("Derived_From", item.derived_from), ("Contained_Within", item.contained_in)):
                if other in self._items:
                    yield self._node("uco-observable:ObservableRelationship", kind, item.id, {
                        "uco-core:source": self._reference("file", item.id),
                        "uco-core:target": self._reference("file", str(other)),
                        "uco-core:kindOfRelationship": kind,
                        "uco-core:isDirectional": True,
                    })  # fmt: skip

    def _provenance(self) -> Iterator[Node]:
        for exhibit in self._dossier.exhibits:
            fields: Node = {
                "case-investigation:exhibitNumber": exhibit.number,
                "uco-core:object": [self._reference("file", exhibit.item.id)],
            }
            if exhibit.title:
                fields["uco-core:name"] = _text(exhibit.title)
            if exhibit.proves:
                fields["uco-core:description"] = _text(exhibit.proves)
            yield self._node("case-investigation:ProvenanceRecord", "exhibit", exhibit.number, fields)

    # --- conversations

    def _conversation(self, stored: StoredConversation) -> Iterator[Node]:
        key = f"{stored.item_id}/{stored.conversation.id}"
        application = stored.conversation.platform
        messages = self._dossier.transcripts.get(key, ())
        yield self._node("uco-observable:Application", "application", key, {
            "uco-core:hasFacet": [
                self._facet("ApplicationFacet", key, {"uco-observable:applicationIdentifier": _text(application)})
            ],
        })  # fmt: skip
        accounts = self._accounts(stored, messages)
        for name, account in accounts.items():
            yield self._account(key, name, account)
        for message in messages:
            yield self._message(key, message)
        yield self._thread(key, stored, accounts, messages)

    def _accounts(self, stored: StoredConversation, messages: Iterable[Message]) -> dict[str, str | None]:
        """Name to account id, of everybody who is named as taking part or as sender."""
        found = {one.name: one.account_id for one in stored.conversation.participants if one.name}
        for message in messages:
            if message.sender:
                found.setdefault(message.sender, message.sender_id)
        return found

    def _account(self, key: str, name: str, account: str | None) -> Node:
        fields: Node = {"uco-observable:displayName": _text(name)}
        facets: list[Json] = [self._facet("DigitalAccountFacet", f"{key}/{name}", fields)]
        if account:
            identifier: Node = {"uco-observable:accountIdentifier": _text(account)}
            facets.append(self._facet("AccountFacet", f"{key}/{name}", identifier))
        application: Node = {"uco-observable:application": self._reference("application", key)}
        facets.append(self._facet("ApplicationAccountFacet", f"{key}/{name}", application))
        return self._node(
            "uco-observable:ApplicationAccount", "account", f"{key}/{name}", {"uco-core:hasFacet": facets}
        )

    def _message(self, key: str, message: Message) -> Node:
        fields: Node = {
            "uco-observable:application": self._reference("application", key),
            "uco-observable:messageType": message.kind.value,
            "uco-observable:messageID": str(message.seq),
        }
        if message.text is not None:
            fields["uco-observable:messageText"] = _text(message.text)
        if message.sender:
            fields["uco-observable:from"] = self._reference("account", f"{key}/{message.sender}")
        _put_time(fields, "uco-observable:sentTime", message.sent_at)
        facet = self._facet("MessageFacet", f"{key}/{message.seq}", fields)
        return self._node("uco-observable:Message", "message", f"{key}/{message.seq}", {"uco-core:hasFacet": [facet]})

    def _thread(
        self, key: str, stored: StoredConversation, accounts: Iterable[str], messages: Iterable[Message]
    ) -> Node:
        items = [self._reference("message", f"{key}/{message.seq}") for message in messages]
        thread: Node = {"@id": self._id("order", key), "@type": "uco-types:Thread", "co:element": [*items]}
        fields: Node = {
            "uco-observable:messageThread": thread,
            "uco-observable:participant": [self._reference("account", f"{key}/{name}") for name in accounts],
        }
        return self._node("uco-observable:MessageThread", "thread", key, {
            "uco-core:name": _text(stored.conversation.title or key),
            "uco-core:hasFacet": [self._facet("MessageThreadFacet", key, fields)],
        })  # fmt: skip

    # --- what was done

    def _action(self, entry: LogEntry) -> Iterator[Node]:
        if entry.event not in _ACTIONS:
            return
        objects = [self._reference("file", subject) for subject in entry.subjects if subject in self._items]
        fields: Node = {
            "uco-core:name": _ACTIONS[entry.event],
            "uco-action:performer": self._reference("person", entry.actor),
            "uco-action:instrument": [self._reference("tool", "evidence-vault")],
            "uco-core:description": f"Custody log entry {entry.seq}, {entry.entry_hash}",
        }
        _put_time(fields, "uco-action:startTime", entry.utc)
        if objects:
            fields["uco-action:object"] = [*objects]
        numbers = [self._numbers[subject] for subject in entry.subjects if subject in self._numbers]
        if numbers and entry.event == "exhibit-given":
            fields["uco-action:result"] = [self._reference("exhibit", number) for number in numbers]
        yield self._node("case-investigation:InvestigativeAction", "action", str(entry.seq), fields)

    # --- ids

    def _id(self, kind: str, key: str) -> str:
        name = f"{self._dossier.case.id}/{kind}/{key}".encode("utf-8", "backslashreplace").decode()
        return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"

    def _reference(self, kind: str, key: str) -> Node:
        return {"@id": self._id(kind, key)}

    def _node(self, type_name: str, kind: str, key: str, fields: Mapping[str, Json]) -> Node:
        return {"@id": self._id(kind, key), "@type": type_name, **fields}

    def _facet(self, name: str, key: str, fields: Mapping[str, Json]) -> Node:
        return {"@id": self._id(name, key), "@type": f"uco-observable:{name}", **fields}


def _typed(type_name: str, value: str) -> Node:
    return {"@type": type_name, "@value": value}


def _put_time(fields: Node, name: str, value: str | None) -> None:
    """A time where it is known to the second; without an offset where the source has none."""
    if value and _TIME.fullmatch(value):
        fields[name] = _typed("xsd:dateTime", value)


def _text(untrusted: str) -> str:
    """Text that XML Schema strings can hold; other signs become U+FFFD."""
    return _NOT_XML.sub("\ufffd", untrusted)
