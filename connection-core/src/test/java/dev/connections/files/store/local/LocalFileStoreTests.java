package dev.connections.files.store.local;

import dev.connections.credentials.Credentials;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.FileStoreContract;
import dev.connections.files.store.RequestRetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** The contract of stores on a local directory. */
class LocalFileStoreTests extends FileStoreContract {

    @TempDir
    Path directory;

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
