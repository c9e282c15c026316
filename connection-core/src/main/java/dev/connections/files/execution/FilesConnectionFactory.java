package dev.connections.files.execution;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.StoreIdentity;
import dev.connections.files.table.FileTables;
import dev.connections.files.table.TableSettings;
import dev.connections.support.WaitingClock;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens clients of a store. An open client has listed or described its bucket. Thread-safe. */
public final class FilesConnectionFactory implements ConnectionFactory<OpenFiles> {

    private final ConnectionName name;

    private final StoreIdentity identity;

    private final StoreOpener opener;

    private final LocalSettings local;

    private final StoreRetry retry;

    /**
     * @param name the connection's name
     * @param identity the names of the store
     * @param opener opens the client
     * @param local the settings of local copies
     * @param settings the retries of parts of large writes
     */
    public FilesConnectionFactory(
            ConnectionName name,
            StoreIdentity identity,
            StoreOpener opener,
            LocalSettings local,
            Supplier<FilesSettings> settings) {
        this.name = name;
        this.identity = identity;
        this.opener = opener;
        this.local = local;
        this.retry = new StoreRetry(() -> settings.get().retry(), WaitingClock.SYSTEM, () -> {});
    }

    @Override
    public OpenFiles connect(Credentials credentials) throws Exception {
        FileStore store = opener.open(credentials, retry);
        try {
            check(store);
            DiskCache copies = DiskCache.create(name.value(), local.directory(), local.maxSize());
            FileTables tables = new FileTables(
                    name.value(),
                    new TableSettings(copies.directory(), local.maxUncompressedSize(), local.queryTimeout()));
            return new OpenFiles(store, copies, tables);
        } catch (Throwable ex) {
            store.close();
            throw ex;
        }
    }

    private void check(FileStore store) throws StoreException {
        try {
            store.check();
        } catch (StoreException ex) {
            if (ex.reason() == Reason.CREDENTIALS_REFUSED) {
                throw new CredentialsRefusedException(
                        name.value(),
                        "Connection '" + name.value() + "': the store refuses the credentials: " + ex.getMessage()
                                + ". Check the credentials of connections." + name.value(),
                        ex);
            }
            if (ex.reason() == Reason.CONTAINER_MISSING) {
                throw new StoreException(
                        ex.reason(), ex.getMessage() + ". Check connections." + name.value() + ".url", ex);
            }
            throw ex;
        }
    }

    @Override
    public boolean isOpen(OpenFiles files) {
        return true;
    }

    @Override
    public boolean isAlive(OpenFiles files) throws StoreException {
        try {
            check(files.store());
        } catch (StoreException ex) {
            if (ex.reason() != Reason.THROTTLED) {
                throw ex;
            }
        }
        return true;
    }

    @Override
    public boolean authenticates() {
        return !identity.provider().equals("local");
    }

    @Override
    public Map<String, Object> target(@Nullable String user) {
        return identity.target();
    }

    @Override
    public @Nullable String reason(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreException) {
                return cause.getMessage();
            }
        }
        return null;
    }

    @Override
    public void close(OpenFiles files) {
        files.close();
    }
}
