package dev.connections.sql.driver;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.SecretMask;
import dev.connections.credentials.SecretNames;
import dev.connections.sql.url.EmbeddedSecrets;
import dev.connections.sql.url.SqlTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the secrets of a driver's configuration, to mask them in the driver's messages. */
public final class DriverSecrets {

    private DriverSecrets() {}

    /** Returns the mask for all that a connection is configured with. */
    public static SecretMask mask(
            SqlTarget target, SqlSettings settings, Credentials credentials, @Nullable TlsFiles tls) {
        List<String> secrets = new ArrayList<>();
        if (credentials.secret() != null) {
            secrets.add(credentials.secret());
        }
        if (target.credentials().secret() != null) {
            secrets.add(target.credentials().secret());
        }
        Stream.of(
                        target.properties(),
                        settings.properties(),
                        (tls == null) ? Map.<String, String>of() : tls.properties())
                .flatMap(properties -> properties.entrySet().stream())
                .forEach(property -> {
                    if (SecretNames.isSecret(property.getKey())) {
                        secrets.add(property.getValue());
                    } else {
                        secrets.addAll(EmbeddedSecrets.in(property.getValue()));
                    }
                });
        secrets.addAll(EmbeddedSecrets.in(target.jdbcUrl()));
        @Nullable String initSql = settings.pool().connectionInitSql();
        if (initSql != null) {
            secrets.addAll(EmbeddedSecrets.in(initSql));
        }
        List<String> names = new ArrayList<>(List.of(target.displayUrl().split("[^\\w.$-]+")));
        if (credentials.user() != null) {
            names.add(credentials.user());
        }
        return new SecretMask(secrets, names);
    }
}
