package dev.connections.autoconfigure.files;

import dev.connections.SelfChecking;
import dev.connections.autoconfigure.RateLimitProperties;
import dev.connections.files.execution.FilesSettings;
import dev.connections.files.execution.LocalSettings;
import dev.connections.files.store.StoreTimeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a connection to files, beside those of every connection. The prefix is that of the defaults; each
 * connection has the same keys under {@code connections.<name>}.
 *
 * @param url Location of the files: s3://bucket/folder/, gs://bucket/folder/, az://container/folder/,
 *     hf://datasets/owner/name@revision/folder/ or file:/directory.
 * @param username User to open the connection as: the access key of S3, or the account of Azure.
 * @param region Region of S3. Defaults to that of the AWS SDK's chain, or to us-east-1 with 'endpoint'.
 * @param accessKey Access key of S3. Defaults to that of the AWS SDK's chain.
 * @param secretKey Secret key of S3.
 * @param sessionToken Session token of temporary credentials of S3.
 * @param profile Profile of the configuration files of AWS.
 * @param endpoint URL of a compatible store, an emulator or the hub. With Hugging Face, falls back to HF_ENDPOINT.
 * @param pathStyle Whether the bucket is a part of the path instead of the host. Defaults to true with 'endpoint'.
 * @param credentials Service account of Google Cloud Storage: a location, such as file:service-account.json, or JSON
 *     text. Defaults to the application default credentials.
 * @param project Google Cloud project that is billed. Defaults to that of the credentials.
 * @param account Storage account of Azure.
 * @param accountKey Key of the storage account of Azure.
 * @param connectionString Connection string of Azure, with the account and its key or SAS.
 * @param sasToken Shared access signature of Azure.
 * @param token Access token of Hugging Face or Google. With Hugging Face, falls back to HF_TOKEN.
 * @param connectTimeout Maximum time to open the connection, and to establish a network connection.
 * @param idleTimeout Maximum time of a transfer without a byte.
 * @param requestTimeout Maximum time of an attempt of a request, without the content of a file.
 * @param maxUncompressedSize Maximum size of a table in a file, after decompression.
 * @param queryTimeout Maximum time of a SQL query on files.
 * @param retry retries of requests
 * @param rateLimit the rate limit of requests
 * @param cache local copies of files
 */
@ConfigurationProperties("connections.defaults.files")
public record FilesConnectionProperties(
        @Nullable String url,
        @Nullable String username,
        @Nullable String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String sessionToken,
        @Nullable String profile,
        @Nullable String endpoint,
        @Nullable Boolean pathStyle,
        @Nullable String credentials,
        @Nullable String project,
        @Nullable String account,
        @Nullable String accountKey,
        @Nullable String connectionString,
        @Nullable String sasToken,
        @Nullable String token,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration idleTimeout,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("2GB") DataSize maxUncompressedSize,
        @DefaultValue("1m") Duration queryTimeout,
        @NestedConfigurationProperty @DefaultValue FilesRetryProperties retry,
        @NestedConfigurationProperty @DefaultValue RateLimitProperties rateLimit,
        @NestedConfigurationProperty @DefaultValue Cache cache)
        implements SelfChecking {

    public FilesConnectionProperties {
        username = textOrNull(username);
        region = textOrNull(region);
        accessKey = textOrNull(accessKey);
        secretKey = textOrNull(secretKey);
        sessionToken = textOrNull(sessionToken);
        profile = textOrNull(profile);
        endpoint = textOrNull(endpoint);
        credentials = textOrNull(credentials);
        project = textOrNull(project);
        account = textOrNull(account);
        accountKey = textOrNull(accountKey);
        connectionString = textOrNull(connectionString);
        sasToken = textOrNull(sasToken);
        token = textOrNull(token);
    }

    /** An empty value, such as that of an environment variable that is not set, is none. */
    private static @Nullable String textOrNull(@Nullable String value) {
        return StringUtils.hasText(value) ? value.strip() : null;
    }

    StoreTimeouts timeouts() {
        return new StoreTimeouts(connectTimeout, idleTimeout, requestTimeout);
    }

    LocalSettings local() {
        return new LocalSettings(
                cache.disk().parent(), cache.disk().maxSize().toBytes(), maxUncompressedSize.toBytes(), queryTimeout);
    }

    FilesSettings settings(String connection) {
        return new FilesSettings(retry.retry(), rateLimit.limit(connection));
    }

    @Override
    public void check(BiConsumer<String, String> problems) {
        new FilesPropertiesValidator(this).check(problems);
        retry.check(problems);
        cache.check(problems);
    }

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "FilesConnectionProperties";
    }

    /**
     * Local copies of files, beside the cache settings of every connection.
     *
     * @param disk the local copies
     */
    public record Cache(@DefaultValue Disk disk) {

        void check(BiConsumer<String, String> problems) {
            if (disk.maxSize.isNegative()) {
                problems.accept(
                        "cache.disk.max-size", "must not be negative. Set a size such as 1GB, or 0 to keep none.");
            }
        }
    }

    /**
     * Local copies of files on disk.
     *
     * @param maxSize Maximum size of all local copies of the connection. Copies in use can exceed it.
     * @param directory Directory in which the connection creates a private directory for local copies. Defaults to
     *     java.io.tmpdir.
     */
    public record Disk(@DefaultValue("1GB") DataSize maxSize, @Nullable Path directory) {

        Path parent() {
            return (directory != null) ? directory : Path.of(System.getProperty("java.io.tmpdir"));
        }
    }
}
