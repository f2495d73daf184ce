"""Scripts, styles, fonts and sounds, kept in memory under an address that names the build.

What lies under `/s/<build>/` never changes, so a browser asks for it once; a page of another build asks for
another address.

Some files are made here: `lang/pick.<lang>.json`, the wording of the handheld, and its like for the bench. These pages
are fetched over the hall's radio and kept on the device, so wording of the office stays out of them. So do the
comments of scripts: they are sent as empty lines, and an error still names the line of the source. In a language
that lacks a sentence the English one is sent, so that a page asks for one file.

Texts are packed with Brotli for browsers that take it (over TLS and on the machine itself all do), else with gzip.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import brotli
from flask import Blueprint, Response, abort, request

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
}
_TEXT = ("text/", "application/", "image/svg")
BEST = 11  # of Brotli's efforts
# The areas of the catalogue that scripts of the handheld speak from; a refusal comes with its words from the server.
PICK_WORDS = (
    *(
        "app.",
        "ask.",
        "badge.",
        "band.",
        "bar.",
        "camera.",
        "decision.",
        "enrol.",
        "finish.",
        "gun.",
        "held.",
        "home.",
        "key.",
        "link.",
    ),
    *("back.", "check.", "count.", "look.", "menu.", "move.", "photo.", "practice.", "put_down.", "shift.", "task."),
    *(
        "more.",
        "notice.",
        "pick.",
        "pin.",
        "queue.",
        "reason.",
        "short.",
        "short_more.",
        "stopped.",
        "truck.",
        "undo.",
        "unit.",
    ),
    *("error.events.", "error.request."),  # what a device says of a scan that the server would not even read
)
# Of each page for scanners what it says, by the name its shell gives as `data-words`. The bench shares the handheld's.
WORDS = {
    "pick": PICK_WORDS,
    "pack": (*PICK_WORDS, "fetch.", "find.", "pack.", "print.reason.", "printer.trouble."),
    "returns": (*PICK_WORDS, "returns.", "return_reason.", "grade.", "disposition.", "judge_question."),
}
# A comment that begins a line and ends one.
_COMMENT = re.compile(rb"^[ \t]*(?:/\*(?:[^*]|\*(?!/))*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE)
_PACKERS: Mapping[str, Callable[[bytes, int], bytes]] = {
    "br": lambda body, effort: bytes(brotli.compress(body, quality=effort)),
    "gzip": lambda body, effort: gzip.compress(body, min(effort, 9), mtime=0),
}
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent. `effort` is Brotli's, 0 to 11: much for what is packed once and sent for ever."""

    body: bytes
    type: str
    etag: str
    effort: int = BEST
    _packed: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    def packed(self, accepted: str) -> tuple[str, bytes]:
        """The encoding (`br`, `gzip`, none) and the bytes for who accepts these, packed when first asked for."""
        offered = {name.split(";")[0].strip() for name in accepted.split(",")}
        encoding = next((name for name in _PACKERS if name in offered and self.type.startswith(_TEXT)), "")
        if encoding and encoding not in self._packed:
            pack = _best if self.effort == BEST else _pack
            self._packed[encoding] = pack(encoding, self.body, self.effort)
        smaller = encoding and len(self._packed[encoding]) < len(self.body)
        return (encoding, self._packed[encoding]) if smaller else ("", self.body)


def _pack(encoding: str, body: bytes, effort: int) -> bytes:
    return _PACKERS[encoding](body, effort)


_best = cache(_pack)  # takes long: once a process, however many trees there are


class StaticTree:
    """All files of a folder, read once, and those `made` by the app itself: JSON, by name.

    `build` changes when any of them, a template or the version does.
    """

    def __init__(self, folder: Path, *others: Path, version: str, made: Mapping[str, Any] | None = None) -> None:
        digest = hashlib.sha256(version.encode())
        self.files: dict[str, StaticFile] = {}
        own = ((name, _lean(data)) for name, data in (made or {}).items())
        for name, body in itertools.chain(_bodies(folder), own):
            digest.update(f"\n{name}\n".encode() + body)
            if (suffix := Path(name).suffix) in TYPES:
                self.files[name] = _file(body, TYPES[suffix])
        for other in others:
            for path in _sorted_files(other):
                digest.update(path.read_bytes())
        self.build = digest.hexdigest()[:12]

    def url(self, name: str) -> str:
        """Where this file is served."""
        return f"/s/{self.build}/{name}"

    def text(self, name: str) -> str:
        """A file's text, or nothing when it is no text or not there."""
        file = self.files.get(name)
        return file.body.decode("utf-8") if file and file.type.startswith(_TEXT) else ""


def blueprint(tree: StaticTree) -> Blueprint:
    """The route to these files."""
    static_files = Blueprint("static_files", __name__)

    @static_files.get("/s/<build>/<path:name>")
    def file(build: str, name: str) -> Response:
        found = tree.files.get(name)
        if build != tree.build or found is None:
            abort(404)
        return _answer(found, FOR_EVER)

    return static_files


def asked_anew(text: str, kind: str) -> Response:
    """A text made for this request, of this content type: packed, and asked for anew each time."""
    return _answer(_file(text.encode(), kind, effort=5), "no-cache")


def _answer(found: StaticFile, keep: str) -> Response:
    encoding, body = found.packed(request.headers.get("Accept-Encoding", ""))
    answer = Response(body, content_type=found.type)
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = keep
    answer.set_etag("-".join(part for part in (found.etag, encoding) if part))
    answer.make_conditional(request)
    return answer


def _file(body: bytes, kind: str, effort: int = BEST) -> StaticFile:
    return StaticFile(body, kind, hashlib.sha256(body).hexdigest()[:16], effort)


def _bodies(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in _sorted_files(folder):
        name, body = path.relative_to(folder).as_posix(), path.read_bytes()
        if name.startswith("lang/") and path.suffix == ".json":
            yield from _catalogues(path)
        else:
            yield name, (without_comments(body) if name.startswith("js/") and path.suffix == ".js" else body)


def without_comments(script: bytes) -> bytes:
    """A script of ours with an empty line for each line of comment. Comments behind code stay.

    >>> without_comments(b"/** Adds. */\\nexport const a = 1; // one\\n  // two\\n")
    b'\\nexport const a = 1; // one\\n\\n'
    """
    return _COMMENT.sub(lambda found: b"\n" * found[0].count(b"\n"), script)


def _catalogues(path: Path) -> Iterator[tuple[str, bytes]]:
    """A language whole, for pages of the office, and cut for each page of a device."""
    english = path.with_name("en.json").read_text(encoding="utf-8")
    words = {**json.loads(english), **json.loads(path.read_text(encoding="utf-8"))}
    yield f"lang/{path.name}", _lean(words)
    for page, areas in WORDS.items():
        yield f"lang/{page}.{path.name}", _lean({key: text for key, text in words.items() if key.startswith(areas)})


def _lean(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _sorted_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
