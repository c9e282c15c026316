package dev.connections.files.store.local;

import dev.connections.credentials.Credentials;
import dev.connections.files.FileInfo;
import dev.connections.files.store.FileContent;
import dev.connections.files.store.FilePage;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.ListRequest;
import dev.connections.files.store.ReadRequest;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.SignRequest;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.StoreIdentity;
import dev.connections.files.store.WriteRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;

/**
 * Files below a local directory. The version of a file consists of the time of its last change, its size and its
 * identity. A write creates a hidden temporary file beside the target and moves it, so readers see the old or the new
 * file. A process that crashes can leave such a file, {@code .connections-*.part}, which can be deleted.
 *
 * <p>{@code ifAbsent} is atomic, also between processes, if the file system has hard links. {@code ifMatch} is atomic
 * between all writes of this JVM; another process can change the file between the comparison and the move.
 *
 * <p>Symbolic links are followed inside the directory only. Deleting files keeps their folders.
 */
public final class LocalFileStore implements FileStore {

    private final LocalPaths paths;

    private LocalFileStore(LocalPaths paths) {
        this.paths = paths;
    }

    /** Opens a store. Neither the credentials nor the retries are used. */
    public static FileStore open(LocalStoreSettings settings, Credentials credentials, RequestRetry retry) {
        return new LocalFileStore(
                new LocalPaths(settings.directory().toAbsolutePath().normalize()));
    }

    @Override
    public StoreIdentity identity() {
        return new StoreIdentity(
                "local", null, Map.of("directory", paths.directory().toString()));
    }

    @Override
    public void check() throws StoreException {
        try {
            if (!Files.isReadable(paths.root())) {
                throw new StoreException(
                        Reason.FORBIDDEN, "The directory " + paths.directory() + " is not readable", null);
            }
        } catch (IOException ex) {
            throw paths.failure("", ex);
        }
    }

    @Override
    public FileInfo info(String path) throws StoreException {
        Path file = paths.resolve(path);
        try {
            paths.requireInside(file);
            return LocalAttributes.info(path, file, attributes(path, file));
        } catch (IOException ex) {
            throw paths.failure(path, ex);
        }
    }

    @Override
    public FilePage list(ListRequest request) throws StoreException {
        try {
            return new LocalListing(paths, request).page();
        } catch (IOException ex) {
            throw paths.failure(request.prefix(), ex);
        }
    }

    @Override
    public FileContent read(ReadRequest request) throws StoreException {
        String path = request.path();
        Path file = paths.resolve(path);
        try {
            paths.requireInside(file);
            while (true) {
                attributes(path, file); // opening a pipe would block, a directory fails later
                SeekableByteChannel channel = Files.newByteChannel(file);
                try {
                    FileInfo info = LocalAttributes.info(path, file, attributes(path, file));
                    // the channel belongs to the old file if it was replaced in between
                    if (channel.size() == info.size() && isUnchanged(path, file, info)) {
                        FileContent content = content(request, info, channel);
                        channel = null;
                        return content;
                    }
                } finally {
                    if (channel != null) {
                        channel.close();
                    }
                }
            }
        } catch (IOException ex) {
            throw paths.failure(path, ex);
        }
    }

    private static FileContent content(ReadRequest request, FileInfo info, SeekableByteChannel channel)
            throws StoreException, IOException {
        String path = request.path();
        if (request.ifMatch() != null && !request.ifMatch().equals(info.version())) {
            throw new StoreException(
                    Reason.CONDITION_FAILED, "The file '" + path + "' has another version than required", null);
        }
        if (info.version().equals(request.ifNoneMatch())) {
            throw new StoreException(Reason.NOT_MODIFIED, "The file '" + path + "' is unchanged", null);
        }
        if (request.offset() > info.size()) {
            throw new StoreException(
                    Reason.INVALID,
                    "The offset " + request.offset() + " is beyond the end of '" + path + "' at " + info.size(),
                    null);
        }
        long rest = info.size() - request.offset();
        long length = (request.length() < 0) ? rest : Math.min(request.length(), rest);
        channel.position(request.offset());
        return new FileContent(info, new LocalBody(path, channel, length));
    }

    @Override
    public FileInfo write(WriteRequest request) throws StoreException, IOException {
        return LocalWrite.write(paths, request);
    }

    @Override
    public void delete(Collection<String> files) throws StoreException {
        for (String path : files) {
            Path file = paths.resolve(path);
            try {
                // a link is deleted itself, wherever it leads
                paths.requireInside(file.getParent());
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException ex) {
                StoreException failure = paths.failure(path, ex);
                if (failure.reason() != Reason.NOT_FOUND) {
                    throw failure;
                }
            }
        }
    }

    @Override
    public FileInfo copy(String source, String target) throws StoreException {
        FileInfo info = info(source);
        return source.equals(target) ? info : LocalWrite.copy(paths, info, target);
    }

    @Override
    public URI sign(SignRequest request) {
        throw new UnsupportedOperationException(
                "Local files have no signed URLs. Serve the file by a controller of the application");
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type == Path.class) {
            return type.cast(paths.directory());
        }
        throw new IllegalArgumentException("A local store has no " + type.getName() + "; it has a Path");
    }

    /** Does nothing. */
    @Override
    public void close() {}

    /** Returns the attributes of a regular file. */
    static BasicFileAttributes attributes(String path, Path file) throws StoreException, IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw LocalPaths.missing(path);
        }
        return attributes;
    }

    private static boolean isUnchanged(String path, Path file, FileInfo info) throws StoreException, IOException {
        return LocalAttributes.version(attributes(path, file)).equals(info.version());
    }
}
