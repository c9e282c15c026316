package dev.connections.files.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Aborts requests whose body makes no progress, because blocking sockets have no timeout for writes. The timeout for
 * reads is that of the client.
 */
final class S3HttpClient implements SdkHttpClient {

    private final SdkHttpClient client;

    private final Duration idle;

    private final ScheduledExecutorService watchdog;

    S3HttpClient(SdkHttpClient client, Duration idle) {
        this.client = client;
        this.idle = idle;
        this.watchdog = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "s3-watchdog");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        if (request.contentStreamProvider().isEmpty()) {
            return client.prepareRequest(request);
        }
        Progress progress = new Progress();
        ContentStreamProvider content = request.contentStreamProvider().get();
        ExecutableHttpRequest watched = client.prepareRequest(HttpExecuteRequest.builder()
                .request(request.httpRequest())
                .metricCollector(request.metricCollector().orElse(null))
                .contentStreamProvider(() -> progress.watch(content.newStream()))
                .build());
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return send(watched, progress);
            }

            @Override
            public void abort() {
                watched.abort();
            }
        };
    }

    private HttpExecuteResponse send(ExecutableHttpRequest request, Progress progress) throws IOException {
        long period = Math.max(1, idle.toMillis() / 4);
        ScheduledFuture<?> check = watchdog.scheduleWithFixedDelay(
                () -> progress.abortIfIdle(request, idle), period, period, TimeUnit.MILLISECONDS);
        try {
            return request.call();
        } catch (IOException | RuntimeException ex) {
            if (progress.aborted) {
                throw new IOException("The server accepted no bytes for " + idle.toMillis() + " ms", ex);
            }
            throw ex;
        } finally {
            check.cancel(false);
        }
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        client.close();
    }

    /** The time of the last byte of a request's body. */
    private static final class Progress {

        private volatile long last = System.nanoTime();

        /** The whole body has been read; the timeout for reads applies to the response. */
        private volatile boolean complete;

        private volatile boolean aborted;

        InputStream watch(InputStream content) {
            last = System.nanoTime();
            return new FilterInputStream(content) {
                @Override
                public int read() throws IOException {
                    return seen(super.read());
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    return seen(super.read(target, offset, length));
                }
            };
        }

        private int seen(int read) {
            last = System.nanoTime();
            complete = read < 0;
            return read;
        }

        void abortIfIdle(ExecutableHttpRequest request, Duration idle) {
            if (!complete && System.nanoTime() - last > idle.toNanos()) {
                aborted = true;
                request.abort();
            }
        }
    }
}
