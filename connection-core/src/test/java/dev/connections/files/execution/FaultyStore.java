package dev.connections.files.execution;

import dev.connections.files.FileInfo;
import dev.connections.files.store.FileContent;
import dev.connections.files.store.FilePage;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.ListRequest;
import dev.connections.files.store.ReadRequest;
import dev.connections.files.store.SignRequest;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.StoreIdentity;
import dev.connections.files.store.WriteRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store on another one, whose requests fail on demand, as on a bad network. Thread-safe. */
final class FaultyStore implements FileStore {

    private final FileStore store;

    /** The requests so far, such as {@code read a.txt}. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** The failures of the next requests, in order. */
    final Queue<StoreException> failures = new ConcurrentLinkedQueue<>();

    /** The numbers of bytes after which the next reads break. */
    final Queue<Integer> cuts = new ConcurrentLinkedQueue<>();

    /** Runs before each read. */
    volatile Runnable beforeRead = () -> {};

    FaultyStore(FileStore store) {
        this.store = store;
    }

    static StoreException failure(Reason reason) {
        return new StoreException(reason, "test failure " + reason, null);
    }

    private void request(String description) throws StoreException {
        requests.add(description);
        StoreException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public StoreIdentity identity() {
        return store.identity();
    }

    @Override
    public void check() throws StoreException {
        store.check();
    }

    @Override
    public FileInfo info(String path) throws StoreException {
        request("info " + path);
        return store.info(path);
    }

    @Override
    public FilePage list(ListRequest request) throws StoreException {
        request("list " + request.prefix());
        return store.list(request);
    }

    @Override
    public FileContent read(ReadRequest request) throws StoreException {
        request("read " + request.path() + " " + request.offset());
        beforeRead.run();
        FileContent content = store.read(request);
        Integer cut = cuts.poll();
        return (cut == null) ? content : new FileContent(content.info(), new CutStream(content.body(), cut));
    }

    private static final class CutStream extends FilterInputStream {

        private int left;

        CutStream(InputStream source, int bytes) {
            super(source);
            this.left = bytes;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("Connection reset");
            }
            int count = super.read(target, offset, Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }

    @Override
    public FileInfo write(WriteRequest request) throws StoreException, IOException {
        request("write " + request.path());
        return store.write(request);
    }

    @Override
    public void delete(Collection<String> paths) throws StoreException {
        request("delete " + paths);
        store.delete(paths);
    }

    @Override
    public FileInfo copy(String source, String target) throws StoreException {
        request("copy " + source);
        return store.copy(source, target);
    }

    @Override
    public URI sign(SignRequest request) throws StoreException {
        return store.sign(request);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return store.unwrap(type);
    }

    @Override
    public void close() {
        store.close();
    }
}
