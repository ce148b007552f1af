"""The list of applications, twenty-five a page, newest first, with its filters.

This page shows the time on a 24-hour clock, which the XML does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, defer
from starlette.requests import Request
from starlette.responses import Response

from mock_legacy.inbox.visit import caseworkers_page, platform_of, show
from mock_legacy.world.models import InboxInstance

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the list is limited to; empty text is no limit."""

    status: str
    family: str
    with_delivered: bool

    @classmethod
    def of(cls, request: Request) -> Filter:
        """The filter in a request's address."""
        query = request.query_params
        return cls(
            status=query.get("status", ""),
            family=query.get("etjanst", ""),
            with_delivered=query.get("levererade") == "1",
        )

    def conditions(self, now: datetime) -> list[ColumnElement[bool]]:
        """The filter as the database understands it; what is posted later has not arrived."""
        found: list[ColumnElement[bool]] = [InboxInstance.posted <= now]
        if self.status:
            found.append(InboxInstance.status == self.status)
        if self.family.isascii() and self.family.isdigit():
            found.append(InboxInstance.family_id == int(self.family))
        if not self.with_delivered:
            found.append(InboxInstance.delivered_external_id.is_(None))
        return found

    def address(self, page: int) -> str:
        """The list's address on another page, with the same filter."""
        query = {"status": self.status, "etjanst": self.family, "sida": page}
        if self.with_delivered:
            query["levererade"] = 1
        return "/arenden?" + urlencode({name: value for name, value in query.items() if value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which rows of how many a page shows."""

    page: int
    total: int

    @property
    def pages(self) -> int:
        """The number of pages, one even when there is nothing to show."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1."""
        return (self.page - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.page * PAGE_SIZE, self.total)


@caseworkers_page
def instances(request: Request) -> Response:
    """Show one page of the list."""
    wanted = Filter.of(request)
    world = platform_of(request).world
    conditions = wanted.conditions(world.now())
    with world.session() as session:
        total = session.scalar(select(func.count()).select_from(InboxInstance).where(*conditions))
        span = _span(request, total or 0)
        rows = session.scalars(
            select(InboxInstance)
            .where(*conditions)
            .options(defer(InboxInstance.payload))
            .order_by(InboxInstance.posted.desc(), InboxInstance.flow_instance_id.desc())
            .offset(span.first - 1)
            .limit(PAGE_SIZE)
        ).all()
        return show(
            request,
            "instances.html",
            rows=rows,
            span=span,
            filter=wanted,
            statuses=session.scalars(select(InboxInstance.status).distinct().order_by("status")).all(),
            families=_families(session),
        )


def _span(request: Request, total: int) -> Span:
    asked = request.query_params.get("sida", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() else 1
    whole = Span(page=1, total=total)
    return Span(page=min(max(page, 1), whole.pages), total=total)


def _families(session: Session) -> list[tuple[int, str]]:
    found = session.execute(select(InboxInstance.family_id, InboxInstance.flow_name).distinct())
    return sorted((family, name) for family, name in found)
