package dev.connections.files.execution;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.keys.QueryKey;
import dev.connections.files.CsvOptions;
import dev.connections.files.FileInfo;
import dev.connections.files.FileRequest;
import dev.connections.files.TransferProgress;
import dev.connections.files.execution.FileCaching.Versioned;
import dev.connections.files.execution.FileContents.Content;
import dev.connections.files.execution.FileContents.WriteOptions;
import dev.connections.files.store.SignRequest;
import dev.connections.files.store.WriteContent;
import dev.connections.files.table.TableOptions;
import dev.connections.rows.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request about one file. Used by one thread. */
final class StoreFileRequest implements FileRequest {

    private static final Pattern METADATA_NAME = Pattern.compile("[a-z0-9-]+");

    private static final Duration SHORTEST_VALIDITY = Duration.ofSeconds(1);

    private static final Duration LONGEST_VALIDITY = Duration.ofDays(7);

    /** The options that a method may have. */
    private enum Option {
        FORMAT,
        CSV,
        COLUMNS,
        TTL,
        OFFSET,
        CONTENT_TYPE,
        METADATA,
        IF_ABSENT,
        IF_MATCH,
        ON_PROGRESS
    }

    private static final Set<Option> TABLE = EnumSet.of(Option.FORMAT, Option.CSV, Option.COLUMNS);

    private static final Set<Option> WRITE =
            EnumSet.of(Option.CONTENT_TYPE, Option.METADATA, Option.IF_ABSENT, Option.IF_MATCH, Option.ON_PROGRESS);

    private final String path;

    private final FileOperations operations;

    private final Set<Option> set = EnumSet.noneOf(Option.class);

    private @Nullable String format;

    private CsvOptions csv = CsvOptions.DEFAULT;

    private @Nullable Class<?> columns;

    private @Nullable Duration ttl;

    private long offset;

    private @Nullable String contentType;

    private Map<String, String> metadata = Map.of();

    private boolean ifAbsent;

    private @Nullable String ifMatch;

    private @Nullable Consumer<? super TransferProgress> progress;

    StoreFileRequest(String path, FileOperations operations) {
        this.path = path;
        this.operations = operations;
    }

    @Override
    public FileRequest format(String name) {
        format = TableOptions.checkedFormat(name);
        return with(Option.FORMAT);
    }

    @Override
    public FileRequest csv(UnaryOperator<CsvOptions> options) {
        csv = Objects.requireNonNull(options.apply(csv), "options");
        return with(Option.CSV);
    }

    @Override
    public FileRequest columns(Class<? extends Record> type) {
        columns = Objects.requireNonNull(type, "type");
        return with(Option.COLUMNS);
    }

    @Override
    public FileRequest ttl(Duration maximumAge) {
        if (maximumAge.isNegative()) {
            throw new IllegalArgumentException("ttl must not be negative");
        }
        ttl = maximumAge;
        return with(Option.TTL);
    }

    @Override
    public FileRequest offset(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("offset must not be negative");
        }
        offset = bytes;
        return with(Option.OFFSET);
    }

    @Override
    public FileRequest contentType(String mediaType) {
        checkHeader("contentType", mediaType);
        contentType = mediaType;
        return with(Option.CONTENT_TYPE);
    }

    @Override
    public FileRequest metadata(Map<String, String> values) {
        Map<String, String> checked = new TreeMap<>();
        values.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!METADATA_NAME.matcher(lower).matches()) {
                throw new IllegalArgumentException("The metadata name '" + name
                        + "' is not valid: use letters, digits and '-', such as 'created-by'");
            }
            checkHeader("The value of the metadata '" + name + "'", value);
            if (checked.put(lower, value) != null) {
                throw new IllegalArgumentException("The metadata name '" + name + "' is set twice");
            }
        });
        metadata = checked;
        return with(Option.METADATA);
    }

    /** Stores send these values as HTTP headers. */
    private static void checkHeader(String name, String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7F) || !value.equals(value.strip())) {
            throw new IllegalArgumentException(
                    name + " must be ASCII without control characters and without surrounding spaces");
        }
    }

    @Override
    public FileRequest ifAbsent() {
        ifAbsent = true;
        return with(Option.IF_ABSENT);
    }

    @Override
    public FileRequest ifMatch(String version) {
        ifMatch = Objects.requireNonNull(version, "version");
        return with(Option.IF_MATCH);
    }

    @Override
    public FileRequest onProgress(Consumer<? super TransferProgress> consumer) {
        progress = Objects.requireNonNull(consumer, "consumer");
        return with(Option.ON_PROGRESS);
    }

    private FileRequest with(Option option) {
        set.add(option);
        return this;
    }

    @SafeVarargs
    private void allow(String method, Set<Option>... allowed) {
        Set<Option> unused = EnumSet.noneOf(Option.class);
        unused.addAll(set);
        for (Set<Option> each : allowed) {
            unused.removeAll(each);
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException("Connection '" + operations.name() + "', file '" + path + "': "
                    + nameOf(unused.iterator().next()) + " has no effect on " + method + ": remove it");
        }
        if (ifAbsent && ifMatch != null) {
            throw new IllegalStateException("Connection '" + operations.name() + "', file '" + path
                    + "': ifAbsent() and ifMatch(…) contradict each other: remove one");
        }
    }

    private static String nameOf(Option option) {
        return switch (option) {
            case FORMAT -> "format(…)";
            case CSV -> "csv(…)";
            case COLUMNS -> "columns(…)";
            case TTL -> "ttl(…)";
            case OFFSET -> "offset(…)";
            case CONTENT_TYPE -> "contentType(…)";
            case METADATA -> "metadata(…)";
            case IF_ABSENT -> "ifAbsent()";
            case IF_MATCH -> "ifMatch(…)";
            case ON_PROGRESS -> "onProgress(…)";
        };
    }

    private TableOptions table() {
        return new TableOptions(format, csv, columns);
    }

    @Override
    public Rows rows() {
        allow("rows()", TABLE, EnumSet.of(Option.TTL, Option.IF_MATCH));
        return operations.tableReads().rows(path, table(), ttl, ifMatch);
    }

    @Override
    public <T> List<T> list(Class<T> type) {
        allow("list(…)", TABLE, EnumSet.of(Option.TTL, Option.IF_MATCH));
        return operations.tableReads().list(path, table(), ttl, ifMatch, type);
    }

    @Override
    public String text() {
        return text(StandardCharsets.UTF_8);
    }

    @Override
    public String text(Charset charset) {
        byte[] bytes = read("text()");
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException ex) {
            throw operations
                    .requests()
                    .errors()
                    .failed(path, "its bytes are not in the charset " + charset + ": use text(charset)", ex);
        }
    }

    @Override
    public byte[] bytes() {
        return read("bytes()").clone();
    }

    /** Returns bytes that a cache may share. */
    private byte[] read(String method) {
        allow(method, EnumSet.of(Option.TTL, Option.OFFSET, Option.IF_MATCH));
        CachePolicy policy =
                (offset == 0 && ifMatch == null) ? operations.caching().policy(ttl) : null;
        if (policy == null) {
            if (set.contains(Option.TTL) && ttl != null && !ttl.isZero()) {
                throw new IllegalStateException("Connection '" + operations.name() + "', file '" + path
                        + "': ttl(…) has no effect with offset(…) or ifMatch(…): remove it");
            }
            return Objects.requireNonNull(operations.contents().bytes(path, offset, ifMatch, null), "content")
                    .bytes();
        }
        QueryKey key = QueryKey.of(path, byte[].class, new Object[0]);
        return operations.caching().<byte[]>get(key, policy, known -> {
            Content content = operations.contents().bytes(path, 0, null, (known != null) ? known.version() : null);
            return (content != null)
                    ? new Versioned<>(content.info().version(), content.bytes())
                    : Objects.requireNonNull(known, "known");
        });
    }

    @Override
    public InputStream open() {
        allow("open()", EnumSet.of(Option.OFFSET, Option.IF_MATCH));
        return operations.contents().open(path, offset, ifMatch);
    }

    @Override
    public FileInfo download(Path target) {
        allow("download(…)", EnumSet.of(Option.IF_MATCH, Option.ON_PROGRESS));
        return operations.contents().download(path, target, ifMatch, progress);
    }

    @Override
    public FileInfo info() {
        allow("info()");
        return operations.requests().send("info", path, files -> files.store().info(path));
    }

    @Override
    public FileInfo write(byte[] content) {
        return write("write(…)", WriteContent.of(content.clone()));
    }

    @Override
    public FileInfo write(InputStream content) {
        return write("write(…)", FileContents.of(Objects.requireNonNull(content, "content"), -1));
    }

    @Override
    public FileInfo write(String text) {
        return write("write(…)", WriteContent.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public FileInfo write(Rows rows) {
        return writeTable(rows);
    }

    @Override
    public FileInfo write(Iterable<?> records) {
        return writeTable(records);
    }

    private FileInfo writeTable(Object rows) {
        allow("write(…)", TABLE, WRITE);
        return operations.tableWrites().write(path, table(), rows, options());
    }

    @Override
    public FileInfo upload(Path source) {
        try {
            return write("upload(…)", WriteContent.of(source));
        } catch (IOException ex) {
            throw operations
                    .requests()
                    .errors()
                    .failed(path, "the local file '" + source + "' cannot be read: " + ex, ex);
        }
    }

    FileInfo upload(InputStream source, long length) {
        return write("upload(…)", FileContents.of(source, length));
    }

    private FileInfo write(String method, WriteContent content) {
        allow(method, WRITE);
        return operations.contents().write(path, content, options());
    }

    private WriteOptions options() {
        return new WriteOptions(contentType, metadata, ifAbsent, ifMatch, progress);
    }

    @Override
    public URI signedUrl(Duration validity) {
        allow("signedUrl(…)");
        return sign(false, validity);
    }

    @Override
    public URI signedUploadUrl(Duration validity) {
        allow("signedUploadUrl(…)", EnumSet.of(Option.CONTENT_TYPE));
        return sign(true, validity);
    }

    private URI sign(boolean write, Duration validity) {
        // stores count in seconds
        if (validity.compareTo(SHORTEST_VALIDITY) < 0 || validity.compareTo(LONGEST_VALIDITY) > 0) {
            throw new IllegalArgumentException("The validity of a signed URL must be from 1 second to 7 days");
        }
        return operations.requests().send("sign", path, files -> files.store()
                .sign(new SignRequest(path, write, validity, contentType)));
    }
}
