"""Pages: what the head of an HTML page declares about it.

Only declarations count: `meta` and `link` elements, structured data, `time` elements that mark the
publication. A date that merely stands on the page, in its address or in its copyright line, is not
presented as known.

Source:
    Open Graph protocol (ogp.me); schema.org NewsArticle; Dublin Core Metadata Element Set 1.1;
    Highwire Press tags as Google Scholar documents them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hudna.domain.documents import Metadata
from hudna.intake.dates import find_published

_DATES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "citation_publication_date",
    "citation_date",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publication_date",
    "publishdate",
    "pubdate",
    "date",
)
_TITLES = ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title")
_PUBLISHERS = (
    "og:site_name",
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "application-name",
)
_LANGUAGES = ("og:locale", "content-language", "language", "dc.language")
_ARTICLES = re.compile(r"article|posting|report|webpage", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-zA-Z]{2})(?:[-_].*)?")
_SUFFIX = re.compile(r"\s+[|\-–—»:·]\s+(?P<site>[^|\-–—»·]+)$")


@dataclass(slots=True)
class Declarations:
    """What a page declares, as its tokens come by.

    Attributes:
        metas: The content of each `meta` element, by its name in lower case; the first counts.
        structured: Objects of structured data.
        title: The `title` element.
        headings: The first headings of the first level.
        canonical: The canonical address.
        language: The language of the `html` element.
        times: Values of elements that mark a date of publication.
    """

    metas: dict[str, str] = field(default_factory=dict)
    structured: list[Mapping[str, object]] = field(default_factory=list)
    title: str | None = None
    headings: list[str] = field(default_factory=list)
    canonical: str | None = None
    language: str | None = None
    times: list[str] = field(default_factory=list)

    def see_element(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of a start tag."""
        if name == "meta":
            self._see_meta(attributes)
        elif name == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self.canonical = self.canonical or attributes.get("href", "").strip() or None
        elif name == "html":
            self.language = self.language or attributes.get("lang") or attributes.get("xml:lang")
        elif attributes.get("itemprop", "").lower() == "datepublished" or "pubdate" in attributes:
            self.times.append(attributes.get("datetime") or attributes.get("content", ""))

    def see_structured(self, text: str) -> None:
        """Take note of a block of structured data; what is no JSON says nothing."""
        try:
            content = json.loads(text)
        except (ValueError, RecursionError):
            return
        self.structured.extend(_iter_articles(content, depth=0))

    def to_metadata(self) -> Metadata:
        """Return the declarations as metadata."""
        publisher = self._publisher()
        return Metadata(
            title=self._title(publisher),
            publisher=publisher,
            published=self._published(),
            url=_address(self.canonical) or _address(self.metas.get("og:url")),
            language=self._language(),
        )

    def _see_meta(self, attributes: Mapping[str, str]) -> None:
        content = attributes.get("content", "").strip()
        for kind in ("property", "name", "itemprop", "http-equiv"):
            name = attributes.get(kind, "").strip().lower()
            if name and content:
                self.metas.setdefault(name, content)

    def _published(self) -> str | None:
        stated = [
            *(self.metas[name] for name in _DATES if name in self.metas),
            *_texts(self.structured, "datePublished"),
            *self.times,
        ]
        return next((found for words in stated if (found := find_published(words))), None)

    def _title(self, publisher: str | None) -> str | None:
        stated = [
            *(self.metas[name] for name in _TITLES if name in self.metas),
            *_texts(self.structured, "headline"),
            *(self.headings if len(self.headings) == 1 else ()),
        ]
        title = next((line for words in stated if (line := _line(words))), None)
        return title or _without_site(_line(self.title or ""), publisher)

    def _publisher(self) -> str | None:
        names = [self.metas[name] for name in _PUBLISHERS if name in self.metas]
        for thing in self.structured:
            publisher = thing.get("publisher")
            if isinstance(publisher, Mapping):
                names += _texts([publisher], "name")
            elif isinstance(publisher, str):
                names.append(publisher)
        return next((line for words in names if (line := _line(words))), None)

    def _language(self) -> str | None:
        stated = [self.language, *(self.metas.get(name) for name in _LANGUAGES)]
        for words in stated:
            match = _LANGUAGE.fullmatch(words.strip()) if words else None
            if match is not None:
                return match[1].lower()
        return None


def _iter_articles(content: object, *, depth: int) -> Iterator[Mapping[str, object]]:
    """Yield the objects of structured data that describe an article or the page."""
    if depth > 4:
        return
    if isinstance(content, list):
        for each in content:
            yield from _iter_articles(each, depth=depth + 1)
    elif isinstance(content, Mapping):
        kinds = content.get("@type")
        if any(
            _ARTICLES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield content
        yield from _iter_articles(content.get("@graph"), depth=depth + 1)


def _texts(things: Iterable[Mapping[str, object]], name: str) -> list[str]:
    return [value for thing in things if isinstance(value := thing.get(name), str)]


def _line(words: str) -> str | None:
    return " ".join(words.split()) or None


def _address(words: str | None) -> str | None:
    return words if words and words.startswith(("http://", "https://")) else None


def _without_site(title: str | None, publisher: str | None) -> str | None:
    """Return a page's title without the name of its site at the end."""
    suffix = _SUFFIX.search(title) if title else None
    if title is None or suffix is None or publisher is None:
        return title
    return title[: suffix.start()] if suffix["site"].casefold() == publisher.casefold() else title
