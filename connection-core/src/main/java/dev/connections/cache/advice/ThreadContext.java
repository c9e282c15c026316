package dev.connections.cache.advice;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * What belongs to a thread, such as its observation, as far as Micrometer's context propagation is there and knows of
 * it.
 */
final class ThreadContext {

    private static final boolean PROPAGATED =
            ClassUtils.isPresent("io.micrometer.context.ContextSnapshotFactory", ThreadContext.class.getClassLoader());

    private ThreadContext() {}

    /** Work that runs with the context of the present thread, wherever it runs. */
    static <T extends @Nullable Object> Callable<T> carriedInto(Callable<T> work) {
        return PROPAGATED ? Snapshots.carriedInto(work) : work;
    }

    private static final class Snapshots {

        private static final ContextSnapshotFactory FACTORY =
                ContextSnapshotFactory.builder().build();

        static <T extends @Nullable Object> Callable<T> carriedInto(Callable<T> work) {
            ContextSnapshot snapshot = FACTORY.captureAll();
            return snapshot.wrap(work);
        }
    }
}
