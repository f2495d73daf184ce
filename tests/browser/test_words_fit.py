"""What the band of a handheld may say fits it, in every language and on the smallest screens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.running import Server
from tests.tools.report import ROOT

SIZES = ((360, 640), (320, 533))
LANGUAGES = sorted(path.stem for path in (ROOT / "static/lang").glob("*.json"))
# What stands for a placeholder; the rest is a number of two digits.
FACTS = {
    **{
        "name": "Apple soap",
        "is": "Apple soap",
        "product": "Apple soap",
        "next": "Apple soap",
        "text": "4006381333931",
    },
    **{
        "want": "A-04-2",
        "at": "A-04-2",
        "bin": "A-04-2",
        "code": "4006381333931",
        "carrier": "Parcel",
        "truck": "Parcel",
    },
    **{
        "order": "S00042",
        "other": "S00043",
        "number": "W-00042",
        "lot": "L2411",
        "box": "Box M",
        "by": "Ana",
        "to": "Ana",
    },
    **{
        "device": "Handheld 7",
        "left": "12 kg",
        "count": "12 kg",
        "factor": "12 kg",
        "weight": "12400",
        "most": "12000",
    },
}
# Said by the device, or by the server to somebody at one.
SAID = (
    "badge",
    "band",
    "camera",
    "count",
    "decision",
    "enrol",
    "finish",
    "held",
    "home",
    "look",
    "move",
    "pick",
    "pin",
    "practice",
    "put_down",
    "queue",
    "stopped",
    "undo",
)
ERRORS = ("app", "badge", "device", "enrol", "pin", "request", "role", "session", "sign_in", "store", "wave")
DRAW = """async ({ build, lang, said }) => {
  document.documentElement.lang = lang;
  const part = (name) => import(`/s/${build}/js/pick/parts/${name}.js`);
  const [{ html, render }, { Band }] = await Promise.all([part('html'), part('band')]);
  document.body.innerHTML = `<div class="hand"><header class="top"><div class="bar"></div><div></div></header></div>`;
  const place = document.querySelector('.top').lastChild;
  return said.filter(([key, word, why]) => {
    render(html`<${Band} tone="no" word=${word} why=${why} />`, place);
    const parts = [place.firstChild, place.firstChild.lastChild];
    return parts.some((node) => node.scrollHeight > 81 || node.scrollWidth > node.clientWidth + 1);
  }).map(([key, word, why]) => `${key}: ${word} / ${why}`);
}"""

pytestmark = pytest.mark.xdist_group("words")


@pytest.fixture(scope="module")
def page(browser: Browser, shop: Server) -> Iterator[Page]:
    """A handheld's page; its own band makes way for the one that is measured."""
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{shop.base}/pick/")
        page.wait_for_selector("header.top[data-screen=enrol]")
        yield page


def sentences(lang: str) -> Iterator[tuple[str, str, str]]:
    """(key, headline, what stands under it), filled."""
    english, own = (json.loads((ROOT / f"static/lang/{one}.json").read_text(encoding="utf-8")) for one in ("en", lang))
    words = {
        key: re.sub(r"\{(\w+)\}", lambda found: FACTS.get(found[1], "12"), own.get(key, english[key]))
        for key in english
    }
    for key, text in words.items():
        area, _, rest = key.partition(".")
        if area == "error" and rest.endswith(".text") and rest.partition(".")[0] in ERRORS:
            stem = key.removesuffix("text")
            yield key, text, f"{words[stem + 'safe']} {words[stem + 'next']}"
        elif area in SAID:
            yield from ((key, text, words[key + end]) for end in (".why", "_why") if key + end in words)


def is_read(lang: str) -> bool:
    words: dict[str, str] = json.loads((ROOT / f"static/lang/{lang}.json").read_text(encoding="utf-8"))
    return words["lang.reviewed"] == "yes"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_band_says_fits_it(page: Page, lang: str) -> None:
    build = page.get_attribute("html", "data-build")
    said = list(sentences(lang))
    assert len(said) > 120
    for width, height in SIZES if is_read(lang) else SIZES[:1]:  # a draft is not set in our face, so how wide varies
        page.set_viewport_size({"width": width, "height": height})
        too_long = page.evaluate(DRAW, {"build": build, "lang": lang, "said": said})
        assert not too_long, "\n".join(too_long)
