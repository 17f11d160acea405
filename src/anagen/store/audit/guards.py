"""The database itself refuses to change or delete a line of the audit, whoever asks."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "audit_trail_auditline"
SAYS = "a line of the audit is never changed and never deleted"

SQLITE = {
    f"{TABLE}_no_{kind}": (
        f"CREATE TRIGGER {TABLE}_no_{kind} BEFORE {kind.upper()} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    )
    for kind in ("update", "delete")
}
POSTGRESQL = (
    f"CREATE FUNCTION {TABLE}_sealed() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$",
    f"CREATE TRIGGER {TABLE}_sealed BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_sealed()",
)


def seal(connection: BaseDatabaseWrapper) -> None:
    """Lays the triggers that refuse."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for lay in SQLITE.values():
                cursor.execute(lay)
        elif connection.vendor == "postgresql":
            for lay in POSTGRESQL:
                cursor.execute(lay)


def unseal(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers away, for going back to a version without the audit."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER {name}")
        elif connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER {TABLE}_sealed ON {TABLE}")
            cursor.execute(f"DROP FUNCTION {TABLE}_sealed()")
