package dev.connections.files.store.s3;

import dev.connections.credentials.Credentials;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The keys of the settings, those of a profile, or those of the SDK's chain. Marks the failure to find any. */
final class S3CredentialsProvider implements AwsCredentialsProvider, SdkAutoCloseable {

    private final AwsCredentialsProvider source;

    private S3CredentialsProvider(AwsCredentialsProvider source) {
        this.source = source;
    }

    static S3CredentialsProvider of(S3StoreSettings settings, Credentials credentials) {
        String accessKey = credentials.user();
        String secretKey = credentials.secret();
        if (accessKey != null && secretKey != null) {
            String token = settings.sessionToken();
            return new S3CredentialsProvider(StaticCredentialsProvider.create(
                    (token == null)
                            ? AwsBasicCredentials.create(accessKey, secretKey)
                            : AwsSessionCredentials.create(accessKey, secretKey, token)));
        }
        if (accessKey != null || secretKey != null) {
            throw new IllegalArgumentException(
                    (accessKey == null)
                            ? "secret-key is set without access-key"
                            : "access-key is set without secret-key");
        }
        if (settings.profile() != null) {
            return new S3CredentialsProvider(ProfileCredentialsProvider.create(settings.profile()));
        }
        return new S3CredentialsProvider(DefaultCredentialsProvider.builder().build());
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return source.resolveCredentials();
        } catch (SdkException | IllegalArgumentException | IllegalStateException ex) {
            throw new MissingCredentialsException(ex);
        }
    }

    @Override
    public void close() {
        if (source instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
