"""What old pages can draw with and no list foresaw: whatever stands on red must be gone from the picture."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.browser.kit.test_evidence import COUNT_RED, taken

RED = "background:#f00 !important;color:#f00 !important"
SEEN = f"visibility:visible !important;opacity:1 !important;{RED}"
DRAWN = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='90' height='20'%3E%3Crect width='90' height='20' fill='red'/%3E%3C/svg%3E"  # noqa: E501
STUBBORN = f"""
<style>
  @layer early {{ p.flik::before {{ content: 'Rut' !important; {SEEN} }} }}
  html body p.flik::after {{ content: 'Rut' !important; {SEEN} }}
  @media all {{ html body label.namn::before {{ content: 'Rut' !important; {SEEN} }} }}
  html body label.lista {{ display: list-item; list-style: 'Rut Rut Rut ' inside !important; }}
  html body label.lista::marker {{ color: #f00 !important; }}
  html body label.ram {{ border: 20px solid; border-image: linear-gradient(red, red) 1 !important; }}
  html body label.bild {{ content: url("{DRAWN}") !important; }}
  html body ol li::marker {{ content: 'Rut' !important; color: #f00 !important; }}
  html body ol li {{ visibility: hidden; }}
  html body dialog::backdrop {{ {SEEN} }}
  html body div.knapp {{ width: 40px; overflow: scroll; }}
  html body input::placeholder, html body input::file-selector-button {{ {SEEN} }}
</style>
<label>Namn</label><p class=flik>x</p>
<label class=namn>Namn</label><br><label class=lista>Namn</label><label class=ram>Namn</label>
<label class=bild>Namn</label><ol><li>x</ol>
<div id=sluten></div><section id=omkring><label>Namn</label></section>
<span id=inuti><label>Namn</label></span>
<input placeholder="Rut" style="{RED}"><input type=file style="{RED}">
<select size=3 style="{RED}"><option style="{RED}">Rut<option>Exempelsson</select>
<img alt="Rut Exempelsson" src="{DRAWN}"><video poster="{DRAWN}" width=90 height=20></video>
<object data="{DRAWN}" type="image/svg+xml"></object><embed src="{DRAWN}" type="image/svg+xml">
<progress value=1 style="{RED}"></progress><meter value=1 style="{RED}"></meter>
<svg width=90 height=20><foreignObject width=90 height=20>
  <div xmlns="http://www.w3.org/1999/xhtml" style="{SEEN}">Rut</div></foreignObject></svg>
<math style="{SEEN}"><mtext>Rut</mtext></math><div popover id=lapp style="{RED}">Rut</div>
<dialog id=ruta style="{RED}">Rut</dialog><details open style="{RED}"><summary>Rut</summary>Rut</details>
<iframe srcdoc="<div id=d></div><label>Namn</label><script>document.getElementById('d').attachShadow({{mode:
  'closed'}}).innerHTML = '<b style=&quot;{SEEN}&quot;>Rut</b>'</script>"></iframe>
<script>
  const red = '<b style="{SEEN}">Rut Exempelsson</b><slot></slot>';
  for (const id of ['sluten', 'omkring', 'inuti'])
    document.getElementById(id).attachShadow({{mode: 'closed'}}).innerHTML = red;
  document.getElementById('lapp').showPopover();
  document.getElementById('ruta').showModal();
</script>
"""


@pytest.mark.parametrize("policy", [{}, {"Content-Security-Policy": "frame-src 'none'"}])
async def test_nothing_on_red_is_left(page: Page, site: Any, tmp_path: Path, policy: dict[str, str]) -> None:
    await page.goto(site.serve("/sok", STUBBORN, headers=policy))
    before = await page.evaluate(COUNT_RED, list(await page.screenshot(full_page=True)))
    _, found = await taken(page, tmp_path)
    assert before["red"] > 1000
    assert found.picture is not None
    after = await page.evaluate(COUNT_RED, list(found.picture.read_bytes()))
    assert after["red"] == 0
    assert after["dark"] > 30, "the labels are still to be read"
