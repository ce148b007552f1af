"""Somebody else, or something else of theirs: another's page, a namesake, a colleague at work, another draft.

Knows which pages are about one person in each system, not what stands on them.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.types import Scope

from mock_legacy.platform.fault_effects.struck import Kind, Struck, Where
from mock_legacy.platform.habits import leave_habit
from mock_legacy.world.models import (
    CaseFile,
    Draft,
    FkQuestion,
    InboxInstance,
    LoginSession,
    LookupLog,
    TaxLookup,
)

_KEYS = ("flow_instance_id", "lookup_id", "question_key")
_WITHIN_A_FILE = {"utkast", "nr"}
_HELD = frozenset({"household", "draft_form", "draft_change", "calculation_form", "decide", "pay"})


async def wrong_person(struck: Struck) -> None:
    """Answer with the same page about another person, under the address that was asked for."""
    scope = await run_in_threadpool(_about_another, struck)
    if scope is None or not struck.counts():
        await struck.go_on()
        return
    await struck.app(scope, struck.receive, struck.send)


async def another_draft(struck: Struck) -> None:
    """Show another draft of the same household, under the address of the one that was asked for."""
    scope = await run_in_threadpool(_about_another_draft, struck)
    if scope is None or not struck.counts():
        await struck.go_on()
        return
    await struck.app(scope, struck.receive, struck.send)


async def namesake(struck: Struck) -> None:
    """Find, beside the person searched for, another with the same name."""
    await _left_to_the_system(struck)


async def locked_record(struck: Struck) -> None:
    """Let a colleague (user name ``text``, or anna.handlaggare) have the case file open.

    ``seconds`` or ``count`` say for how long; the page says since when.
    """
    await _left_to_the_system(struck)


async def _left_to_the_system(struck: Struck) -> None:
    leave_habit(struck.scope, struck.fault)
    await struck.go_on()


def _about_another(struck: Struck) -> Scope | None:
    """Give the request as if it were about somebody else; nothing when there is nobody else."""
    with struck.desk.platform.world.session() as session:
        if "akt" in struck.where.query:
            asked = struck.where.query["akt"]
            other = _next_file(session, asked)
            if other is None:
                return None
            query = struck.scope["query_string"].replace(f"akt={asked}".encode(), f"akt={other}".encode())
            return {**struck.scope, "query_string": query}
        name = next(key for key in _KEYS if key in struck.where.asked.path_params)
        asked = str(struck.where.asked.path_params[name])
        other = _other_key(session, struck, name, asked=asked)
    if other is None:
        return None
    path = struck.scope["path"].replace(f"/{asked}", f"/{other}", 1)
    return {**struck.scope, "path": path, "raw_path": path.encode()}


def _about_another_draft(struck: Struck) -> Scope | None:
    """Give the request as if it were about the household's other draft; nothing when it has no other."""
    query = struck.where.query
    with struck.desk.platform.world.session() as session:
        others = (
            select(Draft.draft_number)
            .where(Draft.customer_number == query["akt"], Draft.draft_number != int(query["utkast"]))
            .order_by(Draft.draft_number)
        )
        other = session.scalar(others.limit(1))
    if other is None:
        return None
    asked, shown = f"utkast={query['utkast']}".encode(), f"utkast={other}".encode()
    return {**struck.scope, "query_string": struck.scope["query_string"].replace(asked, shown)}


def _next_file(session: Session, asked: str) -> str | None:
    """The next case file in number order, the first after the last: the same one for the same world."""
    here = session.get(CaseFile, asked)
    others = select(CaseFile.customer_number).order_by(CaseFile.customer_number)
    if here is not None:
        others = others.where(CaseFile.applicant != here.applicant)
    after = session.scalar(others.where(CaseFile.customer_number > asked).limit(1))
    return after or session.scalar(others.limit(1))


def _other_key(session: Session, struck: Struck, name: str, *, asked: str) -> str | None:
    if name == "question_key":
        return _other_question(session, asked, struck.token)
    if name == "lookup_id":
        found = _other_lookup(session, int(asked), struck.token)
    else:
        found = _other_instance(session, int(asked))
    return None if found is None else str(found)


def _other_instance(session: Session, asked: int) -> int | None:
    here = session.get(InboxInstance, asked)
    if here is None:
        return None
    others = (
        select(InboxInstance.flow_instance_id)
        .where(InboxInstance.poster_personnummer != here.poster_personnummer)
        .order_by(InboxInstance.flow_instance_id)
    )
    after = session.scalar(others.where(InboxInstance.flow_instance_id > asked).limit(1))
    return after or session.scalar(others.limit(1))


def _other_lookup(session: Session, asked: int, token: str | None) -> int | None:
    """Another look-up of the same session: no other can be shown in it."""
    here = session.get(LookupLog, asked)
    if here is None:
        return None
    return session.scalar(
        select(LookupLog.id)
        .join(TaxLookup, TaxLookup.lookup_id == LookupLog.id)
        .where(TaxLookup.session_token == token, LookupLog.personnummer != here.personnummer)
        .order_by(LookupLog.id.desc())
        .limit(1)
    )


def _other_question(session: Session, asked: str, token: str | None) -> str | None:
    here = session.get(FkQuestion, asked)
    visitor = session.get(LoginSession, token)
    if here is None or visitor is None:
        return None
    return session.scalar(
        select(FkQuestion.key)
        .where(FkQuestion.username == visitor.username, FkQuestion.personnummer != here.personnummer)
        .order_by(FkQuestion.asked_at.desc(), FkQuestion.key)
        .limit(1)
    )


def _shows_a_person(where: Where) -> bool:
    one_file = "akt" in where.query and not _WITHIN_A_FILE & set(where.query)
    known = any(key in where.asked.path_params for key in _KEYS) and where.step.screen != "attachment"
    return where.inside and not where.step.posts and (one_file or known)


def _shows_a_draft(where: Where) -> bool:
    one_draft = where.query.get("utkast", "").isdecimal() and "akt" in where.query
    return where.step.system == "almanda" and where.step.screen == "draft" and where.inside and one_draft


def _searches(where: Where) -> bool:
    return where.step.system == "almanda" and where.step.screen == "search" and where.step.posts


def _needs_the_file(where: Where) -> bool:
    return where.step.system == "almanda" and where.step.screen in _HELD


KINDS = {
    "wrong_person": Kind(effect=wrong_person, suits=_shows_a_person, counts_itself=True),
    "another_draft": Kind(effect=another_draft, suits=_shows_a_draft, counts_itself=True),
    "namesake": Kind(effect=namesake, suits=_searches),
    "locked_record": Kind(effect=locked_record, suits=_needs_the_file),
}
