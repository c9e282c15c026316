package dev.connections.cache.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connections.cache.CachedQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads that call a cached method for one result which is gone. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CachedMethodStampedeTests {

    private static final int THREADS = 64;

    private final TestApplication application = new TestApplication(Pets.class);

    private final Pets pets = application.bean(Pets.class);

    private final Pets target = application.target(Pets.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void loadOnce() throws Exception {
        for (Future<String> each : stampede(Executors.newFixedThreadPool(THREADS))) {
            assertThat(each.get()).isEqualTo("rex 2");
        }
        assertThat(target.loads).hasValue(2);
    }

    @Test
    void loadOnceWhenItFails() throws Exception {
        target.failing = true;
        for (Future<String> each : stampede(Executors.newFixedThreadPool(THREADS))) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(each::get)
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessage("down");
        }
        assertThat(target.loads).hasValue(2);
    }

    @Test
    void loadOnceOnVirtualThreads() throws Exception {
        for (Future<String> each : stampede(virtualThreads())) {
            assertThat(each.get()).isEqualTo("rex 2");
        }
        assertThat(target.loads).hasValue(2);
    }

    /** The JDK that the project is built for has none. */
    private static ExecutorService virtualThreads() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "no virtual threads");
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    /** Lets all ask before the load ends. */
    private List<Future<String>> stampede(ExecutorService threads) throws InterruptedException {
        assertThat(pets.named("rex")).isEqualTo("rex 1");
        application.cache().clear();
        target.held = new CountDownLatch(1);
        List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(threads.submit(() -> {
                callers.add(Thread.currentThread());
                return pets.named("rex");
            }));
        }
        while (callers.size() < THREADS || !callers.stream().allMatch(CachedMethodStampedeTests::isWaiting)) {
            Thread.onSpinWait();
        }
        target.held.countDown();
        threads.shutdown();
        return all;
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    static class Pets {

        final AtomicInteger loads = new AtomicInteger();

        volatile CountDownLatch held = new CountDownLatch(0);

        volatile boolean failing;

        @CachedQuery(ttl = "1h")
        public String named(String name) throws InterruptedException {
            int load = loads.incrementAndGet();
            held.await();
            if (load > 1 && failing) {
                throw new IllegalStateException("down");
            }
            return name + " " + load;
        }
    }
}
