"""What is asked of a language. `python -m tests.tools.translations [lang ...]` lists what it lacks, in English.

A file says of itself what it is called (`lang.name`) and whether somebody who speaks it has read it (`lang.reviewed`).
One that was read is whole and holds no English; a draft may lack sentences, English stands in for them.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.tools import report

Words = dict[str, str]
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_UNTIDY = re.compile(r"""["']|\.\.\.| {2}|^ | $|<[a-z/]|&\w+;""")
_FRENCH = re.compile(r"(?<![\u00a0\d])[:;?](?!\d|//)|[«](?!\u00a0)|(?<!\u00a0)[»]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ENDS = (".", "?", ":", ";", ",")
_SAME = Path(__file__).with_name("same_words.json")


def breaches(lang: str, english: Words, own: Words) -> Iterator[str]:
    """What is wrong with a language."""
    is_read = own.get("lang.reviewed") == "yes"
    if not own.get("lang.name") or own.get("lang.reviewed") not in ("yes", "no"):
        yield "lang.name is its name in itself, lang.reviewed is yes or no"
    if is_read:
        yield from (f"{key} is not translated" for key in missing(english, own))
    yield from (f"{key} is not in en.json" for key in sorted(own.keys() - english.keys()))
    same = _same_words(lang)
    for key in sorted(english.keys() & own.keys()):
        yield from (f"{key} {what}" for what in _sentence(lang, english[key], own[key]))
        if is_read and own[key] == english[key] and own[key] not in same and _says_something(own[key]):
            yield f"{key} is still in English"


def missing(english: Words, own: Words) -> list[str]:
    """The keys it lacks."""
    return sorted(english.keys() - own.keys())


def _sentence(lang: str, english: str, own: str) -> Iterator[str]:
    if sorted(_PLACEHOLDER.findall(english)) != sorted(_PLACEHOLDER.findall(own)):
        yield "has other placeholders than in English"
    if " " in english and own.endswith(_ENDS) != english.endswith(_ENDS):
        yield "ends with a stop where English does not, or the other way round"
    if found := _UNTIDY.search(own):
        yield f"is untidy near '{found.group()}': quotes and apostrophe are the language's own"
    if lang == "fr" and _FRENCH.search(own):
        yield "lacks the blank that does not break (U+00A0) before : ; ? or within « »"


def _says_something(text: str) -> bool:
    return bool(_LETTERS.search(_PLACEHOLDER.sub("", text)))


def _same_words(lang: str) -> set[str]:
    same: dict[str, list[str]] = json.loads(report.text(_SAME))
    return {*same["all"], *same.get(lang, ())}


def main(languages: list[str], folder: Path = report.ROOT / "static/lang") -> None:
    """Prints what each language lacks, as lines to translate and paste into its file."""
    english = json.loads(report.text(folder / "en.json"))
    for path in sorted(folder.glob("*.json")):
        lacks = missing(english, json.loads(report.text(path)))
        if (path.stem in languages or not languages) and lacks:
            print(f"{path.stem}: {len(lacks)} of {len(english)} sentences")
            print("\n".join(f"  {json.dumps(key)}: {json.dumps(english[key], ensure_ascii=False)}," for key in lacks))


if __name__ == "__main__":
    main(sys.argv[1:])
