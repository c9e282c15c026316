package dev.connections.files.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.connections.files.CsvOptions;
import dev.connections.files.CsvProblem;
import dev.connections.files.FileFormatException;
import dev.connections.rows.Rows;
import dev.connections.rows.RowsBuilder;
import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultColumn;
import dev.connections.rows.shape.ResultShape;
import dev.connections.rows.shape.TimeRules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.support.DefaultConversionService;

/**
 * Reads a CSV file by FastCSV, twice: first to infer the kinds of its columns from all values, then to pack the rows.
 * An unquoted empty field is {@code null}. Used once.
 */
final class CsvTableReader {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final int MAX_FIELD = 64 * 1024 * 1024;

    private static final long SAMPLE = 1_000;

    private final TableErrors errors;

    private final TableSource source;

    private final CsvOptions options;

    private final char delimiter;

    private final Map<String, ColumnKind> declaredKinds;

    CsvTableReader(TableErrors errors, TableSource source, TableFormat format, TableOptions options) {
        this.errors = errors;
        this.source = source;
        this.options = options.csv();
        Character given = this.options.delimiter();
        this.delimiter = (given != null) ? given : (format == TableFormat.TSV) ? '\t' : ',';
        Class<?> declared = options.columns();
        this.declaredKinds = (declared != null) ? DeclaredColumns.of(declared) : Map.of();
    }

    char delimiter() {
        return delimiter;
    }

    Rows rows() {
        try {
            return rows(columns(SAMPLE));
        } catch (KindMismatchException ex) {
            return rows(columns());
        }
    }

    private Rows rows(List<ResultColumn> columns) {
        RowsBuilder rows = new RowsBuilder(
                ResultShape.of(columns, TimeRules.STANDARD),
                DefaultConversionService.getSharedInstance(),
                source.path());
        Packing packing = new Packing(columns, rows);
        read(packing);
        Consumer<? super CsvProblem> consumer = options.problems();
        if (consumer != null) {
            packing.skipped.forEach(consumer);
        }
        return rows.build();
    }

    /** Returns the columns with their declared or inferred kinds. */
    List<ResultColumn> columns() {
        return columns(Long.MAX_VALUE);
    }

    /**
     * Returns the columns with the kinds that the first records have. A column without values is an object. If a later
     * value does not fit, packing ends with a {@link KindMismatchException}; otherwise all records have these kinds.
     */
    private List<ResultColumn> columns(long records) {
        Inference inference = new Inference(records);
        read(inference);
        return inference.columns();
    }

    /** Thrown if a value does not fit the kind that the first records have. */
    private static final class KindMismatchException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        KindMismatchException() {
            super(null, null, false, false);
        }
    }

    private void read(Records records) {
        try (InputStream bytes = Files.newInputStream(source.file());
                Reader reader = reader(bytes);
                CsvReader<Boolean> csv = CsvReader.builder()
                        .fieldSeparator(delimiter)
                        .quoteCharacter(options.quote())
                        .skipEmptyLines(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .maxBufferSize(MAX_FIELD)
                        .build(records, reader);
                CloseableIterator<Boolean> iterator = csv.iterator()) {
            while (!records.isComplete() && iterator.hasNext()) {
                iterator.next();
            }
        } catch (CsvParseException ex) {
            if (ex.getCause() instanceof FileFormatException || ex.getCause() instanceof KindMismatchException) {
                // those of the handler, which the reader wraps
                throw (RuntimeException) ex.getCause();
            }
            if (isCharset(ex)) {
                throw wrongCharset(records.line(), ex);
            }
            throw errors.malformed(source.path(), records.line(), problem(ex), ex);
        } catch (UncheckedIOException | IOException ex) {
            if (isCharset(ex)) {
                throw wrongCharset(records.line(), ex);
            }
            throw errors.failed(source.path(), "cannot be read: " + ex.getMessage(), ex);
        }
        records.end();
    }

    private Reader reader(InputStream bytes) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(
                        bytes,
                        options.charset()
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                64 * 1024);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static boolean isCharset(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return true;
            }
        }
        return false;
    }

    private FileFormatException wrongCharset(long line, Exception cause) {
        return errors.malformed(
                source.path(),
                Math.max(1, line),
                "its bytes are not in the charset " + options.charset()
                        + ", here or in the lines that follow. Name its charset with csv(csv -> csv.charset(…))",
                cause);
    }

    private static String problem(CsvParseException failure) {
        String message = (failure.getCause() != null) ? failure.getCause().getMessage() : failure.getMessage();
        return message + ". Check the quotes, the delimiter and the format";
    }

    /** One pass over the records. */
    private abstract class Records extends AbstractBaseCsvCallbackHandler<Boolean> {

        private @Nullable List<String> header;

        private final List<String> headerFields = new ArrayList<>();

        private int width = -1;

        private int fields;

        private boolean empty;

        Records() {
            if (!options.columns().isEmpty()) {
                header = options.columns();
                width = options.columns().size();
            }
        }

        @Override
        protected void handleBegin(long line) {
            fields = 0;
            empty = false;
        }

        @Override
        protected void handleEmpty() {
            empty = true;
        }

        @Override
        protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
            fields++;
            if (width < 0 && options.hasHeader()) {
                headerFields.add(new String(text, offset, length));
            } else if (width < 0 || index < width) {
                field(index, text, offset, length, quoted);
            }
        }

        @Override
        protected Boolean buildRecord() {
            if (empty && width != 1) {
                return false;
            }
            if (width < 0) {
                width = fields;
                if (options.hasHeader()) {
                    header = names(headerFields);
                    return true;
                }
                header = numbered(width);
            }
            if (empty) {
                field(0, new char[0], 0, 0, false);
            } else if (fields != width) {
                bad("it has " + fields + " fields instead of " + width, null);
                return false;
            }
            record();
            return true;
        }

        final void bad(String problem, @Nullable Exception cause) {
            Consumer<? super CsvProblem> consumer = options.problems();
            if (consumer == null) {
                throw errors.malformed(
                        source.path(),
                        line(),
                        problem + ". Correct the file, or skip such lines with csv(csv -> csv.skipping(…))",
                        cause);
            }
            skipped(line(), problem);
        }

        final long line() {
            return getStartingLineNumber();
        }

        final void end() {
            if (header == null) {
                if (options.hasHeader()) {
                    throw errors.malformed(source.path(), 1, "it is empty, and a header is expected", null);
                }
                header = List.of();
            }
        }

        final List<String> header() {
            return (header != null) ? header : List.of();
        }

        boolean isComplete() {
            return false;
        }

        abstract void field(int index, char[] text, int offset, int length, boolean quoted);

        abstract void record();

        void skipped(long line, String problem) {}
    }

    private static List<String> numbered(int width) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            names.add("column" + i);
        }
        return names;
    }

    /** A name that is there already gets a number, as in DuckDB. */
    private static List<String> names(List<String> fields) {
        Set<String> used = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).isBlank() ? "column" + (i + 1) : fields.get(i);
            String unique = name;
            for (int n = 1; !used.add(unique); n++) {
                unique = name + "_" + n;
            }
            names.add(unique);
        }
        return names;
    }

    private final class Inference extends Records {

        private final List<ColumnInference> columns = new ArrayList<>();

        /** The values of the record: those of a malformed one do not count. */
        private char[] buffer = new char[1024];

        private int[] ends = new int[16];

        private boolean[] isNull = new boolean[16];

        private int count;

        private int length;

        private final long limit;

        private long records;

        Inference(long limit) {
            this.limit = limit;
        }

        @Override
        boolean isComplete() {
            return records >= limit;
        }

        @Override
        protected void handleBegin(long line) {
            super.handleBegin(line);
            count = 0;
            length = 0;
        }

        @Override
        void field(int index, char[] text, int offset, int size, boolean quoted) {
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, count * 2);
                isNull = Arrays.copyOf(isNull, count * 2);
            }
            if (length + size > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + size));
            }
            System.arraycopy(text, offset, buffer, length, size);
            length += size;
            ends[count] = length;
            isNull[count] = size == 0 && !quoted;
            count++;
        }

        @Override
        void record() {
            records++;
            int start = 0;
            for (int i = 0; i < count; i++) {
                if (columns.size() <= i) {
                    columns.add(new ColumnInference());
                }
                if (!isNull[i]) {
                    columns.get(i).add(buffer, start, ends[i] - start);
                }
                start = ends[i];
            }
        }

        List<ResultColumn> columns() {
            List<ResultColumn> result = new ArrayList<>();
            for (int i = 0; i < header().size(); i++) {
                String name = header().get(i);
                ColumnKind kind = declaredKind(name);
                if (kind == null) {
                    kind = options.isText() ? ColumnKind.TEXT : kind(i);
                }
                result.add(new ResultColumn(name, kind, false));
            }
            return result;
        }

        private ColumnKind kind(int column) {
            if (column < columns.size() && columns.get(column).hasValues()) {
                return columns.get(column).kind();
            }
            return isComplete() ? ColumnKind.OBJECT : ColumnKind.TEXT;
        }
    }

    private final class Packing extends Records {

        private final List<ResultColumn> columns;

        private final ColumnKind[] kinds;

        private final boolean[] isDeclared;

        private final @Nullable Object[] values;

        private final RowsBuilder rows;

        private final List<CsvProblem> skipped = new ArrayList<>();

        private @Nullable String problem;

        private @Nullable Exception cause;

        /** Whether a value does not fit an inferred kind. Those of a ragged line do not count. */
        private boolean mismatch;

        Packing(List<ResultColumn> columns, RowsBuilder rows) {
            this.columns = columns;
            this.kinds = columns.stream().map(ResultColumn::kind).toArray(ColumnKind[]::new);
            this.values = new Object[kinds.length];
            this.isDeclared = new boolean[kinds.length];
            for (int i = 0; i < kinds.length; i++) {
                isDeclared[i] = declaredKind(columns.get(i).label()) != null;
            }
            this.rows = rows;
        }

        @Override
        protected void handleBegin(long line) {
            super.handleBegin(line);
            problem = null;
            cause = null;
            mismatch = false;
        }

        @Override
        void field(int index, char[] text, int offset, int length, boolean quoted) {
            if (index >= kinds.length) {
                return;
            }
            ColumnKind kind = kinds[index];
            if (length == 0 && !quoted) {
                values[index] = null;
            } else if (kind == ColumnKind.TEXT) {
                values[index] = new String(text, offset, length);
            } else if (kind == ColumnKind.LONG && FieldValues.isLong(text, offset, length)) {
                values[index] = FieldValues.toLong(text, offset, length);
            } else {
                parse(index, new String(text, offset, length), kind);
            }
        }

        private void parse(int index, String text, ColumnKind kind) {
            if (kind == ColumnKind.OBJECT) {
                mismatch = true;
                return;
            }
            try {
                values[index] = isDeclared[index] ? DeclaredColumns.parse(text, kind) : FieldValues.parse(text, kind);
            } catch (NumberFormatException | ArithmeticException | DateTimeException ex) {
                if (!isDeclared[index]) {
                    mismatch = true;
                    return;
                }
                values[index] = null;
                if (problem == null) {
                    problem = "the value of column '" + columns.get(index).label() + "' is no " + nameOf(kind) + ": '"
                            + shortened(text) + "'";
                    cause = ex;
                }
            }
        }

        @Override
        void record() {
            if (mismatch) {
                throw new KindMismatchException();
            }
            if (problem != null) {
                bad(problem, cause);
                return;
            }
            for (int i = 0; i < values.length; i++) {
                rows.add(i, values[i]);
            }
            rows.endRow();
        }

        @Override
        void skipped(long line, String what) {
            skipped.add(new CsvProblem(line, what));
        }
    }

    /** Returns the kind that the record declares; {@code null} if it is inferred. */
    private @Nullable ColumnKind declaredKind(String column) {
        return declaredKinds.get(ResultShape.loose(column));
    }

    private static String nameOf(ColumnKind kind) {
        return switch (kind) {
            case BOOLEAN -> "boolean (true or false)";
            case INT -> "whole number of 32 bits";
            case LONG -> "whole number of 64 bits";
            case DOUBLE, DECIMAL -> "number";
            case DATE -> "date such as 2026-12-31";
            case TIME -> "time such as 23:59:59";
            case TIMESTAMP -> "timestamp such as 2026-12-31T23:59:59";
            case OFFSET_TIMESTAMP -> "timestamp such as 2026-12-31T23:59:59Z";
            default -> kind.name();
        };
    }

    private static String shortened(String text) {
        return (text.length() > 40) ? text.substring(0, 40) + "…" : text;
    }
}
