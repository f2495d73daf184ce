"""Every sentence a person reads, by key, from one catalogue per language.

>>> words = Messages({"en": {"home.hello": "Hello {name}"}})
>>> words.say("de", "home.hello", name="Ana")
'Hello Ana'
"""

from __future__ import annotations

import re
from collections.abc import Mapping

FALLBACK = "en"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Messages:
    """The catalogues as they were handed in: {language: {key: text with {placeholders}}}."""

    def __init__(self, catalogues: Mapping[str, Mapping[str, str]]) -> None:
        self._catalogues = catalogues
        self.languages = tuple(catalogues)

    def known(self, wanted: str) -> str | None:
        """The language there is for `de`, `de-AT` or `de_DE`.

        >>> Messages({"en": {}, "de": {}}).known("de_AT")
        'de'
        """
        exact = wanted.replace("_", "-").lower()
        return next((one for one in (exact, exact.partition("-")[0]) if one in self._catalogues), None)

    def names(self) -> dict[str, str]:
        """What each language is called in itself; one that nobody who speaks it has read yet is marked."""
        return {lang: self._name(lang) for lang in self.languages}

    def _name(self, lang: str) -> str:
        name = self.say(lang, "lang.name")
        return name if self.say(lang, "lang.reviewed") == "yes" else self.say(FALLBACK, "lang.draft", name=name)

    def say(self, lang: str, key: str, /, **args: object) -> str:
        """The sentence in this language, in English where it is not translated, else the key itself."""
        text = self._catalogues.get(lang, {}).get(key) or self._catalogues[FALLBACK].get(key, key)
        return _PLACEHOLDER.sub(lambda found: str(args.get(found[1], found[0])), text)

    def refusal(self, lang: str, key: str, facts: Mapping[str, object]) -> dict[str, str]:
        """A refusal in three sentences: {key, text, safe, next}."""
        said = {part: self.say(lang, f"error.{key}.{part}", **facts) for part in ("text", "safe", "next")}
        return {"key": key, **said}
