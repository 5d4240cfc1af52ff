"""Write the example in DOCX, the same bytes every time.

A person would write the document in a word processor; a script keeps the example's words readable
in a review. Run it from anywhere: `python examples/write_docx.py`.
"""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

TARGET = Path(__file__).parent / "documents" / "02-jarrah-airfield-road.docx"

TEXT = """\
# Local truce over the road past Jarrah airfield

Aleppo province, 15 January 2014

A handwritten text, shown in a video that was shared on forums and put into English since, records a
truce between the Islamic State of Iraq and the Levant (ISIL) and Ahrar al-Sham on the eastern front
of Aleppo province. Abu Umar al-Shishani signed it on behalf of ISIL, and Abu Khalid al-Suri signed
it on behalf of Ahrar al-Sham.

In substance the text says:

- There shall be no fire from Jarrah airfield at the columns of ISIL. This covers only the road as
far as the end of the airfield.

- ISIL promises that it will never attack Jarrah airfield.

- ISIL shall use the al-Abkar road and shall keep off the public road at the airfield.

- The roadblocks of both sides at the al-Abkar crossroads shall be removed. The checkpoint of Ahrar
al-Sham shall be moved to a point that faces the turn-off to the airfield.

- Prisoners of both sides shall be released from Maskanah, al-Sukkar and al-Abkar, and all
checkpoints shall be given back.

Each side made one of its men responsible for carrying out the agreement. The prisoners are to be
released at once. Both sides signed the agreement; it names no date on which it ends and nobody to
watch over it.
"""
"""The document: `#` begins its title, `-` a numbered clause, and a blank line ends a paragraph."""

_STYLES_BY_MARK = {"#": "Title", "-": "Clause"}
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_STYLES = f"""{_XML}<w:styles xmlns:w="{_WORD}">
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="List Number"/>
<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>"""

_NUMBERING = f"""{_XML}<w:numbering xmlns:w="{_WORD}">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""

_CONTENT_TYPES = f"""{_XML}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{_WORD_TYPE}.numbering+xml"/>
</Types>"""

_RELATIONSHIPS = f"""{_XML}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>"""

_DOCUMENT_RELATIONSHIPS = f"""{_XML}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_OFFICE}/numbering" Target="numbering.xml"/>
</Relationships>"""


def to_docx() -> tuple[tuple[str, str], ...]:
    """Return the members of the archive, by name."""
    return (
        ("[Content_Types].xml", _CONTENT_TYPES),
        ("_rels/.rels", _RELATIONSHIPS),
        ("word/_rels/document.xml.rels", _DOCUMENT_RELATIONSHIPS),
        ("word/document.xml", _to_document()),
        ("word/numbering.xml", _NUMBERING),
        ("word/styles.xml", _STYLES),
    )


def write_docx(target: Path) -> None:
    """Write the document; stored without compression, so that the bytes depend on no library."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in to_docx():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)


def _to_document() -> str:
    body = "".join(_to_paragraph(paragraph) for paragraph in TEXT.split("\n\n"))
    return f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'


def _to_paragraph(paragraph: str) -> str:
    style = _STYLES_BY_MARK.get(paragraph[0])
    words = " ".join((paragraph[1:] if style else paragraph).split())
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{escape(words)}</w:t></w:r></w:p>\n"


if __name__ == "__main__":
    write_docx(TARGET)
