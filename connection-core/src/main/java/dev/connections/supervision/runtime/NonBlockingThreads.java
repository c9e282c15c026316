package dev.connections.supervision.runtime;

import org.springframework.util.ClassUtils;
import reactor.core.scheduler.NonBlocking;

/** Rejects blocking calls on Reactor's non-blocking threads, if Reactor is on the class path. */
public final class NonBlockingThreads {

    private static final boolean REACTOR =
            ClassUtils.isPresent("reactor.core.scheduler.NonBlocking", NonBlockingThreads.class.getClassLoader());

    private NonBlockingThreads() {}

    /** @throws IllegalStateException on a thread that must not block */
    public static void rejectCallOn(String connection) {
        if (REACTOR && Reactor.isCurrentThreadNonBlocking()) {
            throw new IllegalStateException("Connection '" + connection + "' blocks, and the thread '"
                    + Thread.currentThread().getName() + "' must not. Run the call on another scheduler, for example"
                    + " Mono.fromCallable(...).subscribeOn(Schedulers.boundedElastic()).");
        }
    }

    /** Loaded only if Reactor is there. */
    private static final class Reactor {

        private static final ClassValue<Boolean> NON_BLOCKING = new ClassValue<>() {

            @Override
            protected Boolean computeValue(Class<?> type) {
                return NonBlocking.class.isAssignableFrom(type);
            }
        };

        /**
         * On each call. The JVM does not remember that a class lacks an interface, so {@code instanceof} would search
         * each time.
         */
        static boolean isCurrentThreadNonBlocking() {
            Class<?> type = Thread.currentThread().getClass();
            return type != Thread.class && NON_BLOCKING.get(type);
        }
    }
}
