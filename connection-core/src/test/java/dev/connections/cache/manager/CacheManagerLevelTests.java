package dev.connections.cache.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.cache.SharedLevel;
import dev.connections.cache.codec.ResultEncoding;
import dev.connections.cache.keys.QueryKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.concurrent.ConcurrentMapCache;

class CacheManagerLevelTests {

    private static final CachePolicy MINUTE = CachePolicy.ttl(Duration.ofMinutes(1));

    private static final QueryKey KEY = QueryKey.of("select 1", String.class, new Object[] {"secret"});

    private final Failing shared = new Failing();

    private final AtomicLong time = new AtomicLong();

    private @Nullable String role;

    private final AtomicInteger loads = new AtomicInteger();

    private final QueryCache one = node("jdbc:h2:mem:pets");

    private final QueryCache other = node("jdbc:h2:mem:pets");

    private QueryCache node(String target) {
        QueryCache cache = new QueryCache("pet-db", CacheSettings.defaults());
        cache.setLevel(listener -> new CacheManagerLevel(
                "pet-db", target, () -> role, shared, new ResultEncoding(List.of(), 8192), time::get));
        return cache;
    }

    private String get(QueryCache cache) {
        return cache.get(KEY, MINUTE, () -> "loaded " + loads.incrementAndGet());
    }

    @Test
    void nodesShareWhatOneHasLoaded() {
        assertThat(get(one)).isEqualTo("loaded 1");
        assertThat(get(other)).isEqualTo("loaded 1");
        assertThat(shared.getNativeCache().keySet()).singleElement().asString().matches("[\\w-]{43}::[\\w-]{43}");
        assertThat(shared.getNativeCache().values()).singleElement().isInstanceOf(byte[].class);
    }

    @Test
    void nodesThatLeadElsewhereShareNothing() {
        assertThat(get(one)).isEqualTo("loaded 1");
        assertThat(get(node("jdbc:h2:mem:others"))).isEqualTo("loaded 2");
    }

    @Test
    void rolesShareNothing() {
        get(one);
        role = "writer";
        assertThat(get(other)).isEqualTo("loaded 2");
        one.clear();
        one.get(KEY, MINUTE, () -> {
            role = "reader";
            return "loaded by a writer";
        });
        assertThat(shared.getNativeCache()).isEmpty();
    }

    @Test
    void anEvictionReachesWhatNodesShare() {
        for (Runnable eviction : List.<Runnable>of(one::clear, () -> one.evict("select 1"), () -> one.evict(KEY))) {
            get(one);
            eviction.run();
            assertThat(shared.getNativeCache()).isEmpty();
        }
    }

    @Test
    void aLoadThatBeganBeforeAnEvictionOfItsNodeLeavesNothing() {
        one.get(KEY, MINUTE, () -> {
            one.clear();
            return "old";
        });
        assertThat(shared.getNativeCache()).isEmpty();
        assertThat(get(one)).isEqualTo("loaded 1");
    }

    @Test
    void whatIsDamagedOrTooOldIsAMiss() {
        get(one);
        shared.getNativeCache().replaceAll((name, value) -> new byte[] {1, 2, 3});
        assertThat(get(other)).isEqualTo("loaded 2");
        QueryCache third = node("jdbc:h2:mem:pets");
        CachePolicy none = CachePolicy.ttl(Duration.ofNanos(1));
        shared.getNativeCache().replaceAll((name, value) -> {
            byte[] older = ((byte[]) value).clone();
            older[5]--;
            return older;
        });
        assertThat(third.get(KEY, none, () -> "anew")).isEqualTo("anew");
    }

    @Test
    void goesOnWithoutACacheThatFails() {
        shared.fails = true;
        assertThat(get(one)).isEqualTo("loaded 1");
        SharedLevel level = one.level();
        assertThat(level).isNotNull();
        assertThat(level.isAvailable()).isFalse();
        one.clear();
        int calls = shared.calls.get();
        assertThat(get(one)).isEqualTo("loaded 2");
        assertThat(shared.calls).hasValue(calls);
        shared.fails = false;
        time.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(level.isAvailable()).isTrue();
        one.clear();
        assertThat(get(one)).isEqualTo("loaded 3");
        assertThat(get(other)).isEqualTo("loaded 3");
    }

    /** Spring's own, and one that loses its connection. */
    private static final class Failing extends ConcurrentMapCache implements Cache {

        private final AtomicInteger calls = new AtomicInteger();

        private volatile boolean fails;

        private Failing() {
            super("connections.pet-db");
        }

        private void call() {
            calls.incrementAndGet();
            if (fails) {
                throw new IllegalStateException("no connection");
            }
        }

        @Override
        protected @Nullable Object lookup(Object key) {
            call();
            return super.lookup(key);
        }

        @Override
        public <T> @Nullable T get(Object key, Callable<T> loader) {
            call();
            return super.get(key, loader);
        }

        @Override
        public void put(Object key, @Nullable Object value) {
            call();
            super.put(key, value);
        }

        @Override
        public void clear() {
            call();
            super.clear();
        }
    }
}
