package dev.connections.sql.errors;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * MariaDB's driver throws a {@code SQLSyntaxErrorException} for a value that is too long, and a
 * {@code SQLIntegrityConstraintViolationException} for a wrong number of columns. The SQL state tells them apart.
 * Immutable.
 */
final class MariaDbExceptionTranslator extends SQLExceptionSubclassTranslator {

    private final SQLStateSQLExceptionTranslator states = new SQLStateSQLExceptionTranslator();

    @Override
    protected @Nullable DataAccessException doTranslate(String task, @Nullable String sql, SQLException ex) {
        if (ex instanceof SQLSyntaxErrorException || ex instanceof SQLIntegrityConstraintViolationException) {
            @Nullable DataAccessException translated = states.translate(task, sql, ex);
            if (translated != null) {
                return translated;
            }
        }
        return super.doTranslate(task, sql, ex);
    }
}
