package dev.connections.files.store.azure;

import dev.connections.files.store.StoreTimeouts;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A container of Azure Blob Storage. The secret of the credentials is a connection string, a SAS or an account key,
 * depending on {@code secretKind}; without it, access is anonymous, or by the SDK's own chain if the library
 * azure-identity is on the class path.
 *
 * @param container the container
 * @param prefix the beginning of all names, empty or with a {@code /} at the end
 * @param account the storage account; {@code null} with a connection string
 * @param endpoint the URL of the blob service of the account; {@code null} for that of Azure
 * @param secretKind the kind of the credentials' secret
 * @param timeouts the timeouts
 */
public record AzureStoreSettings(
        String container,
        String prefix,
        @Nullable String account,
        @Nullable URI endpoint,
        SecretKind secretKind,
        StoreTimeouts timeouts) {

    /** The kinds of secrets. */
    public enum SecretKind {

        /** A key of the account. */
        ACCOUNT_KEY,

        /** A connection string, with the account and its key or SAS. */
        CONNECTION_STRING,

        /** A shared access signature. */
        SAS
    }
}
