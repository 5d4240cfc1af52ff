"""XML: trees of elements, without document types or entities, and of limited depth."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from hudna.errors import InputError
from hudna.intake.limits import Limits
from hudna.intake.rendered import check_nesting, damaged


def parse_xml(content: bytes, name: str, limits: Limits) -> Element:
    """Return the root of an XML document.

    Raises:
        InputError: It is not well formed, declares a document type or entities, or is nested too
            deeply.
    """
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise InputError(
            f"{name!r} holds XML with a document type or entities of its own, which is refused",
            code="input-entities",
            subject=name,
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise damaged(name, "XML", error) from error
    level = [root]
    depth = 0
    while level:
        depth += 1
        check_nesting(depth, name, limits)
        level = [child for element in level for child in element]
    return root
