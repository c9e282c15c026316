package dev.connections.cache.redis;

import static dev.connections.cache.redis.RedisNode.await;
import static dev.connections.cache.redis.RedisNode.key;
import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableRedis;
import dev.connections.testing.faults.NewConnections;
import dev.connections.testing.faults.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fleet on a Redis, or on a way to it, that does not work: the cache goes on, and nobody waits for longer than the bounds. */
@RequiresServer
@Timeout(120)
class RedisFaultTests {

    private static final Duration LEASE = Duration.ofSeconds(2);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** What a busy machine may add to a bound. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private static final RedisLevelSettings SETTINGS =
            with(with(RedisLevelSettings.defaults(), "lease", LEASE), "timeout", TIMEOUT);

    private final RestartableRedis redis = RestartableRedis.started();

    private final List<AutoCloseable> closed = new ArrayList<>();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        for (AutoCloseable each : closed) {
            each.close();
        }
        redis.close();
    }

    private RedisNode node(int port) {
        RedisNode node = new RedisNode(port, SETTINGS);
        closed.add(0, node);
        return node;
    }

    private TcpProxy proxy() {
        TcpProxy proxy = TcpProxy.to(redis.port());
        closed.add(proxy);
        return proxy;
    }

    private String load() {
        return "loaded " + loads.incrementAndGet();
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** A load that goes on until it is let go. */
    private final class SlowLoad {

        private final CountDownLatch begun = new CountDownLatch(1);

        private final CountDownLatch goOn = new CountDownLatch(1);

        private final Future<String> result;

        private SlowLoad(RedisNode node) throws InterruptedException {
            result = threads.submit(() -> node.get(key(1), () -> {
                begun.countDown();
                goOn.await();
                return "slow";
            }));
            begun.await();
        }

        private String end() throws Exception {
            goOn.countDown();
            return result.get();
        }
    }

    @Test
    void aNodeThatDiesWhileItLoadsHoldsUpTheOthersForItsLeaseAtMost() throws Exception {
        TcpProxy way = proxy();
        RedisNode dying = node(way.port()).available();
        List<RedisNode> others =
                List.of(node(redis.port()).available(), node(redis.port()).available());
        SlowLoad slow = new SlowLoad(dying);
        way.newConnections(NewConnections.REFUSED);
        way.reset();
        long began = System.nanoTime();
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            for (RedisNode other : others) {
                results.add(threads.submit(() -> other.get(key(1), this::load)));
            }
        }
        for (Future<String> result : results) {
            assertThat(result.get()).isEqualTo("loaded 1");
        }
        assertThat(since(began)).isLessThan(LEASE.plus(MARGIN));
        assertThat(loads).hasValue(1);
        assertThat(slow.end()).isEqualTo("slow");
    }

    @Test
    void aSlowNodeWhoseLeaseHasEndedDoesNotReplaceANewerResult() throws Exception {
        TcpProxy way = proxy();
        RedisNode cutOff = node(way.port()).available();
        RedisNode other = node(redis.port()).available();
        SlowLoad slow = new SlowLoad(cutOff);
        way.newConnections(NewConnections.REFUSED);
        way.reset();
        assertThat(other.get(key(1), this::load)).isEqualTo("loaded 1");
        way.heal();
        cutOff.available();
        assertThat(slow.end()).isEqualTo("slow");
        assertThat(node(redis.port()).available().get(key(1), this::load)).isEqualTo("loaded 1");
    }

    /** Silence: calls and the listener's connection stay open, and nothing comes. */
    private void nobodyWaitsLongerThanTheBound(RedisNode node, Runnable fault, Runnable end) throws Exception {
        node.get(key("before"), () -> "local");
        fault.run();
        try {
            // all at once, so that all of them come before the way is closed
            List<Future<Duration>> first = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                int number = i;
                first.add(threads.submit(() -> {
                    long began = System.nanoTime();
                    assertThat(node.get(key("first", number), () -> "loaded")).isEqualTo("loaded");
                    return since(began);
                }));
            }
            for (Future<Duration> waited : first) {
                assertThat(waited.get()).isLessThan(TIMEOUT.plus(MARGIN));
            }
            assertThat(node.level().isAvailable()).isFalse();
            long began = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                node.get(key("then", i), () -> "loaded");
            }
            assertThat(since(began)).isLessThan(MARGIN);
            began = System.nanoTime();
            assertThat(node.get(key("before"), this::load)).isEqualTo("local");
            node.cache.evict(key("before"));
            node.cache.clear();
            assertThat(since(began)).isLessThan(MARGIN);
            assertThat(node.get(key("before"), () -> "after")).isEqualTo("after");
        } finally {
            end.run();
        }
        long began = System.nanoTime();
        node.available();
        assertThat(since(began)).isLessThan(Duration.ofSeconds(10));
        node.get(key("shared"), this::load);
        assertThat(node(redis.port()).available().get(key("shared"), this::load))
                .isEqualTo("loaded 1");
    }

    @Test
    void goesOnWhileRedisIsSilent() throws Exception {
        nobodyWaitsLongerThanTheBound(node(redis.port()).available(), redis::freeze, redis::thaw);
    }

    @Test
    void goesOnWhileTheNetworkIsSilent() throws Exception {
        TcpProxy way = proxy();
        nobodyWaitsLongerThanTheBound(node(way.port()).available(), way::swallow, way::heal);
    }

    @Test
    void goesOnWhileTheServerHasForgottenTheConnections() throws Exception {
        TcpProxy way = proxy();
        nobodyWaitsLongerThanTheBound(
                node(way.port()).available(),
                () -> {
                    way.newConnections(NewConnections.REFUSED);
                    way.loseServer();
                },
                way::heal);
    }

    @Test
    void goesOnWhileRedisIsDown() throws Exception {
        nobodyWaitsLongerThanTheBound(node(redis.port()).available(), redis::kill, redis::start);
    }

    @Test
    void startsWithoutRedis() {
        redis.kill();
        long began = System.nanoTime();
        RedisNode node = node(redis.port());
        assertThat(node.get(key(1), this::load)).isEqualTo("loaded 1");
        assertThat(since(began)).isLessThan(TIMEOUT.plus(MARGIN));
        assertThat(node.level().isAvailable()).isFalse();
        redis.start();
        node.available();
    }

    @Test
    void aLoadThatRedisDiesUnderIsItsCallersAllTheSame() throws Exception {
        RedisNode node = node(redis.port()).available();
        SlowLoad slow = new SlowLoad(node);
        redis.kill();
        assertThat(slow.end()).isEqualTo("slow");
        assertThat(node.get(key(1), this::load)).isEqualTo("slow");
    }

    @Test
    void whoWaitsForAnotherNodeGoesOnWhenRedisDies() throws Exception {
        RedisNode leading = node(redis.port()).available();
        RedisNode waiting = node(redis.port()).available();
        SlowLoad slow = new SlowLoad(leading);
        Future<String> second = threads.submit(() -> waiting.get(key(1), this::load));
        await(() -> waiting.cache.statistics().misses() == 1);
        redis.kill();
        long began = System.nanoTime();
        assertThat(second.get()).isEqualTo("loaded 1");
        assertThat(since(began)).isLessThan(TIMEOUT.plus(MARGIN));
        slow.end();
    }

    @Test
    void aNodeThatHasMissedEvictionsClearsItsOwnWhenItIsBack() {
        TcpProxy way = proxy();
        RedisNode deaf = node(way.port()).available();
        RedisNode other = node(redis.port()).available();
        assertThat(deaf.get(key(1), this::load)).isEqualTo("loaded 1");
        way.newConnections(NewConnections.REFUSED);
        way.reset();
        other.cache.clear();
        assertThat(other.get(key(1), this::load)).isEqualTo("loaded 2");
        assertThat(deaf.get(key(1), this::load)).isEqualTo("loaded 1");
        way.heal();
        await(() -> deaf.get(key(1), this::load).equals("loaded 2"));
    }

    @Test
    void aSubscriptionThatReconnectsByItselfMayHaveMissedSomething() {
        TcpProxy way = proxy();
        RedisNode node = node(way.port()).available();
        node.get(key(1), () -> "kept");
        way.reset();
        await(() -> node.cache.entries().isEmpty());
    }

    @Test
    void evictionsThatRedisDidNotTakeAreMadeUpForWhenItIsBack() {
        TcpProxy way = proxy();
        RedisNode cutOff = node(way.port()).available();
        RedisNode other = node(redis.port()).available();
        for (Function<RedisNode, Runnable> eviction : List.<Function<RedisNode, Runnable>>of(
                node -> () -> node.cache.clear(),
                node -> () -> node.cache.evict(key(1)),
                node -> () -> node.cache.evict(key(1).query().toString()))) {
            cutOff.get(key(1), this::load);
            String shared = other.get(key(1), this::load);
            way.newConnections(NewConnections.REFUSED);
            way.reset();
            eviction.apply(cutOff).run();
            assertThat(other.get(key(1), this::load)).isEqualTo(shared);
            String own = cutOff.get(key(1), this::load);
            assertThat(own).isNotEqualTo(shared);
            way.heal();
            cutOff.available();
            await(() -> !other.get(key(1), this::load).equals(shared));
        }
    }

    @Test
    void aSlowRedisIsNotWaitedForAgainAndAgain() {
        TcpProxy way = proxy();
        RedisNode node = node(way.port()).available();
        way.delay(TIMEOUT.multipliedBy(4));
        long began = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            node.get(key(i), this::load);
        }
        assertThat(since(began)).isLessThan(TIMEOUT.multipliedBy(2).plus(MARGIN));
        way.heal();
        node.available();
    }

    @Test
    void closingIsQuickWhateverRedisDoes() {
        TcpProxy way = proxy();
        RedisNode node = node(way.port()).available();
        way.swallow();
        long began = System.nanoTime();
        node.cache.close();
        assertThat(since(began)).isLessThan(TIMEOUT.plus(MARGIN));
        way.heal();
    }
}
