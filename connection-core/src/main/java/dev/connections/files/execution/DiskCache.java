package dev.connections.files.execution;

import dev.connections.files.FileInfo;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Local copies of files, of bounded size. The copy that was not used for the longest time is deleted first; a copy that
 * is being read is not. One caller downloads a file, others wait for it. The directory belongs to this process: it is
 * locked, readable by the owner only, and deleted on close. Directories of ended processes are deleted by the next one.
 * What a cleaner of temporary files has deleted is downloaded again. Thread-safe.
 */
final class DiskCache implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(DiskCache.class);

    private static final String PREFIX = "connections-";

    private static final String LOCK = "lock";

    /** For all directories of the JVM: one that is not locked yet, or no longer, is no leftover. */
    private static final ReentrantLock DIRECTORIES = new ReentrantLock();

    private final Path home;

    private final Path directory;

    private final FileChannel channel;

    private final long maxSize;

    private final AtomicLong names = new AtomicLong();

    private final Map<String, ReentrantLock> downloads = new ConcurrentHashMap<>();

    /** By path, the least recently used first. Guarded by itself. */
    private final Map<String, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

    /** Guarded by {@link #copies}. */
    private long size;

    private DiskCache(Path home, FileChannel channel, long maxSize) throws IOException {
        this.home = home;
        this.channel = channel;
        this.maxSize = maxSize;
        this.directory = Files.createDirectory(home.resolve("files"), ownerOnly());
    }

    /**
     * Creates the directory of the copies.
     *
     * @param parent the directory in which it is created
     * @param maxSize maximum size of all copies in bytes; copies in use can exceed it
     */
    static DiskCache create(String connection, Path parent, long maxSize) throws IOException {
        Files.createDirectories(parent);
        DIRECTORIES.lock();
        try {
            deleteLeftovers(parent);
            while (true) {
                Path home = Files.createTempDirectory(parent, PREFIX + connection + "-");
                Path lock = home.resolve(LOCK);
                FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channel.lock();
                if (Files.exists(lock)) {
                    return new DiskCache(home, channel, maxSize);
                }
                // another process took it for a leftover before it was locked
                channel.close();
            }
        } finally {
            DIRECTORIES.unlock();
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** A directory whose lock is free belongs to a process that has ended. */
    private static void deleteLeftovers(Path parent) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path home : found) {
                Path lock = home.resolve(LOCK);
                if (!Files.isRegularFile(lock)) {
                    continue;
                }
                try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                        FileLock free = channel.tryLock()) {
                    if (free != null) {
                        FileSystemUtils.deleteRecursively(home);
                    }
                } catch (OverlappingFileLockException | IOException ex) {
                    logger.debug("The directory {} is in use", home, ex);
                }
            }
        }
    }

    /** Returns the directory of the copies. */
    Path directory() {
        return directory;
    }

    /** Downloads a file. */
    @FunctionalInterface
    interface Download {

        /**
         * @param target the new local file
         * @param ifNoneMatch the version of the copy; {@code null} if there is none
         * @throws StoreException with reason {@code NOT_MODIFIED} if the file has this version
         */
        FileInfo to(Path target, @Nullable String ifNoneMatch) throws StoreException, IOException;
    }

    /**
     * Returns a copy of the current version of a file.
     *
     * @param version the current version, if the caller knows it; otherwise a request reads it
     * @return the copy, which the caller releases
     */
    Copy acquire(String path, @Nullable String version, Download download) throws StoreException, IOException {
        ReentrantLock lock = downloads.computeIfAbsent(path, key -> new ReentrantLock());
        lock.lock();
        try {
            Copy known = use(path);
            if (known != null) {
                if (known.info.version().equals(version)) {
                    return known;
                }
                try {
                    return load(path, known.info.version(), download);
                } catch (StoreException ex) {
                    if (ex.reason() == Reason.NOT_MODIFIED) {
                        return known;
                    }
                    known.release();
                    throw ex;
                } catch (IOException | RuntimeException | Error ex) {
                    known.release();
                    throw ex;
                }
            }
            return load(path, null, download);
        } finally {
            lock.unlock();
            if (!lock.isLocked() && !lock.hasQueuedThreads()) {
                downloads.remove(path, lock);
            }
        }
    }

    private Copy load(String path, @Nullable String version, Download download) throws StoreException, IOException {
        Path file = directory.resolve(Long.toHexString(names.incrementAndGet()) + extension(path));
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly());
        }
        try {
            FileInfo info = download.to(file, version);
            Copy copy = new Copy(file, info, Files.size(file));
            add(path, copy);
            return copy;
        } catch (StoreException | IOException | RuntimeException | Error ex) {
            Files.deleteIfExists(file);
            throw ex;
        }
    }

    /** Readers of tables know the compression by the name. */
    private static String extension(String path) {
        return path.endsWith(".gz") ? ".gz" : "";
    }

    private @Nullable Copy use(String path) {
        synchronized (copies) {
            Copy copy = copies.get(path);
            if (copy == null) {
                return null;
            }
            if (!Files.exists(copy.file)) {
                copies.remove(path);
                drop(copy);
                return null;
            }
            copy.users++;
            return copy;
        }
    }

    private void add(String path, Copy copy) {
        synchronized (copies) {
            copy.users = 1;
            copy.cached = true;
            size += copy.size;
            Copy old = copies.put(path, copy);
            if (old != null) {
                drop(old);
            }
            shrink();
        }
    }

    /** Called with the lock of the copies. */
    private void shrink() {
        Iterator<Copy> oldest = copies.values().iterator();
        while (size > maxSize && oldest.hasNext()) {
            Copy copy = oldest.next();
            if (copy.users == 0) {
                oldest.remove();
                drop(copy);
            }
        }
    }

    /** Called with the lock of the copies. */
    private void drop(Copy copy) {
        copy.cached = false;
        size -= copy.size;
        if (copy.users == 0) {
            delete(copy.file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ex) {
            logger.warn("The local copy {} cannot be deleted", file, ex);
        }
    }

    /** Returns the number of bytes of all copies. */
    long size() {
        synchronized (copies) {
            return size;
        }
    }

    @Override
    public void close() {
        synchronized (copies) {
            new HashMap<>(copies).values().forEach(this::drop);
            copies.clear();
        }
        DIRECTORIES.lock();
        try {
            channel.close();
            FileSystemUtils.deleteRecursively(home);
        } catch (NoSuchFileException ex) {
            logger.debug("The directory {} is deleted by another process", home, ex);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } finally {
            DIRECTORIES.unlock();
        }
    }

    /** A local copy of one version of a file. */
    final class Copy {

        private final Path file;

        private final FileInfo info;

        private final long size;

        /** Guarded by the copies. */
        private int users;

        /** Guarded by the copies. */
        private boolean cached;

        private Copy(Path file, FileInfo info, long size) {
            this.file = file;
            this.info = Objects.requireNonNull(info, "info");
            this.size = size;
        }

        Path file() {
            return file;
        }

        FileInfo info() {
            return info;
        }

        /** Ends the use of the copy. */
        void release() {
            synchronized (copies) {
                users--;
                if (users == 0 && !cached) {
                    delete(file);
                }
                shrink();
            }
        }
    }
}
