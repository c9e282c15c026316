package dev.connections.sql.data;

import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/**
 * Makes {@code Containing}, {@code StartingWith} and {@code EndingWith} find {@code %}, {@code _} and {@code \} on
 * databases whose {@code like} has no escape character by itself, such as SQLite and DuckDB: Spring Data JDBC escapes
 * the value with a backslash, but never writes {@code escape '\'}. This template adds it to the conditions that Spring
 * Data writes; other SQL stays as it is.
 *
 * <p>Repositories of a named connection have it. For repositories on Spring Boot's own {@code DataSource}, declare it
 * as the {@code NamedParameterJdbcOperations} bean. Thread-safe.
 */
public final class EscapedLikeJdbcTemplate extends NamedParameterJdbcTemplate {

    /** As Spring Data writes it: behind a quoted column or a function of one, with one parameter. */
    private static final Pattern LIKE =
            Pattern.compile("(?<=[\")])(?: NOT)? LIKE (?:UPPER\\(:\\w+\\)|:\\w+\\b)(?! ESCAPE)");

    /** @param jdbcOperations what runs the SQL */
    public EscapedLikeJdbcTemplate(JdbcOperations jdbcOperations) {
        super(jdbcOperations);
    }

    @Override
    protected ParsedSql getParsedSql(String sql) {
        return super.getParsedSql(sql.contains(" LIKE ") ? LIKE.matcher(sql).replaceAll("$0 ESCAPE '\\\\'") : sql);
    }
}
