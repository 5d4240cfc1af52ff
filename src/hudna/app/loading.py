"""Agreement files into the registry and out of it, and one of them without any registry."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hudna.app import Change, get_settings, get_vocabulary
from hudna.app.dossiers import (
    counting,
    is_identifier,
    iter_tellings,
    to_aliases,
    to_announcers_zones,
    to_links,
    to_zones,
)
from hudna.domain.agreements import Agreement
from hudna.domain.documents import MediaType, Rendition
from hudna.domain.dossiers import Dossier, Telling
from hudna.domain.identifiers import AccountId, AgreementId, RenditionId, content_id, shortened
from hudna.domain.problems import Problem, to_problem
from hudna.domain.views import AccountView, AgreementView
from hudna.errors import HudnaError, InputError, OutsideError
from hudna.publish.agreement_file import (
    READER_VERSION,
    UNNAMED,
    AgreementFile,
    take_agreement_file,
    to_error,
)
from hudna.publish.agreement_writing import to_agreement_file
from hudna.registry import Deposit
from hudna.registry.clock import now_utc
from hudna.registry.statements import account_id

if TYPE_CHECKING:
    from hudna.config import Settings
    from hudna.intake import Limits
    from hudna.publish.restricting import Gate
    from hudna.registry import Registry

SUFFIXES = frozenset({".yaml", ".yml"})
"""How the names of agreement files in a folder end."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An agreement file that is in the registry.

    Attributes:
        subject: Its path as given.
        change: Whether it was stored now, or was there.
        agreement: The agreement that it tells of.
        label: What it calls the agreement.
        note: What whoever wrote it may want to know, or None.
    """

    subject: str
    change: Change
    agreement: AgreementId
    label: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FileAgreement:
    """An agreement file, ready to be asked without a registry.

    Attributes:
        dossier: All that the file says.
        rendition: Its text.
    """

    dossier: Dossier
    rendition: Rendition


def load_agreement(path: Path | str, *, clock: Callable[[], datetime] = now_utc) -> Dossier:
    """Return what an agreement file says, without any registry.

    Args:
        path: The file.
        clock: Where the day comes from on which a document without a date is known.

    Raises:
        InputError: The file cannot be read, or something in it cannot be used; the reason has a
            line for each.
    """
    return open_agreement(path, clock=clock).dossier


def open_agreement(path: Path | str, *, clock: Callable[[], datetime] = now_utc) -> FileAgreement:
    """Return what an agreement file says, and its text.

    Raises:
        InputError: The file cannot be read, or something in it cannot be used.
    """
    path = Path(path)
    taken = _take(path, UNNAMED, get_settings().limits)
    if not isinstance(taken, _Taken):
        raise to_error(taken, name=path.name)
    return FileAgreement(_to_dossier(taken.file, clock), taken.file.rendition)


def iter_load(
    paths: Iterable[Path],
    *,
    registry: "Registry",
    author: str,
    settings: "Settings | None" = None,
) -> Iterator[Loaded | Problem]:
    """Store agreement files, one by one, and yield what each came to; a bad one stops nothing.

    Args:
        paths: Files, and folders, of which the files named `.yaml` and `.yml` count.
        registry: Where to store them.
        author: Who says so.
        settings: Those of the environment, where none are given.

    Raises:
        OutsideError: The registry cannot be written; what was yielded before is stored.
    """
    limits = (settings or get_settings()).limits
    for found in _iter_files(paths):
        if isinstance(found, Problem):
            taken: _Taken | tuple[Problem, ...] = (found,)
        else:
            taken = _with_path(_take(found, author, limits), found)
        if isinstance(taken, _Taken):
            try:
                yield _store(taken, registry)
                continue
            except OutsideError:
                raise
            except HudnaError as error:
                reason = f"{taken.subject}: {error.reason}"
                taken = (Problem(error.code, taken.subject, reason),)
        registry.record_problems(taken)
        yield from taken


def get_agreement_file(registry: "Registry", prefix: str, *, gate: "Gate | None" = None) -> str:
    """Return what one document tells of an agreement as a file to edit and to load again.

    Args:
        registry: Where the agreement is.
        prefix: The beginning of its identifier, or of that of one of its accounts.
        gate: What it passes; None lets everything pass. A file of which something is restricted
            takes no account's place when it is loaded.

    Raises:
        NotFoundError: There is none.
        InputError: Several begin so, or several documents tell of it.
    """
    view = registry.get_agreement(prefix)
    counts = tuple(counting(view.accounts))
    named = [account for account in view.accounts if _begins(account.id, prefix)]
    chosen = named or counts
    if len(chosen) != 1:
        raise _which(view, chosen, "export")
    [account] = chosen
    rendition = registry.get_rendition(account.document.id, rendition=_rendition_of(account))
    corrects: str | None = view.id if len(counts) == 1 else account.id
    text = rendition.text
    if gate is not None:
        gate.learn(registry.get_values(account.document.id))
        account, text = gate.pass_file(account, text)
        if gate.tally.total:
            corrects = None
    return to_agreement_file(
        next(iter(iter_tellings(account))),
        text,
        metadata=account.document.metadata,
        corrects=corrects,
    )


@dataclass(frozen=True, slots=True)
class _Taken:
    """An agreement file that was read, and where it came from."""

    subject: str
    original: bytes
    file: AgreementFile
    author: str

    @property
    def job(self) -> str:
        document = self.file.document
        return content_id("job", [document.id, document.name, self.author, READER_VERSION])

    @property
    def account(self) -> AccountId:
        [agreement] = self.file.reading.agreements
        return account_id(self.file.document.id, agreement.anchor)


def _iter_files(paths: Iterable[Path]) -> Iterator[Path | Problem]:
    from hudna.intake import iter_files

    for path in paths:
        for found in iter_files([path]):
            if isinstance(found, Problem) or found == path or found.suffix.lower() in SUFFIXES:
                yield found


def _take(path: Path, author: str, limits: "Limits") -> _Taken | tuple[Problem, ...]:
    from hudna.intake import read_original

    subject = _printable(str(path))
    try:
        original = read_original(path, limits=limits)
    except HudnaError as error:
        return (replace(to_problem(error, subject=subject), subject=subject),)
    taken = take_agreement_file(
        original, name=_printable(path.name), author=author, vocabulary=get_vocabulary()
    )
    if isinstance(taken, AgreementFile):
        return _Taken(subject, original, taken, author)
    return tuple(replace(problem, subject=subject) for problem in taken)


def _with_path(taken: _Taken | tuple[Problem, ...], path: Path) -> _Taken | tuple[Problem, ...]:
    """Return what is wrong with a file with its path in place of its name: `PATH:line: …`."""
    if isinstance(taken, _Taken):
        return taken
    name = f"{_printable(path.name)}:"
    return tuple(
        replace(p, reason=f"{p.subject}:{p.reason.removeprefix(name)}")
        if p.reason.startswith(name)
        else p
        for p in taken
    )


def _store(taken: _Taken, registry: "Registry") -> Loaded:
    [agreement] = taken.file.reading.agreements
    if taken.job in registry.known_jobs([taken.job]):
        registry.resolve_problems([taken.subject])
        view = registry.get_agreement(taken.account)
        is_counting = any(account.id == taken.account for account in counting(view.accounts))
        note = None if is_counting else f"a later file counts in its place: {shortened(view.id)}"
        return Loaded(taken.subject, Change.UNCHANGED, view.id, agreement.label, note)
    under, reading = None, taken.file.reading
    if agreement.corrects is not None:
        view, account = _find_corrected(registry, taken, agreement.corrects)
        under = view.id
        corrected = replace(agreement, corrects=account.id)
        reading = replace(reading, agreements=(corrected,))
    registry.store(
        [
            Deposit(
                taken.job,
                taken.original,
                taken.file.document,
                taken.file.rendition,
                reading,
                subject=taken.subject,
                under=under,
            )
        ]
    )
    identifier = registry.get_agreement(taken.account).id
    note = _find_unrelated(registry, agreement)
    if note is None and under is None:
        note = _find_namesake(registry, taken, identifier)
    return Loaded(taken.subject, Change.STORED, identifier, agreement.label, note)


def _find_corrected(
    registry: "Registry", taken: _Taken, corrects: str
) -> tuple[AgreementView, AccountView]:
    """Return the account in whose place a file is to count, and its agreement.

    That is the account named, or, of an agreement, the one that counts; of several the one with
    the text of the file. Where a person corrected it before, it is their account.
    """
    view = registry.get_agreement(corrects)
    others = tuple(account for account in view.accounts if account.id != taken.account)
    named = [account for account in others if _begins(account.id, corrects)]
    counts = tuple(counting(others))
    if len(named) == 1:
        return view, _latest(named[0], others)
    if len(counts) == 1:
        return view, counts[0]
    same = [a for a in counts if _rendition_of(a) == taken.file.rendition.id]
    if len(same) == 1:
        return view, same[0]
    raise _which(view, counts, "correct")


def _latest(account: AccountView, accounts: Iterable[AccountView]) -> AccountView:
    """Return the account that was put last in the place of an account, or itself."""
    put = {value: each for each in accounts for value in _corrected_by(each)}
    seen = {account.id}
    while (following := put.get(account.id)) is not None and following.id not in seen:
        seen.add(following.id)
        account = following
    return account


def _corrected_by(account: AccountView) -> tuple[str, ...]:
    return tuple(
        told.agreement.corrects
        for told in iter_tellings(account)
        if told.agreement.corrects is not None
    )


def _which(view: AgreementView, accounts: Iterable[AccountView], what: str) -> InputError:
    shown = ", ".join(f"{shortened(a.id)} ({a.document.name})" for a in accounts)
    reason = (
        f"several documents tell of {shortened(view.id)}; name the account to {what}: {shown}"
        if shown
        else f"no document tells of {shortened(view.id)} any more, so there is nothing to {what}"
    )
    return InputError(reason, code="input-account", subject=view.id)


def _find_unrelated(registry: "Registry", agreement: Agreement) -> str | None:
    """Return which agreements the file stands in a relation to that the registry does not have."""
    for relation in agreement.relations:
        if is_identifier(relation.to):
            try:
                registry.get_agreement(relation.to)
            except HudnaError as error:
                return f"the relation {relation.kind} counts for nothing yet: {error.reason}"
    return None


def _find_namesake(registry: "Registry", taken: _Taken, identifier: AgreementId) -> str | None:
    """Return what to do where the registry has another file of this name: a version, perhaps."""
    document = taken.file.document
    for view in registry.iter_documents():
        other = view.document
        if (
            other.name == document.name
            and other.media_type is MediaType.AGREEMENT
            and other.id != document.id
        ):
            values = registry.get_values(other.id)
            older = next((v.agreement for v in values if v.agreement is not None), None)
            if older is not None and older != identifier:
                return (
                    f"another file of this name is {shortened(older)}: where this is a new version "
                    f"of it, write 'corrects: {shortened(older)}' into it and load it again"
                )
    return None


def _rendition_of(account: AccountView) -> RenditionId | None:
    values = (value for subject in account.subjects for value in subject.values)
    return next((v.rendition for v in values if v.rendition is not None), None)


def _begins(identifier: str, prefix: str) -> bool:
    return identifier.startswith(prefix) or identifier.partition("-")[2].startswith(prefix)


def _to_dossier(file: AgreementFile, clock: Callable[[], datetime]) -> Dossier:
    document, reading = file.document, file.reading
    [agreement] = reading.agreements
    account = account_id(document.id, agreement.anchor)
    published = document.metadata.published
    facts = tuple(
        fact if fact.agreement is None else replace(fact, agreement=account)
        for fact in reading.facts
    )
    telling = Telling(
        document=document.id,
        name=document.name,
        known=published or clock().date().isoformat(),
        agreement=replace(agreement, id=account),
        facts=facts,
        reader=reading.reader.name,
        warnings=reading.warnings,
        is_published=published is not None,
    )
    return Dossier(
        id=content_id("agr", [account]),
        label=agreement.label,
        tellings=(telling,),
        aliases=to_aliases((telling,), get_vocabulary()),
        links=to_links((telling,)),
        zones=to_zones((telling,), get_vocabulary()),
        announced_in=to_announcers_zones((telling,), get_vocabulary()),
    )


def _printable(words: str) -> str:
    r"""Return a name with bytes that are no UTF-8 written out as `\udcff`."""
    return words.encode("utf-8", "backslashreplace").decode()
