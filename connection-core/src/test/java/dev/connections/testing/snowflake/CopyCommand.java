package dev.connections.testing.snowflake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code copy into table (…) from (select … from stage)}, of compressed CSV. All files are loaded, or none. */
final class CopyCommand {

    private static final Pattern COPY = Pattern.compile("(?is)copy\\s+into\\s+(\\S+)\\s*\\(([^)]*)\\)\\s*from\\s*"
            + "\\(\\s*select\\s+(.*?)\\s+from\\s+('@[^']+'|@\\S+)\\s*\\)\\s*file_format\\s*=\\s*\\((.*?)\\)\\s*"
            + "on_error\\s*=\\s*abort_statement");

    /** What the format must say so that files mean what {@link CsvLines} takes them for. */
    private static final List<String> FORMAT = List.of(
            "type = csv",
            "compression = gzip",
            "field_delimiter = ','",
            "field_optionally_enclosed_by = '\"'",
            "escape = none",
            "escape_unenclosed_field = none",
            "null_if = ()",
            "empty_field_as_null = true");

    private static final int BATCH = 1000;

    private final Stages stages;

    private final Session session;

    CopyCommand(Stages stages, Session session) {
        this.stages = stages;
        this.session = session;
    }

    /** Whether it was one; the answer has been written then. */
    boolean run(String sql, ObjectNode data, Abort abort) throws SQLException {
        Matcher copy = COPY.matcher(sql);
        if (!copy.matches()) {
            return false;
        }
        for (String option : FORMAT) {
            if (!copy.group(5).toLowerCase(Locale.ROOT).contains(option)) {
                throw new SQLException("The file format does not say " + option, "42000", 1003);
            }
        }
        String reference = copy.group(4).replace("'", "");
        Path place = stages.resolve(reference, session);
        if (place == null) {
            throw new SQLException("Stage '" + reference + "' does not exist or not authorized.", "02000", 2003);
        }
        List<FieldValue> values = FieldValue.parse(copy.group(3));
        String insert = "insert into " + Translation.of(copy.group(1), session) + " (" + copy.group(2) + ") values ("
                + values.stream().map(FieldValue::placeholder).collect(Collectors.joining(", ")) + ")";
        List<Path> files = Stages.files(place);
        if (files.isEmpty()) {
            Query.single(data, "status", "text", "Copy executed with 0 files processed.");
            return true;
        }
        StageCommand.Table table = new StageCommand.Table(
                data,
                "file",
                "status",
                "rows_parsed",
                "rows_loaded",
                "error_limit",
                "errors_seen",
                "first_error",
                "first_error_line",
                "first_error_character",
                "first_error_column_name");
        loadAll(files, insert, values, table, abort);
        return true;
    }

    private void loadAll(
            List<Path> files, String insert, List<FieldValue> values, StageCommand.Table table, Abort abort)
            throws SQLException {
        Connection jdbc = session.jdbc();
        boolean commits = jdbc.getAutoCommit();
        jdbc.setAutoCommit(false);
        Savepoint before = jdbc.setSavepoint();
        try (PreparedStatement statement = jdbc.prepareStatement(insert)) {
            for (Path file : files) {
                if (abort.isDone()) {
                    throw new SQLException("SQL execution canceled", "57014", 57014);
                }
                String rows = String.valueOf(load(file, statement, values));
                String name = stages.root().relativize(file).toString();
                table.row(name, "LOADED", rows, rows, "1", "0", null, null, null, null);
            }
        } catch (SQLException ex) {
            jdbc.rollback(before);
            throw (ex instanceof BatchUpdateException && ex.getNextException() != null) ? ex.getNextException() : ex;
        } finally {
            if (commits) {
                jdbc.setAutoCommit(true);
            }
        }
    }

    private static long load(Path file, PreparedStatement statement, List<FieldValue> values) throws SQLException {
        long rows = 0;
        try (CsvLines lines = new CsvLines(file)) {
            for (List<@Nullable String> line = lines.next(); line != null; line = lines.next()) {
                if (line.size() != values.size()) {
                    throw new SQLException(
                            "Number of columns in file (" + line.size() + ") does not match", "22000", 100080);
                }
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i).of(line));
                }
                statement.addBatch();
                if (++rows % BATCH == 0) {
                    statement.executeBatch();
                }
            }
            if (rows % BATCH != 0) {
                statement.executeBatch();
            }
            return rows;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Inserts what a driver has sent as files instead of in the statement. */
    static int insertBinds(Stages stages, Session session, String reference, String insert) throws SQLException {
        Path place = stages.resolve(reference, session);
        int rows = 0;
        try (PreparedStatement statement = session.jdbc().prepareStatement(insert)) {
            for (Path file : (place == null) ? List.<Path>of() : Stages.files(place)) {
                int width = statement.getParameterMetaData().getParameterCount();
                List<FieldValue> values = Stream.iterate(1, i -> i + 1)
                        .limit(width)
                        .map(i -> new FieldValue(i, "bind"))
                        .toList();
                rows += (int) load(file, statement, values);
            }
        }
        return rows;
    }
}
