package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.testing.FixedLogins;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Other threads work for the same user if they are started so, and for nobody if not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginContextTests {

    private final LoginScene scene = new LoginScene();

    private final ExecutorService one = Executors.newSingleThreadExecutor();

    private final Callable<String> whoAmI = () -> {
        String answer = scene.vault.call(client -> client.ask("who am I"));
        return answer;
    };

    private FixedLogins alice;

    private FixedLogins bob;

    @BeforeEach
    void logIn() {
        alice = new FixedLogins(scene.logIn("alice", "a"), "a");
        bob = new FixedLogins(scene.logIn("bob", "b"), "b");
    }

    @AfterEach
    void close() {
        one.shutdownNow();
        scene.close();
    }

    @Test
    void anotherThreadWorksForNobody() throws Exception {
        Future<String> answer = alice.call(() -> one.submit(whoAmI));
        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LoginRequiredException.class);
    }

    @Test
    void oneThreadWorksForOneAfterTheOther() throws Exception {
        ExecutorService propagating = ContextExecutorService.wrap(
                one, ContextSnapshotFactory.builder().build());
        for (int i = 0; i < 20; i++) {
            Future<String> first = alice.call(() -> propagating.submit(whoAmI));
            Future<String> second = bob.call(() -> propagating.submit(whoAmI));
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("alice");
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("bob");
            assertThat(one.submit(LoginContext::current).get(10, TimeUnit.SECONDS))
                    .isNull();
        }
    }

    @Test
    void aSnapshotOfNobodyIsNobody() throws Exception {
        Callable<String> forNobody = ContextSnapshotFactory.builder()
                .clearMissing(true)
                .build()
                .captureAll()
                .wrap(whoAmI);
        assertThatThrownBy(() -> alice.call(forNobody)).isInstanceOf(LoginRequiredException.class);
        assertThat(alice.call(whoAmI)).isEqualTo("alice");
    }

    @Test
    void asynchronousMethodsOfSpringWorkForWhoCalledThem() throws Exception {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(2);
        executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
        executor.initialize();
        try {
            assertWorksForCaller(executor);
        } finally {
            executor.shutdown();
        }
    }

    private void assertWorksForCaller(AsyncTaskExecutor executor) throws Exception {
        for (int i = 0; i < 20; i++) {
            Future<String> first = alice.call(() -> executor.submit(whoAmI));
            Future<String> second = bob.call(() -> executor.submit(whoAmI));
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("alice");
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("bob");
        }
    }

    @Test
    void reactiveWorkIsForWhoSubscribes() throws Exception {
        Hooks.enableAutomaticContextPropagation();
        try {
            Mono<String> answer = Mono.fromCallable(whoAmI).subscribeOn(Schedulers.boundedElastic());
            Callable<String> subscribing = () -> answer.block();
            assertThat(alice.call(subscribing)).isEqualTo("alice");
            assertThat(bob.call(subscribing)).isEqualTo("bob");
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
    }

    @Test
    void whatIsCarriedOutlivesTheRequest() throws Exception {
        RequestLogins request = new RequestLogins();
        request.ids.put("vault", alice.id());
        CurrentLogins before = LoginContext.set(request);
        CountDownLatch over = new CountDownLatch(1);
        Future<String> answer;
        try {
            answer = one.submit(
                    ContextSnapshotFactory.builder().build().captureAll().wrap(() -> {
                        over.await();
                        return whoAmI.call();
                    }));
        } finally {
            LoginContext.set(before);
            request.ids.clear();
        }
        over.countDown();
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("alice");
    }

    @Test
    void whoLogsOutIsLoggedOutEverywhere() throws Exception {
        CountDownLatch loggedOut = new CountDownLatch(1);
        Future<String> answer = alice.call(() ->
                one.submit(ContextSnapshotFactory.builder().build().captureAll().wrap(() -> {
                    loggedOut.await();
                    return whoAmI.call();
                })));
        scene.logins.close(alice.id());
        loggedOut.countDown();
        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(LoginRequiredException.class);
    }

    @Test
    void whatWasBeforeIsRestored() {
        assertThat(LoginContext.set(alice)).isNull();
        assertThat(LoginContext.set(bob)).isSameAs(alice);
        assertThat(LoginContext.set(null)).isSameAs(bob);
        assertThat(LoginContext.current()).isNull();
    }

    /** Reads from what ends with a request. */
    private static final class RequestLogins implements CurrentLogins {

        final Map<String, LoginId> ids = new ConcurrentHashMap<>();

        @Override
        public @Nullable LoginId of(String connection) {
            return ids.get(connection);
        }

        @Override
        public String principal() {
            return "a";
        }

        @Override
        public CurrentLogins copy() {
            return new FixedLogins(ids.get("vault"), principal());
        }
    }
}
