"""Tables and fields read from the pages that old systems make."""

import pytest
from playwright.async_api import Page

from bots.kit.errors import NoSuchRow, NotThatScreen, UnreadableValue
from bots.kit.fields import read_fields
from bots.kit.table import Table, read_table, read_tables

PAYMENTS = """
<h1>Utbetalningar</h1>
<table id="t"><caption>Utbetalningar 2026</caption>
<thead><tr><th>Förmån</th><th style="display:none">Intern kod</th><th>Utbetalt
 </th><th>Belopp:</th></tr></thead>
<tbody>
<tr><td>Barn<b>bidrag</b></td><td style="display:none">ABB</td><td>2026-10-20</td><td>1&nbsp;250,00</td></tr>
<tr style="display:none"><td>Mall</td><td>X</td><td></td><td>0</td></tr>
<tr><td>Bostads&shy;bidrag<span hidden>hemligt</span></td><td style="display:none">BOB</td><td>2026-10-26</td>
  <td><a href="/rad/7">9 312,00</a></td></tr>
</tbody>
<tfoot><tr><td colspan="2">Summa</td><td>10 562,00</td></tr></tfoot>
</table>
"""


async def table_of(page: Page, rows: str) -> Table:
    await page.set_content(f"<table>{rows}</table>")
    return await read_table(page.locator("table"))


async def test_rows_are_read_by_heading_without_what_nobody_sees(page: Page) -> None:
    await page.set_content(PAYMENTS)
    table = await read_table(page.locator("#t"))
    assert table.headers == ("Förmån", "Utbetalt", "Belopp")
    assert table.caption == "Utbetalningar 2026"
    assert [row["Utbetalt"] for row in table] == ["2026-10-20", "2026-10-26"]
    assert table.rows[0]["Belopp"] == "1\u00a0250,00"
    assert "hemligt" not in table.rows[1]["Förmån"]


async def test_a_row_knows_its_links_and_its_place_in_the_page(page: Page) -> None:
    await page.set_content(PAYMENTS)
    table = await read_table(page.locator("#t"))
    assert table.rows[1].link().text == "9 312,00"
    assert table.rows[1].position == 3
    found = page.locator("#t tr").nth(table.rows[1].position)
    assert "Bostads" in await found.inner_text()


async def test_the_footer_is_no_row_and_its_covered_cell_cannot_be_read(page: Page) -> None:
    await page.set_content(PAYMENTS)
    footer = (await read_table(page.locator("#t"))).footer[0]
    assert (footer["Förmån"], footer["Belopp"]) == ("Summa", "10 562,00")
    with pytest.raises(UnreadableValue, match="Utbetalt"):
        footer["Utbetalt"]


async def test_a_missing_heading_is_named_together_with_those_that_stand_there(page: Page) -> None:
    await page.set_content(PAYMENTS)
    table = await read_table(page.locator("#t"))
    with pytest.raises(NotThatScreen) as told:
        table.rows[0]["Utbetalningsdag"]
    assert told.value.missing == ("Utbetalningsdag",)
    assert told.value.standing == ("Förmån", "Utbetalt", "Belopp")
    assert "Utbetalningsdag" in str(told.value)
    assert "1\u00a0250,00" not in str(told.value)


async def test_two_columns_of_one_name_cannot_be_told_apart(page: Page) -> None:
    table = await table_of(page, "<tr><th>Belopp</th><th>Belopp</th></tr><tr><td>1</td><td>2</td></tr>")
    with pytest.raises(NotThatScreen, match="several columns"):
        table.rows[0]["Belopp"]


async def test_a_cell_that_spans_rows_holds_for_each_of_them(page: Page) -> None:
    table = await table_of(
        page,
        "<tr><th>År</th><th>Månad</th></tr>"
        "<tr><td rowspan=2>2026</td><td>10</td></tr><tr><td>11</td></tr><tr><td>2027</td><td>1</td></tr>",
    )
    assert [row.cells for row in table] == [("2026", "10"), ("2026", "11"), ("2027", "1")]


async def test_headings_in_two_rows_are_read_from_the_lower(page: Page) -> None:
    table = await table_of(
        page,
        "<tr><th rowspan=2>Post</th><th colspan=2>Belopp</th></tr><tr><th>Sökt</th><th>Godkänt</th></tr>"
        "<tr><td>Hyra</td><td>9 000</td><td>8 000</td></tr>",
    )
    assert table.headers == ("Post", "Sökt", "Godkänt")
    assert table.rows[0]["Godkänt"] == "8 000"


async def test_a_row_that_does_not_fit_the_headings_is_not_guessed(page: Page) -> None:
    rows = "<tr><th>A</th><th>B</th><th>C</th></tr><tr><td>1</td><td>2</td><td>3</td></tr>"
    rows += "<tr><td>1</td><td>2</td></tr>"
    with pytest.raises(UnreadableValue, match="2 cells under 3 headings"):
        await table_of(page, rows)


async def test_a_lone_short_cell_beside_real_rows_is_a_broken_row(page: Page) -> None:
    rows = "<tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr><tr><td>1</td></tr>"
    with pytest.raises(UnreadableValue, match="1 cells under 2 headings"):
        await table_of(page, rows)


async def test_zero_rows_without_the_pages_own_words_is_an_error(page: Page) -> None:
    table = await table_of(page, "<tr><th>Förmån</th><th>Belopp</th></tr>")
    with pytest.raises(UnreadableValue, match="does not say so"):
        table.require_statement_if_empty("Inga uppgifter")


@pytest.mark.parametrize(
    "cell",
    ["<td colspan=2>Inga uppgifter</td>", "<td colspan=9>Inga  uppgifter</td>", "<td>Inga uppgifter</td>"],
)
async def test_zero_rows_with_the_pages_own_words_is_an_answer(page: Page, cell: str) -> None:
    table = await table_of(page, f"<tr><th>Förmån</th><th>Belopp</th></tr><tr>{cell}</tr>")
    table.require_statement_if_empty("Inga uppgifter")
    assert len(table) == 0


async def test_other_words_than_the_pages_own_do_not_count(page: Page) -> None:
    table = await table_of(page, "<tr><th>A</th><th>B</th></tr><tr><td colspan=2>Tekniskt fel</td></tr>")
    with pytest.raises(UnreadableValue):
        table.require_statement_if_empty("Inga uppgifter")


async def test_rows_beside_the_statement_contradict_it(page: Page) -> None:
    table = await table_of(
        page,
        "<tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr>"
        "<tr><td colspan=2>Inga uppgifter</td></tr>",
    )
    with pytest.raises(UnreadableValue, match="and shows rows"):
        table.require_statement_if_empty("Inga uppgifter")


async def test_a_statement_that_stands_instead_of_the_table_is_waited_for(page: Page) -> None:
    await page.set_content(
        "<div></div><script>"
        "setTimeout(() => document.querySelector('div').textContent = 'Inga uppgifter', 150)</script>"
    )
    said = page.get_by_text("Inga uppgifter", exact=True)
    table = await read_table(page.locator("table"), statement=said)
    table.require_statement_if_empty("Inga uppgifter")


async def test_a_hidden_statement_beside_a_table_of_rows_is_not_said(page: Page) -> None:
    await page.set_content(PAYMENTS + "<p id=s style='display:none'>Inga uppgifter</p>")
    table = await read_table(page.locator("#t"), statement=page.locator("#s"))
    table.require_statement_if_empty("Inga uppgifter")
    assert len(table) == 2


async def test_one_row_is_found_by_value_and_several_are_an_error(page: Page) -> None:
    table = await table_of(
        page, "<tr><th>Id</th><th>Typ</th></tr><tr><td>1</td><td>x</td></tr><tr><td>2</td><td>x</td></tr>"
    )
    assert table.row_where("Id", "2")["Typ"] == "x"
    with pytest.raises(NoSuchRow):
        table.row_where("Id", "3")
    with pytest.raises(UnreadableValue, match="2 rows"):
        table.row_where("Typ", "x")


async def test_a_cell_with_a_control_says_what_the_control_holds(page: Page) -> None:
    table = await table_of(
        page,
        "<tr><th>Post</th><th>Belopp</th><th>Med</th></tr><tr><td><select><option>El</option>"
        "<option selected>Hyra</option></select></td><td><input value='8 000'> kr</td>"
        "<td><input type=checkbox checked></td></tr>",
    )
    assert table.rows[0].cells == ("Hyra", "8 000", "ja")


async def test_headings_in_plain_cells_are_read_when_told_so(page: Page) -> None:
    await page.set_content(
        "<table><tr><td><b>Datum</b></td><td>Text</td></tr><tr><td>1</td><td>2</td></tr></table>"
    )
    table = await read_table(page.locator("table"), first_row_heads=True)
    assert table.rows[0]["Datum"] == "1"


TWO = """
<table aria-label="Löner"><tr><th>Månad</th><th>Lön</th></tr><tr><td>oktober</td><td>12 000</td></tr></table>
<table><caption>Utbetalningar
 från kontot</caption><tr><th>Dag</th><th>Belopp</th></tr></table>
<table aria-label="Mall" style="display:none"><tr><td>0</td></tr></table>
<table><tr><td>utan namn</td></tr></table>
"""


async def test_the_tables_of_a_page_are_read_at_once_by_name(page: Page) -> None:
    await page.set_content(TWO)
    tables = await read_tables(page, "Löner")
    assert tables.names == ("Löner", "Utbetalningar från kontot")
    assert [row["Lön"] for row in tables["Löner"]] == ["12 000"]
    assert len(tables["Utbetalningar från kontot"]) == 0
    with pytest.raises(NotThatScreen, match="Mall"):
        tables["Mall"]


async def test_a_table_that_comes_late_is_waited_for(page: Page) -> None:
    await page.set_content(TWO)
    await page.evaluate(
        """() => setTimeout(() => document.body.insertAdjacentHTML('beforeend',
          '<table aria-label="Kapital"><tr><th>År</th><th>Kronor</th></tr></table>'), 200)"""
    )
    tables = await read_tables(page, "Kapital")
    assert tables["Kapital"].headers == ("År", "Kronor")


async def test_of_two_tables_of_one_name_none_is_chosen(page: Page) -> None:
    await page.set_content(TWO + TWO)
    with pytest.raises(NotThatScreen, match="Löner"):
        (await read_tables(page, "Löner"))["Löner"]


async def test_what_is_not_a_table_is_not_read_as_one(page: Page) -> None:
    await page.set_content("<div>Inga uppgifter</div>")
    with pytest.raises(NotThatScreen, match="expected a table"):
        await read_table(page.locator("div"))


async def test_neither_table_nor_row_shows_its_values_in_a_log(page: Page) -> None:
    await page.set_content(PAYMENTS)
    table = await read_table(page.locator("#t"))
    assert "Barn" not in repr(table) + repr(table.rows[0]) + repr(table.rows)


FORM = """<div id=f>
<dl><dt>Namn:</dt><dd>Rut</dd><dt>Adress</dt><dd>Storgatan 1<br>123 45 Orten</dd></dl>
<table><tr><th>Civilstånd</th><td>Gift</td><th>Barn *</th><td>2</td></tr></table>
<table><tr><th>Månad</th><th>Lön</th></tr><tr><td>10</td><td>200</td></tr></table>
<label for=a>Hyra</label><input id=a value="8 000,00">
<label>Typ <select><option>A</option><option selected>B</option></select></label>
<label>Skyddad<input type=checkbox></label>
<label>Motivering<textarea>rad 1
rad 2</textarea></label>
<label>Lösenord<input type=password value=hemligt></label>
<label style="display:none">Dold<input value=dolt></label>
<fieldset><legend>Skäl</legend><label><input type=radio name=s>Nej</label>
<label><input type=radio name=s checked>Ja</label></fieldset>
<label for=d>Belopp</label><input id=d value=1><label for=e>Belopp</label><input id=e value=2>
</div>"""


async def test_labels_and_values_are_read_in_whatever_way_they_stand(page: Page) -> None:
    await page.set_content(FORM)
    fields = await read_fields(page.locator("#f"))
    read = {label: fields[label] for label in fields.labels if label != "Belopp"}
    assert read == {
        "Namn": "Rut",
        "Adress": "Storgatan 1\n123 45 Orten",
        "Civilstånd": "Gift",
        "Barn": "2",
        "Hyra": "8 000,00",
        "Typ": "B",
        "Skyddad": "nej",
        "Motivering": "rad 1\nrad 2",
        "Skäl": "Ja",
    }


async def test_a_label_that_is_missing_or_stands_twice_cannot_be_asked_for(page: Page) -> None:
    await page.set_content(FORM)
    fields = await read_fields(page.locator("#f"))
    with pytest.raises(NotThatScreen, match="several fields"):
        fields["Belopp"]
    with pytest.raises(NotThatScreen) as told:
        fields["Inkomst"]
    assert told.value.missing == ("Inkomst",)
    assert "Storgatan" not in str(told.value) + repr(fields)
