"""Almanda's page for a decision tells a caseworker that a draft has no words for it, and lets her go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.mock_legacy.faulty_town import CASEWORKER, DRAFT, Visitor, drafts, two_files, words

if TYPE_CHECKING:
    from mock_legacy.platform.context import Platform

NO_WORDS = "Utkastet har ingen beslutstext."


@pytest.mark.parametrize(("text", "is_told"), [("", True), (" \r\n", True), ("Du får 16 798 kronor.", False)])
async def test_a_draft_without_words_for_the_decision_is_told_before_she_decides(
    town: Platform, text: str, *, is_told: bool
) -> None:
    file, _ = two_files(town)
    typed = {**DRAFT, "ctl00$cph$ddlForslag": "Utredning", "ctl00$cph$txtForslagTillBeslut": text}
    await Visitor(town, "almanda").post(f"/UtkastNytt.aspx?akt={file.customer_number}", typed)
    (draft,) = drafts(town)
    address = f"/FattaBeslut.aspx?akt={file.customer_number}&utkast={draft.draft_number}"
    caseworker = Visitor(town, "almanda", CASEWORKER)
    told = words(await caseworker.page(address), "//p[@class='fel']")
    assert [one.startswith(NO_WORDS) for one in told] == [True] * is_told
    fields = {"__EVENTTARGET": "ctl00$cph$btnFattaBeslut", "ctl00$cph$ddlBeslut": "Avslag"}
    assert (await caseworker.post(address, fields)).headers["location"].startswith("/Beslut.aspx")
