"""Scripts, styles, fonts and sounds, kept in memory under an address that names the build.

What lies under `/s/<build>/` never changes, so a browser asks for it once; a page of another build asks for
another address.

Some files are made here: `lang/pick.<lang>.json`, the wording of the handheld, and its like for the bench. These pages
are fetched over the hall's radio and kept on the device, so wording of the office stays out of them. So do the
comments of scripts: they are sent as empty lines, and an error still names the line of the source.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
# The areas of the catalogue that scripts of the handheld speak from; a refusal comes with its words from the server.
PICK_WORDS = (
    *(
        "app.",
        "ask.",
        "badge.",
        "band.",
        "bar.",
        "decision.",
        "enrol.",
        "finish.",
        "gun.",
        "held.",
        "home.",
        "key.",
        "link.",
    ),
    *("more.", "notice.", "pick.", "pin.", "queue.", "reason.", "short.", "stopped.", "truck.", "undo.", "unit."),
    *("error.events.", "error.request."),  # what a device says of a scan that the server would not even read
)
# Of each page for scanners what it says, by the name its shell gives as `data-words`. The bench shares the handheld's.
WORDS = {"pick": PICK_WORDS, "pack": (*PICK_WORDS, "pack."), "returns": (*PICK_WORDS, "returns.", "return_reason.")}
# A comment that begins a line and ends one.
_COMMENT = re.compile(rb"^[ \t]*(?:/\*(?:[^*]|\*(?!/))*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE)
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent; `packed` where gzip makes it smaller."""

    body: bytes
    packed: bytes | None
    type: str
    etag: str


class StaticTree:
    """All files of a folder, read once. `build` changes when any of them, a template or the version does."""

    def __init__(self, folder: Path, *others: Path, version: str) -> None:
        digest = hashlib.sha256(version.encode())
        self.files: dict[str, StaticFile] = {}
        for name, body in _bodies(folder):
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
    return _answer(_file(text.encode(), kind), "no-cache")


def _answer(found: StaticFile, keep: str) -> Response:
    packs = found.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    answer = Response(found.packed if packs else found.body, content_type=found.type)
    if packs:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = keep
    answer.set_etag(found.etag + ("-gz" if packs else ""))
    answer.make_conditional(request)
    return answer


def _file(body: bytes, kind: str) -> StaticFile:
    packed = gzip.compress(body, 9, mtime=0) if kind.startswith(_TEXT) else None
    smaller = packed if packed is not None and len(packed) < len(body) else None
    return StaticFile(body, smaller, kind, hashlib.sha256(body).hexdigest()[:16])


def _bodies(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in _sorted_files(folder):
        name, body = path.relative_to(folder).as_posix(), path.read_bytes()
        yield name, (without_comments(body) if name.startswith("js/") and path.suffix == ".js" else body)
        if name.startswith("lang/") and path.suffix == ".json":
            for page, areas in WORDS.items():
                yield f"lang/{page}.{path.name}", _words(body, areas)


def without_comments(script: bytes) -> bytes:
    """A script of ours with an empty line for each line of comment. Comments behind code stay.

    >>> without_comments(b"/** Adds. */\\nexport const a = 1; // one\\n  // two\\n")
    b'\\nexport const a = 1; // one\\n\\n'
    """
    return _COMMENT.sub(lambda found: b"\n" * found[0].count(b"\n"), script)


def _words(catalogue: bytes, areas: tuple[str, ...]) -> bytes:
    words = {key: text for key, text in json.loads(catalogue).items() if key.startswith(areas)}
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


def _sorted_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
