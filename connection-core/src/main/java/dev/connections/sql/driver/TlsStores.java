package dev.connections.sql.driver;

import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * The trust store and key store for TLS. Must not be modified after creation. {@link #toString()} omits the password.
 *
 * @param trustStore the trusted certificates, or {@code null} for those that Java trusts
 * @param keyStore the client's own key and certificate, or {@code null} for none
 * @param keyPassword the password of the key in {@code keyStore}, or {@code null} for none
 */
public record TlsStores(@Nullable KeyStore trustStore, @Nullable KeyStore keyStore, @Nullable String keyPassword) {

    @Override
    public String toString() {
        return "TlsStores[trustStore=" + (trustStore != null) + ", keyStore=" + (keyStore != null) + "]";
    }
}
