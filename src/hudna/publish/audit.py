"""The audit trail as plain data, for JSON."""

from dataclasses import asdict
from typing import Any

from hudna.domain.audit import AuditReport, AuditRow


def to_plain_audit_row(row: AuditRow) -> dict[str, Any]:
    """Return a row of the trail as plain data."""
    return {**asdict(row), "kind": row.kind.value, "subjects": list(row.subjects)}


def to_plain_audit_report(report: AuditReport) -> dict[str, Any]:
    """Return what verifying came to as plain data."""
    return {
        "is_sound": not report.faults,
        "rows": report.rows,
        "checked": report.checked,
        "head": report.head or None,
        "faults": [asdict(fault) for fault in report.faults],
    }
