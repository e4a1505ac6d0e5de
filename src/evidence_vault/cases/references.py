# SPDX-License-Identifier: GPL-3.0-or-later
"""What ``about`` of a note or proof names: ``payments/KEY``, ``suspects/KEY`` … (docs/formats/facts.md)."""

from collections.abc import Mapping

from evidence_vault.cases.facts_writing import key_of
from evidence_vault.records import Fact

_TABLES: Mapping[str, str] = {"payment": "payments", "suspect": "suspects", "person": "people"}


def reference_to(fact: Fact) -> str:
    """How a fact is named; only payments, suspects and people can be."""
    return f"{_TABLES[fact.entity]}/{key_of(fact)}"


def names(about: object, fact: Fact) -> bool:
    """Whether ``about`` means ``fact``, by its key or its id."""
    table = _TABLES.get(fact.entity)
    return table is not None and about in {f"{table}/{key_of(fact)}", f"{table}/{fact.id}"}
