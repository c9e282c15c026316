package dev.connections.autoconfigure.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Checks the properties of one connection. Messages never contain a value. */
final class FilesPropertiesValidator {

    private final FilesConnectionProperties properties;

    FilesPropertiesValidator(FilesConnectionProperties properties) {
        this.properties = properties;
    }

    void check(BiConsumer<String, String> problems) {
        FilesAddress address = null;
        try {
            address = FilesAddress.of(properties.url());
        } catch (IllegalArgumentException ex) {
            problems.accept("url", String.valueOf(ex.getMessage()));
        }
        if (address != null) {
            checkLibrary(address.store(), problems);
            checkBelonging(address.store(), problems);
            switch (address.store()) {
                case S3 -> checkS3(problems);
                case GOOGLE_CLOUD_STORAGE -> checkGoogle(problems);
                case AZURE -> checkAzure(address, problems);
                default -> {}
            }
        }
        checkEndpoint(problems);
        checkPositive("connect-timeout", properties.connectTimeout(), problems);
        checkPositive("idle-timeout", properties.idleTimeout(), problems);
        checkPositive("request-timeout", properties.requestTimeout(), problems);
        checkPositive("query-timeout", properties.queryTimeout(), problems);
        if (properties.maxUncompressedSize().toBytes() < 1) {
            problems.accept("max-uncompressed-size", "must be positive.");
        }
    }

    private static void checkLibrary(StoreKind store, BiConsumer<String, String> problems) {
        String libraryClass = store.libraryClass();
        if (libraryClass != null && !ClassUtils.isPresent(libraryClass, null)) {
            problems.accept(
                    "url",
                    "leads to " + store.label() + ", whose library is not on the class path. Add the dependency "
                            + store.library() + ".");
        }
    }

    /** A setting without effect is an error: it may be the setting of another store, or the URL is wrong. */
    private void checkBelonging(StoreKind store, BiConsumer<String, String> problems) {
        ofSomeStores().forEach((name, value) -> {
            if (value != null && !store.hasProperty(name)) {
                problems.accept(name, "is set, but 'url' leads to " + store.label() + ", which has none. Remove it.");
            }
        });
    }

    private Map<String, @Nullable Object> ofSomeStores() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("region", properties.region());
        values.put("access-key", properties.accessKey());
        values.put("secret-key", properties.secretKey());
        values.put("session-token", properties.sessionToken());
        values.put("profile", properties.profile());
        values.put("endpoint", properties.endpoint());
        values.put("path-style", properties.pathStyle());
        values.put("credentials", properties.credentials());
        values.put("project", properties.project());
        values.put("account", properties.account());
        values.put("account-key", properties.accountKey());
        values.put("connection-string", properties.connectionString());
        values.put("sas-token", properties.sasToken());
        values.put("token", properties.token());
        return values;
    }

    private void checkS3(BiConsumer<String, String> problems) {
        if (properties.accessKey() != null && properties.secretKey() == null) {
            problems.accept(
                    "secret-key", "is missing, but 'access-key' is set. Set both, or none for the SDK's chain.");
        }
        if (properties.secretKey() != null && properties.accessKey() == null) {
            problems.accept(
                    "access-key", "is missing, but 'secret-key' is set. Set both, or none for the SDK's chain.");
        }
        if (properties.profile() != null && properties.accessKey() != null) {
            problems.accept("profile", "is set, and so is 'access-key'. Keep one of them.");
        }
        if (properties.profile() != null && properties.sessionToken() != null) {
            problems.accept("session-token", "is set, but 'profile' has its own. Remove one of them.");
        }
    }

    private void checkGoogle(BiConsumer<String, String> problems) {
        if (properties.credentials() != null && properties.token() != null) {
            problems.accept("token", "is set, and so is 'credentials'. Keep one of them.");
        }
        if (properties.credentials() != null) {
            try {
                ServiceAccount.text(properties.credentials());
            } catch (IllegalArgumentException ex) {
                problems.accept("credentials", String.valueOf(ex.getMessage()));
            }
        }
    }

    private void checkAzure(FilesAddress address, BiConsumer<String, String> problems) {
        List<String> secrets = Stream.of("connection-string", "account-key", "sas-token")
                .filter(name -> ofSomeStores().get(name) != null)
                .toList();
        if (secrets.size() > 1) {
            problems.accept(secrets.get(1), "is set, and so is '" + secrets.get(0) + "'. Keep one of them.");
        }
        if (address.account() != null) {
            if (properties.account() != null && !address.account().equalsIgnoreCase(properties.account())) {
                problems.accept("account", "is not the account of 'url'. Remove one of them.");
            }
            if (properties.connectionString() != null) {
                problems.accept(
                        "connection-string", "is set, but 'url' names an account. Write az://container/folder/.");
            }
        } else if (properties.account() == null
                && properties.username() == null
                && properties.connectionString() == null) {
            problems.accept("account", "is missing. Set it, or set 'connection-string'.");
        }
        if (properties.connectionString() != null && properties.endpoint() != null) {
            problems.accept("endpoint", "is set, but 'connection-string' has its own. Remove one of them.");
        }
    }

    private void checkEndpoint(BiConsumer<String, String> problems) {
        if (properties.endpoint() == null) {
            return;
        }
        try {
            endpoint(properties.endpoint());
        } catch (IllegalArgumentException ex) {
            problems.accept("endpoint", String.valueOf(ex.getMessage()));
        }
    }

    /** @throws IllegalArgumentException if a text is no URL of a store; the message says what to do */
    static URI endpoint(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException ex) {
            throw new IllegalArgumentException("is no URL. Write, for example, http://127.0.0.1:9000.");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "begins neither with https:// nor with http://. Write, for example, http://127.0.0.1:9000.");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("names no host. Write, for example, http://127.0.0.1:9000.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "has a user, a query or a fragment. Remove it, and set credentials by properties.");
        }
        return uri;
    }

    private static void checkPositive(String property, Duration value, BiConsumer<String, String> problems) {
        if (value.isNegative() || value.isZero()) {
            problems.accept(property, "must be positive.");
        }
    }
}
