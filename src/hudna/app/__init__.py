"""Wiring: the only place where the parts meet, and the only reader of the settings.

Documents are read in order and stored in batches: one transaction each, reported only when it is
durable. What fails is a `Problem`, and the rest goes on. With several processes the pure stages
(intake and reading) run elsewhere and their results are stored in the same order, so that the
outcome is the same to the byte.
"""

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from hudna.app.timing import limit_time
from hudna.domain.codebook import Role, Stage, Stance
from hudna.domain.documents import Document, Metadata, Rendition, document_id
from hudna.domain.identifiers import DocumentId, content_id
from hudna.domain.periods import parse_period
from hudna.domain.problems import Problem, to_problem
from hudna.domain.readings import Reading
from hudna.errors import EvidenceError, HudnaError, InputError, NotFoundError
from hudna.vocabulary import Vocabulary, load_vocabulary, localized
from hudna.vocabulary.loader import ARABIC

if TYPE_CHECKING:
    from hudna.config import Settings
    from hudna.endpoint import ModelCoder
    from hudna.intake import Absent, Isolated, Limits, Recognizer
    from hudna.registry import AgreementQuery, Narrowing, Registry
    from hudna.registry.copying import Copied, Progress

STDIN = Path("-")
"""The path that stands for standard input."""

_BATCH_DOCUMENTS = 32
_BATCH_BYTES = 32_000_000
_BATCH_SECONDS = 1.0
_AHEAD = 4
"""How many documents each process may be ahead of the one that is stored next."""


@dataclass(frozen=True, slots=True)
class Source:
    """One original that is to be read.

    Attributes:
        subject: What it is called in a problem: its path as given.
        name: The base name under which the document is known.
        path: Where it is, or `STDIN`.
        known: What is known of it beforehand.
    """

    subject: str
    name: str
    path: Path
    known: Metadata


class Readers(StrEnum):
    """Who reads documents."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


class Change(StrEnum):
    """What reading a document came to."""

    READ = "read"
    """It was read, and nothing was stored."""
    STORED = "stored"
    UNCHANGED = "unchanged"
    """The registry has this very reading already."""


@dataclass(frozen=True, slots=True)
class Done:
    """One document that was read, reported once what it came to is durable.

    Attributes:
        source: What was read.
        change: What it came to.
        document: The document.
        reading: What the reader made of it, or None where it was not read again.
        is_second: Whether another reader read it just before.
    """

    source: Source
    change: Change
    document: DocumentId
    reading: Reading | None = None
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker needs to read one original."""

    source: Source
    job: str
    original: bytes
    limits: "Limits"
    encoding: str | None
    recognizer: "Recognizer | Absent"
    is_for_model: bool = False
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class _Made:
    """What a worker makes of one original, without the bytes that its asker has already."""

    document: Document
    rendition: Rendition
    reading: Reading


_Planned = _Task | Done | Problem
_Finished = tuple[_Task, _Made] | Done | Problem


def get_settings(*, vocabulary: Path | None = None) -> "Settings":
    """Return the settings of the environment.

    Args:
        vocabulary: The folder of vocabulary files, where an option names one.

    Raises:
        InputError: A variable has a value that its setting may not have.
    """
    from hudna.config import Settings

    return Settings.from_environment(vocabulary=vocabulary)


def get_vocabulary(settings: "Settings | None" = None) -> Vocabulary:
    """Return the vocabulary of the package, the user's own files over it where a setting has them.

    Raises:
        InputError: The folder of the user's files, or a file of it, cannot be used.
    """
    return load_vocabulary((settings or get_settings()).vocabulary)


def get_recognizer(settings: "Settings | None" = None) -> "Recognizer | Absent":
    """Return what recognizes words on pictures, as the settings have it, or why nothing does."""
    from hudna.intake import OFF, find_recognizer

    settings = settings or get_settings()
    if not settings.ocr:
        return OFF
    languages = settings.ocr_languages
    return find_recognizer(
        None if languages is None else languages.split("+"),
        min_confidence=settings.ocr_min_confidence,
    )


def open_registry(place: Path | str | None = None, *, must_exist: bool = True) -> "Registry":
    """Return the registry at a path or an address, or where the settings have it.

    Raises:
        InputError: It is missing and must exist, is no registry, or is of a newer version; or its
            server refuses the login, or the extra `postgres` is missing.
        OutsideError: It cannot be opened.
    """
    from hudna.registry import open_registry as open_registry_at

    return open_registry_at(place or get_settings().registry, must_exist=must_exist)


def copy_registry(
    source: str, target: str, *, progress: "Progress"
) -> "tuple[tuple[Copied, ...], str]":
    """Copy all of a registry into an empty one, and return what it came to and its trail's head.

    Where the copy fails, a target that was made for it is removed again.

    Args:
        source: A file, or the address of a server.
        target: Likewise; nothing, or an empty registry.
        progress: Told the table, how many of its rows are copied, and how many it has.

    Raises:
        ConflictError: The target is not empty.
        EvidenceError: The copy is not what was copied.
        InputError: A place is none of a registry, or PostgreSQL cannot hold a character.
        OutsideError: A registry cannot be opened or written.
    """
    with open_registry(source) as opened, open_registry(target, must_exist=False) as made:
        try:
            return opened.copy_to(made, progress=progress), made.get_audit_head()
        except BaseException:
            made.discard()
            raise


def to_query(
    *,
    actor: str | None = None,
    place: str | None = None,
    stage: Stage | None = None,
    on: date | None = None,
    text: str | None = None,
) -> "AgreementQuery":
    """Return which agreements are wanted; an actor is looked for under every name it is known by.

    Raises:
        InputError: A name or the text has nothing to look for.
    """
    from hudna.registry import AgreementQuery
    from hudna.vocabulary.called import names_of_actor

    known = names_of_actor(actor, get_vocabulary()) if actor else ()
    return AgreementQuery(
        actor=actor, place=place, stage=stage, on=on, text=text, actor_names=known
    )


def to_narrowing(
    *,
    actor: str | None = None,
    role: Role | None = None,
    code: str | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    stage: Stage | None = None,
    stance: Stance | None = None,
    source: str | None = None,
    language: str | None = None,
) -> "Narrowing":
    """Return what a search asks for besides words; an actor is looked for under every known name.

    Raises:
        InputError: A name has nothing to look for, or a date is none or has no such end.
        NotFoundError: The codebook has no such code.
    """
    from hudna.registry import Narrowing
    from hudna.vocabulary.called import names_of_actor

    if code is not None:
        get_codes(code)
    first = None if since is None else parse_period(since).earliest
    last = None if until is None else parse_period(until).latest
    return Narrowing(
        actor=actor,
        actor_names=names_of_actor(actor, get_vocabulary()) if actor else (),
        role=role,
        code=code,
        place=place,
        since=first,
        until=last,
        stage=stage,
        stance=stance,
        source=source,
        language=language,
    )


def get_codes(
    prefix: str | None = None, *, settings: "Settings | None" = None
) -> dict[str, dict[str, Any]]:
    """Return the codes of terms with what the codebook says of each, by code.

    Args:
        prefix: A code, or the beginning of some up to a dot; None is all of them.
        settings: Those of the environment, where none are given.

    Raises:
        NotFoundError: No code is or begins so.
    """
    vocabulary = get_vocabulary(settings)
    codes: dict[str, dict[str, Any]] = vocabulary.get("codebook")["codes"]
    arabic = localized(vocabulary, ARABIC).get("codebook")["codes"]
    examples = vocabulary.get("examples")["codes"]
    found = {
        code: {
            "definition": about["definition"],
            "cues": {**about["cues"], ARABIC: arabic[code]["cues"][ARABIC]},
            "examples": examples.get(code, {}),
        }
        for code, about in codes.items()
        if prefix is None or code == prefix or code.startswith(f"{prefix}.")
    }
    if not found and prefix is not None:
        near = ", ".join(get_close_matches(prefix, codes)) or "`hudna codebook` lists them"
        raise NotFoundError(f"the codebook has no code {prefix!r}: {near}", subject=prefix)
    return found


def get_author(author: str | None) -> str:
    """Return who decides: the author given, the one of the settings, or the login.

    Raises:
        InputError: None of them is known.
    """
    import getpass

    try:
        found = author or get_settings().author or getpass.getuser()
    except (KeyError, OSError) as error:
        raise InputError(
            "nobody is known to decide: name an author with --author or HUDNA_AUTHOR",
            code="input-author",
        ) from error
    return found


def to_known(
    *,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Metadata:
    """Return what a user says of documents.

    Raises:
        InputError: `published` is no date, or `language` no code of two or three letters.
    """
    if published is not None:
        parse_period(published)
    if language is not None:
        language = language.lower()
        if not (language.isascii() and language.isalpha() and len(language) in {2, 3}):
            raise InputError(
                f"{language!r} is no language code such as 'en'", code="input-language"
            )
    return Metadata(title, publisher, published, url, language)


def find_sources(
    paths: Iterable[Path],
    *,
    known: Metadata = Metadata(),  # noqa: B008 - frozen
    manifest: Path | None = None,
    stdin_name: str = "stdin",
    settings: "Settings | None" = None,
) -> tuple[Source | Problem, ...]:
    """Return the originals that paths mean, in order, and what is wrong with the manifest.

    Args:
        paths: Files, folders, and `STDIN`.
        known: What is known of all of them; it wins over the manifest.
        manifest: A CSV file that says what is known of each.
        stdin_name: What standard input is called.
        settings: Those of the environment, where none are given.

    Raises:
        InputError: The manifest cannot be used.
    """
    from hudna.intake import iter_files, read_manifest

    limits = (settings or get_settings()).limits
    listed = None if manifest is None else read_manifest(manifest, limits=limits)
    found: list[Source | Problem] = []
    for path in paths:
        if path == STDIN:
            found.append(Source(_printable(stdin_name), _printable(stdin_name), STDIN, known))
            continue
        for each in iter_files([path]):
            if isinstance(each, Problem):
                found.append(_printable_problem(each))
                continue
            if manifest is not None and each != path and each.resolve() == manifest.resolve():
                continue
            entry = listed.find(each) if listed is not None else None
            about = known.over(entry or Metadata())
            found.append(Source(_printable(str(each)), _printable(each.name), each, about))
    problems = [] if listed is None else [_printable_problem(p) for p in listed.problems]
    return (*problems, *found)


def iter_read(
    sources: Iterable[Source | Problem],
    *,
    registry: "Registry | None" = None,
    read_again: bool = False,
    workers: int | None = None,
    encoding: str | None = None,
    coder: "ModelCoder | None" = None,
    readers: Readers = Readers.RULES,
    settings: "Settings | None" = None,
) -> Iterator[Done | Problem]:
    """Read originals and yield what each came to, in their order.

    Where rules and a model both read, what an original came to with the rules is followed by what
    it came to with the model.

    Args:
        sources: What to read; problems pass through and are recorded.
        registry: Where to store the readings; None stores nothing.
        read_again: Whether to read what the registry has already, for its reading.
        workers: How many processes read; the settings' number where it is None.
        encoding: The encoding of all plain texts, where it is known.
        coder: The model, where one reads; then one process reads, whatever `workers` says.
        readers: Who reads.
        settings: Those of the environment, where none are given.

    Raises:
        OutsideError: The registry cannot be written; what was yielded before is stored.
    """
    settings = settings or get_settings()
    count = settings.workers if workers is None else workers
    skips = None if read_again else registry
    vocabulary = get_vocabulary(settings)
    jobs = tuple(_iter_keys(readers, vocabulary, coder))
    # The program is looked for once, and not before a document needs it.
    recognizer = cache(partial(get_recognizer, settings))
    planned = _iter_planned(sources, skips, encoding, settings.limits, recognizer, jobs)
    with ExitStack() as stack:
        finished = (
            _iter_here(planned, vocabulary, stack, coder)
            if count <= 1 or coder is not None
            else _iter_elsewhere(planned, vocabulary, count, stack)
        )
        if registry is None:
            yield from (_unstored(each) for each in finished)
        else:
            yield from _iter_stored(finished, registry)


@dataclass(frozen=True, slots=True)
class _Key:
    """One who reads, and all that their readings depend on beside the document.

    Attributes:
        parts: What the key of their work is made of.
        reader: What the reader is called, where it is a model.
    """

    parts: tuple[str, ...]
    reader: str | None = None


def _iter_keys(
    readers: Readers, vocabulary: Vocabulary, coder: "ModelCoder | None"
) -> Iterator[_Key]:
    from hudna.read import READER_NAME, READER_VERSION

    if readers is not Readers.MODEL:
        yield _Key((READER_NAME, READER_VERSION, vocabulary.key))
    if readers is not Readers.RULES:
        assert coder is not None
        yield _Key((coder.key_of(vocabulary),), coder.name_of(vocabulary))


def _iter_planned(
    sources: Iterable[Source | Problem],
    registry: "Registry | None",
    encoding: str | None,
    limits: "Limits",
    recognizer: "Callable[[], Recognizer | Absent]",
    keys: Sequence[_Key],
) -> Iterator[_Planned]:
    """Yield what is to be read, and what the registry has already."""
    waiting: list[_Task | Problem] = []
    size_bytes = 0
    for source in sources:
        found = (
            (source,)
            if isinstance(source, Problem)
            else _to_tasks(source, encoding, limits, recognizer, keys)
        )
        waiting.extend(found)
        size_bytes += len(found[0].original) if isinstance(found[0], _Task) else 0
        if registry is None or len(waiting) >= _BATCH_DOCUMENTS or size_bytes >= _BATCH_BYTES:
            yield from _without_known(waiting, registry)
            waiting, size_bytes = [], 0
    yield from _without_known(waiting, registry)


def _without_known(
    waiting: Sequence[_Task | Problem], registry: "Registry | None"
) -> Iterator[_Planned]:
    jobs = [each.job for each in waiting if isinstance(each, _Task)]
    known = registry.known_jobs(jobs) if registry is not None and jobs else frozenset()
    for each in waiting:
        if isinstance(each, _Task) and each.job in known:
            document = document_id(each.original)
            yield Done(each.source, Change.UNCHANGED, document, is_second=each.is_second)
        else:
            yield each


def _to_tasks(
    source: Source,
    encoding: str | None,
    limits: "Limits",
    recognizer: "Callable[[], Recognizer | Absent]",
    keys: Sequence[_Key],
) -> tuple[_Task | Problem, ...]:
    """Return what each reader is to do with an original; a model's problems are its own."""
    from hudna.intake import INTAKE_VERSION, OFF, needs_recognizer

    try:
        original = read_source(source, limits)
    except HudnaError as error:
        return (_problem_of(source, error),)
    known = [document_id(original), source.name, source.known.key, encoding, INTAKE_VERSION]
    recognized_by: Recognizer | Absent = OFF
    if needs_recognizer(original, source.name):
        recognized_by = recognizer()
        known.append(recognized_by.key)
    tasks: list[_Task] = []
    for key in keys:
        is_for_model = key.reader is not None
        subject = f"{source.subject} [{key.reader}]" if is_for_model else source.subject
        read_as = replace(source, subject=subject)
        job = content_id("job", [*known, *key.parts])
        is_second = bool(tasks)
        tasks.append(
            _Task(
                read_as,
                job,
                original,
                limits,
                encoding,
                recognized_by,
                is_for_model,
                is_second,
            )
        )
    return tuple(tasks)


def read_source(source: Source, limits: "Limits") -> bytes:
    """Return the bytes of an original.

    Raises:
        InputError: It is too large.
        NotFoundError: It is not there.
        OutsideError: It cannot be read.
    """
    from hudna.intake import read_original

    if source.path == STDIN:
        return _read_stream(sys.stdin.buffer, source.name, limits)
    return read_original(source.path, limits=limits)


def _read_stream(stream: BinaryIO, name: str, limits: "Limits") -> bytes:
    original = stream.read(limits.max_bytes + 1)
    if len(original) > limits.max_bytes:
        raise InputError(
            f"{name!r} has more than {limits.max_bytes} bytes, which is the limit",
            code="input-too-large",
            subject=name,
        )
    return original


def _iter_here(
    planned: Iterable[_Planned],
    vocabulary: Vocabulary,
    stack: ExitStack,
    coder: "ModelCoder | None",
) -> Iterator[_Finished]:
    """Yield what is made of each original in this process, but for foreign parsers."""
    from hudna.intake import Isolated

    isolated = stack.enter_context(Isolated())
    failed: bytes | None = None
    for each in planned:
        if not isinstance(each, _Task):
            yield each
        elif each.is_second and each.original is failed:
            continue
        else:
            made = _made(each, isolated, vocabulary, coder)
            failed = each.original if isinstance(made, Problem) else None
            yield _finished(each, made)


def _made(
    task: _Task,
    isolated: "Isolated",
    vocabulary: Vocabulary,
    coder: "ModelCoder | None" = None,
) -> _Made | Problem:
    """Return what is made of one original: the stages, one after the other."""
    from hudna.read import read

    reads = coder.read if task.is_for_model and coder is not None else read
    try:
        taken = isolated.take_in(
            task.original,
            task.source.name,
            vocabulary=vocabulary,
            metadata=task.source.known,
            limits=task.limits,
            encoding=task.encoding,
            recognizer=task.recognizer,
        )
        with limit_time(_reading_seconds(taken.rendition, task.limits)):
            reading = reads(taken.document, taken.rendition, vocabulary)
    except HudnaError as error:
        return _problem_of(task.source, error)
    except TimeoutError:
        return _problem_of(task.source, _too_slow(task))
    except Exception as error:
        error.add_note(f"while reading {task.source.subject!r}")
        raise
    warnings = tuple(dict.fromkeys((*taken.warnings, *reading.warnings)))
    return _Made(taken.document, taken.rendition, replace(reading, warnings=warnings))


def _reading_seconds(rendition: Rendition, limits: "Limits") -> float:
    return limits.reading_seconds * (1 + len(rendition.text) // 1_000_000)


def _too_slow(task: _Task) -> InputError:
    return InputError(
        f"{task.source.name!r} took longer to read than {task.limits.reading_seconds:g} seconds "
        "for each million characters",
        code="input-timeout",
        subject=task.source.name,
    )


def _finished(task: _Task, made: _Made | Problem) -> _Finished:
    return made if isinstance(made, Problem) else (task, made)


def _iter_elsewhere(
    planned: Iterable[_Planned], vocabulary: Vocabulary, workers: int, stack: ExitStack
) -> Iterator[_Finished]:
    """Yield what other processes make of each original, in order and with little lead."""
    pool = _Pool(workers, vocabulary)
    stack.callback(pool.close)
    waiting: deque[tuple[_Planned, Future[_Made | Problem] | None]] = deque()
    for each in planned:
        waiting.append((each, pool.submit(each) if isinstance(each, _Task) else None))
        ahead_bytes = sum(len(e.original) for e, _ in waiting if isinstance(e, _Task))
        while len(waiting) > workers * _AHEAD or (ahead_bytes > _BATCH_BYTES and waiting):
            done, future = waiting.popleft()
            ahead_bytes -= len(done.original) if isinstance(done, _Task) else 0
            yield pool.result(done, future)
    for done, future in waiting:
        yield pool.result(done, future)


class _Pool:
    """Processes that read; one that dies takes down its own document and no other."""

    def __init__(self, workers: int, vocabulary: Vocabulary) -> None:
        self._workers = workers
        self._vocabulary = vocabulary
        self._executor = _start_pool(workers, vocabulary)

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)

    def submit(self, task: _Task) -> "Future[_Made | Problem]":
        try:
            return self._executor.submit(_work, task)
        except BrokenProcessPool:
            self.close()
            self._executor = _start_pool(self._workers, self._vocabulary)
            return self._executor.submit(_work, task)

    def result(self, each: _Planned, future: "Future[_Made | Problem] | None") -> _Finished:
        if future is None or not isinstance(each, _Task):
            assert not isinstance(each, _Task)
            return each
        try:
            return _finished(each, future.result())
        except BrokenProcessPool:
            return _finished(each, _made_alone(each, self._vocabulary))


def _made_alone(task: _Task, vocabulary: Vocabulary) -> _Made | Problem:
    """Return what a process of its own makes of an original that may have killed another."""
    executor = _start_pool(1, vocabulary)
    try:
        return executor.submit(_work, task).result()
    except BrokenProcessPool:
        reason = f"{task.source.subject!r} ended the process that read it"
        return Problem("input-crash", task.source.subject, reason)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _start_pool(workers: int, vocabulary: Vocabulary) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_start_worker,
        initargs=(vocabulary,),
    )


_KEPT: "list[tuple[Isolated, Vocabulary]]" = []
"""What a worker process keeps from task to task; empty in the process that stores."""


def _start_worker(vocabulary: Vocabulary) -> None:
    """Prepare a worker process: it leaves Ctrl-C to the process that stores, and ends with it."""
    import atexit
    import threading

    from hudna.intake import Isolated

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    isolated = Isolated()
    _KEPT.append((isolated, vocabulary))
    atexit.register(isolated.close)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the process that stores to end, however it does, and end this one."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _work(task: _Task) -> _Made | Problem:
    [(isolated, vocabulary)] = _KEPT
    return _made(task, isolated, vocabulary)


def _iter_stored(finished: Iterable[_Finished], registry: "Registry") -> Iterator[Done | Problem]:
    """Store what was made and yield it, batch by batch, once it is durable."""
    open_subjects = {
        stored.problem.subject for stored in registry.iter_problems() if not stored.resolved_at
    }
    batch: list[_Finished] = []
    size_bytes, started = 0, time.monotonic()
    for each in finished:
        if not batch:
            started = time.monotonic()
        batch.append(each)
        size_bytes += len(each[0].original) if isinstance(each, tuple) else 0
        if (
            len(batch) >= _BATCH_DOCUMENTS
            or size_bytes >= _BATCH_BYTES
            or time.monotonic() - started >= _BATCH_SECONDS
        ):
            yield from _stored(batch, registry, open_subjects)
            batch, size_bytes = [], 0
    yield from _stored(batch, registry, open_subjects)


def _stored(
    batch: Sequence[_Finished], registry: "Registry", open_subjects: set[str]
) -> tuple[Done | Problem, ...]:
    """Store a batch; where one document of it cannot be stored, the others are."""
    made = [each for each in batch if isinstance(each, tuple)]
    try:
        outcomes = iter(_store(made, registry))
    except (EvidenceError, InputError):
        outcomes = iter([_store_one(each, registry) for each in made])
    done = tuple(next(outcomes) if isinstance(each, tuple) else each for each in batch)
    registry.record_problems([each for each in done if isinstance(each, Problem)])
    registry.resolve_problems(
        [
            each.source.subject
            for each in done
            if isinstance(each, Done)
            and each.change is Change.UNCHANGED
            and each.source.subject in open_subjects
        ]
    )
    return done


def _store(made: Sequence[tuple[_Task, _Made]], registry: "Registry") -> list[Done | Problem]:
    from hudna.registry import Deposit

    outcomes = registry.store(
        [
            Deposit(
                task.job,
                task.original,
                each.document,
                each.rendition,
                each.reading,
                subject=task.source.subject,
            )
            for task, each in made
        ]
    )
    return [
        Done(
            task.source,
            Change.STORED if outcome.is_new else Change.UNCHANGED,
            outcome.document,
            each.reading,
            is_second=task.is_second,
        )
        for (task, each), outcome in zip(made, outcomes, strict=True)
    ]


def _store_one(made: tuple[_Task, _Made], registry: "Registry") -> Done | Problem:
    try:
        return _store([made], registry)[0]
    except (EvidenceError, InputError) as error:
        return _problem_of(made[0].source, error)


def _unstored(each: _Finished) -> Done | Problem:
    if isinstance(each, tuple):
        task, made = each
        return Done(
            task.source,
            Change.READ,
            made.document.id,
            made.reading,
            is_second=task.is_second,
        )
    return each


def _problem_of(source: Source, error: HudnaError) -> Problem:
    return replace(to_problem(error, subject=source.subject), subject=source.subject)


def _printable(words: str) -> str:
    r"""Return a name with bytes that are no UTF-8 written out as `\udcff`."""
    return words.encode("utf-8", "backslashreplace").decode()


def _printable_problem(problem: Problem) -> Problem:
    return Problem(problem.code, _printable(problem.subject), _printable(problem.reason))
