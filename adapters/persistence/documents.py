"""Records to sealed bytes and back; JSON inside, so that a later version can still read an older one."""

from functools import cached_property
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from adapters.persistence.seal import Seal
from flows.eligibility.assessment import Assessment
from flows.eligibility.case import CaseFacts
from flows.records import Application, Draft

T = TypeVar("T")


class Document(Generic[T]):
    """One kind of record as sealed JSON."""

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind

    @cached_property
    def _json(self) -> TypeAdapter[T]:
        """Made when it is first used: to make one reads every record that it holds."""
        return TypeAdapter(self._kind)

    def sealed(self, record: T, seal: Seal) -> bytes:
        """The record, encrypted."""
        return seal.seal(self._json.dump_json(record))

    def unsealed(self, stored: bytes, seal: Seal) -> T:
        """The record again. Raises NoDataKey when the key does not fit."""
        return self._json.validate_json(seal.unseal(stored))


APPLICATION = Document(Application)
FACTS = Document(CaseFacts)
ASSESSMENT = Document(Assessment)
DRAFT = Document(Draft)
