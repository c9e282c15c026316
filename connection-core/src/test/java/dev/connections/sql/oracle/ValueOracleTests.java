package dev.connections.sql.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.TestConnection;
import dev.connections.sql.oracle.AccessPath.Cell;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.Seed;
import dev.connections.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Each value of each column type, read in every way as every Java type, is what the database says, or refused. Further values
 * are generated from {@link Seed}.
 */
@RequiresServer
@Timeout(300)
class ValueOracleTests {

    private static final int MOST_SHOWN = 40;

    private final Differences differences = Differences.load();

    @Test
    void everyLineOfTheTableOfDifferencesIsWellFormed() {
        assertThat(differences.unused())
                .allSatisfy(each -> assertThat(each.why()).isNotBlank());
    }

    @TestFactory
    Stream<DynamicContainer> valuesAreWhatTheDatabaseSays() {
        return Stream.of(Subject.values())
                .map(subject -> DynamicContainer.dynamicContainer(
                        subject.name(), Stream.of(subject).flatMap(this::tests)));
    }

    private Stream<DynamicTest> tests(Subject subject) {
        TestDatabase database = subject.database();
        TestConnection connection = new TestConnection(database, SqlOptions.defaults());
        List<ColumnType> types = ColumnTypes.all().stream()
                .filter(each -> each.subjects().contains(subject))
                .toList();
        return types.stream()
                .map(type -> DynamicTest.dynamicTest(
                        type.sqlType(),
                        () -> compare(subject, database, connection.handle(), type, "t" + types.indexOf(type))))
                .onClose(connection::close);
    }

    private void compare(
            Subject subject, TestDatabase database, SqlConnection connection, ColumnType type, String table)
            throws Exception {
        List<String> literals = type.values(new Random(Seed.VALUE));
        List<@Nullable Object> truths = new ArrayList<>();
        Map<Integer, String> texts = new HashMap<>();
        try (Connection jdbc = database.connect();
                Statement statement = jdbc.createStatement()) {
            statement.execute("create table " + table + " (id integer, v " + type.sqlType() + ")");
            for (int i = 0; i < literals.size(); i++) {
                statement.execute("insert into " + table + " values (" + i + ", " + literals.get(i) + ")");
            }
            truths(subject, type, table, statement, truths, texts);
        }
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < literals.size(); i++) {
            int id = i;
            Rows[] read = new Rows[1];
            Cell cell = new Cell(connection, subject, table, i, () -> {
                if (read[0] == null) {
                    read[0] = connection.query("select v from " + table + " where id = :id", Map.of("id", id));
                }
                return read[0];
            });
            for (Target target : type.family().targets()) {
                compare(cell, type, target, truths.get(i), texts.get(i), wrong);
            }
        }
        assertThat(wrong.stream().limit(MOST_SHOWN))
                .as("%d differences of %s on %s, seed %d", wrong.size(), type.sqlType(), subject, Seed.VALUE)
                .isEmpty();
    }

    private static void truths(
            Subject subject,
            ColumnType type,
            String table,
            Statement statement,
            List<@Nullable Object> truths,
            Map<Integer, String> texts)
            throws SQLException {
        try (ResultSet rs =
                statement.executeQuery("select id, v, " + subject.text("v") + " as t from " + table + " order by id")) {
            while (rs.next()) {
                truths.add(type.family().truth(rs));
                texts.put(rs.getInt("id"), String.valueOf(rs.getString("t")));
            }
        }
    }

    private void compare(
            Cell cell, ColumnType type, Target target, @Nullable Object truth, String text, List<String> wrong)
            throws Exception {
        Outcome expected = expected(type, target, truth);
        Optional<String> difference =
                truth == null ? Optional.empty() : differences.find(cell.subject(), type, target, truth);
        @Nullable Object written = null;
        for (AccessPath path : AccessPath.values()) {
            if (!path.isFor(cell.subject(), target)) {
                continue;
            }
            Outcome actual;
            try {
                actual = Outcome.of(() -> path.read(cell, target));
            } catch (Exception ex) {
                wrong.add(text + " as " + target + " by " + path + " threw " + ex);
                continue;
            }
            boolean agrees = difference.isPresent()
                    ? difference.get().equals(actual.toString())
                    : actual.agreesWith(expected)
                            || truth == null
                                    && actual.isRefused()
                                    && type.family().refuses(target);
            if (!agrees) {
                wrong.add(text + " as " + target + " by " + path + " is " + actual + " rather than "
                        + difference.orElse(expected.toString()) + (actual.isRefused() ? ": " + actual.refusal() : ""));
            }
            if (agrees && path == AccessPath.VALUE) {
                written = actual.value();
            }
        }
        if (truth != null && written != null && type.family().canBeWritten(truth, written)) {
            compareWritten(cell, target, written, text, wrong);
        }
    }

    private static Outcome expected(ColumnType type, Target target, @Nullable Object truth) {
        if (truth != null) {
            return type.family().expected(truth, target);
        }
        return target.type().isPrimitive() ? Outcome.REFUSED : new Outcome(null, null);
    }

    private static void compareWritten(Cell cell, Target target, Object written, String text, List<String> wrong) {
        SqlConnection connection = cell.connection();
        try {
            connection
                    .sql("insert into " + cell.table() + " values (-1, :v)")
                    .param("v", written)
                    .update();
            String again = connection
                    .sql("select " + cell.subject().text("v") + " from " + cell.table() + " where id = -1")
                    .value(String.class);
            if (!text.equals(again)) {
                wrong.add(text + " written as " + target + " became " + again);
            }
        } catch (RuntimeException ex) {
            wrong.add(text + " written as " + target + " threw " + ex);
        } finally {
            connection.update("delete from " + cell.table() + " where id = -1");
        }
    }
}
