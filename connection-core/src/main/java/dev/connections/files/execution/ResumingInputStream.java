package dev.connections.files.execution;

import dev.connections.Lease;
import dev.connections.files.FileChangedException;
import dev.connections.files.FileInfo;
import dev.connections.files.store.FileContent;
import dev.connections.files.store.ReadRequest;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file. A broken connection is opened again at the current byte, and for the same version only, within
 * the retry budget, which starts again with each byte that arrives. Not thread-safe.
 */
final class ResumingInputStream extends InputStream {

    private final StoreRequests requests;

    private final String path;

    private final byte[] single = new byte[1];

    private @Nullable Lease<OpenFiles> lease;

    private @Nullable FileContent content;

    private @Nullable FileInfo info;

    private @Nullable String version;

    private long position;

    private boolean closed;

    private StoreRetry.@Nullable Attempts attempts;

    private ResumingInputStream(StoreRequests requests, String path, long offset, @Nullable String version) {
        this.requests = requests;
        this.path = path;
        this.position = offset;
        this.version = version;
    }

    /**
     * Opens a file.
     *
     * @param offset the first byte
     * @param ifMatch the required version, or {@code null}
     * @param ifNoneMatch the version that the caller has, or {@code null}
     * @throws StoreException the last failure
     */
    static ResumingInputStream open(
            StoreRequests requests, String path, long offset, @Nullable String ifMatch, @Nullable String ifNoneMatch)
            throws StoreException {
        ResumingInputStream stream = new ResumingInputStream(requests, path, offset, ifMatch);
        stream.connect(ifNoneMatch);
        return stream;
    }

    /** Returns the properties of the file that is read. */
    FileInfo info() {
        return Objects.requireNonNull(info, "info");
    }

    private void connect(@Nullable String ifNoneMatch) throws StoreException {
        boolean renewed = false;
        while (true) {
            Lease<OpenFiles> opened = requests.lease();
            try {
                FileContent found =
                        opened.resource().store().read(new ReadRequest(path, position, -1, version, ifNoneMatch));
                lease = opened;
                content = found;
                info = found.info();
                version = found.info().version();
                return;
            } catch (StoreException ex) {
                StoreRequests.release(opened, StoreRequests.isSuspect(ex));
                if (ex.reason() == Reason.CREDENTIALS_REFUSED && !renewed) {
                    renewed = true;
                    requests.renewCredentials(ex);
                } else {
                    attempts().awaitNext(ex, Repetition.ALWAYS);
                }
            } catch (RuntimeException | Error ex) {
                opened.close();
                throw ex;
            }
        }
    }

    private StoreRetry.Attempts attempts() {
        StoreRetry.Attempts current = attempts;
        if (current == null) {
            current = requests.retry().begin();
            attempts = current;
        }
        return current;
    }

    @Override
    public int read() throws IOException {
        return (read(single, 0, 1) < 0) ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("The stream is closed");
        }
        if (length == 0) {
            return 0;
        }
        while (true) {
            try {
                int count = Objects.requireNonNull(content, "content").body().read(target, offset, length);
                if (count > 0) {
                    position += count;
                    attempts = null;
                    return count;
                }
                if (position >= info().size()) {
                    return -1;
                }
                throw new IOException("the content ended at byte " + position + " of " + info().size());
            } catch (IOException ex) {
                resume(ex);
            }
        }
    }

    private void resume(IOException failure) throws IOException {
        release(true);
        try {
            attempts().awaitNext(new StoreException(Reason.UNAVAILABLE, describe(failure), failure), Repetition.ALWAYS);
            connect(null);
        } catch (StoreException ex) {
            if (ex.reason() == Reason.CONDITION_FAILED || ex.reason() == Reason.NOT_FOUND) {
                throw new FileChangedException(
                        requests.connectionName(),
                        path,
                        "Connection '" + requests.connectionName() + "': the file '" + path
                                + "' changed while it was read. Read it again",
                        ex);
            }
            throw requests.errors().of(path, "reading", ex);
        }
    }

    private String describe(IOException failure) {
        String message = failure.getMessage();
        return "the connection broke at byte " + position + ((message != null) ? ": " + message : "");
    }

    private void release(boolean suspect) {
        FileContent opened = content;
        content = null;
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException ex) {
            // what has arrived counts; the connection is not used again
        } finally {
            Lease<OpenFiles> held = lease;
            lease = null;
            if (held != null) {
                StoreRequests.release(held, suspect);
            }
        }
    }

    @Override
    public int available() throws IOException {
        FileContent opened = content;
        return (opened != null) ? opened.body().available() : 0;
    }

    @Override
    public void close() {
        closed = true;
        release(false);
    }
}
