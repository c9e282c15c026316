package dev.connections.files.store.local;

import dev.connections.files.FileInfo;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.WriteContent;
import dev.connections.files.store.WriteRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes a file: first a hidden temporary one, which is then moved. */
final class LocalWrite {

    private static final int BUFFER = 128 * 1024;

    /** For all stores of the JVM, so that the comparison of a version and the move are atomic. */
    private static final ReentrantLock[] LOCKS =
            IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    private final LocalPaths paths;

    private final String path;

    private final Path target;

    private final Path temporary;

    private LocalWrite(LocalPaths paths, String path) throws StoreException {
        this.paths = paths;
        this.path = path;
        this.target = paths.resolve(path);
        this.temporary = LocalPaths.temporary(target);
    }

    static FileInfo write(LocalPaths paths, WriteRequest request) throws StoreException, IOException {
        LocalWrite write = new LocalWrite(paths, request.path());
        write.prepare();
        try {
            write.transfer(request.content());
            return write.complete(request.contentType(), request.metadata(), request.ifAbsent(), request.ifMatch());
        } finally {
            write.cleanUp();
        }
    }

    static FileInfo copy(LocalPaths paths, FileInfo source, String target) throws StoreException {
        LocalWrite write = new LocalWrite(paths, target);
        write.prepare();
        try {
            Files.copy(paths.resolve(source.path()), write.temporary);
            return write.complete(source.contentType(), source.metadata(), false, null);
        } catch (IOException ex) {
            throw paths.failure(source.path(), ex);
        } finally {
            write.cleanUp();
        }
    }

    private void prepare() throws StoreException {
        Path folder = target.getParent();
        try {
            paths.requireInside(folder);
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (FileAlreadyExistsException ex) {
            throw LocalPaths.invalid(path, "a part of it is a file, not a folder", ex);
        } catch (IOException ex) {
            StoreException failure = paths.failure(path, ex);
            throw (failure.reason() == Reason.NOT_FOUND)
                    ? LocalPaths.invalid(path, "a part of it is a file, not a folder", ex)
                    : failure;
        }
        if (Files.isDirectory(target)) {
            throw LocalPaths.invalid(path, "it is a folder", null);
        }
    }

    /** Copies the content. Exceptions of its stream are passed on unchanged. */
    private void transfer(WriteContent content) throws StoreException, IOException {
        try (InputStream input = content.open();
                OutputStream output = create()) {
            byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, content.length() & Long.MAX_VALUE))];
            long written = 0;
            for (int read; (read = input.read(buffer)) >= 0; written += read) {
                append(output, buffer, read);
            }
            if (content.length() >= 0 && written != content.length()) {
                throw new EOFException("The content of '" + path + "' has " + written
                        + " bytes instead of the announced " + content.length());
            }
        }
    }

    private OutputStream create() throws StoreException {
        try {
            return Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException ex) {
            throw paths.failure(path, ex);
        }
    }

    private void append(OutputStream output, byte[] buffer, int length) throws StoreException {
        try {
            output.write(buffer, 0, length);
        } catch (IOException ex) {
            throw paths.failure(path, ex);
        }
    }

    private FileInfo complete(
            @Nullable String contentType, Map<String, String> metadata, boolean ifAbsent, @Nullable String ifMatch)
            throws StoreException {
        LocalAttributes.store(path, temporary, contentType, metadata);
        ReentrantLock lock = LOCKS[Math.floorMod(target.hashCode(), LOCKS.length)];
        lock.lock();
        try {
            FileInfo info = LocalAttributes.info(path, temporary, LocalFileStore.attributes(path, temporary));
            if (ifAbsent) {
                moveIfAbsent();
            } else {
                if (ifMatch != null) {
                    requireVersion(ifMatch);
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return info;
        } catch (FileAlreadyExistsException ex) {
            throw new StoreException(Reason.CONDITION_FAILED, "The file '" + path + "' exists already", ex);
        } catch (IOException ex) {
            throw paths.failure(path, ex);
        } finally {
            lock.unlock();
        }
    }

    private void moveIfAbsent() throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException ex) {
            throw ex;
        } catch (UnsupportedOperationException | FileSystemException ex) {
            // no hard links: atomic in this JVM, because the lock is held
            Files.move(temporary, target);
        }
    }

    private void requireVersion(String version) throws StoreException, IOException {
        if (!Files.exists(target)
                || !LocalAttributes.version(LocalFileStore.attributes(path, target))
                        .equals(version)) {
            throw new StoreException(
                    Reason.CONDITION_FAILED, "The file '" + path + "' does not have the required version", null);
        }
    }

    private void cleanUp() {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException ex) {
            // the name is hidden; a failure of the write is more important
        }
    }
}
