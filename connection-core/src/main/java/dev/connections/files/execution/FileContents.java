package dev.connections.files.execution;

import dev.connections.files.FileInfo;
import dev.connections.files.TransferProgress;
import dev.connections.files.store.ContentTypes;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.WriteContent;
import dev.connections.files.store.WriteRequest;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads and writes the content of files. Thread-safe. */
final class FileContents {

    private static final int BUFFER = 64 * 1024;

    private final StoreRequests requests;

    private final FileCaching caching;

    FileContents(StoreRequests requests, FileCaching caching) {
        this.requests = requests;
        this.caching = caching;
    }

    /**
     * Opens a file.
     *
     * @param ifMatch the required version, or {@code null}
     */
    ResumingInputStream open(String path, long offset, @Nullable String ifMatch) {
        return requests.streaming("read", path, () -> ResumingInputStream.open(requests, path, offset, ifMatch, null));
    }

    /**
     * Reads all bytes.
     *
     * @param ifNoneMatch the version that the caller has, or {@code null}
     * @return {@code null} if the file has this version
     */
    @Nullable
    Content bytes(String path, long offset, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        return requests.streaming("read", path, () -> {
            try (ResumingInputStream in = ResumingInputStream.open(requests, path, offset, ifMatch, ifNoneMatch)) {
                long size = in.info().size() - offset;
                if (size > Integer.MAX_VALUE - 8) {
                    throw requests.errors()
                            .failed(path, "its " + size + " bytes are too many for an array: use open()", null);
                }
                ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.max(size, 0));
                in.transferTo(bytes);
                return new Content(in.info(), bytes.toByteArray());
            } catch (StoreException ex) {
                if (ex.reason() == Reason.NOT_MODIFIED) {
                    return null;
                }
                throw ex;
            } catch (IOException ex) {
                throw requests.errors().failed(path, "cannot be read: " + ex.getMessage(), ex);
            }
        });
    }

    /** The bytes of a file, with its properties. */
    record Content(FileInfo info, byte[] bytes) {}

    /**
     * Downloads to a local file, which appears when all bytes have arrived.
     *
     * @throws StoreException the last failure
     * @throws IOException if the local file cannot be written
     */
    FileInfo download(
            String path,
            Path target,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable Consumer<? super TransferProgress> progress)
            throws StoreException, IOException {
        Path file = target.toAbsolutePath();
        // a name that does not contain that of the target, which may have the maximum length
        Path part = file.resolveSibling(".connections-" + UUID.randomUUID() + ".part");
        try (ResumingInputStream in = ResumingInputStream.open(requests, path, 0, ifMatch, ifNoneMatch)) {
            Transfer transfer =
                    new Transfer(requests.connectionName(), path, in.info().size(), progress, requests.clock());
            try (OutputStream out = Files.newOutputStream(part)) {
                byte[] buffer = new byte[BUFFER];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    out.write(buffer, 0, count);
                    transfer.add(count);
                }
            }
            move(part, file);
            return in.info();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException ex) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    FileInfo download(
            String path, Path target, @Nullable String ifMatch, @Nullable Consumer<? super TransferProgress> progress) {
        return requests.streaming("download", path, () -> {
            try {
                return download(path, target, ifMatch, null, progress);
            } catch (IOException ex) {
                throw requests.errors().failed(path, "cannot be downloaded to '" + target + "': " + describe(ex), ex);
            }
        });
    }

    private static String describe(IOException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    /** The options of a write. */
    record WriteOptions(
            @Nullable String contentType,
            Map<String, String> metadata,
            boolean ifAbsent,
            @Nullable String ifMatch,
            @Nullable Consumer<? super TransferProgress> progress) {

        boolean isConditional() {
            return ifAbsent || ifMatch != null;
        }
    }

    FileInfo write(String path, WriteContent content, WriteOptions options) {
        Transfer transfer =
                new Transfer(requests.connectionName(), path, content.length(), options.progress(), requests.clock());
        WriteRequest request = new WriteRequest(
                path,
                new ReportedContent(content, transfer),
                contentType(path, options.contentType()),
                options.metadata(),
                options.ifAbsent(),
                options.ifMatch());
        Repetition repetition = !content.isRepeatable()
                ? Repetition.NEVER
                : options.isConditional() ? Repetition.IF_REJECTED : Repetition.ALWAYS;
        try {
            return requests.send(
                    "write", path, repetition, files -> files.store().write(request));
        } catch (UncheckedIOException ex) {
            throw requests.errors()
                    .failed(path, "its content cannot be read: " + describe(ex.getCause()), ex.getCause());
        } finally {
            // also after a failure: the outcome may be unknown
            caching.written(List.of(path));
        }
    }

    private static @Nullable String contentType(String path, @Nullable String given) {
        return (given != null) ? given : ContentTypes.of(path);
    }

    void delete(Collection<String> paths) {
        if (paths.isEmpty()) {
            return;
        }
        String first = paths.iterator().next();
        try {
            requests.send("delete", (paths.size() == 1) ? first : first + " and others", files -> {
                files.store().delete(paths);
                return true;
            });
        } finally {
            caching.written(paths);
        }
    }

    FileInfo copy(String source, String target) {
        try {
            return requests.send("copy", source, files -> files.store().copy(source, target));
        } finally {
            caching.written(List.of(target));
        }
    }

    /** The content of a write whose progress is reported. A stream of the caller is not closed. */
    private record ReportedContent(WriteContent content, Transfer transfer) implements WriteContent {

        @Override
        public long length() {
            return content.length();
        }

        @Override
        public boolean isRepeatable() {
            return content.isRepeatable();
        }

        @Override
        public InputStream open() throws IOException {
            transfer.restart();
            return transfer.reporting(content.open());
        }
    }

    /**
     * Returns the content of a stream, from its current position to its end.
     *
     * @param length the number of bytes; -1 if unknown
     */
    static WriteContent of(InputStream stream, long length) {
        return new WriteContent() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public boolean isRepeatable() {
                return false;
            }

            @Override
            public InputStream open() {
                return new FilterInputStream(stream) {
                    @Override
                    public int read(byte[] target, int offset, int count) throws IOException {
                        return in.read(target, offset, count);
                    }

                    @Override
                    public void close() {
                        // the stream is the caller's
                    }
                };
            }
        };
    }
}
