package dev.connections.autoconfigure.snowflake;

import dev.connections.autoconfigure.NamedSslBundle;
import dev.connections.snowflake.driver.PrivateKeySource;
import dev.connections.snowflake.driver.PrivateKeys;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Collections;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * The private key of key-pair authentication: in a file, in the configuration, or in an SSL bundle.
 *
 * @param file File of the private key, PKCS #8 or PKCS #1 in PEM. It is read at the start and at each login.
 * @param pem Text of the private key, PKCS #8 or PKCS #1 in PEM.
 * @param sslBundle Name of the SSL bundle that holds the private key.
 * @param passphrase Passphrase of an encrypted private key.
 */
@ConfigurationPropertiesSource
public record SnowflakePrivateKeyProperties(
        @Nullable Path file, @Nullable String pem, @Nullable String sslBundle, @Nullable String passphrase) {

    public SnowflakePrivateKeyProperties {
        pem = StringUtils.hasText(pem) ? pem : null;
        sslBundle = StringUtils.hasText(sslBundle) ? sslBundle : null;
    }

    /** The key, as far as it is known without bundles; {@code null} if there is none. */
    @Nullable
    PrivateKeySource source(ObjectProvider<SslBundles> bundles) {
        if (file != null) {
            return PrivateKeys.inFile(file, passphrase);
        }
        if (pem != null) {
            return PrivateKeys.inPem(pem, passphrase);
        }
        String name = sslBundle;
        return (name == null)
                ? null
                : () -> inBundle(name, new NamedSslBundle(bundles, "private-key.ssl-bundle", name).get());
    }

    boolean isSet() {
        return file != null || pem != null || sslBundle != null;
    }

    void check(BiConsumer<String, String> problems) {
        if (Stream.of(file, pem, sslBundle).filter(each -> each != null).count() > 1) {
            problems.accept("private-key", "is in several places. Keep one of 'file', 'pem' and 'ssl-bundle'.");
        }
        if (passphrase != null && file == null && pem == null) {
            problems.accept(
                    "private-key.passphrase",
                    (sslBundle != null)
                            ? "is not used with an SSL bundle, which has its own password. Remove it."
                            : "is set, but there is no private key. Set 'private-key.file' or 'private-key.pem'.");
        }
        if (file != null) {
            failure(PrivateKeys.inFile(file, passphrase))
                    .ifPresent(message -> problems.accept("private-key.file", "cannot be used. " + message + "."));
        } else if (pem != null) {
            failure(PrivateKeys.inPem(pem, passphrase))
                    .map(message -> message.replaceFirst("^The private key ", ""))
                    .ifPresent(message -> problems.accept("private-key.pem", message + "."));
        }
    }

    private static Optional<String> failure(PrivateKeySource source) {
        try {
            source.get();
            return Optional.empty();
        } catch (Exception ex) {
            return Optional.of(String.valueOf(ex.getMessage()));
        }
    }

    private static PrivateKey inBundle(String name, SslBundle bundle) throws GeneralSecurityException {
        KeyStore store = bundle.getStores().getKeyStore();
        if (store != null) {
            String password = (bundle.getKey().getPassword() != null)
                    ? bundle.getKey().getPassword()
                    : bundle.getStores().getKeyStorePassword();
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.getKey(alias, (password == null) ? new char[0] : password.toCharArray());
                if (key instanceof PrivateKey found) {
                    if (!found.getAlgorithm().equals("RSA")) {
                        throw new IllegalArgumentException("'private-key.ssl-bundle' is '" + name + "', which holds an "
                                + found.getAlgorithm() + " key, but Snowflake requires an RSA key");
                    }
                    return found;
                }
            }
        }
        throw new IllegalArgumentException(
                "'private-key.ssl-bundle' is '" + name + "', and that SSL bundle holds no private key");
    }

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "SnowflakePrivateKeyProperties";
    }
}
