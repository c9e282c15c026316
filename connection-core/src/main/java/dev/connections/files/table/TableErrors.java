package dev.connections.files.table;

import dev.connections.files.FileFormatException;
import dev.connections.files.FilesException;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions of the tables of a connection. Thread-safe. */
record TableErrors(String connection) {

    FileFormatException malformed(String path, long line, String problem, @Nullable Throwable cause) {
        String where = (line > 0) ? ", line " + line : "";
        return new FileFormatException(
                connection,
                path,
                line,
                "Connection '" + connection + "', file '" + path + "'" + where + ": " + problem,
                cause);
    }

    FilesException failed(String path, String problem, @Nullable Throwable cause) {
        return new FilesException(
                connection, path, "Connection '" + connection + "', file '" + path + "': " + problem, cause);
    }

    IllegalArgumentException refused(String sql, String problem) {
        return new IllegalArgumentException("Connection '" + connection + "': " + problem + "; SQL [" + sql + "]");
    }

    TableFormat format(String path, TableOptions options) {
        String name = options.format();
        TableFormat format = (name != null) ? TableFormat.named(name) : TableFormat.of(path);
        if (format == null) {
            throw new FilesException(
                    connection,
                    path,
                    "Connection '" + connection + "', file '" + path
                            + "': its extension is no format of tables. Name the format with format(…): "
                            + TableFormat.NAMES,
                    null);
        }
        return format;
    }
}
