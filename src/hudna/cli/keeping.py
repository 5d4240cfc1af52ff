"""`hudna copy` and `hudna audit`: a registry elsewhere, and whether it is what it was."""

import re
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from hudna.cli.options import JsonOption, RegistryOption
from hudna.cli.output import counted, on_one_line, print_json, print_line, print_row
from hudna.errors import EvidenceError

if TYPE_CHECKING:
    from hudna.domain.audit import AuditReport, AuditRow


_IDENTIFIER = re.compile(r"(?:sha256:|[a-z]+-)[0-9a-f]{32,}")


class Asked(StrEnum):
    """What is asked of the audit trail."""

    VERIFY = "verify"
    LIST = "list"


def copy(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="A registry: a file or postgresql://…")
    ],
    target: Annotated[
        str, typer.Argument(metavar="TO", help="Where there is none yet: a file or postgresql://…")
    ],
    *,
    as_json: JsonOption = False,
) -> None:
    """Copy everything of a registry into a new one, of either store.

    All or nothing: the copy is read again and compared, row by row, before it is kept. Numbers of
    decisions and grades, and the audit trail with its hashes, stay as they are. The target must be
    empty; a database on a server must have been made (`createdb`). Progress is told on standard
    error.

    \b
    Examples:
      hudna copy hudna.db postgresql://ada@localhost/truces
      hudna copy postgresql://ada@localhost/truces backup.db
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app

    copied, head = app.copy_registry(source, target, progress=_print_progress)
    if as_json:
        tables = {each.table: {"rows": each.rows, "content": each.content} for each in copied}
        print_json({"tables": tables, "head": head or None})
        return
    for each in copied:
        print_row([each.table, str(each.rows), each.content])
    rows = sum(each.rows for each in copied)
    print_line(f"{counted(rows, 'row')} copied and compared{_head_words(head)}")


def audit(
    asked: Annotated[
        Asked,
        typer.Argument(
            metavar="verify|list", help="Whether all is as it was written, or what was written."
        ),
    ],
    *,
    head: Annotated[
        str | None,
        typer.Option(
            metavar="HASH",
            help="For verify: a hash of the trail that you noted; it must still be there.",
            show_default=False,
        ),
    ] = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Verify that nothing was changed behind the program's back, or list what was written.

    Each acknowledged write (a reading, a decision, a grade, a resolving) appends a row with time,
    actor, subjects, the hash of what was written and the hash of the row before. `verify` follows
    that chain, hashes everything again, and names what does not agree: the first broken link, then
    whatever was changed, added or removed. It ends with 5 where there is any. Keep the hash it
    prints: with `--head` it shows later that the trail was not cut off.

    \b
    Examples:
      hudna audit verify
      hudna audit list
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.publish.audit import to_plain_audit_report, to_plain_audit_row

    with app.open_registry(registry) as opened:
        if asked is Asked.LIST:
            rows = opened.iter_audit()
            if as_json:
                print_json([to_plain_audit_row(row) for row in rows])
                return
            for row in rows:
                print_row(_cells(row))
            return
        report = opened.verify_audit(head=head)
    if as_json:
        print_json(to_plain_audit_report(report))
    else:
        _print_report(report)
    if report.faults:
        raise EvidenceError(
            f"{counted(len(report.faults), 'thing')} in the registry "
            f"{'is' if len(report.faults) == 1 else 'are'} not what the audit trail says",
            code="evidence-audit",
        )


def _print_report(report: "AuditReport") -> None:
    for fault in report.faults:
        print_line(on_one_line(fault.reason))
    if not report.faults:
        rows, checked = counted(report.rows, "row"), counted(report.checked, "thing")
        words = f"sound: {rows} of the audit trail, {checked} held against it"
        print_line(f"{words}{_head_words(report.head)}")


def _head_words(head: str) -> str:
    return f"; head {head}" if head else ""


def _cells(row: "AuditRow") -> list[str]:
    subjects = " ".join(map(_short, row.subjects))
    return [str(row.number), row.at, row.kind.value, row.actor, subjects, row.hash[:12]]


def _short(subject: str) -> str:
    """Return a subject as a person is shown it; names and numbers stay as they are."""
    from hudna.domain.identifiers import shortened

    return shortened(subject) if _IDENTIFIER.fullmatch(subject) else subject


def _print_progress(table: str, done: int, total: int) -> None:
    """Tell how far a copy is: on a terminal in one line, elsewhere once a table."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{table} {done} of {total}" + ("\n" if done == total else ""))
        sys.stderr.flush()
    elif done == total:
        print_line(f"{table} {done}", sys.stderr)
