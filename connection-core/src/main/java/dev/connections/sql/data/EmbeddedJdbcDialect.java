package dev.connections.sql.data;

import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.relational.core.dialect.AbstractDialect;
import org.springframework.data.relational.core.dialect.InsertRenderContext;
import org.springframework.data.relational.core.dialect.LimitClause;
import org.springframework.data.relational.core.dialect.LockClause;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.LetterCasing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.Quoting;
import org.springframework.data.relational.core.sql.render.PostgresUpsertRenderContext;
import org.springframework.data.relational.core.sql.render.UpsertRenderContext;

/** The common part of the dialects of DuckDB and SQLite, whose syntax follows PostgreSQL's. */
abstract class EmbeddedJdbcDialect extends AbstractDialect implements JdbcDialect {

    static final IdentifierProcessing IDENTIFIERS = IdentifierProcessing.create(Quoting.ANSI, LetterCasing.AS_IS);

    private final LimitClause limit;

    /** @param unlimited the clause before an offset without a limit */
    EmbeddedJdbcDialect(String unlimited) {
        this.limit = new LimitOffset(unlimited);
    }

    /**
     * The database with the same {@code insert … on conflict}: Spring Data chooses the syntax of an upsert by this
     * name.
     */
    @Override
    public final String getName() {
        return "Postgres";
    }

    @Override
    public final IdentifierProcessing getIdentifierProcessing() {
        return IDENTIFIERS;
    }

    @Override
    public final LimitClause limit() {
        return limit;
    }

    @Override
    public final LockClause lock() {
        return NoRowLocks.INSTANCE;
    }

    @Override
    public final InsertRenderContext getInsertRenderContext() {
        return () -> " DEFAULT VALUES";
    }

    @Override
    public final UpsertRenderContext getUpsertRenderContext() {
        return PostgresUpsertRenderContext.INSTANCE;
    }
}
