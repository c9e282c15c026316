package dev.connections.files.store.s3;

import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * A multipart upload with a limited number of parts in flight. One thread adds parts. Closing it before it is complete
 * aborts it, so that the store keeps no parts.
 */
final class S3MultipartUpload implements AutoCloseable {

    static final int IN_FLIGHT = 4;

    private final S3Client client;

    private final RequestRetry retry;

    private final ExecutorService executor;

    private final String path;

    private final String bucket;

    private final String key;

    private final String id;

    private final Semaphore slots = new Semaphore(IN_FLIGHT);

    private final List<Future<CompletedPart>> parts = new ArrayList<>();

    private volatile boolean failed;

    private boolean complete;

    S3MultipartUpload(
            S3Client client,
            RequestRetry retry,
            ExecutorService executor,
            String path,
            CreateMultipartUploadRequest request)
            throws StoreException {
        this.client = client;
        this.retry = retry;
        this.executor = executor;
        this.path = path;
        this.bucket = request.bucket();
        this.key = request.key();
        this.id = retry.call(
                        () -> S3Request.send("Writing '" + path + "'", () -> client.createMultipartUpload(request)))
                .uploadId();
    }

    String id() {
        return id;
    }

    int nextNumber() {
        return parts.size() + 1;
    }

    /** Waits until the next part can be sent. */
    void awaitSlot() throws StoreException {
        try {
            slots.acquire();
        } catch (InterruptedException ex) {
            throw interrupted(ex);
        }
        if (failed) {
            slots.release();
            parts(); // throws the failure
        }
    }

    /** Frees the slot of a part that is not sent. */
    void releaseSlot() {
        slots.release();
    }

    /** Sends the next part, whose slot the caller has. */
    void add(Part part, Runnable sent) throws StoreException {
        int number = nextNumber();
        try {
            parts.add(executor.submit(() -> send(number, part, sent)));
        } catch (RejectedExecutionException ex) {
            slots.release();
            throw new StoreException(Reason.UNAVAILABLE, "Writing '" + path + "' failed: the client is closed", ex);
        }
    }

    private CompletedPart send(int number, Part part, Runnable sent) throws StoreException {
        try {
            if (failed) {
                throw new StoreException(Reason.UNAVAILABLE, "Writing '" + path + "' has been aborted", null);
            }
            return retry.call(
                    () -> S3Request.send("Writing part " + number + " of '" + path + "'", () -> CompletedPart.builder()
                            .partNumber(number)
                            .eTag(part.send(number))
                            .build()));
        } catch (StoreException | RuntimeException | Error ex) {
            failed = true;
            throw ex;
        } finally {
            sent.run();
            slots.release();
        }
    }

    /**
     * Waits for all parts and completes the upload.
     *
     * @return the ETag
     */
    String complete(boolean ifAbsent, @Nullable String ifMatch) throws StoreException {
        List<CompletedPart> completed = parts();
        CompleteMultipartUploadRequest.Builder request = CompleteMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(key)
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(completed));
        if (ifAbsent) {
            request.ifNoneMatch("*");
        }
        if (ifMatch != null) {
            request.ifMatch(S3FileStore.quoted(ifMatch));
        }
        AtomicInteger attempts = new AtomicInteger();
        String tag = retry.call(() -> {
            boolean again = attempts.getAndIncrement() > 0;
            try {
                return S3Request.send(
                                "Completing '" + path + "'", () -> client.completeMultipartUpload(request.build()))
                        .eTag();
            } catch (StoreException ex) {
                String present = again ? completedBefore(ex, completed.size()) : null;
                if (present == null) {
                    throw ex;
                }
                return present;
            }
        });
        complete = true;
        return tag;
    }

    /** The response to an earlier attempt can have been lost. The ETag ends with the number of parts then. */
    private @Nullable String completedBefore(StoreException failure, int count) throws StoreException {
        if (failure.getCause() instanceof AwsServiceException service
                && S3Errors.code(service).equals("NoSuchUpload")) {
            HeadObjectResponse head = S3Request.send(
                    "Completing '" + path + "'",
                    () -> client.headObject(request -> request.bucket(bucket).key(key)));
            return S3FileStore.version(head.eTag()).endsWith("-" + count) ? head.eTag() : null;
        }
        return null;
    }

    private List<CompletedPart> parts() throws StoreException {
        List<CompletedPart> completed = new ArrayList<>();
        try {
            for (Future<CompletedPart> each : parts) {
                completed.add(each.get());
            }
        } catch (InterruptedException ex) {
            throw interrupted(ex);
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw new StoreException(
                    Reason.UNAVAILABLE, "Writing '" + path + "' failed: " + ex.getCause(), ex.getCause());
        }
        completed.sort(Comparator.comparing(CompletedPart::partNumber));
        return completed;
    }

    private StoreException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new StoreException(Reason.UNAVAILABLE, "Writing '" + path + "' was interrupted", cause);
    }

    @Override
    public void close() {
        if (complete) {
            return;
        }
        // an outage that has used up its retries gets no further ones
        RequestRetry abortRetry = failed ? RequestRetry.NONE : retry;
        failed = true;
        boolean interrupted = awaitParts();
        try {
            abortRetry.call(() -> S3Request.send(
                    "Aborting the upload of '" + path + "'",
                    () -> client.abortMultipartUpload(
                            request -> request.bucket(bucket).key(key).uploadId(id))));
        } catch (StoreException ex) {
            // the failure of the write is more important; the store can delete old uploads by a lifecycle rule
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A part that arrives after the upload was aborted would stay. Returns whether the thread was interrupted. */
    private boolean awaitParts() {
        boolean interrupted = Thread.interrupted();
        for (Future<CompletedPart> each : parts) {
            while (!each.isDone()) {
                try {
                    each.get();
                } catch (InterruptedException ex) {
                    interrupted = true;
                } catch (ExecutionException ex) {
                    // only its end matters
                }
            }
        }
        return interrupted;
    }

    /** A part. */
    @FunctionalInterface
    interface Part {

        /** Sends the part and returns its ETag. */
        String send(int number);
    }
}
