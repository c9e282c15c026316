package dev.connections.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The format of a CSV file. Immutable: each method returns a copy.
 *
 * <p>By default, fields are separated by a comma ({@code .csv}) or a tab ({@code .tsv}), quoted by {@code "} and
 * encoded in UTF-8, and the first line is the header. An empty field is {@code null}, a quoted empty field is an empty
 * text. Nothing is detected by sampling. Each error is a {@link FileFormatException} with its line.
 */
public final class CsvOptions {

    /** The default options. */
    public static final CsvOptions DEFAULT =
            new CsvOptions(null, '"', StandardCharsets.UTF_8, true, List.of(), false, null);

    private final @Nullable Character delimiter;

    private final char quote;

    private final Charset charset;

    private final boolean header;

    private final List<String> columns;

    private final boolean text;

    private final @Nullable Consumer<? super CsvProblem> problems;

    private CsvOptions(
            @Nullable Character delimiter,
            char quote,
            Charset charset,
            boolean header,
            List<String> columns,
            boolean text,
            @Nullable Consumer<? super CsvProblem> problems) {
        this.delimiter = delimiter;
        this.quote = quote;
        this.charset = charset;
        this.header = header;
        this.columns = columns;
        this.text = text;
        this.problems = problems;
    }

    /**
     * Sets the separator of fields.
     *
     * @throws IllegalArgumentException if it is a line break or the quote
     */
    public CsvOptions delimiter(char newDelimiter) {
        if (newDelimiter == '\n' || newDelimiter == '\r' || newDelimiter == quote) {
            throw new IllegalArgumentException("The delimiter must be neither a line break nor the quote");
        }
        return new CsvOptions(newDelimiter, quote, charset, header, columns, text, problems);
    }

    /**
     * Sets the quote, {@code "} by default.
     *
     * @throws IllegalArgumentException if it is a line break or the delimiter
     */
    public CsvOptions quote(char newQuote) {
        if (newQuote == '\n' || newQuote == '\r' || Objects.equals(newQuote, delimiter)) {
            throw new IllegalArgumentException("The quote must be neither a line break nor the delimiter");
        }
        return new CsvOptions(delimiter, newQuote, charset, header, columns, text, problems);
    }

    /** Sets the charset, UTF-8 by default. Bytes that it cannot decode are an error. */
    public CsvOptions charset(Charset newCharset) {
        return new CsvOptions(
                delimiter, quote, Objects.requireNonNull(newCharset, "newCharset"), header, columns, text, problems);
    }

    /**
     * Sets whether the first line names the columns, as by default. Otherwise they are {@code column1}, {@code column2}
     * and so on.
     */
    public CsvOptions header(boolean newHeader) {
        return new CsvOptions(delimiter, quote, charset, newHeader, columns, text, problems);
    }

    /** Sets the names of the columns of a file without a header. */
    public CsvOptions columns(String... names) {
        return new CsvOptions(delimiter, quote, charset, false, List.of(names), text, problems);
    }

    /** Returns all values as text. By default, the type of a column is inferred from all its values. */
    public CsvOptions text() {
        return new CsvOptions(delimiter, quote, charset, header, columns, true, problems);
    }

    /** Skips malformed lines, and passes each of them to a consumer. By default, the first one is an error. */
    public CsvOptions skipping(Consumer<? super CsvProblem> consumer) {
        return new CsvOptions(delimiter, quote, charset, header, columns, text, Objects.requireNonNull(consumer));
    }

    /** Returns the separator of fields; {@code null} for that of the file's name. */
    public @Nullable Character delimiter() {
        return delimiter;
    }

    /** Returns the quote. */
    public char quote() {
        return quote;
    }

    /** Returns the charset. */
    public Charset charset() {
        return charset;
    }

    /** Returns whether the first line names the columns. */
    public boolean hasHeader() {
        return header;
    }

    /** Returns the names of the columns; empty for those of the header. */
    public List<String> columns() {
        return columns;
    }

    /** Returns whether all values are text. */
    public boolean isText() {
        return text;
    }

    /** Returns the consumer of skipped lines; {@code null} if they are an error. */
    public @Nullable Consumer<? super CsvProblem> problems() {
        return problems;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CsvOptions that
                && Objects.equals(delimiter, that.delimiter)
                && quote == that.quote
                && charset.equals(that.charset)
                && header == that.header
                && columns.equals(that.columns)
                && text == that.text
                && Objects.equals(problems, that.problems);
    }

    @Override
    public int hashCode() {
        return Objects.hash(delimiter, quote, charset, header, columns, text, problems);
    }

    @Override
    public String toString() {
        return "CsvOptions[delimiter=" + delimiter + ", charset=" + charset + ", header=" + header + "]";
    }
}
