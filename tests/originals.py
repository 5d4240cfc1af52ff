"""Originals for tests: small self-written documents in every format, built from bytes."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from xml.sax.saxutils import escape

import pypdf

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Truce holds in Dalbar | The Valley Post</title>
<meta property="og:site_name" content="The Valley Post">
<meta property="article:published_time" content="2016-02-03T08:00:00Z">
<link rel="canonical" href="https://valley.example/truce">
<script>var secret = "<p>never shown</p>";</script><style>p { color: red }</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<h1>Truce holds in Dalbar</h1><p>By A. Writer, 3 February 2016</p>
<article><p>The two sides agreed on Tuesday to stop all fighting in Dalbar &amp; its
countryside, a caf&eacute; owner said.&nbsp;It is to last <b>six</b> months.</p>
<p>The terms, as the council published them after a week of talks with both commanders, are
these:</p>
<ol><li>Cease fire between all factions<li>Release of all prisoners<li>Opening of the crossings</ol>
<p style="display:none">hidden words</p>
<p>The council said that it will watch over the truce, and that any breach will be reported within
two days to the mediators of both sides.</p></article>
<aside><p>Something else entirely, from another page</p></aside>
<footer><p>&copy; 2024 The Valley Post. All rights reserved.</p></footer></body></html>
"""


def pdf(pages: Sequence[str], *, has_image: bool = False, title: str | None = None) -> bytes:
    """Return a PDF with a line of text on each line of each page; an empty page draws a picture."""
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: _stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
                   "/BitsPerComponent 8", b"\x80"),
    }  # fmt: skip
    if title is not None:
        objects[5] = f"<< /Title ({title}) /CreationDate (D:20160204120000Z) >>".encode()
    for number, page in enumerate(pages):
        resources = "/Font << /F1 3 0 R >>" + (" /XObject << /I 4 0 R >>" if has_image else "")
        objects[10 + 2 * number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << {resources} >> "
            f"/Contents {11 + 2 * number} 0 R >>"
        ).encode()
        objects[11 + 2 * number] = _stream(
            "", _drawn(page) if page else b"q 9 0 0 9 0 0 cm /I Do Q"
        )
    return _assembled(objects, info=5 if title is not None else None)


def _drawn(page: str) -> bytes:
    lines = [b"BT /F1 12 Tf 14 TL 50 740 Td"]
    for line in page.split("\n"):
        words = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(")
        lines.append(b"(" + words.replace(b")", b"\\)") + b") Tj T*")
    return b"\n".join([*lines, b"ET"])


def _stream(entries: str, content: bytes) -> bytes:
    head = f"<< {entries} /Length {len(content)} >>\nstream\n".encode()
    return head + content + b"\nendstream"


def _assembled(objects: Mapping[int, bytes], *, info: int | None) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets: dict[int, int] = {}
    for number, content in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %c \n" % (
            offsets.get(number, 0),
            b"n" if number in offsets else b"f",
        )
    out += b"trailer\n<< /Size %d /Root 1 0 R" % size
    out += b" /Info %d 0 R" % info if info else b""
    return bytes(out + b" >>\nstartxref\n%d\n%%%%EOF\n" % start)


def paragraph(text: str, *, properties: str = "") -> str:
    """Return a Word paragraph."""
    shown = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{shown}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def numbered(text: str, *, level: int = 0, number: int = 1) -> str:
    """Return a Word paragraph that is numbered."""
    return paragraph(
        text,
        properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>',
    )


NUMBERING = f"""<?xml version="1.0"?><w:numbering {W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"""


def docx(body: str, *, members: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word document with a body of paragraphs and tables, and other members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            "[Content_Types].xml": '<?xml version="1.0"?><Types/>',
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": NUMBERING,
            **(members or {}),
        }.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2016, 2, 2, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def letter(
    body: str,
    *,
    subject: str = "The truce in Dalbar",
    page: str | None = None,
    attachment: bytes | None = None,
) -> bytes:
    """Return a letter with a plain body, and perhaps the same as HTML and an attachment."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = '"Valley Council" <press@valley.example>'
    message["To"] = "list@valley.example"
    message["Date"] = "Tue, 02 Feb 2016 23:30:00 +0200"
    message.set_content(body)
    if page is not None:
        message.add_alternative(page, subtype="html")
    if attachment is not None:
        message.add_attachment(
            attachment, maintype="application", subtype="pdf", filename="terms.pdf"
        )
    return bytes(message)


def encrypted_pdf(page: str) -> bytes:
    """Return a PDF that opens only with a password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([page])))
    writer.encrypt("valley", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
