package dev.connections.autoconfigure.files;

import dev.connections.credentials.Credentials;
import dev.connections.files.execution.StoreOpener;
import dev.connections.files.store.StoreIdentity;
import dev.connections.files.store.azure.AzureFileStore;
import dev.connections.files.store.azure.AzureStoreSettings;
import dev.connections.files.store.azure.AzureStoreSettings.SecretKind;
import dev.connections.files.store.gcs.GcsFileStore;
import dev.connections.files.store.gcs.GcsStoreSettings;
import dev.connections.files.store.huggingface.HuggingFaceSettings;
import dev.connections.files.store.huggingface.HuggingFaceStore;
import dev.connections.files.store.local.LocalFileStore;
import dev.connections.files.store.local.LocalStoreSettings;
import dev.connections.files.store.s3.S3FileStore;
import dev.connections.files.store.s3.S3StoreSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Creates the settings, credentials and client of a connection's store from its properties. The library of a store is
 * loaded when its client is opened.
 */
final class FilesStores {

    private static final String HUB = "https://huggingface.co";

    private final FilesConnectionProperties properties;

    private final FilesAddress address;

    private final Function<String, @Nullable String> environment;

    /** @param environment returns the value of a variable such as {@code HF_TOKEN}, or {@code null} */
    FilesStores(FilesConnectionProperties properties, Function<String, @Nullable String> environment) {
        this.properties = properties;
        this.address = FilesAddress.of(properties.url());
        this.environment = environment;
    }

    boolean isLocal() {
        return address.store() == StoreKind.LOCAL;
    }

    /** Returns the credentials in the properties; none if the library of the store finds them. */
    Credentials credentials() {
        return switch (address.store()) {
            case LOCAL -> Credentials.none();
            case S3 -> Credentials.of(properties.accessKey(), properties.secretKey());
            case GOOGLE_CLOUD_STORAGE ->
                Credentials.of(
                        null,
                        (properties.credentials() != null)
                                ? ServiceAccount.text(properties.credentials())
                                : properties.token());
            case AZURE -> azureCredentials();
            case HUGGING_FACE -> Credentials.of(null, properties.token());
        };
    }

    private Credentials azureCredentials() {
        if (properties.connectionString() != null) {
            return Credentials.of(null, properties.connectionString());
        }
        String secret = (properties.accountKey() != null) ? properties.accountKey() : properties.sasToken();
        return (secret != null) ? Credentials.of(account(), secret) : Credentials.none();
    }

    private @Nullable String account() {
        return (address.account() != null) ? address.account() : properties.account();
    }

    private @Nullable String variable(String name) {
        String value = environment.apply(name);
        return StringUtils.hasText(value) ? value.strip() : null;
    }

    private @Nullable URI endpoint() {
        return (properties.endpoint() != null)
                ? FilesPropertiesValidator.endpoint(properties.endpoint())
                : address.endpoint();
    }

    private URI hub() {
        URI configured = endpoint();
        if (configured != null) {
            return configured;
        }
        String variable = variable("HF_ENDPOINT");
        try {
            return FilesPropertiesValidator.endpoint((variable != null) ? variable : HUB);
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException("The variable HF_ENDPOINT " + ex.getMessage(), ex);
        }
    }

    /** Returns the names of the store, which are known without a client. */
    StoreIdentity identity() {
        Map<String, Object> target = new LinkedHashMap<>();
        switch (address.store()) {
            case LOCAL -> target.put("directory", address.directory().toString());
            case S3, GOOGLE_CLOUD_STORAGE -> target.put("bucket", address.container());
            case AZURE -> {
                put(target, "account", account());
                target.put("container", address.container());
            }
            case HUGGING_FACE -> {
                target.put("repository", address.container());
                target.put("revision", address.revision());
            }
        }
        if (address.store() != StoreKind.LOCAL) {
            put(target, "prefix", address.prefix().isEmpty() ? null : address.prefix());
            put(target, "region", properties.region());
            put(target, "endpoint", endpoint());
        }
        return new StoreIdentity(provider(), address.container().isEmpty() ? null : address.container(), target);
    }

    private static void put(Map<String, Object> target, String name, @Nullable Object value) {
        if (value != null) {
            target.put(name, value.toString());
        }
    }

    private String provider() {
        return switch (address.store()) {
            case LOCAL -> "local";
            case S3 -> "s3";
            case GOOGLE_CLOUD_STORAGE -> "gcs";
            case AZURE -> "azure";
            case HUGGING_FACE -> "huggingface";
        };
    }

    /** @param login whether the credentials are always those of a user */
    Credentials withToken(Credentials credentials, boolean login) {
        String token = (login || credentials.secret() != null) ? null : variable("HF_TOKEN");
        return (token != null) ? Credentials.of(credentials.user(), token) : credentials;
    }

    /**
     * Returns how the client is opened.
     *
     * @param login whether the credentials are always those of a user
     */
    StoreOpener opener(boolean login) {
        return switch (address.store()) {
            case LOCAL ->
                (credentials, retry) ->
                        LocalFileStore.open(new LocalStoreSettings(address.directory()), credentials, retry);
            case S3 -> (credentials, retry) -> S3FileStore.open(s3(), credentials, retry);
            case HUGGING_FACE -> {
                HuggingFaceSettings settings = huggingFace();
                yield (credentials, retry) -> HuggingFaceStore.open(settings, withToken(credentials, login), retry);
            }
            case GOOGLE_CLOUD_STORAGE -> (credentials, retry) -> GcsFileStore.open(google(), credentials, retry);
            case AZURE -> (credentials, retry) -> AzureFileStore.open(azure(credentials), credentials, retry);
        };
    }

    S3StoreSettings s3() {
        URI endpoint = endpoint();
        return new S3StoreSettings(
                address.container(),
                address.prefix(),
                properties.region(),
                endpoint,
                (properties.pathStyle() != null) ? properties.pathStyle() : endpoint != null,
                properties.profile(),
                properties.sessionToken(),
                properties.timeouts());
    }

    GcsStoreSettings google() {
        return new GcsStoreSettings(
                address.container(), address.prefix(), endpoint(), properties.project(), properties.timeouts());
    }

    /** @param credentials the current ones, whose secret may be of another kind than that of the properties */
    AzureStoreSettings azure(Credentials credentials) {
        SecretKind kind = secretKind(credentials.secret());
        String account = account();
        return new AzureStoreSettings(
                address.container(),
                address.prefix(),
                (account != null || kind == SecretKind.CONNECTION_STRING) ? account : credentials.user(),
                endpoint(),
                kind,
                properties.timeouts());
    }

    private static SecretKind secretKind(@Nullable String secret) {
        String text = (secret != null) ? secret.toLowerCase(Locale.ROOT) : "";
        if (text.contains("accountname=") || text.contains("endpoint=") || text.startsWith("usedevelopmentstorage=")) {
            return SecretKind.CONNECTION_STRING;
        }
        return text.contains("sig=") ? SecretKind.SAS : SecretKind.ACCOUNT_KEY;
    }

    HuggingFaceSettings huggingFace() {
        return new HuggingFaceSettings(
                address.repositoryKind(),
                address.container(),
                address.revision(),
                address.prefix(),
                hub(),
                properties.timeouts());
    }
}
