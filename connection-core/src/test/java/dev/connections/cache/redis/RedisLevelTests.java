package dev.connections.cache.redis;

import static dev.connections.cache.redis.RedisNode.MINUTE;
import static dev.connections.cache.redis.RedisNode.PATIENT;
import static dev.connections.cache.redis.RedisNode.await;
import static dev.connections.cache.redis.RedisNode.key;
import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.CacheUserProvider;
import dev.connections.cache.QueryLoader;
import dev.connections.cache.Scope;
import dev.connections.cache.keys.KeyEncoding;
import dev.connections.cache.keys.QueryKey;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fleet of three nodes on a Redis that works. */
@RequiresServer
@Timeout(60)
class RedisLevelTests {

    private static final int THREADS = 64;

    private static RestartableRedis server;

    private static RedisClient client;

    private static RedisCommands<byte[], byte[]> redis;

    private final List<RedisNode> nodes = new ArrayList<>();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final AtomicInteger loads = new AtomicInteger();

    @BeforeAll
    static void start() {
        server = RestartableRedis.started();
        client = RedisClient.create("redis://127.0.0.1:" + server.port());
        redis = client.connect(ByteArrayCodec.INSTANCE).sync();
    }

    @AfterAll
    static void stop() {
        client.shutdown();
        server.close();
    }

    @BeforeEach
    void open() {
        redis.flushall();
        for (int i = 0; i < 3; i++) {
            nodes.add(new RedisNode(server.port()));
        }
        nodes.forEach(RedisNode::available);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        nodes.forEach(RedisNode::close);
    }

    private RedisNode node(int index) {
        return nodes.get(index);
    }

    private String load() {
        return "loaded " + loads.incrementAndGet();
    }

    private static List<String> names() {
        return redis.keys("*").stream()
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static byte[] nameOfValue() {
        return names().stream()
                .filter(name -> name.contains("}:value:"))
                .findFirst()
                .orElseThrow()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aFleetLoadsOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger asking = new AtomicInteger();
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            for (RedisNode node : nodes) {
                results.add(threads.submit(() -> {
                    asking.incrementAndGet();
                    return node.get(key(1), () -> {
                        begun.countDown();
                        goOn.await();
                        return load();
                    });
                }));
            }
        }
        begun.await();
        await(() -> asking.get() == 3 * THREADS
                && nodes.stream()
                                .mapToLong(node -> node.cache.statistics().misses())
                                .sum()
                        == 3 * THREADS);
        goOn.countDown();
        for (Future<String> result : results) {
            assertThat(result.get()).isEqualTo("loaded 1");
        }
        assertThat(loads).hasValue(1);
        assertThat(nodes.stream()
                        .mapToLong(node -> node.cache.statistics().loads())
                        .sum())
                .isEqualTo(1);
        assertThat(names()).hasSize(2);
    }

    @Test
    void whoWaitsIsToldAtOnce() throws Exception {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            QueryKey key = key(i);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Future<String> first = threads.submit(() -> node(0).get(key, () -> {
                begun.countDown();
                goOn.await();
                return load();
            }));
            begun.await();
            Future<Long> second = threads.submit(() -> {
                node(1).get(key, this::load);
                return System.nanoTime();
            });
            await(() -> redis.keys("*lease*").stream().anyMatch(name -> redis.hexists(name, new byte[] {'w'})));
            long stored = System.nanoTime();
            goOn.countDown();
            first.get();
            delays.add(second.get() - stored);
        }
        assertThat(loads).hasValue(20);
        // polls alone would take all of their 250 ms, as one has just begun
        delays.sort(null);
        assertThat(Duration.ofNanos(delays.get(10))).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void aLoadLongerThanTheLeaseIsNotRepeated() throws Exception {
        Duration lease = Duration.ofSeconds(3);
        RedisLevelSettings settings = with(PATIENT, "lease", lease);
        try (RedisNode one = new RedisNode(server.port(), settings).available();
                RedisNode other = new RedisNode(server.port(), settings).available()) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Future<String> first = threads.submit(() -> one.get(key(1), () -> {
                begun.countDown();
                goOn.await();
                return load();
            }));
            begun.await();
            long began = System.nanoTime();
            Future<String> second = threads.submit(() -> other.get(key(1), this::load));
            await(() -> System.nanoTime() - began > lease.plusSeconds(1).toNanos());
            assertThat(second).isNotDone();
            goOn.countDown();
            assertThat(first.get()).isEqualTo("loaded 1");
            assertThat(second.get()).isEqualTo("loaded 1");
        }
    }

    @Test
    void aFailureIsEachNodesOwnAndTheNextCallerTriesAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        QueryLoader<String, Exception> failing = () -> {
            begun.countDown();
            goOn.await();
            throw new IllegalStateException("failure " + loads.incrementAndGet());
        };
        List<Thread> callers = new CopyOnWriteArrayList<>();
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            for (RedisNode node : nodes) {
                results.add(threads.submit(() -> {
                    callers.add(Thread.currentThread());
                    return node.get(key(1), failing);
                }));
            }
        }
        begun.await();
        await(() -> callers.size() == 3 * THREADS && callers.stream().allMatch(RedisLevelTests::isWaiting));
        goOn.countDown();
        for (Future<String> result : results) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(result::get)
                    .withCauseInstanceOf(IllegalStateException.class)
                    .withMessageContaining("failure ");
        }
        assertThat(loads.get()).isBetween(1, 3);
        // a lease is given up without waiting for it
        await(() -> names().size() == 1);
        assertThat(node(1).get(key(1), () -> "well")).isEqualTo("well");
        assertThat(node(2).get(key(1), this::load)).isEqualTo("well");
    }

    @Test
    void sharesNullAndEmptyResults() {
        assertThat(node(0).<String, RuntimeException>get(key("null"), () -> null))
                .isNull();
        assertThat(node(1).<String, RuntimeException>get(key("null"), this::load))
                .isNull();
        List<String> none = node(0).get(key("list"), () -> List.of());
        List<String> shared = node(1).get(key("list"), () -> List.of(load()));
        assertThat(none).isEmpty();
        assertThat(shared).isEmpty();
        assertThat(loads).hasValue(0);
    }

    @Test
    void ageTravelsWithTheResult() {
        CachePolicy hour = CachePolicy.ttl(Duration.ofHours(1));
        node(0).cache.get(key(1), hour, this::load);
        long began = System.nanoTime();
        await(() -> System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(400));
        CachePolicy short_ = CachePolicy.ttl(Duration.ofMillis(250));
        assertThat(node(1).cache.get(key(1), hour, this::load)).isEqualTo("loaded 1");
        assertThat(node(1).cache.entries().get(0).age()).isGreaterThan(Duration.ofMillis(300));
        assertThat(node(2).cache.get(key(1), short_, this::load)).isEqualTo("loaded 2");
    }

    @Test
    void isKeptInRedisForAsLongAsItIsOfUse() {
        CachePolicy policy =
                new CachePolicy(TimeUnit.SECONDS.toNanos(100), 0, TimeUnit.SECONDS.toNanos(1000), Scope.SHARED);
        node(0).cache.get(key(1), policy, this::load);
        assertThat(redis.pttl(nameOfValue())).isBetween(1_060_000L, 1_100_000L);
        assertThat(names()).noneMatch(name -> name.contains("passing") || name.contains("lease"));
    }

    @Test
    void aRefreshTakesWhatAnotherNodeHasRefreshed() {
        CachePolicy policy =
                new CachePolicy(TimeUnit.HOURS.toNanos(1), TimeUnit.MILLISECONDS.toNanos(200), 0, Scope.SHARED);
        node(0).cache.get(key(1), policy, this::load);
        node(1).cache.get(key(1), policy, this::load);
        long began = System.nanoTime();
        await(() -> System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(250));
        await(() -> node(0).cache.get(key(1), policy, this::load).equals("loaded 2"));
        node(1).cache.get(key(1), policy, this::load);
        await(() -> node(1).cache.get(key(1), policy, this::load).compareTo("loaded 2") >= 0);
    }

    @Test
    void whatIsNotKeptIsNotShared() {
        QueryLoader<String, RuntimeException> unkept = new QueryLoader<>() {
            @Override
            public String load() {
                return RedisLevelTests.this.load();
            }

            @Override
            public boolean isCacheable(String result) {
                return false;
            }
        };
        node(0).get(key(1), unkept);
        assertThat(node(1).get(key(1), unkept)).isEqualTo("loaded 2");
        // a lease is given up without waiting for it
        await(() -> names().size() == 1);
    }

    @Test
    void whatCannotBeSharedIsLoadedByEachNode() {
        QueryKey foreign = key(URI.create("a:b"));
        assertThat(node(0).get(foreign, this::load)).isEqualTo("loaded 1");
        assertThat(node(1).get(foreign, this::load)).isEqualTo("loaded 2");
        assertThat(node(0).get(key(1), Thread::currentThread)).isSameAs(Thread.currentThread());
        assertThat(node(1).get(key(1), this::load)).isEqualTo("loaded 3");
        RedisLevelSettings small = new RedisLevelSettings("connections:", PATIENT.lease(), PATIENT.timeout(), 10, null);
        try (RedisNode node = new RedisNode(server.port(), small).available()) {
            node.get(key(2), () -> "a long text");
            assertThat(node(0).get(key(2), this::load)).isEqualTo("loaded 4");
        }
    }

    @Test
    void resultsOfASingleUserStayOnTheirNode() {
        CacheUserProvider anna = () -> "anna";
        CachePolicy ofUser = new CachePolicy(MINUTE.ttl(), 0, 0, Scope.USER);
        nodes.forEach(node -> node.cache.setUserProvider(anna));
        assertThat(node(0).cache.get(key(1), ofUser, this::load)).isEqualTo("loaded 1");
        assertThat(node(1).cache.get(key(1), ofUser, this::load)).isEqualTo("loaded 2");
        assertThat(names()).noneMatch(name -> name.contains("value"));
    }

    @Test
    void namesSayNothing() {
        node(0).get(QueryKey.of("select 'literal'", String.class, new Object[] {"secret"}), this::load);
        assertThat(names())
                .hasSize(2)
                .allMatch(name -> name.startsWith("connections:{pet-db:"))
                .noneMatch(name -> name.contains("secret") || name.contains("literal") || name.contains("h2"));
    }

    @Test
    void connectionsThatLeadElsewhereShareNothing() {
        RedisLevelSettings settings = PATIENT;
        try (RedisNode otherTarget = new RedisNode(server.port(), "pet-db", "jdbc:h2:mem:other", settings).available();
                RedisNode otherName =
                        new RedisNode(server.port(), "cat-db", "jdbc:h2:mem:pets", settings).available()) {
            node(0).get(key(1), this::load);
            assertThat(otherTarget.get(key(1), this::load)).isEqualTo("loaded 2");
            assertThat(otherName.get(key(1), this::load)).isEqualTo("loaded 3");
            otherTarget.cache.clear();
            assertThat(node(1).get(key(1), this::load)).isEqualTo("loaded 1");
        }
    }

    @Test
    void rolesShareNothing() {
        node(0).role = "writer";
        assertThat(node(0).get(key(1), this::load)).isEqualTo("loaded 1");
        assertThat(node(1).get(key(1), this::load)).isEqualTo("loaded 2");
        assertThat(node(2).get(key(1), this::load)).isEqualTo("loaded 2");
        node(0).get(key(2), () -> {
            node(0).role = "reader";
            return load();
        });
        assertThat(node(1).get(key(2), this::load)).isEqualTo("loaded 4");
    }

    @Test
    void rolesDoNotWaitForEachOther() {
        node(1).role = "writer";
        assertThat(node(0).get(key(1), () -> node(1).get(key(1), this::load))).isEqualTo("loaded 1");
    }

    @Test
    void aDamagedEntryIsAMiss() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            node(0).get(key(1), this::load);
            byte[] name = nameOfValue();
            byte[] value = redis.get(name);
            int before = loads.get();
            if (random.nextBoolean()) {
                value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
                redis.set(name, value);
            } else {
                redis.set(name, java.util.Arrays.copyOf(value, random.nextInt(value.length)));
            }
            String loaded = node(1).get(key(1), this::load);
            // where the digits of its age are hit, it is as good as before
            assertThat(loaded).isIn("loaded " + before, "loaded " + (before + 1));
            assertThat(node(2).get(key(1), this::load)).isEqualTo(loaded);
            node(0).cache.clear();
            await(() -> nodes.stream().allMatch(node -> node.cache.entries().isEmpty()));
        }
        assertThat(loads.get()).isGreaterThan(300);
    }

    @Test
    void anEvictionReachesAllNodes() {
        for (Runnable eviction : List.<Runnable>of(
                () -> node(0).cache.clear(),
                () -> node(0).cache.evict(key(1).query().toString()),
                () -> node(0).cache.evict(key(1)))) {
            int before = loads.get();
            String present = "loaded " + (before + 1);
            nodes.forEach(node -> assertThat(node.get(key(1), this::load)).isEqualTo(present));
            eviction.run();
            await(() -> nodes.stream().allMatch(node -> node.cache.entries().isEmpty()));
            String next = "loaded " + (before + 2);
            nodes.forEach(node -> assertThat(node.get(key(1), this::load)).isEqualTo(next));
            node(0).cache.clear();
            await(() -> nodes.stream().allMatch(node -> node.cache.entries().isEmpty()));
        }
    }

    @Test
    void anEvictionLeavesTheOthersAlone() {
        QueryKey other = QueryKey.of("select 2", String.class, new Object[0]);
        node(0).get(key(1), () -> "one");
        node(0).get(key(2), () -> "two");
        node(0).get(other, () -> "other");
        node(0).cache.evict(key(1));
        assertThat(node(1).get(key(1), this::load)).isEqualTo("loaded 1");
        assertThat(node(1).get(key(2), this::load)).isEqualTo("two");
        node(0).cache.evict(key(2).query().toString());
        assertThat(node(2).get(key(2), this::load)).isEqualTo("loaded 2");
        assertThat(node(2).get(other, this::load)).isEqualTo("other");
    }

    @Test
    void aLoadThatBeganBeforeAnEvictionOnAnyNodeLeavesNothing() throws Exception {
        for (Runnable eviction : List.<Runnable>of(
                () -> node(1).cache.clear(),
                () -> node(1).cache.evict(key(1).query().toString()),
                () -> node(1).cache.evict(key(1)))) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Future<String> old = threads.submit(() -> node(0).get(key(1), () -> {
                begun.countDown();
                goOn.await();
                return "old";
            }));
            begun.await();
            eviction.run();
            // the lease of the old load is in nobody's way
            assertThat(node(1).get(key(1), () -> "new")).isEqualTo("new");
            goOn.countDown();
            assertThat(old.get()).isEqualTo("old");
            assertThat(node(2).get(key(1), () -> "newer")).isEqualTo("new");
            await(() -> node(0).get(key(1), () -> "newer").equals("new"));
            node(0).cache.clear();
            await(() -> nodes.stream().allMatch(node -> node.cache.entries().isEmpty()));
        }
    }

    @Test
    void aCallerWaitsForAnotherNodeNoLongerThanItWants() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<String> first = threads.submit(() -> node(0).get(key(1), () -> {
            begun.countDown();
            goOn.await();
            return load();
        }));
        begun.await();
        long began = System.nanoTime();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> node(1).get(key(1), new QueryLoader<String, IllegalStateException>() {
                    @Override
                    public String load() {
                        return RedisLevelTests.this.load();
                    }

                    @Override
                    public long timeout() {
                        return TimeUnit.MILLISECONDS.toNanos(300);
                    }
                }))
                .withMessageContaining("took too long");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(290), Duration.ofSeconds(20));
        goOn.countDown();
        assertThat(first.get()).isEqualTo("loaded 1");
    }

    @Test
    void anInterruptedCallerGoes() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<String> first = threads.submit(() -> node(0).get(key(1), () -> {
            begun.countDown();
            goOn.await();
            return load();
        }));
        begun.await();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        Future<Boolean> second = threads.submit(() -> {
            waiting.set(Thread.currentThread());
            try {
                node(1).get(key(1), this::load);
                return false;
            } catch (IllegalStateException ex) {
                return Thread.interrupted();
            }
        });
        await(() -> redis.keys("*lease*").stream().anyMatch(name -> redis.hexists(name, new byte[] {'w'})));
        await(() -> waiting.get().getState() == Thread.State.TIMED_WAITING);
        waiting.get().interrupt();
        assertThat(second.get()).isTrue();
        goOn.countDown();
        assertThat(first.get()).isEqualTo("loaded 1");
    }

    @Test
    void manyEvictionsOfQueriesDoNotFillRedis() {
        for (int i = 0; i < 10_050; i++) {
            node(0).level().evict("select " + i);
        }
        byte[] generations = names().get(0).getBytes(StandardCharsets.UTF_8);
        assertThat(redis.hlen(generations)).isLessThan(10_002);
        node(0).get(key(1), this::load);
        assertThat(node(1).get(key(1), this::load)).isEqualTo("loaded 1");
    }

    private RedisNode secretNode(String secret) {
        RedisNode node = new RedisNode(server.port(), with(PATIENT, "secret", secret));
        nodes.add(node);
        return node.available();
    }

    @Test
    void aSecretHidesNamesAndValues() {
        RedisNode one = secretNode("open sesame");
        RedisNode two = secretNode("open sesame");
        String value = one.get(key("joe@example.com"), () -> "the salary of joe " + load());
        assertThat(two.<String, RuntimeException>get(key("joe@example.com"), this::load))
                .isEqualTo(value);
        String digest = KeyEncoding.digest(key("joe@example.com"));
        assertThat(digest).isNotNull();
        assertThat(names()).isNotEmpty().noneMatch(name -> name.contains(digest));
        assertThat(new String(redis.get(nameOfValue()), StandardCharsets.ISO_8859_1))
                .doesNotContain("salary");
        one.cache.evict(key("joe@example.com"));
        await(() -> two.get(key("joe@example.com"), this::load).equals("loaded 2"));
    }

    @Test
    void thoseWithAnotherSecretOrNoneShareNothing() {
        secretNode("one").get(key(1), this::load);
        assertThat(secretNode("two").<String, RuntimeException>get(key(1), this::load))
                .isEqualTo("loaded 2");
        assertThat(node(0).<String, RuntimeException>get(key(1), this::load)).isEqualTo("loaded 3");
    }

    @Test
    void aSecretValueThatWasChangedOrMovedIsAMiss() {
        RedisNode one = secretNode("open sesame");
        one.get(key(1), this::load);
        byte[] name = nameOfValue();
        byte[] stored = redis.get(name);
        for (int i : new int[] {stored.length - 1, stored.length - 20, stored.length - 30}) {
            byte[] changed = stored.clone();
            changed[i] ^= 1;
            redis.set(name, changed);
            RedisNode other = secretNode("open sesame");
            assertThat(other.<String, RuntimeException>get(key(1), this::load)).isEqualTo("loaded " + loads.get());
            redis.set(name, stored);
        }
        assertThat(loads).hasValue(4);
        one.get(key(2), this::load);
        byte[] another = redis.keys("*}:value:*").stream()
                .filter(each -> !Arrays.equals(each, name))
                .findFirst()
                .orElseThrow();
        redis.set(another, stored);
        assertThat(secretNode("open sesame").<String, RuntimeException>get(key(2), this::load))
                .isEqualTo("loaded 6");
    }

    @Test
    void theSecretIsNotShown() {
        assertThat(with(RedisLevelSettings.defaults(), "secret", "open sesame").toString())
                .doesNotContain("sesame");
    }
}
