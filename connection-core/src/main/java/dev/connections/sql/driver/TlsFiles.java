package dev.connections.sql.driver;

import dev.connections.sql.dialect.SqlDialect;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Writes key material to private temporary files for the lifetime of a pool: drivers read it from files only, and read
 * it again for each physical connection. Only the owner can read the directory. The password of the stores exists in
 * memory only.
 */
public final class TlsFiles implements AutoCloseable {

    private static final String TRUST = "trust.p12";

    private static final String ROOT = "root.crt";

    private static final String KEY = "key.p12";

    private final Path directory;

    private final String password;

    private final Map<String, String> properties;

    private TlsFiles(Path directory, String password, Map<String, String> properties) {
        this.directory = directory;
        this.password = password;
        this.properties = properties;
    }

    /** Returns the properties by which the driver encrypts, and verifies certificate and host name. */
    public Map<String, String> properties() {
        return properties;
    }

    /**
     * Writes what the driver of a dialect needs. The dialect must be one that has TLS.
     */
    public static TlsFiles write(SqlDialect dialect, TlsStores stores) throws IOException, GeneralSecurityException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        TlsFiles files = new TlsFiles(
                // by default readable and writable by the owner alone, where the file system knows owners
                Files.createTempDirectory("connections-tls-"),
                Base64.getUrlEncoder().withoutPadding().encodeToString(random),
                new LinkedHashMap<>());
        try {
            files.writeStores(dialect, stores);
            files.describe(dialect, stores.trustStore() != null, stores.keyStore() != null);
            return files;
        } catch (IOException | GeneralSecurityException | RuntimeException ex) {
            files.close();
            throw ex;
        }
    }

    public static boolean isSupportedBy(SqlDialect dialect) {
        return dialect.needsServer() && dialect != SqlDialect.SNOWFLAKE;
    }

    private void writeStores(SqlDialect dialect, TlsStores stores) throws IOException, GeneralSecurityException {
        if (dialect == SqlDialect.POSTGRESQL) {
            // this driver cannot combine a key of its owner's with the certificates that Java trusts
            writeTrusted(stores.trustStore());
        } else if (stores.trustStore() != null) {
            store(stores.trustStore(), null, TRUST);
        }
        if (stores.keyStore() != null) {
            store(stores.keyStore(), stores.keyPassword(), KEY);
        }
    }

    private void describe(SqlDialect dialect, boolean trusts, boolean identifies) {
        switch (dialect) {
            case POSTGRESQL -> {
                properties.put("sslmode", "verify-full");
                properties.put("sslrootcert", path(ROOT));
                if (identifies) {
                    put("sslkey", KEY, "sslpassword");
                }
            }
            case MYSQL -> {
                properties.put("sslMode", "VERIFY_IDENTITY");
                if (trusts) {
                    properties.put("trustCertificateKeyStoreUrl", uri(TRUST));
                    properties.put("trustCertificateKeyStoreType", "PKCS12");
                    properties.put("trustCertificateKeyStorePassword", password);
                }
                if (identifies) {
                    properties.put("clientCertificateKeyStoreUrl", uri(KEY));
                    properties.put("clientCertificateKeyStoreType", "PKCS12");
                    properties.put("clientCertificateKeyStorePassword", password);
                }
            }
            case MARIADB -> {
                properties.put("sslMode", "verify-full");
                stores(trusts, identifies, "trustStore", "keyStore");
            }
            case SQLSERVER -> {
                properties.put("encrypt", "true");
                properties.put("trustServerCertificate", "false");
                stores(trusts, false, "trustStore", "keyStore");
                if (identifies) {
                    put("clientCertificate", KEY, "clientCertificatePassword");
                }
            }
            case ORACLE -> {
                properties.put("oracle.net.ssl_server_dn_match", "true");
                stores(trusts, identifies, "javax.net.ssl.trustStore", "javax.net.ssl.keyStore");
            }
            default -> throw new IllegalStateException(dialect.id() + " has no TLS");
        }
    }

    private void stores(boolean trusts, boolean identifies, String trustStore, String keyStore) {
        if (trusts) {
            put(trustStore, TRUST, trustStore + "Password");
            properties.put(trustStore + "Type", "PKCS12");
        }
        if (identifies) {
            put(keyStore, KEY, keyStore + "Password");
            properties.put(keyStore + "Type", "PKCS12");
        }
    }

    private void put(String property, String file, String passwordProperty) {
        properties.put(property, path(file));
        properties.put(passwordProperty, password);
    }

    private String path(String file) {
        return directory.resolve(file).toString();
    }

    private String uri(String file) {
        return directory.resolve(file).toUri().toString();
    }

    private void writeTrusted(@Nullable KeyStore trustStore) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trustStore);
        Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        StringBuilder pem = new StringBuilder();
        for (TrustManager manager : trust.getTrustManagers()) {
            for (X509Certificate certificate : ((X509TrustManager) manager).getAcceptedIssuers()) {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(encoder.encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
        }
        Files.writeString(directory.resolve(ROOT), pem);
    }

    private void store(KeyStore source, @Nullable String keyPassword, String file)
            throws IOException, GeneralSecurityException {
        KeyStore copy = KeyStore.getInstance("PKCS12");
        copy.load(null, null);
        for (String alias : Collections.list(source.aliases())) {
            if (source.isKeyEntry(alias)) {
                Key key = source.getKey(alias, (keyPassword == null) ? new char[0] : keyPassword.toCharArray());
                copy.setKeyEntry(alias, key, password.toCharArray(), source.getCertificateChain(alias));
            } else {
                copy.setCertificateEntry(alias, source.getCertificate(alias));
            }
        }
        try (OutputStream out = Files.newOutputStream(directory.resolve(file))) {
            copy.store(out, password.toCharArray());
        }
    }

    @Override
    public void close() throws IOException {
        for (String file : new String[] {TRUST, ROOT, KEY}) {
            Files.deleteIfExists(directory.resolve(file));
        }
        Files.deleteIfExists(directory);
    }
}
