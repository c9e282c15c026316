package dev.connections.files.store.local;

import dev.connections.credentials.Credentials;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.FileStoreContract;
import dev.connections.files.store.RequestRetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** The contract of stores on a local directory. */
class LocalFileStoreTests extends FileStoreContract {

    @TempDir
    Path directory;

    /** The clock of the file system is that of the machine, which tests with a shifted clock do not change. */
    @Override
    protected Instant now() throws IOException {
        Path file = Files.createTempFile(null, null);
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } finally {
            Files.delete(file);
        }
    }

    @Override
    protected FileStore open(String prefix) throws Exception {
        return open(Files.createDirectories(directory.resolve(prefix)));
    }

    private static FileStore open(Path directory) {
        return LocalFileStore.open(new LocalStoreSettings(directory), Credentials.none(), RequestRetry.NONE);
    }

    @Override
    protected FileStore openMissing() {
        return open(directory.resolve("missing"));
    }

    @Override
    protected Class<?> nativeType() {
        return Path.class;
    }

    @Override
    protected Set<Capability> capabilities() {
        Set<Capability> all = super.capabilities();
        all.remove(Capability.SIGN);
        return all;
    }
}
