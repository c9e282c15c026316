package dev.connections.files.store.s3;

import dev.connections.DurationText;
import dev.connections.credentials.Credentials;
import dev.connections.files.FileInfo;
import dev.connections.files.store.FileContent;
import dev.connections.files.store.FilePage;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.ListRequest;
import dev.connections.files.store.ReadRequest;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.SignRequest;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.StoreIdentity;
import dev.connections.files.store.WriteRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Files in a bucket of S3 or a compatible store. The version of a file is its ETag without quotes. Keys that end with
 * {@code /}, the folder markers of some tools, are not listed.
 */
public final class S3FileStore implements FileStore {

    private static final int DELETE_BATCH = 1_000;

    private static final Duration LONGEST_SIGNATURE = Duration.ofDays(7);

    /** After a response of the bucket, a 404 without a body is a missing file for so long. */
    private static final long BUCKET_SEEN_NANOS = Duration.ofMinutes(1).toNanos();

    private final S3StoreSettings settings;

    private final String region;

    private final S3HttpClient http;

    private final S3CredentialsProvider credentials;

    private final S3Client client;

    private final S3Presigner presigner;

    private final S3Writer writer;

    private final AwsRequestOverrideConfiguration shortRequest;

    private volatile @Nullable Long bucketSeen;

    private S3FileStore(S3StoreSettings settings, Credentials credentials, RequestRetry retry) {
        this.settings = settings;
        this.shortRequest = AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(settings.timeouts().request())
                .build();
        this.credentials = S3CredentialsProvider.of(settings, credentials);
        Region found = S3Clients.region(settings);
        this.region = found.id();
        this.http = new S3HttpClient(
                S3Clients.http(settings.timeouts()), settings.timeouts().idle());
        this.client = S3Clients.client(settings, found, this.credentials, http);
        this.presigner = S3Clients.presigner(settings, found, this.credentials, client);
        this.writer = new S3Writer(client, retry, settings);
    }

    /**
     * Opens a store. Sends no request.
     *
     * @throws IllegalArgumentException if the settings are incomplete
     */
    public static FileStore open(S3StoreSettings settings, Credentials credentials, RequestRetry retry) {
        return new S3FileStore(settings, credentials, retry);
    }

    @Override
    public StoreIdentity identity() {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("bucket", settings.bucket());
        target.put("region", region);
        if (!settings.prefix().isEmpty()) {
            target.put("prefix", settings.prefix());
        }
        URI endpoint = settings.endpoint();
        if (endpoint != null) {
            target.put(
                    "endpoint",
                    endpoint.getScheme() + "://" + endpoint.getHost()
                            + ((endpoint.getPort() < 0) ? "" : ":" + endpoint.getPort()));
        }
        return new StoreIdentity("s3", settings.bucket(), target);
    }

    /** Lists one key: unlike the response to a {@code HEAD}, the one to a refused listing has an error code. */
    @Override
    public void check() throws StoreException {
        S3Request.send(
                "Checking the bucket " + settings.bucket(),
                () -> client.listObjectsV2(request -> request.bucket(settings.bucket())
                        .prefix(settings.prefix())
                        .maxKeys(1)
                        .overrideConfiguration(shortRequest)));
        bucketSeen = System.nanoTime();
    }

    @Override
    public FileInfo info(String path) throws StoreException {
        HeadObjectResponse head = head(path, null);
        return info(path, head);
    }

    private HeadObjectResponse head(String path, @Nullable String ifMatch) throws StoreException {
        HeadObjectRequest.Builder request = HeadObjectRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + path)
                .overrideConfiguration(shortRequest);
        if (ifMatch != null) {
            request.ifMatch(quoted(ifMatch));
        }
        try {
            HeadObjectResponse head = S3Request.send(
                    "Reading the properties of '" + path + "'", () -> client.headObject(request.build()));
            bucketSeen = System.nanoTime();
            return head;
        } catch (StoreException ex) {
            explain(ex);
            throw ex;
        }
    }

    /** The response to a {@code HEAD} has no error code. Throws the failure of a request that has one. */
    private void explain(StoreException failure) throws StoreException {
        boolean ambiguous =
                switch (failure.reason()) {
                    case FORBIDDEN, INVALID -> true;
                    case NOT_FOUND -> {
                        Long seen = bucketSeen;
                        yield seen == null || System.nanoTime() - seen > BUCKET_SEEN_NANOS;
                    }
                    default -> false;
                };
        if (!ambiguous) {
            return;
        }
        try {
            check();
        } catch (StoreException ex) {
            if (ex.reason() != Reason.FORBIDDEN) {
                throw ex;
            }
        }
    }

    private static FileInfo info(String path, HeadObjectResponse head) {
        return new FileInfo(
                path,
                head.contentLength(),
                head.lastModified(),
                version(head.eTag()),
                head.contentType(),
                head.metadata());
    }

    @Override
    public FilePage list(ListRequest request) throws StoreException {
        ListObjectsV2Request.Builder builder = ListObjectsV2Request.builder()
                .bucket(settings.bucket())
                .prefix(settings.prefix() + request.prefix())
                .continuationToken(request.page())
                .overrideConfiguration(shortRequest);
        if (!request.recursive()) {
            builder.delimiter("/");
        }
        ListObjectsV2Response page =
                S3Request.send("Listing '" + request.prefix() + "'", () -> client.listObjectsV2(builder.build()));
        bucketSeen = System.nanoTime();
        List<FileInfo> files = new ArrayList<>(page.contents().size());
        for (S3Object each : page.contents()) {
            if (!each.key().endsWith("/")) {
                files.add(new FileInfo(relative(each.key()), each.size(), each.lastModified(), version(each.eTag())));
            }
        }
        List<String> folders = page.commonPrefixes().stream()
                .map(CommonPrefix::prefix)
                .map(this::relative)
                .toList();
        boolean more = Boolean.TRUE.equals(page.isTruncated()) && page.nextContinuationToken() != null;
        return new FilePage(files, folders, more ? page.nextContinuationToken() : null);
    }

    private String relative(String key) {
        return key.substring(settings.prefix().length());
    }

    @Override
    public FileContent read(ReadRequest request) throws StoreException {
        String path = request.path();
        if (request.length() == 0) {
            return empty(request);
        }
        GetObjectRequest.Builder builder = GetObjectRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + path)
                .overrideConfiguration(shortRequest);
        if (request.offset() > 0 || request.length() > 0) {
            builder.range("bytes=" + request.offset() + '-'
                    + ((request.length() < 0) ? "" : request.offset() + request.length() - 1));
        }
        if (request.ifMatch() != null) {
            builder.ifMatch(quoted(request.ifMatch()));
        }
        if (request.ifNoneMatch() != null) {
            builder.ifNoneMatch(quoted(request.ifNoneMatch()));
        }
        ResponseInputStream<GetObjectResponse> response;
        try {
            response = S3Request.send(
                    "Reading '" + path + "'",
                    () -> client.getObject(builder.build(), ResponseTransformer.toInputStream()));
        } catch (StoreException ex) {
            if (S3Errors.status(ex) == 416) {
                return empty(request);
            }
            throw ex;
        }
        bucketSeen = System.nanoTime();
        return content(request, response);
    }

    private static FileContent content(ReadRequest request, ResponseInputStream<GetObjectResponse> response)
            throws StoreException {
        GetObjectResponse head = response.response();
        String range = head.contentRange();
        if (range == null && (request.offset() > 0 || request.length() > 0)) {
            response.abort();
            throw new StoreException(
                    Reason.INVALID, "The store ignores the range of a request for '" + request.path() + "'", null);
        }
        long size = (range == null) ? head.contentLength() : Long.parseLong(range.substring(range.indexOf('/') + 1));
        FileInfo info = new FileInfo(
                request.path(), size, head.lastModified(), version(head.eTag()), head.contentType(), head.metadata());
        return new FileContent(info, new S3Body(request.path(), response, head.contentLength()));
    }

    /** A range without bytes is no valid range: the properties show whether the offset is in the file. */
    private FileContent empty(ReadRequest request) throws StoreException {
        FileInfo info = info(request.path(), head(request.path(), request.ifMatch()));
        if (info.version().equals(request.ifNoneMatch())) {
            throw new StoreException(Reason.NOT_MODIFIED, "The file '" + request.path() + "' is unchanged", null);
        }
        if (request.offset() > info.size()) {
            throw new StoreException(
                    Reason.INVALID,
                    "The offset " + request.offset() + " is beyond the end of '" + request.path() + "' at "
                            + info.size(),
                    null);
        }
        return new FileContent(info, java.io.InputStream.nullInputStream());
    }

    @Override
    public FileInfo write(WriteRequest request) throws StoreException, IOException {
        return writer.write(request);
    }

    @Override
    public void delete(Collection<String> paths) throws StoreException {
        if (paths.size() == 1) {
            String path = paths.iterator().next();
            S3Request.send(
                    "Deleting '" + path + "'",
                    () -> client.deleteObject(request -> request.bucket(settings.bucket())
                            .key(settings.prefix() + path)
                            .overrideConfiguration(shortRequest)));
            return;
        }
        List<String> all = List.copyOf(paths);
        List<S3Error> failures = new ArrayList<>();
        for (int from = 0; from < all.size(); from += DELETE_BATCH) {
            failures.addAll(deleteBatch(all.subList(from, Math.min(all.size(), from + DELETE_BATCH))));
        }
        if (!failures.isEmpty()) {
            S3Error first = failures.get(0);
            throw new StoreException(
                    S3Errors.reason(first.code()),
                    "Deleting failed for " + failures.size() + " of " + all.size() + " files, first for '"
                            + relative(first.key()) + "': " + first.code() + ' ' + first.message(),
                    null);
        }
    }

    private List<S3Error> deleteBatch(List<String> paths) throws StoreException {
        List<ObjectIdentifier> keys = paths.stream()
                .map(path ->
                        ObjectIdentifier.builder().key(settings.prefix() + path).build())
                .toList();
        return S3Request.send(
                        "Deleting " + paths.size() + " files",
                        () -> client.deleteObjects(request -> request.bucket(settings.bucket())
                                .delete(delete -> delete.objects(keys).quiet(true))
                                .overrideConfiguration(shortRequest)))
                .errors()
                .stream()
                .filter(error -> !"NoSuchKey".equals(error.code()))
                .toList();
    }

    @Override
    public FileInfo copy(String source, String target) throws StoreException {
        HeadObjectResponse head = head(source, null);
        return source.equals(target) ? info(source, head) : writer.copy(info(source, head), target);
    }

    @Override
    public URI sign(SignRequest request) throws StoreException {
        if (request.validity().compareTo(LONGEST_SIGNATURE) > 0) {
            throw new StoreException(
                    Reason.INVALID, "Signed URLs expire after at most " + DurationText.of(LONGEST_SIGNATURE), null);
        }
        String key = settings.prefix() + request.path();
        return S3Request.send("Signing a URL of '" + request.path() + "'", () -> {
            if (!request.write()) {
                return URI.create(presigner
                        .presignGetObject(presign -> presign.signatureDuration(request.validity())
                                .getObjectRequest(
                                        get -> get.bucket(settings.bucket()).key(key)))
                        .url()
                        .toString());
            }
            PutObjectRequest put = PutObjectRequest.builder()
                    .bucket(settings.bucket())
                    .key(key)
                    .contentType(request.contentType())
                    .build();
            return URI.create(presigner
                    .presignPutObject(presign ->
                            presign.signatureDuration(request.validity()).putObjectRequest(put))
                    .url()
                    .toString());
        });
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type == S3Client.class) {
            return type.cast(client);
        }
        if (type == S3Presigner.class) {
            return type.cast(presigner);
        }
        throw new IllegalArgumentException(
                "An S3 store has no " + type.getName() + "; it has an S3Client and an S3Presigner");
    }

    @Override
    public void close() {
        writer.close();
        presigner.close();
        client.close();
        http.close();
        credentials.close();
    }

    /** Some stores send ETags without quotes. */
    static String version(String tag) {
        return (tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\""))
                ? tag.substring(1, tag.length() - 1)
                : tag;
    }

    static String quoted(String version) {
        return '"' + version + '"';
    }
}
