"""The base of all tables, and the only column types they use.

SQLite tables are STRICT: the database refuses 'abc' where cents belong. Lengths, flags and
choices are CHECK constraints, so both SQLite and PostgreSQL enforce them.
"""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

STRICT = {"sqlite_strict": True}
"""Last element of every ``__table_args__``."""

Cents = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""Integer cents."""


class Words(sa.TypeDecorator[str]):
    """Text of at most ``limit`` characters, enforced by the database."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def check(self, column: str) -> str:
        """The SQL condition of the column's CHECK constraint."""
        return f"length({column}) <= {self.limit}"


class Choice(sa.TypeDecorator[str]):
    """Text that is one of a few fixed words."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, *options: str) -> None:
        super().__init__()
        self.options = options

    def check(self, column: str) -> str:
        """The SQL condition of the column's CHECK constraint."""
        listed = ", ".join(f"'{option}'" for option in self.options)
        return f"{column} IN ({listed})"


class Flag(sa.TypeDecorator[bool]):
    """True or False, kept as 1 or 0."""

    impl = sa.Integer
    cache_ok = True

    def check(self, column: str) -> str:
        """The SQL condition of the column's CHECK constraint."""
        return f"{column} IN (0, 1)"

    def process_bind_param(self, value: bool | None, dialect: sa.Dialect) -> int | None:  # noqa: ARG002 -- SQLAlchemy's signature
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> bool | None:  # noqa: ARG002 -- SQLAlchemy's signature
        return None if value is None else bool(value)


class Day(sa.TypeDecorator[dt.date]):
    """A calendar date of the practice, kept as ``2026-03-02``."""

    impl = sa.Text
    cache_ok = True

    def check(self, column: str) -> str:
        """The SQL condition of the column's CHECK constraint."""
        return f"{column} IS date({column})"

    def process_bind_param(self, value: dt.date | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> dt.date | None:  # noqa: ARG002 -- SQLAlchemy's signature
        return None if value is None else dt.date.fromisoformat(value)


class Instant(sa.TypeDecorator[dt.datetime]):
    """A moment in UTC, kept as ISO text with six decimals so that text order is time order."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a moment needs its time zone"
            raise ValueError(msg)
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        return None if value is None else dt.datetime.fromisoformat(value)


class Base(DeclarativeBase):
    """Base of all tables; adds the CHECK constraint that each column's type asks for."""

    metadata = sa.MetaData(naming_convention=NAMING)

    def __init_subclass__(cls, **kw: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's signature
        super().__init_subclass__(**kw)
        table = cls.__dict__.get("__table__")
        if not isinstance(table, sa.Table):
            return
        for column in table.columns:
            check = getattr(column.type, "check", None)
            if check is not None:
                condition = check(column.name)
                if column.nullable:
                    condition = f"{column.name} IS NULL OR {condition}"
                constraint = sa.CheckConstraint(condition, name=column.name)
                # date() and GLOB are SQLite's own words
                portable = not isinstance(column.type, Day)
                table.append_constraint(
                    constraint if portable else constraint.ddl_if(dialect="sqlite")
                )


class Identified:
    """Mixin: a whole-number key."""

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)


class Versioned:
    """Mixin: a counter that goes up with each change, so that a stale form can't overwrite."""

    version: Mapped[int] = mapped_column(sa.Integer, nullable=False, default=1)

    @sa.orm.declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 -- a declared attribute's first argument is the class
        return {"version_id_col": cls.version}


class Addressed:
    """Mixin: a US postal address."""

    line1: Mapped[str] = mapped_column(Words(80), nullable=False, default="")
    line2: Mapped[str] = mapped_column(Words(80), nullable=False, default="")
    city: Mapped[str] = mapped_column(Words(40), nullable=False, default="")
    state: Mapped[str] = mapped_column(Words(2), nullable=False, default="")
    zip_code: Mapped[str] = mapped_column(Words(10), nullable=False, default="")


class Named:
    """Mixin: a person's name."""

    last: Mapped[str] = mapped_column(Words(60), nullable=False)
    first: Mapped[str] = mapped_column(Words(40), nullable=False)
    middle: Mapped[str] = mapped_column(Words(40), nullable=False, default="")
    suffix: Mapped[str] = mapped_column(Words(10), nullable=False, default="")
