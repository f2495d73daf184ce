"""What a Chrome 109 WebView or our content policy cannot take is named before it reaches a scanner."""

from pathlib import Path

import pytest

from tests.house.conftest import Plant
from tests.tools import browsers


def breaches(checkout: Path) -> list[str]:
    """What the check says of a checkout."""
    return browsers.check(checkout)[0]


def test_a_small_checkout_has_nothing_too_new(checkout: Path) -> None:
    assert breaches(checkout) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("const later = Promise.withResolvers();", "Promise.withResolvers came with Chrome 119"),
        ("await Array.fromAsync(source);", "Array.fromAsync came with Chrome 121"),
        ("window.Object.groupBy(lines, (line) => line.stop);", "Object.groupBy came with Chrome 117"),
        ("lines.toSorted();", ".toSorted() came with Chrome 110"),
        ("lines?.toReversed();", ".toReversed() came with Chrome 110"),
        ("new Set(mine).intersection(yours);", ".intersection() came with Chrome 122"),
        ("dialog.showPopover();", ".showPopover() came with Chrome 114"),
        ("const pattern = /a/v;", "the v flag of a regular expression came with Chrome 112"),
        ("import words from './en.json' with { type: 'json' };", "import attributes came with Chrome 123"),
        ("import { h } from 'preact';", "import 'preact': relative imports only, there is no import map"),
        ("export * from '/s/js/app.js';", "import '/s/js/app.js': relative imports only, there is no import map"),
        ("const id = crypto.randomUUID();", "crypto.randomUUID: needs https; ids come from crypto.getRandomValues"),
        ("eval('1');", "eval: the content policy forbids it"),
        ("new Function('return 1');", "new Function: the content policy forbids it"),
        ("box.innerHTML = text;", "innerHTML takes markup from text; build nodes or use textContent"),
        (
            "box.setAttribute('style', 'top: 0');",
            "a style attribute is refused by the content policy; use a class or element.style",
        ),
    ],
)
def test_a_script_beyond_the_oldest_scanner_is_named(checkout: Path, plant: Plant, code: str, said: str) -> None:
    plant("static/js/new.js", f"// a line before\n{code}\n")
    assert breaches(checkout) == [f"static/js/new.js:2: {said}"]


@pytest.mark.parametrize(
    "code",
    [
        "// Promise.withResolvers is too new",
        "const told = 'use Object.groupBy';",
        "const copy = structuredClone(state);",
        "import { h } from './vendor.js';",
        "const last = lines.findLast((line) => line.done);",
        "crypto.getRandomValues(bytes);",
    ],
)
def test_what_the_oldest_scanner_can_do_passes(checkout: Path, plant: Plant, code: str) -> None:
    plant("static/js/old.js", code)
    assert breaches(checkout) == []


@pytest.mark.parametrize(
    ("css", "said"),
    [
        (".a {\n  .b { color: red; }\n}", "2: nesting came with Chrome 112: .b"),
        (".a { color: red; &:hover { color: blue; } }", "1: nesting came with Chrome 112: &:hover"),
        (
            "@media print { .a { @media (width > 1px) { color: red; } } }",
            "1: nesting came with Chrome 112: @media (width > 1px)",
        ),
        ("@scope (.a) { }", "1: @scope came with Chrome 118"),
        (".a { color: color-mix(in srgb, red, blue); }", "1: color-mix came with Chrome 111"),
        (".a { color: oklch(0.5 0.1 20); }", "1: oklch came with Chrome 111"),
        (".a { grid-template-rows: subgrid; }", "1: subgrid came with Chrome 117"),
        (":user-invalid { color: red; }", "1: :user-invalid came with Chrome 119"),
    ],
)
def test_a_stylesheet_beyond_the_oldest_scanner_is_named(checkout: Path, plant: Plant, css: str, said: str) -> None:
    plant("static/css/new.css", css)
    assert breaches(checkout) == [f"static/css/new.css:{said}"]


@pytest.mark.parametrize(
    "css",
    [
        "/* .a { .b { } } and oklch( */ .a { color: red; }",
        "@media (min-width: 40rem) { .a { color: red; } .b { color: blue; } }",
        "@keyframes beat { from { opacity: 0; } 50%, 60% { opacity: 0.5; } to { opacity: 1; } }",
        '.a:has(.b)::before { content: "@scope {"; transform: translate(calc(1rem + 2px)); }',
    ],
)
def test_an_ordinary_stylesheet_passes(checkout: Path, plant: Plant, css: str) -> None:
    plant("static/css/old.css", css)
    assert breaches(checkout) == []


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<script>go()</script>", "1: <script> without src: scripts live in static/js"),
        ("<p>\n<b onclick='go()'>x</b></p>", "2: onclick=: listen in a module instead"),
        ("<p style='color: red'>x</p>", "1: a style attribute is refused by the content policy; use a class"),
        ("<style>p { color: red }</style>", "1: <style>: styles live in static/css"),
        ("<a href='javascript:go()'>x</a>", "1: href=javascript: is an inline script"),
        ("<div popover>x</div>", "1: the attribute popover came with Chrome 114"),
        ("{# a\nnote #}<p style='{{ y }}'>x</p>", "2: a style attribute is refused by the content policy; use a class"),
    ],
)  # fmt: skip
def test_a_template_our_policy_refuses_is_named(checkout: Path, plant: Plant, html: str, said: str) -> None:
    plant("templates/new.html", html)
    assert breaches(checkout) == [f"templates/new.html:{said}"]


def test_modules_data_and_printed_values_pass_in_a_template(checkout: Path, plant: Plant) -> None:
    plant(
        "templates/old.html",
        "<script type='module' src='{{ asset('js/app.js') }}'></script>\n"
        "<script type='application/json' id='data'>{{ data | tojson }}</script>\n"
        "<p {% if done %}class='done'{% endif %} data-on='{{ \"<p style=x>\" }}'>x</p>\n",
    )
    assert breaches(checkout) == []
