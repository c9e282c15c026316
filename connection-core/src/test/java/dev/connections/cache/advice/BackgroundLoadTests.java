package dev.connections.cache.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.connections.cache.CachedQuery;
import dev.connections.cache.CachedResult;
import dev.connections.cache.codec.UnsupportedResultException;
import io.micrometer.context.ContextRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Role;

/** What is served while the source is slow, or fails. */
@Timeout(30)
class BackgroundLoadTests {

    private static final ThreadLocal<@Nullable String> USER = new ThreadLocal<>();

    private final TestApplication application = new TestApplication(Pets.class, Inner.class);

    private final Pets pets = application.bean(Pets.class);

    private final Pets target = application.target(Pets.class);

    @AfterEach
    void close() {
        application.close();
        USER.remove();
        ContextRegistry.getInstance().removeThreadLocalAccessor("user");
    }

    @Test
    void loadsAnewOnAnotherThreadWithWhatBelongsToTheCaller() throws Exception {
        ContextRegistry.getInstance().registerThreadLocalAccessor("user", USER);
        USER.set("mary");
        assertThat(pets.refreshed("rex")).isEqualTo("rex 1");
        assertThat(pets.refreshed("rex")).isEqualTo("rex 1");
        assertThat(target.background.get(20, TimeUnit.SECONDS)).isEqualTo("rex of mary");
        assertThat(target.backgroundThread).isNotSameAs(Thread.currentThread());
        assertThat(target.innerCalls).isEqualTo(2);
    }

    @Test
    void servesTheLastGoodResultWhenTheMethodFails() {
        assertThat(pets.stale("rex")).isEqualTo("rex");
        target.failure = new IllegalStateException("down");
        CachedResult<String> served = CachedResult.of(() -> pets.stale("rex"));
        assertThat(served.value()).isEqualTo("rex");
        assertThat(served.stale()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> pets.stale("tom")).withMessage("down");
    }

    @Test
    void doesNotHideThatAResultCannotBeShared() {
        assertThat(pets.staleObject()).isEqualTo("rex");
        target.value = new StringBuilder();
        assertThatExceptionOfType(UnsupportedResultException.class).isThrownBy(pets::staleObject);
    }

    /** An advice inside of the cache: it comes along to the other thread. */
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static class Inner extends NameMatchMethodPointcutAdvisor {

        Inner() {
            setMappedName("refreshed");
            setAdvice((MethodInterceptor) invocation -> {
                if (invocation.getThis() instanceof Pets pets) {
                    pets.innerCalls++;
                }
                return invocation.proceed();
            });
        }
    }

    static class Pets {

        final CompletableFuture<String> background = new CompletableFuture<>();

        volatile @Nullable Thread backgroundThread;

        volatile int innerCalls;

        @Nullable
        RuntimeException failure;

        Object value = "rex";

        private int calls;

        @CachedQuery(ttl = "1h", refreshAfter = "1ns")
        public String refreshed(String name) {
            String result = name + " " + ++calls;
            if (calls == 2) {
                backgroundThread = Thread.currentThread();
                background.complete(name + " of " + USER.get());
            }
            return result;
        }

        @CachedQuery(ttl = "1ns", staleIfError = "1h")
        public String stale(String name) {
            if (failure != null) {
                throw failure;
            }
            return name;
        }

        @CachedQuery(ttl = "1ns", staleIfError = "1h")
        public Object staleObject() {
            return value;
        }
    }
}
