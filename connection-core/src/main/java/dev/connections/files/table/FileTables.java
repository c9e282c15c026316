package dev.connections.files.table;

import dev.connections.files.CsvOptions;
import dev.connections.files.FilesException;
import dev.connections.rows.Rows;
import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultColumn;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Reads and writes tables in local files, and runs SQL queries on them. CSV is read by FastCSV, JSON by Jackson,
 * Parquet and SQL by DuckDB. Thread-safe.
 */
public final class FileTables implements AutoCloseable {

    private static final String DUCKDB = "org.duckdb.DuckDBDriver";

    private static final String JACKSON = "tools.jackson.databind.json.JsonMapper";

    private final TableErrors errors;

    private final TableSettings settings;

    private @Nullable DuckDbTables duckDb;

    private boolean closed;

    /** @param connection the name of the connection, for messages */
    public FileTables(String connection, TableSettings settings) {
        this.errors = new TableErrors(connection);
        this.settings = settings;
    }

    /**
     * Reads a table.
     *
     * @throws dev.connections.files.FileFormatException if it is malformed
     * @throws FilesException if its format is unknown, or a library is missing
     */
    public Rows read(TableSource source, TableOptions options) {
        TableFormat format = errors.format(source.path(), options);
        checkEffect(source.path(), format, options);
        return withPlain(source, plain -> switch (format) {
            case CSV, TSV -> new CsvTableReader(errors, plain, format, options).rows();
            case JSON, JSONL -> {
                require(JACKSON, "tools.jackson.core:jackson-databind", source.path(), "JSON");
                yield JsonTables.read(errors, plain, format);
            }
            case PARQUET -> duckDb(source.path()).readParquet(plain);
        });
    }

    /**
     * Reads a table into objects of a type. The components of a record declare the types of CSV columns, unless the
     * options do.
     */
    public <T> List<T> read(TableSource source, TableOptions options, Class<T> type) {
        boolean declares = options.columns() == null
                && type.isRecord()
                && errors.format(source.path(), options).isCsv();
        TableOptions declared = declares ? new TableOptions(options.format(), options.csv(), type) : options;
        return read(source, declared).as(type);
    }

    private void checkEffect(String path, TableFormat format, TableOptions options) {
        if (format.isCsv()) {
            return;
        }
        String unused = !options.csv().equals(CsvOptions.DEFAULT)
                ? "csv(…)"
                : (options.columns() != null) ? "columns(…)" : null;
        if (unused != null) {
            throw new IllegalStateException("Connection '" + errors.connection() + "', file '" + path + "': " + unused
                    + " has no effect on the format " + format.name().toLowerCase(Locale.ROOT) + ": remove it");
        }
    }

    private interface PlainReader<T> {

        T read(TableSource source);
    }

    private <T> T withPlain(TableSource source, PlainReader<T> reader) {
        if (!TableFormat.isGzip(source.path())) {
            return reader.read(source);
        }
        Path plain = decompress(source);
        try {
            return reader.read(new TableSource(source.path(), plain));
        } finally {
            delete(plain);
        }
    }

    private Path decompress(TableSource source) {
        Path plain = null;
        try {
            plain = Files.createTempFile(settings.directory(), "plain", null);
            try (InputStream in = new LimitedInputStream(
                            new GZIPInputStream(Files.newInputStream(source.file()), 64 * 1024),
                            settings.maxUncompressedSize());
                    OutputStream out = Files.newOutputStream(plain)) {
                in.transferTo(out);
            }
            return plain;
        } catch (IOException ex) {
            if (plain != null) {
                delete(plain);
            }
            if (ex instanceof LimitedInputStream.LimitExceededException) {
                throw errors.failed(
                        source.path(),
                        "it has more than " + settings.maxUncompressedSize()
                                + " bytes after decompression. Set connections." + errors.connection()
                                + ".max-uncompressed-size if that is right",
                        ex);
            }
            if (ex instanceof ZipException || ex instanceof EOFException) {
                throw errors.malformed(source.path(), 0, "it is no complete gzip file: " + ex.getMessage(), ex);
            }
            throw errors.failed(source.path(), "cannot be decompressed: " + ex, ex);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ex) {
            file.toFile().deleteOnExit();
        }
    }

    /**
     * Writes a table. The target is flushed and not closed.
     *
     * @param rows {@link Rows}, or an {@code Iterable} of records or maps
     * @param path the path in the store, for the format and for messages
     */
    public void write(Object rows, String path, TableOptions options, OutputStream target) throws IOException {
        TableFormat format = errors.format(path, options);
        checkEffect(path, format, options);
        if (options.columns() != null) {
            throw new IllegalStateException("Connection '" + errors.connection() + "', file '" + path
                    + "': columns(…) has no effect on a write: remove it");
        }
        Rows table;
        try {
            table = (rows instanceof Rows given) ? given : TableWriter.rows((Iterable<?>) rows);
        } catch (IllegalArgumentException ex) {
            throw errors.failed(path, ex.getMessage(), ex);
        }
        if (TableFormat.isGzip(path)) {
            GZIPOutputStream gzip = new GZIPOutputStream(target);
            write(table, path, format, options, gzip);
            gzip.finish();
        } else {
            write(table, path, format, options, target);
        }
        target.flush();
    }

    private void write(Rows rows, String path, TableFormat format, TableOptions options, OutputStream target)
            throws IOException {
        switch (format) {
            case CSV, TSV -> writeCsv(rows, path, format, options, target);
            case JSON, JSONL -> {
                require(JACKSON, "tools.jackson.core:jackson-databind", path, "JSON");
                JsonTables.write(rows, format, target);
            }
            case PARQUET -> writeParquet(rows, path, target);
        }
    }

    private void writeCsv(Rows rows, String path, TableFormat format, TableOptions options, OutputStream target)
            throws IOException {
        Charset charset = options.csv().charset();
        Writer writer = new BufferedWriter(new OutputStreamWriter(
                new Unclosed(target),
                charset.newEncoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try {
            CsvTableWriter.write(rows, format, options.csv(), writer);
            writer.flush();
        } catch (CharacterCodingException ex) {
            throw errors.failed(path, "a value has characters that the charset " + charset + " does not have", ex);
        }
    }

    private void writeParquet(Rows rows, String path, OutputStream target) throws IOException {
        if (rows.columns().isEmpty()) {
            throw errors.failed(path, "Parquet needs at least one column, and the rows have none", null);
        }
        DuckDbTables duck = duckDb(path);
        Path csv = Files.createTempFile(settings.directory(), "rows", null);
        Path parquet = Files.createTempFile(settings.directory(), "parquet", null);
        try {
            try (Writer writer = Files.newBufferedWriter(csv)) {
                CsvTableWriter.write(rows, TableFormat.CSV, TableOptions.DEFAULT.csv(), writer);
            }
            duck.writeParquet(csv, rows.columns(), TableWriter.parquetTypes(rows), parquet);
            Files.copy(parquet, target);
        } catch (SQLException ex) {
            throw errors.failed(path, "the rows cannot be written as Parquet: " + ex.getMessage(), ex);
        } finally {
            delete(csv);
            delete(parquet);
        }
    }

    /**
     * Checks a query.
     *
     * @throws IllegalArgumentException if the text is not one query, or is not allowed
     */
    public FileQuery parse(String sql) {
        require(JACKSON, "tools.jackson.core:jackson-databind", "", "SQL on files");
        return duckDb("").parse(sql);
    }

    /**
     * Runs a query.
     *
     * @param files the local copies for each pattern of the query
     * @param parameters the values of named parameters
     */
    public Rows query(
            FileQuery query, Map<String, List<TableSource>> files, Map<String, ? extends @Nullable Object> parameters) {
        List<Path> temporary = new ArrayList<>();
        List<TableSource> all = new ArrayList<>();
        try {
            Map<String, String> views = new LinkedHashMap<>();
            for (String pattern : query.patterns()) {
                List<TableSource> plain = new ArrayList<>();
                for (TableSource source : files.getOrDefault(pattern, List.of())) {
                    Path file = source.file();
                    if (TableFormat.isGzip(source.path())) {
                        file = decompress(source);
                        temporary.add(file);
                    }
                    plain.add(new TableSource(source.path(), file));
                }
                all.addAll(plain);
                views.put(pattern, view(pattern, plain));
            }
            return duckDb("").query(query.sql(), views, parameters, all);
        } finally {
            temporary.forEach(FileTables::delete);
        }
    }

    /** Runs a query into objects of a type. */
    public <T> List<T> query(
            FileQuery query,
            Map<String, List<TableSource>> files,
            Map<String, ? extends @Nullable Object> parameters,
            Class<T> type) {
        return query(query, files, parameters).as(type);
    }

    private String view(String pattern, List<TableSource> sources) {
        TableFormat format = errors.format(pattern, TableOptions.DEFAULT);
        List<Path> paths = sources.stream().map(TableSource::file).toList();
        return switch (format) {
            case CSV, TSV -> csv(format, sources);
            case JSON, JSONL -> DuckDbTables.json(paths, format == TableFormat.JSON);
            case PARQUET -> DuckDbTables.parquet(paths);
        };
    }

    /** Columns of one name have one type in all files: that of each, or else text. */
    private String csv(TableFormat format, List<TableSource> sources) {
        Map<String, ColumnKind> kinds = new LinkedHashMap<>();
        List<List<ResultColumn>> columns = new ArrayList<>();
        char delimiter = ',';
        for (TableSource source : sources) {
            CsvTableReader reader = new CsvTableReader(errors, source, format, TableOptions.DEFAULT);
            delimiter = reader.delimiter();
            List<ResultColumn> found = reader.columns();
            found.forEach(column -> kinds.merge(column.label(), column.kind(), FileTables::common));
            columns.add(found);
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            parts.add(DuckDbTables.csv(
                    sources.get(i).file(),
                    columns.get(i).stream()
                            .map(column -> new ResultColumn(column.label(), kinds.get(column.label()), false))
                            .toList(),
                    delimiter));
        }
        return parts.stream().collect(Collectors.joining(" union all by name "));
    }

    private static ColumnKind common(ColumnKind one, ColumnKind other) {
        if (one == other) {
            return one;
        }
        boolean numbers = (one == ColumnKind.LONG || one == ColumnKind.DOUBLE)
                && (other == ColumnKind.LONG || other == ColumnKind.DOUBLE);
        return numbers ? ColumnKind.DOUBLE : ColumnKind.TEXT;
    }

    private synchronized DuckDbTables duckDb(String path) {
        if (closed) {
            throw errors.failed(path, "the connection was closed or reset while the table was read", null);
        }
        DuckDbTables opened = duckDb;
        if (opened == null) {
            require(DUCKDB, "org.duckdb:duckdb_jdbc", path, "Parquet and SQL on files");
            opened = new DuckDbTables(errors, settings);
            duckDb = opened;
        }
        return opened;
    }

    private void require(String type, String coordinates, String path, String feature) {
        if (!ClassUtils.isPresent(type, FileTables.class.getClassLoader())) {
            throw errors.failed(path, feature + " needs the dependency " + coordinates, null);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        DuckDbTables opened = duckDb;
        duckDb = null;
        if (opened != null) {
            opened.close();
        }
    }

    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream target) {
            super(target);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
