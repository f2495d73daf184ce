"""What a carrier's module does when a transfer that leaves is validated: it hangs a label at it."""

from __future__ import annotations

from warehouse_app.demo.books import Books
from warehouse_app.demo.papers import Attachment
from warehouse_app.demo.records import OpType, Picking

_PAGE = "BT /F1 24 Tf 24 380 Td ({words}) Tj 0 -40 Td ({name}) Tj ET"


def leave_label(books: Books, picking: Picking) -> None:
    """Of the carriers in `books.labelling`, once: where the type says so, else with what leaves the house."""
    carrier = picking.wanted.carrier
    if carrier is None or carrier not in books.labelling or not makes_labels(picking.type, books):
        return
    id_ = books.next_id("attachment")
    name = f"LabelShipping-{carrier}-{picking.id}.pdf"
    body = label_pdf(carrier, picking.name)
    books.attachments[id_] = Attachment(id_, "transfer", picking.id, name, "application/pdf", body)


def makes_labels(type_: OpType, books: Books) -> bool:
    """Its "Generate Shipping Labels". What was made on the way is not made again at the end."""
    if type_.then is not None:
        return type_.id in books.labels_at
    chains = [site.chain for site in books.sites.values() if type_ in site.chain]
    return not any(one.id in books.labels_at for chain in chains for one in chain)


def label_pdf(carrier: str, name: str) -> bytes:
    """A page of 4 x 6 in with two lines on it."""
    words, name = (
        "".join(letter for letter in text if letter.isascii() and letter not in "()\\") for text in (carrier, name)
    )
    text = _PAGE.format(words=words, name=name).encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 288 432]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF\n"
    return out + tail % (table, len(out))
