package dev.connections.testing.snowflake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Statements about stages and the files in them. Files are moved by the driver itself, which is told of directories. */
final class StageCommand {

    private static final Pattern CREATE = Pattern.compile(
            "(?is)create\\s+(?:or\\s+replace\\s+)?(temp(?:orary)?\\s+)?stage\\s+(?:if\\s+not\\s+exists\\s+)?(\\S+).*");

    private static final Pattern DROP = Pattern.compile("(?is)drop\\s+stage\\s+(?:if\\s+exists\\s+)?(\\S+)");

    private static final Pattern REMOVE = Pattern.compile("(?is)(?:remove|rm)\\s+('[^']+'|@\\S+)");

    private static final Pattern LIST = Pattern.compile("(?is)(?:list|ls)\\s+('[^']+'|@\\S+)");

    private static final Pattern PUT =
            Pattern.compile("(?is)put\\s+('file://[^']+'|file://\\S+)\\s+('[^']+'|@\\S+)(.*)");

    private static final Pattern GET =
            Pattern.compile("(?is)get\\s+('[^']+'|@\\S+)\\s+('file://[^']+'|file://\\S+)(.*)");

    private static final int PARALLEL = 4;

    private final Stages stages;

    private final Session session;

    StageCommand(Stages stages, Session session) {
        this.stages = stages;
        this.session = session;
    }

    /** Whether it was one; the answer has been written then. */
    boolean run(String sql, ObjectNode data) throws SQLException {
        Matcher create = CREATE.matcher(sql);
        if (create.matches()) {
            commitAsDdlDoes();
            stages.create(create.group(2), (create.group(1) != null) ? session : null);
            Query.single(data, "status", "text", "Stage area successfully created.");
            return true;
        }
        Matcher drop = DROP.matcher(sql);
        if (drop.matches()) {
            commitAsDdlDoes();
            stages.drop(drop.group(1));
            Query.single(data, "status", "text", "successfully dropped.");
            return true;
        }
        return remove(sql, data) || list(sql, data) || put(sql, data) || get(sql, data);
    }

    private void commitAsDdlDoes() throws SQLException {
        if (!session.jdbc().getAutoCommit()) {
            session.jdbc().commit();
        }
    }

    private boolean remove(String sql, ObjectNode data) throws SQLException {
        Matcher remove = REMOVE.matcher(sql);
        if (!remove.matches()) {
            return false;
        }
        Table table = new Table(data, "name", "result");
        for (Path file : Stages.files(place(remove.group(1)))) {
            Stages.delete(file);
            table.row(name(file), "removed");
        }
        return true;
    }

    private boolean list(String sql, ObjectNode data) throws SQLException {
        Matcher list = LIST.matcher(sql);
        if (!list.matches()) {
            return false;
        }
        Table table = new Table(data, "name", "size", "md5", "last_modified");
        for (Path file : Stages.files(place(list.group(1)))) {
            table.row(name(file), String.valueOf(size(file)), "0", "Thu, 1 Jan 2026 00:00:00 GMT");
        }
        return true;
    }

    private boolean put(String sql, ObjectNode data) throws SQLException {
        Matcher put = PUT.matcher(sql);
        if (!put.matches()) {
            return false;
        }
        Path place = place(put.group(2));
        data.put("command", "UPLOAD").putNull("encryptionMaterial");
        data.putArray("src_locations").add(local(put.group(1)));
        data.put("autoCompress", option(put.group(3), "auto_compress", "true").equals("true"));
        data.put("overwrite", option(put.group(3), "overwrite", "false").equals("true"));
        data.put("sourceCompression", option(put.group(3), "source_compression", "auto_detect"));
        transfer(data, place);
        return true;
    }

    private boolean get(String sql, ObjectNode data) throws SQLException {
        Matcher get = GET.matcher(sql);
        if (!get.matches()) {
            return false;
        }
        Path place = place(get.group(1));
        data.put("command", "DOWNLOAD");
        ArrayNode sources = data.putArray("src_locations");
        Path directory = Files.isDirectory(place) ? place : place.getParent();
        Stages.files(place)
                .forEach(file -> sources.add(directory.relativize(file).toString()));
        data.put("localLocation", local(get.group(2))).putArray("encryptionMaterial");
        transfer(data, directory);
        return true;
    }

    private static void transfer(ObjectNode data, Path directory) {
        data.put("parallel", PARALLEL).put("clientShowEncryptionParameter", false);
        ObjectNode stage = data.putObject("stageInfo");
        stage.put("locationType", "LOCAL_FS")
                .put("location", directory.toString())
                .put("path", "");
        stage.put("region", "local").put("isClientSideEncrypted", false).putNull("endPoint");
        stage.putObject("creds");
    }

    private static String option(String options, String name, String usual) {
        Matcher matcher = Pattern.compile("(?is)\\b" + name + "\\s*=\\s*(\\w+)").matcher(options);
        return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : usual;
    }

    private static String local(String text) {
        return bare(text).replaceFirst("file://", "");
    }

    private static String bare(String text) {
        return text.startsWith("'") ? text.substring(1, text.length() - 1) : text;
    }

    private Path place(String reference) throws SQLException {
        Path place = stages.resolve(bare(reference), session);
        if (place == null) {
            throw new SQLException("Stage '" + reference + "' does not exist or not authorized.", "02000", 2003);
        }
        return place;
    }

    /** Without the first part, which is the stage's own. */
    private String name(Path file) {
        return stages.root().relativize(file).toString();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** A result of texts. */
    static final class Table {

        private final ObjectNode data;

        Table(ObjectNode data, String... columns) {
            this.data = data;
            ArrayNode types = data.putArray("rowtype");
            List.of(columns).forEach(column -> types.add(Query.column(column, "text")));
            data.putArray("rowset");
            data.put("total", 0).put("returned", 0).put("queryResultFormat", "json");
        }

        void row(@Nullable String... cells) {
            ArrayNode row = ((ArrayNode) data.path("rowset")).addArray();
            for (String cell : cells) {
                row.add(cell);
            }
            int count = data.path("rowset").size();
            data.put("total", count).put("returned", count);
        }
    }
}
