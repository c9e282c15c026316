package dev.connections.sql.data;

import org.springframework.data.relational.core.dialect.InsertRenderContext;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.LetterCasing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.Quoting;
import org.springframework.data.relational.core.sql.render.PostgresUpsertRenderContext;
import org.springframework.data.relational.core.sql.render.UpsertRenderContext;

/** The common part of the dialects of DuckDB and SQLite, whose syntax follows PostgreSQL's. */
abstract class EmbeddedJdbcDialect extends LocklessJdbcDialect {

    static final IdentifierProcessing IDENTIFIERS = IdentifierProcessing.create(Quoting.ANSI, LetterCasing.AS_IS);

    /** Spring Data chooses the syntax of an upsert by the name, which is that of the database with the same syntax. */
    EmbeddedJdbcDialect(String unlimited) {
        super("Postgres", IDENTIFIERS, unlimited);
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
