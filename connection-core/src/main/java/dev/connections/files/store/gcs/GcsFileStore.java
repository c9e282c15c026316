package dev.connections.files.store.gcs;

import com.google.api.gax.paging.Page;
import com.google.api.gax.retrying.RetrySettings;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.OAuth2Credentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.ReadChannel;
import com.google.cloud.WriteChannel;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.HttpMethod;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.Storage.CopyRequest;
import com.google.cloud.storage.Storage.SignUrlOption;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Files in a bucket of Google Cloud Storage. The version of a file is its generation. Names that end with {@code /},
 * the folder markers of some tools, are not listed. Content of more than 8 MiB is a resumable upload in chunks of
 * 8 MiB.
 */
public final class GcsFileStore implements FileStore {

    private static final int CHUNK = 8 << 20;

    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";

    private final GcsStoreSettings settings;

    private final RequestRetry retry;

    private final Storage client;

    private GcsFileStore(GcsStoreSettings settings, Storage client, RequestRetry retry) {
        this.settings = settings;
        this.client = client;
        this.retry = retry;
    }

    /**
     * Opens a store. Sends no request, but the application default credentials may ask the metadata server.
     *
     * @throws IOException if there are no application default credentials
     * @throws IllegalArgumentException if the service account is no valid JSON
     */
    public static FileStore open(GcsStoreSettings settings, Credentials credentials, RequestRetry retry)
            throws IOException {
        StorageOptions.Builder options = StorageOptions.newBuilder()
                .setCredentials(credentials(settings, credentials))
                .setRetrySettings(RetrySettings.newBuilder().setMaxAttempts(1).build())
                .setTransportOptions(HttpTransportOptions.newBuilder()
                        .setConnectTimeout(
                                Math.toIntExact(settings.timeouts().connect().toMillis()))
                        .setReadTimeout(
                                Math.toIntExact(settings.timeouts().idle().toMillis()))
                        .build());
        URI endpoint = settings.endpoint();
        if (endpoint != null) {
            options.setHost(endpoint.toString());
        }
        String project = settings.project();
        if (project != null) {
            options.setProjectId(project).setQuotaProjectId(project);
        } else {
            // objects need no project, and without one the client searches for it
            options.setProjectId("none");
        }
        return new GcsFileStore(settings, options.build().getService(), retry);
    }

    private static com.google.auth.Credentials credentials(GcsStoreSettings settings, Credentials credentials)
            throws IOException {
        String secret = credentials.secret();
        if (secret == null) {
            if (settings.endpoint() != null) {
                return NoCredentials.getInstance();
            }
            return GoogleCredentials.getApplicationDefault().createScoped(SCOPE);
        }
        if (!secret.stripLeading().startsWith("{")) {
            return new FixedToken(secret);
        }
        try {
            return GoogleCredentials.fromStream(new ByteArrayInputStream(secret.getBytes(StandardCharsets.UTF_8)))
                    .createScoped(SCOPE);
        } catch (IOException | RuntimeException ex) {
            // the message of the cause may contain parts of the key
            throw new IllegalArgumentException(
                    "credentials is no valid service account. Use the JSON file that Google Cloud creates");
        }
    }

    /** An access token that cannot be renewed here. */
    private static final class FixedToken extends OAuth2Credentials {

        private static final long serialVersionUID = 1L;

        FixedToken(String token) {
            super(new AccessToken(token, null));
        }

        @Override
        public AccessToken refreshAccessToken() throws IOException {
            throw new GcsErrors.TokenRefusedException();
        }
    }

    @Override
    public StoreIdentity identity() {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("bucket", settings.bucket());
        if (!settings.prefix().isEmpty()) {
            target.put("prefix", settings.prefix());
        }
        if (settings.endpoint() != null) {
            target.put("endpoint", settings.endpoint().toString());
        }
        return new StoreIdentity("gcs", settings.bucket(), target);
    }

    /** A request to the client. */
    @FunctionalInterface
    private interface Call<T> {

        T send();
    }

    private static <T> T send(String action, Call<T> call) throws StoreException {
        try {
            return call.send();
        } catch (StorageException ex) {
            throw GcsErrors.convert(action, ex);
        }
    }

    /** Lists one object, which needs no permission on the bucket itself. */
    @Override
    public void check() throws StoreException {
        try {
            send(
                    "Checking the bucket " + settings.bucket(),
                    () -> client.list(
                            settings.bucket(), BlobListOption.prefix(settings.prefix()), BlobListOption.pageSize(1)));
        } catch (StoreException ex) {
            throw (ex.reason() == Reason.NOT_FOUND) ? missingBucket(ex) : ex;
        }
    }

    private StoreException missingBucket(StoreException failure) {
        return new StoreException(
                Reason.CONTAINER_MISSING,
                "The bucket " + settings.bucket() + " does not exist: " + failure.getMessage(),
                failure);
    }

    @Override
    public FileInfo info(String path) throws StoreException {
        return info(path, get(path, null, null));
    }

    private Blob get(String path, @Nullable String ifMatch, @Nullable String ifNoneMatch) throws StoreException {
        List<BlobGetOption> options = new ArrayList<>();
        if (ifMatch != null) {
            options.add(BlobGetOption.generationMatch(generation(ifMatch)));
        }
        if (ifNoneMatch != null) {
            options.add(BlobGetOption.generationNotMatch(generation(ifNoneMatch)));
        }
        Blob blob = send("Reading '" + path + "'", () -> client.get(id(path), options.toArray(BlobGetOption[]::new)));
        if (blob == null) {
            throw missing(path);
        }
        return blob;
    }

    /** The client returns null for a missing object and for a missing bucket. */
    private StoreException missing(String path) throws StoreException {
        check();
        return new StoreException(Reason.NOT_FOUND, "there is no object '" + path + "'", null);
    }

    /** A version of another kind of store is none of this one. */
    private static long generation(String version) throws StoreException {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException ex) {
            throw new StoreException(
                    Reason.CONDITION_FAILED, "the version '" + version + "' is no generation of an object", null);
        }
    }

    private BlobId id(String path) {
        return BlobId.of(settings.bucket(), settings.prefix() + path);
    }

    private FileInfo info(String path, BlobInfo blob) {
        OffsetDateTime time = blob.getUpdateTimeOffsetDateTime();
        Map<String, String> metadata = new LinkedHashMap<>();
        if (blob.getMetadata() != null) {
            blob.getMetadata().forEach((name, value) -> metadata.put(name, (value != null) ? value : ""));
        }
        return new FileInfo(
                path,
                (blob.getSize() != null) ? blob.getSize() : 0,
                (time != null) ? time.toInstant() : null,
                String.valueOf(blob.getGeneration()),
                blob.getContentType(),
                metadata);
    }

    @Override
    public FilePage list(ListRequest request) throws StoreException {
        List<BlobListOption> options = new ArrayList<>();
        options.add(BlobListOption.prefix(settings.prefix() + request.prefix()));
        String page = request.page();
        if (page != null) {
            options.add(BlobListOption.pageToken(page));
        }
        if (!request.recursive()) {
            options.add(BlobListOption.currentDirectory());
        }
        Page<Blob> found;
        try {
            found = send(
                    "Listing '" + request.prefix() + "'",
                    () -> client.list(settings.bucket(), options.toArray(BlobListOption[]::new)));
        } catch (StoreException ex) {
            throw (ex.reason() == Reason.NOT_FOUND) ? missingBucket(ex) : ex;
        }
        List<FileInfo> files = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        for (Blob blob : found.getValues()) {
            String path = blob.getName().substring(settings.prefix().length());
            if (blob.isDirectory()) {
                folders.add(path);
            } else if (!path.isEmpty() && !path.endsWith("/")) {
                FileInfo info = info(path, blob);
                files.add(new FileInfo(path, info.size(), info.lastModified(), info.version()));
            }
        }
        return new FilePage(files, folders, found.hasNextPage() ? found.getNextPageToken() : null);
    }

    @Override
    public FileContent read(ReadRequest request) throws StoreException {
        Blob blob = get(request.path(), request.ifMatch(), request.ifNoneMatch());
        FileInfo info = info(request.path(), blob);
        if (request.offset() > info.size()) {
            throw new StoreException(
                    Reason.INVALID,
                    "the offset " + request.offset() + " is beyond the end of the file at " + info.size(),
                    null);
        }
        long rest = info.size() - request.offset();
        if (request.length() >= 0) {
            rest = Math.min(rest, request.length());
        }
        if (rest == 0) {
            return new FileContent(info, InputStream.nullInputStream());
        }
        // the bytes as they are stored: objects with Content-Encoding gzip would be decompressed
        ReadChannel channel =
                client.reader(blob.getBlobId(), Storage.BlobSourceOption.shouldReturnRawInputStream(true));
        channel.setChunkSize(0);
        try {
            channel.seek(request.offset());
            channel.limit(request.offset() + rest);
        } catch (IOException | StorageException ex) {
            channel.close();
            throw GcsErrors.convert("Reading '" + request.path() + "'", ex);
        }
        return new FileContent(info, new GcsBody(channel, rest));
    }

    @Override
    public FileInfo write(WriteRequest request) throws StoreException, IOException {
        BlobInfo.Builder blob = BlobInfo.newBuilder(id(request.path())).setMetadata(request.metadata());
        if (request.contentType() != null) {
            blob.setContentType(request.contentType());
        }
        try (InputStream content = request.content().open()) {
            byte[] first = content.readNBytes(CHUNK);
            byte[] second = (first.length == CHUNK) ? content.readNBytes(1) : new byte[0];
            if (second.length == 0) {
                checkLength(request, first.length);
                return writeAtOnce(request, blob.build(), first);
            }
            return writeChunks(request, blob.build(), first, second, content);
        }
    }

    private static void checkLength(WriteRequest request, long count) throws IOException {
        long length = request.content().length();
        if (length >= 0 && count != length) {
            throw new IOException(
                    "The content of '" + request.path() + "' has " + count + " bytes instead of " + length);
        }
    }

    private FileInfo writeAtOnce(WriteRequest request, BlobInfo blob, byte[] content) throws StoreException {
        List<BlobTargetOption> options = new ArrayList<>();
        options.add(BlobTargetOption.disableGzipContent());
        if (request.ifAbsent()) {
            options.add(BlobTargetOption.doesNotExist());
        } else if (request.ifMatch() != null) {
            options.add(BlobTargetOption.generationMatch(generation(request.ifMatch())));
        }
        String action = "Writing '" + request.path() + "'";
        RequestRetry.Request<FileInfo> put = () -> send(
                action,
                () -> info(request.path(), client.create(blob, content, options.toArray(BlobTargetOption[]::new))));
        try {
            // with a condition, a repeated request could fail because of the first one
            return (request.ifAbsent() || request.ifMatch() != null) ? put.send() : retry.call(put);
        } catch (StoreException ex) {
            throw (ex.reason() == Reason.NOT_FOUND) ? missingBucket(ex) : ex;
        }
    }

    private FileInfo writeChunks(WriteRequest request, BlobInfo blob, byte[] first, byte[] second, InputStream content)
            throws StoreException, IOException {
        List<BlobWriteOption> options = new ArrayList<>();
        options.add(BlobWriteOption.disableGzipContent());
        if (request.ifAbsent()) {
            options.add(BlobWriteOption.doesNotExist());
        } else if (request.ifMatch() != null) {
            options.add(BlobWriteOption.generationMatch(generation(request.ifMatch())));
        }
        String action = "Writing '" + request.path() + "'";
        WriteChannel channel = send(action, () -> client.writer(blob, options.toArray(BlobWriteOption[]::new)));
        channel.setChunkSize(CHUNK);
        write(action, channel, first, first.length);
        write(action, channel, second, second.length);
        byte[] buffer = new byte[256 * 1024];
        // a failure of the content leaves the upload unfinished, so that nothing becomes visible
        long written = first.length + second.length;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            write(action, channel, buffer, count);
            written += count;
        }
        checkLength(request, written);
        try {
            channel.close();
        } catch (IOException | StorageException ex) {
            throw GcsErrors.convert(action, ex);
        }
        return info(request.path());
    }

    private static void write(String action, WriteChannel channel, byte[] bytes, int count) throws StoreException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException | StorageException ex) {
            throw GcsErrors.convert(action, ex);
        }
    }

    @Override
    public void delete(Collection<String> paths) throws StoreException {
        boolean missing = false;
        for (String path : paths) {
            boolean deleted = send("Deleting '" + path + "'", () -> client.delete(id(path)));
            missing |= !deleted;
        }
        if (missing) {
            // the client returns false for a missing object and for a missing bucket
            check();
        }
    }

    @Override
    public FileInfo copy(String source, String target) throws StoreException {
        try {
            return send(
                    "Copying '" + source + "'",
                    () -> info(
                            target,
                            client.copy(CopyRequest.newBuilder()
                                            .setSource(id(source))
                                            .setTarget(id(target))
                                            .build())
                                    .getResult()));
        } catch (StoreException ex) {
            throw (ex.reason() == Reason.NOT_FOUND) ? missing(source) : ex;
        }
    }

    @Override
    public URI sign(SignRequest request) {
        List<SignUrlOption> options = new ArrayList<>();
        options.add(SignUrlOption.withV4Signature());
        options.add(SignUrlOption.httpMethod(request.write() ? HttpMethod.PUT : HttpMethod.GET));
        BlobInfo.Builder blob = BlobInfo.newBuilder(id(request.path()));
        if (request.contentType() != null) {
            blob.setContentType(request.contentType());
            options.add(SignUrlOption.withContentType());
        }
        URI endpoint = settings.endpoint();
        if (endpoint != null) {
            options.add(SignUrlOption.withHostName(endpoint.toString()));
        }
        try {
            return URI.create(client.signUrl(
                            blob.build(),
                            request.validity().toSeconds(),
                            TimeUnit.SECONDS,
                            options.toArray(SignUrlOption[]::new))
                    .toString());
        } catch (IllegalStateException ex) {
            throw new UnsupportedOperationException(
                    "These credentials cannot sign URLs. Set credentials to the JSON of a service account", ex);
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(client)) {
            return type.cast(client);
        }
        throw new IllegalArgumentException("The store has no " + type.getName() + ", but a " + Storage.class.getName());
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception ex) {
            throw new IllegalStateException("The client of Google Cloud Storage cannot be closed", ex);
        }
    }
}
