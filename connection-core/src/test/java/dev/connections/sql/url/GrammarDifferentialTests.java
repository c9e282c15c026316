package dev.connections.sql.url;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.SqlOptions;
import dev.connections.sql.TestConnection;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.text.NamedParameterSql;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.Seed;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;

/**
 * Compares the tokenizer with the databases: a generated statement that a database accepts with a number in some place gives the same
 * result with a named parameter there, unless the place is in a literal or comment. A failure names the seed.
 */
@RequiresServer
class GrammarDifferentialTests {

    private static final int STATEMENTS = 1_500;

    /** A value of another type, which is not compared. */
    private static final String NO_TEXT = "(no text)";

    /** Characters that mean something to a tokenizer of some dialect. */
    private static final List<String> INSIDE = List.of(
            "a", " ", ":no", "?", "\\", "'", "''", "\\'", "\"", "$", "$$", "$q$", "--", "-- ", "#", "//", "/*", "*/",
            ";", "[", "]", "{", "}", "(", ")", "`", "\n", "\r", "::", ":=", "@", "e'", "q'[");

    /** Values of all dialects; each accepts some of them. */
    private static final List<String> VALUES = List.of(
            "'%s'",
            "'%s'",
            "E'%s'",
            "e'%s'",
            "$$%s$$",
            "$q$%s$q$",
            "\"%s\"",
            "N'%s'",
            "'%s' /*%s*/",
            "'%s' -- %s\n",
            "'%s' # %s\n",
            "'%s' // %s\n",
            "U&'%s'",
            "concat('%s', '%s')",
            "('%s')",
            "'%s'--'%s'\n",
            "cast((array[1, 2, 3])[1:2] as varchar)",
            "({'a': 1, 'b': '%s'}).b",
            "(['%s', '%s', 'c'])[1:2]",
            "(map {'a': '%s'})['a']",
            "('{\"a\": 1}'::jsonb ? 'a')::text",
            "('{\"a\": 1}'::jsonb ?| array['%s'])::text",
            "(array['%s'] &&array['%s'])::text",
            "'%s'::varchar",
            "(@n:='%s')",
            "cast(1--1\n as char)",
            "`v`",
            "[v]",
            "(/* /* %s */ */ '%s')",
            "(/*! '%s' */)",
            "(/*M! '%s' */)");

    static Stream<TestDatabase> databases() {
        return Stream.of(
                TestDatabases.h2(),
                TestDatabases.postgres(),
                TestDatabases.mariadb(),
                TestDatabases.mysql(),
                TestDatabases.sqlite(),
                TestDatabases.duckdb());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theDatabaseAgrees(TestDatabase database) throws Exception {
        Random random = new Random(Seed.VALUE);
        SqlDialect dialect = SqlDialect.ofJdbcUrl(database.jdbcUrl());
        int accepted = 0;
        try (TestConnection petDb = new TestConnection(database, SqlOptions.defaults());
                Connection raw = database.connect()) {
            for (int i = 0; i < STATEMENTS; i++) {
                String before =
                        "select " + value(random) + " as v from (select 'w' as v) s " + comment(random) + " where 1 = ";
                String after = comment(random);
                String sql = before + ":x" + after;
                Optional<String> expected = run(raw, before + "1" + after);
                if (expected.isEmpty() || expected.get().isEmpty()) {
                    continue;
                }
                // SQLite runs the first statement and does not look at the rest
                if (run(raw, before + "1" + after + "\n)").isPresent()) {
                    continue;
                }
                // no row: it is the condition, neither in a literal nor in a comment
                boolean live = run(raw, before + "0" + after).filter(""::equals).isPresent();
                NamedParameterSql named = NamedParameterSql.parse(sql, dialect.grammar());
                String description = "seed " + Seed.VALUE + ", statement " + i + ": [" + sql + "]";
                accepted++;
                assertThat(named.names()).as(description).isEqualTo(live ? List.of("x") : List.of());
                if (live && dialect != SqlDialect.POSTGRESQL) {
                    assertThat(named.jdbcSql()).as(description).isEqualTo(before + "?" + after);
                }
                if (live && !expected.get().equals(NO_TEXT) && driverReads(raw, named.jdbcSql())) {
                    try {
                        assertThat(petDb.sql.query(sql, Map.of("x", 1), String.class))
                                .as(description)
                                .containsExactly(expected.get());
                    } catch (DataAccessException ex) {
                        throw new AssertionError(description, ex);
                    }
                }
            }
        }
        assertThat(accepted).isGreaterThan(STATEMENTS / 20);
    }

    /** The drivers have tokenizers of their own, which fail at some of what their servers accept. */
    private static boolean driverReads(Connection raw, String jdbcSql) {
        try (PreparedStatement statement = raw.prepareStatement(jdbcSql)) {
            statement.setInt(1, 1);
            return statement.execute();
        } catch (SQLException ex) {
            return false;
        }
    }

    private static String value(Random random) {
        String value = VALUES.get(random.nextInt(VALUES.size()));
        while (value.contains("%s")) {
            value = value.replaceFirst("%s", Matcher.quoteReplacement(inside(random)));
        }
        return value;
    }

    private static String comment(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> " /*" + inside(random) + "*/ ";
            case 1 -> " --" + inside(random) + "\n ";
            case 2 -> " -- " + inside(random) + "\n ";
            case 3 -> " #" + inside(random) + "\n ";
            case 4 -> " //" + inside(random) + "\n ";
            default -> " ";
        };
    }

    private static String inside(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(INSIDE.get(random.nextInt(INSIDE.size())));
        }
        return text.toString();
    }

    /** The only value, or an empty text if there is no row; nothing if the database does not accept the statement as a query. */
    private static Optional<String> run(Connection raw, String sql) throws SQLException {
        try (Statement statement = raw.createStatement()) {
            statement.setEscapeProcessing(false);
            if (!statement.execute(sql)) {
                return Optional.empty();
            }
            try (ResultSet rows = statement.getResultSet()) {
                if (!rows.next()) {
                    return Optional.of("");
                }
                String value = rows.getString(1);
                boolean text = rows.getObject(1) instanceof String;
                if (value == null || value.isEmpty() || rows.next()) {
                    return Optional.empty();
                }
                return Optional.of(text ? value : NO_TEXT);
            }
        } catch (SQLException ex) {
            return Optional.empty();
        }
    }
}
