package dev.connections.files.store.azure;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.core.util.HttpClientOptions;
import com.azure.storage.blob.BlobAsyncClient;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceAsyncClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobDownloadAsyncResponse;
import com.azure.storage.blob.models.BlobDownloadHeaders;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
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
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files in a container of Azure Blob Storage. The version of a file is its ETag without quotes. Content of more than 8
 * MiB is staged in blocks and appears when they are committed. Names of metadata have {@code _} for {@code -}, which
 * Azure does not allow.
 */
public final class AzureFileStore implements FileStore {

    private static final int BLOCK = 8 << 20;

    private static final int MAX_BLOCKS = 50_000;

    private static final Duration COPY_POLL = Duration.ofMillis(500);

    private static final String IDENTITY = "com.azure.identity.DefaultAzureCredentialBuilder";

    private final AzureStoreSettings settings;

    private final RequestRetry retry;

    private final BlobServiceClient service;

    private final BlobContainerClient container;

    private final BlobContainerAsyncClient asyncContainer;

    /** Empty unless requests are authorized by a shared access signature. */
    private final String signature;

    private AzureFileStore(
            AzureStoreSettings settings, BlobServiceClientBuilder builder, String signature, RequestRetry retry) {
        this.settings = settings;
        this.retry = retry;
        this.signature = signature;
        this.service = builder.buildClient();
        this.container = service.getBlobContainerClient(settings.container());
        BlobServiceAsyncClient async = builder.buildAsyncClient();
        this.asyncContainer = async.getBlobContainerAsyncClient(settings.container());
    }

    /**
     * Opens a store. Sends no request.
     *
     * @throws IllegalArgumentException if the connection string, the account key or the signature is malformed
     */
    public static FileStore open(AzureStoreSettings settings, Credentials credentials, RequestRetry retry) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(settings.timeouts().connect())
                .setReadTimeout(settings.timeouts().idle())
                .setWriteTimeout(settings.timeouts().idle())
                .setResponseTimeout(settings.timeouts().idle());
        BlobServiceClientBuilder builder = new BlobServiceClientBuilder()
                .httpClient(HttpClient.createDefault(options))
                .retryOptions(
                        new RequestRetryOptions(RetryPolicyType.FIXED, 1, (Integer) null, (Long) null, null, null));
        String secret = credentials.secret();
        try {
            if (secret != null) {
                AzureSecrets.check(settings.secretKind(), secret);
            }
            return new AzureFileStore(settings, builder, authorize(settings, builder, secret), retry);
        } catch (IllegalStateException ex) {
            throw ex;
        } catch (RuntimeException ex) {
            // the message of the client contains the connection string
            throw new IllegalArgumentException(
                    (settings.secretKind() == AzureStoreSettings.SecretKind.CONNECTION_STRING)
                            ? "connection-string is malformed. Copy it from the access keys of the storage account"
                            : "the credentials or the account are malformed. Check account, account-key and sas-token");
        }
    }

    private static String authorize(
            AzureStoreSettings settings, BlobServiceClientBuilder builder, @Nullable String secret) {
        if (secret != null && settings.secretKind() == AzureStoreSettings.SecretKind.CONNECTION_STRING) {
            builder.connectionString(secret);
            return "";
        }
        URI endpoint = settings.endpoint();
        builder.endpoint(
                (endpoint != null) ? endpoint.toString() : "https://" + settings.account() + ".blob.core.windows.net");
        if (secret == null) {
            useIdentity(builder);
            return "";
        }
        if (settings.secretKind() == AzureStoreSettings.SecretKind.SAS) {
            String sas = secret.startsWith("?") ? secret.substring(1) : secret;
            builder.credential(new AzureSasCredential(sas));
            return "?" + sas;
        }
        builder.credential(new StorageSharedKeyCredential(settings.account(), secret));
        return "";
    }

    /** The library is optional, and access is anonymous without it. */
    private static void useIdentity(BlobServiceClientBuilder builder) {
        try {
            Object identity = Class.forName(IDENTITY).getConstructor().newInstance();
            Object credential = identity.getClass().getMethod("build").invoke(identity);
            builder.credential((TokenCredential) credential);
        } catch (ClassNotFoundException ex) {
            return;
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException("The library azure-identity does not have the expected version", ex);
        }
    }

    @Override
    public StoreIdentity identity() {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("account", service.getAccountName());
        target.put("container", settings.container());
        if (!settings.prefix().isEmpty()) {
            target.put("prefix", settings.prefix());
        }
        return new StoreIdentity("azure", settings.container(), target);
    }

    /** A request to the client. */
    @FunctionalInterface
    private interface Call<T> {

        T send();
    }

    private static <T> T send(String action, Call<T> call) throws StoreException {
        try {
            return call.send();
        } catch (RuntimeException ex) {
            throw AzureErrors.convert(action, ex);
        }
    }

    private BlobClient blob(String path) {
        return container.getBlobClient(settings.prefix() + path);
    }

    private Duration timeout() {
        return settings.timeouts().request();
    }

    /** Lists one blob, which needs no permission on the account. */
    @Override
    public void check() throws StoreException {
        send("Checking the container " + settings.container(), () -> container
                .listBlobs(new ListBlobsOptions().setPrefix(settings.prefix()).setMaxResultsPerPage(1), timeout())
                .iterableByPage()
                .iterator()
                .next());
    }

    @Override
    public FileInfo info(String path) throws StoreException {
        BlobProperties found = send("Reading '" + path + "'", () -> blob(path)
                .getPropertiesWithResponse(null, timeout(), Context.NONE)
                .getValue());
        return new FileInfo(
                path,
                found.getBlobSize(),
                found.getLastModified().toInstant(),
                version(found.getETag()),
                found.getContentType(),
                metadata(found.getMetadata()));
    }

    private static String version(String etag) {
        return etag.replace("\"", "");
    }

    private static Map<String, String> metadata(@Nullable Map<String, String> values) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (values != null) {
            values.forEach(
                    (name, value) -> metadata.put(name.toLowerCase(Locale.ROOT).replace('_', '-'), value));
        }
        return metadata;
    }

    private static Map<String, String> azureMetadata(Map<String, String> values) {
        Map<String, String> metadata = new LinkedHashMap<>();
        values.forEach((name, value) -> metadata.put(name.replace('-', '_'), value));
        return metadata;
    }

    @Override
    public FilePage list(ListRequest request) throws StoreException {
        ListBlobsOptions options = new ListBlobsOptions().setPrefix(settings.prefix() + request.prefix());
        PagedResponse<BlobItem> page = send("Listing '" + request.prefix() + "'", () -> {
            var found = request.recursive()
                    ? container.listBlobs(options, request.page(), timeout()).iterableByPage()
                    : container.listBlobsByHierarchy("/", options, timeout()).iterableByPage(request.page());
            Iterator<PagedResponse<BlobItem>> pages = found.iterator();
            return pages.next();
        });
        List<FileInfo> files = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        for (BlobItem item : page.getValue()) {
            String path = item.getName().substring(settings.prefix().length());
            if (Boolean.TRUE.equals(item.isPrefix())) {
                folders.add(path);
            } else if (!path.isEmpty() && !path.endsWith("/")) {
                files.add(new FileInfo(
                        path,
                        item.getProperties().getContentLength(),
                        item.getProperties().getLastModified().toInstant(),
                        version(item.getProperties().getETag())));
            }
        }
        String next = page.getContinuationToken();
        return new FilePage(files, folders, (next == null || next.isEmpty()) ? null : next);
    }

    @Override
    public FileContent read(ReadRequest request) throws StoreException {
        BlobRequestConditions conditions = new BlobRequestConditions();
        if (request.ifMatch() != null) {
            conditions.setIfMatch(quoted(request.ifMatch()));
        }
        if (request.ifNoneMatch() != null) {
            conditions.setIfNoneMatch(quoted(request.ifNoneMatch()));
        }
        BlobRange range = (request.offset() == 0 && request.length() < 0)
                ? null
                : (request.length() < 0)
                        ? new BlobRange(request.offset())
                        : new BlobRange(request.offset(), Math.max(1, request.length()));
        BlobAsyncClient blob = asyncContainer.getBlobAsyncClient(settings.prefix() + request.path());
        BlobDownloadAsyncResponse response;
        try {
            response = send("Reading '" + request.path() + "'", () -> blob.downloadStreamWithResponse(
                            range, new DownloadRetryOptions().setMaxRetryRequests(0), conditions, false)
                    .block(timeout()));
        } catch (StoreException ex) {
            return atEnd(request, ex);
        }
        if (response == null) {
            throw new StoreException(Reason.UNAVAILABLE, "Reading '" + request.path() + "' returned nothing", null);
        }
        BlobDownloadHeaders headers = response.getDeserializedHeaders();
        long length = headers.getContentLength();
        String contentRange = headers.getContentRange();
        long size = (contentRange != null)
                ? Long.parseLong(contentRange.substring(contentRange.lastIndexOf('/') + 1))
                : length;
        FileInfo info = new FileInfo(
                request.path(),
                size,
                headers.getLastModified().toInstant(),
                version(headers.getETag()),
                headers.getContentType(),
                metadata(headers.getMetadata()));
        InputStream body = new AzureBody(response.getValue(), length);
        if (request.length() == 0) {
            close(body);
            body = InputStream.nullInputStream();
        }
        return new FileContent(info, body);
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException ex) {
            // it is not read
        }
    }

    /** A range that starts at the end is refused like one behind it. */
    private FileContent atEnd(ReadRequest request, StoreException failure) throws StoreException {
        if (failure.reason() == Reason.INVALID && request.offset() == 0 && request.length() >= 0
                || failure.reason() == Reason.INVALID && request.offset() > 0) {
            FileInfo info = info(request.path());
            if (info.size() == request.offset()
                    && (request.ifMatch() == null || request.ifMatch().equals(info.version()))) {
                return new FileContent(info, InputStream.nullInputStream());
            }
        }
        throw failure;
    }

    private static String quoted(String version) {
        return "\"" + version + "\"";
    }

    @Override
    public FileInfo write(WriteRequest request) throws StoreException, IOException {
        BlockBlobClient blob = blob(request.path()).getBlockBlobClient();
        BlobHttpHeaders headers = new BlobHttpHeaders();
        if (request.contentType() != null) {
            headers.setContentType(request.contentType());
        }
        BlobRequestConditions conditions = new BlobRequestConditions();
        if (request.ifAbsent()) {
            conditions.setIfNoneMatch("*");
        } else if (request.ifMatch() != null) {
            conditions.setIfMatch(quoted(request.ifMatch()));
        }
        long length = request.content().length();
        int blockSize = (int) Math.max(BLOCK, -Math.floorDiv(-length, MAX_BLOCKS));
        try (InputStream content = request.content().open()) {
            byte[] block = content.readNBytes(blockSize);
            byte[] next = (block.length == blockSize) ? content.readNBytes(blockSize) : new byte[0];
            if (next.length == 0) {
                checkLength(request, block.length);
                return put(request, blob, block, headers, conditions);
            }
            List<String> ids = new ArrayList<>();
            String upload = UUID.randomUUID().toString();
            long written = 0;
            while (block.length > 0) {
                ids.add(stage(request.path(), blob, upload, ids.size(), block));
                written += block.length;
                block = next;
                next = (block.length == blockSize) ? content.readNBytes(blockSize) : new byte[0];
            }
            checkLength(request, written);
            return commit(request, blob, ids, written, headers, conditions);
        }
    }

    private static void checkLength(WriteRequest request, long count) throws IOException {
        long length = request.content().length();
        if (length >= 0 && count != length) {
            throw new IOException(
                    "The content of '" + request.path() + "' has " + count + " bytes instead of " + length);
        }
    }

    private FileInfo put(
            WriteRequest request,
            BlockBlobClient blob,
            byte[] content,
            BlobHttpHeaders headers,
            BlobRequestConditions conditions)
            throws StoreException {
        RequestRetry.Request<FileInfo> put = () ->
                info(request, content.length, send("Writing '" + request.path() + "'", () -> blob.uploadWithResponse(
                                new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
                                        .setHeaders(headers)
                                        .setMetadata(azureMetadata(request.metadata()))
                                        .setRequestConditions(conditions),
                                null,
                                Context.NONE)
                        .getValue()));
        // with a condition, a repeated request could fail because of the first one
        return (request.ifAbsent() || request.ifMatch() != null) ? put.send() : retry.call(put);
    }

    private static FileInfo info(WriteRequest request, long size, BlockBlobItem item) {
        return new FileInfo(
                request.path(),
                size,
                item.getLastModified().toInstant(),
                version(item.getETag()),
                request.contentType(),
                request.metadata());
    }

    private String stage(String path, BlockBlobClient blob, String upload, int number, byte[] block)
            throws StoreException {
        // all ids of a blob have the same length
        String id = Base64.getEncoder()
                .encodeToString((upload + "-" + (100_000 + number)).getBytes(StandardCharsets.US_ASCII));
        retry.call(() -> send("Writing '" + path + "'", () -> {
            blob.stageBlock(id, BinaryData.fromBytes(block));
            return id;
        }));
        return id;
    }

    private FileInfo commit(
            WriteRequest request,
            BlockBlobClient blob,
            List<String> ids,
            long size,
            BlobHttpHeaders headers,
            BlobRequestConditions conditions)
            throws StoreException {
        return info(request, size, send("Writing '" + request.path() + "'", () -> blob.commitBlockListWithResponse(
                        new BlockBlobCommitBlockListOptions(ids)
                                .setHeaders(headers)
                                .setMetadata(azureMetadata(request.metadata()))
                                .setRequestConditions(conditions),
                        timeout(),
                        Context.NONE)
                .getValue()));
    }

    @Override
    public void delete(Collection<String> paths) throws StoreException {
        for (String path : paths) {
            try {
                send("Deleting '" + path + "'", () -> blob(path)
                        .deleteWithResponse(null, null, timeout(), Context.NONE));
            } catch (StoreException ex) {
                if (ex.reason() != Reason.NOT_FOUND) {
                    throw ex;
                }
            }
        }
    }

    @Override
    public FileInfo copy(String source, String target) throws StoreException {
        String url = blob(source).getBlobUrl() + signature;
        send(
                "Copying '" + source + "'",
                () -> blob(target).beginCopy(url, COPY_POLL).waitForCompletion());
        return info(target);
    }

    @Override
    public URI sign(SignRequest request) {
        BlobClient blob = blob(request.path());
        BlobSasPermission permission = request.write()
                ? new BlobSasPermission().setCreatePermission(true).setWritePermission(true)
                : new BlobSasPermission().setReadPermission(true);
        OffsetDateTime expiry = OffsetDateTime.now(ZoneOffset.UTC).plus(request.validity());
        BlobServiceSasSignatureValues values = new BlobServiceSasSignatureValues(expiry, permission);
        if (request.contentType() != null && !request.write()) {
            values.setContentType(request.contentType());
        }
        try {
            return URI.create(blob.getBlobUrl() + "?" + blob.generateSas(values));
        } catch (RuntimeException ex) {
            throw new UnsupportedOperationException(
                    "These credentials cannot sign URLs. Set account-key, or a connection-string with the key", ex);
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        for (Object client : List.of(container, service, asyncContainer)) {
            if (type.isInstance(client)) {
                return type.cast(client);
            }
        }
        throw new IllegalArgumentException("The store has no " + type.getName() + ", but a "
                + BlobContainerClient.class.getName() + " and a " + BlobServiceClient.class.getName());
    }

    /** The clients have no resources of their own: they share those of the HTTP client's library. */
    @Override
    public void close() {}
}
