package dev.connections.files.store.s3;

import dev.connections.files.store.StoreTimeouts;
import java.time.Duration;
import java.util.Comparator;
import java.util.ServiceLoader;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.utils.AttributeMap;

/** Creates the clients of the SDK. */
final class S3Clients {

    private static final int CONNECTIONS = 128;

    private S3Clients() {}

    static Region region(S3StoreSettings settings) {
        if (settings.region() != null) {
            return Region.of(settings.region());
        }
        if (settings.endpoint() != null) {
            return Region.US_EAST_1;
        }
        String profile = (settings.profile() != null)
                ? settings.profile()
                : ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
        try {
            return DefaultAwsRegionProviderChain.builder()
                    .profileName(profile)
                    .build()
                    .getRegion();
        } catch (SdkClientException ex) {
            throw new IllegalArgumentException(
                    "No region was found for the bucket " + settings.bucket() + ". Set region or AWS_REGION", ex);
        }
    }

    static S3Client client(
            S3StoreSettings settings, Region region, AwsCredentialsProvider credentials, SdkHttpClient http) {
        S3ClientBuilder builder = S3Client.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .forcePathStyle(settings.pathStyle())
                .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()));
        if (settings.endpoint() != null) {
            // many compatible stores know neither the new checksums nor a batch delete without an MD5
            builder.endpointOverride(settings.endpoint())
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .addPlugin(LegacyMd5Plugin.create());
        }
        return builder.build();
    }

    @SuppressWarnings("deprecation") // the presigner has no other setting for the checksum
    static S3Presigner presigner(
            S3StoreSettings settings, Region region, AwsCredentialsProvider credentials, S3Client client) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(region)
                .credentialsProvider(credentials)
                .s3Client(client)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .checksumValidationEnabled(false) // browsers do not send its header
                        .build());
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    /** Creates the HTTP client that the application has; the {@code s3} artifact brings that of Apache. */
    static SdkHttpClient http(StoreTimeouts timeouts) {
        SdkHttpService service =
                ServiceLoader.load(SdkHttpService.class, SdkHttpService.class.getClassLoader()).stream()
                        .min(Comparator.comparingInt(
                                provider -> order(provider.type().getName())))
                        .orElseThrow(() -> new IllegalStateException(
                                "No HTTP client of the AWS SDK was found. Add software.amazon.awssdk:apache5-client"))
                        .get();
        Duration connect = timeouts.connect();
        return service.createHttpClientBuilder()
                .buildWithDefaults(AttributeMap.builder()
                        .put(SdkHttpConfigurationOption.CONNECTION_TIMEOUT, connect)
                        .put(SdkHttpConfigurationOption.READ_TIMEOUT, timeouts.idle())
                        .put(SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT, timeouts.request())
                        .put(SdkHttpConfigurationOption.MAX_CONNECTIONS, CONNECTIONS)
                        .put(SdkHttpConfigurationOption.TCP_KEEPALIVE, true)
                        .build());
    }

    private static int order(String name) {
        return name.contains(".apache5.") ? 0 : name.contains(".apache.") ? 1 : 2;
    }
}
