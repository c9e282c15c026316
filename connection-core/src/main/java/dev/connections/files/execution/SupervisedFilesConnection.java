package dev.connections.files.execution;

import dev.connections.DelegatingConnection;
import dev.connections.ManagedConnection;
import dev.connections.files.FileInfo;
import dev.connections.files.FileListing;
import dev.connections.files.FileRequest;
import dev.connections.files.FilesClient;
import dev.connections.files.FilesConnection;
import dev.connections.files.FilesException;
import dev.connections.files.MissingFileException;
import dev.connections.files.TransferProgress;
import dev.connections.files.store.FilePage;
import dev.connections.files.store.ListRequest;
import dev.connections.rows.Rows;
import dev.connections.support.WaitingClock;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.WritableResource;

/** A files connection on a supervised store. Thread-safe. */
public final class SupervisedFilesConnection extends DelegatingConnection<FilesClient> implements FilesConnection {

    private final FileOperations operations;

    private final FilePaths paths;

    /**
     * @param connection the supervised store
     * @param settings how requests are sent
     * @param observations where requests are observed
     */
    public SupervisedFilesConnection(
            ManagedConnection<OpenFiles> connection, FilesSettings settings, ObservationRegistry observations) {
        this(connection, settings, observations, WaitingClock.SYSTEM);
    }

    SupervisedFilesConnection(
            ManagedConnection<OpenFiles> connection,
            FilesSettings settings,
            ObservationRegistry observations,
            WaitingClock clock) {
        super(connection);
        this.paths = new FilePaths(connection.name());
        StoreRequests requests = new StoreRequests(connection, settings, observations, clock);
        FileCaching caching = new FileCaching(connection.cache());
        FileContents contents = new FileContents(requests, caching);
        this.operations = new FileOperations(
                connection.name(),
                requests,
                contents,
                caching,
                new FileTableReads(requests, contents, caching, paths),
                new FileTableWrites(requests, contents));
    }

    /** Sets how requests are sent from now on. */
    public void useSettings(FilesSettings settings) {
        operations.requests().useSettings(settings);
    }

    @Override
    public FileRequest file(String path) {
        return request(path);
    }

    private StoreFileRequest request(String path) {
        return new StoreFileRequest(paths.file(path), operations);
    }

    @Override
    public Rows query(String sql, Map<String, ? extends @Nullable Object> parameters) {
        return operations.tableReads().query(sql, parameters, null);
    }

    @Override
    public Rows query(String sql, Map<String, ? extends @Nullable Object> parameters, Duration ttl) {
        return operations.tableReads().query(sql, parameters, ttl);
    }

    @Override
    public <T> List<T> query(String sql, Map<String, ? extends @Nullable Object> parameters, Class<T> type) {
        return operations.tableReads().query(sql, parameters, null, type);
    }

    @Override
    public FileInfo upload(Resource source, String path) {
        return upload(source, path, request(path));
    }

    @Override
    public FileInfo upload(Resource source, String path, Consumer<? super TransferProgress> progress) {
        StoreFileRequest request = request(path);
        request.onProgress(progress);
        return upload(source, path, request);
    }

    private FileInfo upload(Resource source, String path, StoreFileRequest request) {
        try (InputStream content = source.getInputStream()) {
            return request.upload(content, source.isFile() ? source.contentLength() : -1);
        } catch (IOException ex) {
            throw new FilesException(
                    name(),
                    path,
                    "Connection '" + name() + "': " + source.getDescription() + " cannot be read: " + ex.getMessage(),
                    ex);
        }
    }

    @Override
    public Stream<FileInfo> stream(String prefix) {
        String checked = paths.prefix(prefix);
        Pages pages = new Pages(checked);
        return StreamSupport.stream(((Iterable<FileInfo>) () -> pages).spliterator(), false);
    }

    /** Requests a page when the files of the one before have been consumed. */
    private final class Pages implements Iterator<FileInfo> {

        private final String prefix;

        private Iterator<FileInfo> page = List.<FileInfo>of().iterator();

        private @Nullable String next;

        private boolean started;

        Pages(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public boolean hasNext() {
            while (!page.hasNext() && (!started || next != null)) {
                FilePage found = page(prefix, true, next);
                started = true;
                page = found.files().iterator();
                next = found.next();
            }
            return page.hasNext();
        }

        @Override
        public FileInfo next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.next();
        }
    }

    private FilePage page(String prefix, boolean recursive, @Nullable String page) {
        return operations.requests().send("list", prefix, files -> files.store()
                .list(new ListRequest(prefix, recursive, page)));
    }

    @Override
    public FileListing listFolder(String folder) {
        String prefix = paths.folder(folder);
        List<FileInfo> files = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        @Nullable String next = null;
        do {
            FilePage page = page(prefix, false, next);
            files.addAll(page.files());
            folders.addAll(page.folders());
            next = page.next();
        } while (next != null);
        return new FileListing(files, folders);
    }

    @Override
    public boolean exists(String path) {
        try {
            info(path);
            return true;
        } catch (MissingFileException ex) {
            return false;
        }
    }

    @Override
    public void delete(Collection<String> files) {
        List<String> checked = files.stream().map(paths::file).distinct().toList();
        operations.contents().delete(checked);
    }

    @Override
    public FileInfo copy(String source, String target) {
        return operations.contents().copy(paths.file(source), paths.file(target));
    }

    @Override
    public FileInfo move(String source, String target) {
        if (paths.file(source).equals(paths.file(target))) {
            throw new IllegalArgumentException(
                    "Connection '" + name() + "': the source and the target of move(…) are both '" + source + "'");
        }
        FileInfo copied = copy(source, target);
        try {
            delete(source);
        } catch (FilesException ex) {
            throw new FilesException(
                    name(),
                    source,
                    "Connection '" + name() + "': '" + source + "' was copied to '" + target
                            + "', but not deleted. Delete it: " + ex.getMessage(),
                    ex);
        }
        return copied;
    }

    @Override
    public WritableResource resource(String path) {
        return new StoreResource(this, paths.file(path));
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        try {
            return call(client -> client.unwrap(type));
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException("Connection '" + name() + "': " + ex.getMessage(), ex);
        }
    }
}
