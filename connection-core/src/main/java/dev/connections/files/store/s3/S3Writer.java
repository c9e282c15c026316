package dev.connections.files.store.s3;

import dev.connections.files.FileInfo;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.WriteRequest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Writes files: up to 8 MiB by one request, others by parts. The parts of all writes share threads; each write has a
 * few parts in memory.
 */
final class S3Writer implements AutoCloseable {

    /** Larger files cannot be copied by one request. */
    private static final long LARGEST_COPY = 5L << 30;

    private static final long COPY_PART = 512L << 20;

    private static final int THREADS = 2 * S3MultipartUpload.IN_FLIGHT;

    private static final String DEFAULT_TYPE = "application/octet-stream";

    private final S3Client client;

    private final RequestRetry retry;

    private final S3StoreSettings settings;

    private final ThreadPoolExecutor executor;

    S3Writer(S3Client client, RequestRetry retry, S3StoreSettings settings) {
        this.client = client;
        this.retry = retry;
        this.settings = settings;
        AtomicInteger number = new AtomicInteger();
        this.executor =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "s3-upload-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    FileInfo write(WriteRequest request) throws StoreException, IOException {
        requireAscii(request.path(), request.metadata());
        long length = request.content().length();
        try (InputStream content = request.content().open()) {
            byte[] first = (length < 0 || length > PartSizes.SMALLEST)
                    ? content.readNBytes(PartSizes.SMALLEST)
                    : content.readNBytes((int) length);
            if (length >= 0 && first.length < Math.min(length, PartSizes.SMALLEST)) {
                throw tooShort(request, first.length);
            }
            int next = (length >= 0 && length <= PartSizes.SMALLEST) ? -1 : content.read();
            if (next < 0 && length > first.length) {
                throw tooShort(request, first.length);
            }
            return (next < 0) ? put(request, first) : upload(request, first, next, content);
        }
    }

    private FileInfo put(WriteRequest request, byte[] content) throws StoreException {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + request.path())
                .contentType(request.contentType())
                .metadata(request.metadata());
        if (request.ifAbsent()) {
            put.ifNoneMatch("*");
        }
        if (request.ifMatch() != null) {
            put.ifMatch(S3FileStore.quoted(request.ifMatch()));
        }
        String tag = conditional(
                        request,
                        () -> S3Request.send(
                                "Writing '" + request.path() + "'",
                                () -> client.putObject(
                                        put.build(), body(content, content.length, request.contentType()))))
                .eTag();
        return written(request, content.length, tag);
    }

    private FileInfo upload(WriteRequest request, byte[] first, int next, InputStream content)
            throws StoreException, IOException {
        CreateMultipartUploadRequest create = CreateMultipartUploadRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + request.path())
                .contentType(request.contentType())
                .metadata(request.metadata())
                .build();
        ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
        try (S3MultipartUpload upload = new S3MultipartUpload(client, retry, executor, request.path(), create)) {
            long length = request.content().length();
            PartSizes sizes = new PartSizes(length);
            long size = 0;
            byte[] pending = first;
            int ahead = next;
            while (ahead >= 0 || pending.length > 0) {
                upload.awaitSlot();
                byte[] buffer;
                int filled;
                try {
                    int partSize = sizes.size(upload.nextNumber());
                    buffer = buffer(free, partSize);
                    System.arraycopy(pending, 0, buffer, 0, pending.length);
                    filled = pending.length;
                    pending = new byte[0];
                    if (filled < partSize && ahead >= 0) {
                        buffer[filled++] = (byte) ahead;
                        filled += content.readNBytes(buffer, filled, partSize - filled);
                        ahead = (filled < partSize) ? -1 : content.read();
                    }
                } catch (IOException | RuntimeException | Error ex) {
                    upload.releaseSlot();
                    throw ex;
                }
                size += filled;
                send(upload, request, buffer, filled, free);
            }
            if (length >= 0 && size != length) {
                throw tooShort(request, size);
            }
            String tag = conditional(request, () -> upload.complete(request.ifAbsent(), request.ifMatch()));
            return written(request, size, tag);
        }
    }

    private void send(
            S3MultipartUpload upload,
            WriteRequest request,
            byte[] buffer,
            int length,
            ConcurrentLinkedQueue<byte[]> free)
            throws StoreException {
        if (upload.nextNumber() > PartSizes.MAXIMUM_COUNT) {
            upload.releaseSlot();
            throw new StoreException(
                    Reason.INVALID,
                    "The content of '" + request.path() + "' is too large for a stream of unknown length",
                    null);
        }
        String id = upload.id();
        upload.add(
                number -> client.uploadPart(
                                part -> part.bucket(settings.bucket())
                                        .key(settings.prefix() + request.path())
                                        .uploadId(id)
                                        .partNumber(number),
                                body(buffer, length, null))
                        .eTag(),
                () -> free.add(buffer));
    }

    private static byte[] buffer(ConcurrentLinkedQueue<byte[]> free, int size) {
        byte[] buffer = free.poll();
        return (buffer == null || buffer.length < size) ? new byte[size] : buffer;
    }

    /** Without a copy, unlike {@code RequestBody.fromBytes}. */
    private static RequestBody body(byte[] content, int length, @Nullable String contentType) {
        ContentStreamProvider provider = () -> new ByteArrayInputStream(content, 0, length);
        return RequestBody.fromContentProvider(provider, length, (contentType == null) ? DEFAULT_TYPE : contentType);
    }

    FileInfo copy(FileInfo source, String target) throws StoreException {
        if (source.size() > LARGEST_COPY) {
            return copyParts(source, target, COPY_PART);
        }
        CopyObjectResult result = S3Request.send(
                        "Copying '" + source.path() + "'",
                        () -> client.copyObject(copy -> copy.sourceBucket(settings.bucket())
                                .sourceKey(settings.prefix() + source.path())
                                .destinationBucket(settings.bucket())
                                .destinationKey(settings.prefix() + target)
                                .metadataDirective(MetadataDirective.COPY)))
                .copyObjectResult();
        return copied(source, target, result.lastModified(), result.eTag());
    }

    /** Copies a file by ranges. The properties are not copied by the store then. */
    FileInfo copyParts(FileInfo source, String target, long smallestPart) throws StoreException {
        CreateMultipartUploadRequest create = CreateMultipartUploadRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + target)
                .contentType(source.contentType())
                .metadata(source.metadata())
                .build();
        long partSize = Math.max(smallestPart, -Math.floorDiv(-source.size(), PartSizes.MAXIMUM_COUNT));
        try (S3MultipartUpload upload = new S3MultipartUpload(client, retry, executor, target, create)) {
            String id = upload.id();
            for (long from = 0; from < source.size(); from += partSize) {
                String range = "bytes=" + from + '-' + (Math.min(source.size(), from + partSize) - 1);
                upload.awaitSlot();
                upload.add(
                        number -> client.uploadPartCopy(part -> part.sourceBucket(settings.bucket())
                                        .sourceKey(settings.prefix() + source.path())
                                        .copySourceIfMatch(S3FileStore.quoted(source.version()))
                                        .copySourceRange(range)
                                        .destinationBucket(settings.bucket())
                                        .destinationKey(settings.prefix() + target)
                                        .uploadId(id)
                                        .partNumber(number))
                                .copyPartResult()
                                .eTag(),
                        () -> {});
            }
            return copied(source, target, null, upload.complete(false, null));
        }
    }

    private static FileInfo copied(FileInfo source, String target, @Nullable Instant lastModified, String tag) {
        return new FileInfo(
                target, source.size(), lastModified, S3FileStore.version(tag), source.contentType(), source.metadata());
    }

    private static FileInfo written(WriteRequest request, long size, String tag) {
        return new FileInfo(
                request.path(),
                size,
                null,
                S3FileStore.version(tag),
                (request.contentType() == null) ? DEFAULT_TYPE : request.contentType(),
                request.metadata());
    }

    /** A required version of a missing file is a 404. */
    private static <T> T conditional(WriteRequest request, RequestRetry.Request<T> write) throws StoreException {
        try {
            return write.send();
        } catch (StoreException ex) {
            if (request.ifMatch() != null && ex.reason() == Reason.NOT_FOUND) {
                throw new StoreException(
                        Reason.CONDITION_FAILED, "The file '" + request.path() + "' does not exist any more", ex);
            }
            throw ex;
        }
    }

    /** Headers are ASCII. */
    private static void requireAscii(String path, Map<String, String> metadata) throws StoreException {
        for (Map.Entry<String, String> each : metadata.entrySet()) {
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(each.getValue())) {
                throw new StoreException(
                        Reason.INVALID,
                        "The metadata '" + each.getKey() + "' of '" + path + "' has a character that is not ASCII."
                                + " S3 cannot store it. Encode the value",
                        null);
            }
        }
    }

    private static EOFException tooShort(WriteRequest request, long length) {
        return new EOFException("The content of '" + request.path() + "' has " + length
                + " bytes instead of the announced " + request.content().length());
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
