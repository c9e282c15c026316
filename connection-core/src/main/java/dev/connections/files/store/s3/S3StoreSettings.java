package dev.connections.files.store.s3;

import dev.connections.files.store.StoreTimeouts;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of S3 or of a compatible store. The access key is the user of the credentials, the secret key their secret;
 * without them the SDK's own chain is used.
 *
 * @param bucket the bucket
 * @param prefix the beginning of all keys, empty or with a {@code /} at the end
 * @param region the region; {@code null} for that of the SDK's chain, or {@code us-east-1} with an endpoint
 * @param endpoint the URL of a compatible store; {@code null} for AWS
 * @param pathStyle whether the bucket is a part of the path instead of the host
 * @param profile the profile of the AWS configuration files; {@code null} for the SDK's chain
 * @param sessionToken the session token of temporary credentials; {@code null} for none
 * @param timeouts the timeouts
 */
public record S3StoreSettings(
        String bucket,
        String prefix,
        @Nullable String region,
        @Nullable URI endpoint,
        boolean pathStyle,
        @Nullable String profile,
        @Nullable String sessionToken,
        StoreTimeouts timeouts) {

    /** Without the token. */
    @Override
    public String toString() {
        return "S3StoreSettings[bucket=" + bucket + ", prefix=" + prefix + "]";
    }
}
