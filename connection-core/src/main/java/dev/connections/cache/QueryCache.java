package dev.connections.cache;

import dev.connections.cache.codec.ResultCodec;
import dev.connections.cache.keys.QueryKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The query cache of one connection. Users clear it; connection types and the advice of {@link CachedQuery} load
 * results through it. Thread-safe.
 *
 * <p>There is at most one valid {@link CacheEntry} and one {@link InFlightLoad} that callers can join for each key.
 * A caller first looks for an entry that is new enough. If there is none, it joins the load in flight, or starts
 * one on its own thread, with its transaction, security context and observation. The entry is added before the load
 * in flight ends, so that no other caller loads the same result again.
 *
 * <p>An invalidation first unregisters and invalidates the loads in flight, then removes entries; see {@link
 * InFlightLoad} for the race between the two. A call after the invalidation has returned never receives an earlier
 * result.
 */
public final class QueryCache {

    private static final Logger logger = LoggerFactory.getLogger(QueryCache.class);

    private final String connection;

    final CacheRuntime runtime;

    final CacheStatistics statistics = new CacheStatistics();

    final LocalEntries entries;

    final InFlightLoads loads = new InFlightLoads();

    final Evictions evictions;

    private final BackgroundLoads refreshes;

    private volatile CacheSettings settings;

    private volatile CacheUserProvider users = CacheUserProvider.NONE;

    /** Whether results are never shared by users, whatever the scope. */
    private volatile boolean isolatesUsers;

    private volatile CacheTransactionProvider transactions = CacheTransactionProvider.NONE;

    private volatile UnaryOperator<String> display = UnaryOperator.identity();

    private volatile @Nullable CacheListener listener;

    private final Map<Class<?>, ResultCodec<?>> codecs = new ConcurrentHashMap<>();

    /**
     * Creates a cache.
     *
     * @param connection the connection's name
     * @param settings the default settings
     */
    public QueryCache(String connection, CacheSettings settings) {
        this(connection, settings, SystemCacheRuntime.INSTANCE);
    }

    QueryCache(String connection, CacheSettings settings, CacheRuntime runtime) {
        this.connection = Objects.requireNonNull(connection, "connection");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.runtime = runtime;
        this.entries = new LocalEntries(settings.maxSize(), runtime, statistics);
        this.refreshes = new BackgroundLoads(runtime);
        this.evictions = new Evictions(runtime, entries, loads);
    }

    /** Returns the connection's name. */
    public String connection() {
        return connection;
    }

    /** Evicts all results. Loads in flight leave none. */
    public void clear() {
        evictions.all();
    }

    /**
     * Evicts all results of a query, whatever its arguments.
     *
     * @param query the text as it is run, or the name of a {@link CachedQuery}
     */
    public void evict(String query) {
        evictions.query(query);
    }

    /** Evicts one result; if the key has no user and users have results of their own, that of each user. */
    public void evict(QueryKey key) {
        evictions.key(key);
    }

    /**
     * Evicts one result.
     *
     * @param id the id in its {@link CachedQueryReport}
     * @return whether it was cached
     */
    public boolean evict(long id) {
        return evictions.id(id);
    }

    /** Evicts the results of one user. */
    public void evictUser(Object user) {
        evictions.user(user);
    }

    /** Notifies the cache of a committed write through the connection. */
    public void written() {
        if (settings.evictOnWrite()) {
            clear();
        }
    }

    /** Returns the default settings. */
    public CacheSettings settings() {
        return settings;
    }

    /** Sets the default settings. Cached results remain. */
    public void setSettings(CacheSettings newSettings) {
        settings = newSettings;
        entries.setMaxSize(newSettings.maxSize());
    }

    /** Sets the provider of the current user. */
    public void setUserProvider(CacheUserProvider newUsers) {
        users = newUsers;
    }

    /**
     * Isolates users, and sets the provider of the current user: no result is shared by users, whatever the scope.
     */
    public void isolateUsers(CacheUserProvider newUsers) {
        users = newUsers;
        isolateUsers();
    }

    /**
     * Isolates users: no result is shared by users, whatever the scope. Results of calls without a user are not
     * cached.
     */
    public void isolateUsers() {
        isolatesUsers = true;
    }

    /** Sets the provider of the current transaction. */
    public void setTransactionProvider(CacheTransactionProvider newTransactions) {
        transactions = newTransactions;
    }

    /** Sets the formatter of queries in reports and logs, which removes literals. */
    public void setQueryFormatter(UnaryOperator<String> newDisplay) {
        display = newDisplay;
    }

    /** Sets the listener to cache hits; {@code null} for none. */
    public void setListener(@Nullable CacheListener newListener) {
        listener = newListener;
    }

    /** Adds the codec of a class of results. */
    public void addCodec(ResultCodec<?> codec) {
        codecs.put(codec.type(), codec);
    }

    /** Returns the codecs. */
    public List<ResultCodec<?>> codecs() {
        return List.copyOf(codecs.values());
    }

    /**
     * Sets the second cache level.
     *
     * @param open creates the level, given the listener to evictions of other nodes
     */
    public void setLevel(Function<SharedLevel.Listener, SharedLevel> open) {
        evictions.setLevel(open);
    }

    /** Detaches the second level without closing it. It still receives remote evictions. */
    public @Nullable SharedLevel detachLevel() {
        return evictions.detachLevel();
    }

    /** Attaches a second level that was detached. */
    public void attachLevel(SharedLevel detached) {
        evictions.attachLevel(detached);
    }

    /** Returns the second level, or {@code null}. */
    public @Nullable SharedLevel level() {
        return evictions.level();
    }

    /** Returns whether the calling thread is in a transaction of the connection. */
    public boolean isInTransaction() {
        return transactions.current() != null;
    }

    /**
     * Evicts results when the calling thread's transaction commits. Until it ends, the transaction bypasses the
     * cache.
     */
    public void evictOnCommit() {
        CacheTransactionProvider.Transaction transaction = transactions.current();
        if (transaction != null) {
            transaction.evictOnCommit();
        }
    }

    /** Returns the statistics. */
    public CacheStatistics statistics() {
        return statistics;
    }

    /** Returns descriptions of the cached results, the largest first. */
    public List<CachedQueryReport> entries() {
        long now = runtime.nanoTime();
        return entries.all().stream()
                .map(entry -> entry.report(now, display))
                .sorted(Comparator.comparingLong(CachedQueryReport::sizeInBytes).reversed())
                .toList();
    }

    /** Evicts all results on this node, and closes the second level. */
    public void close() {
        evictions.closeLevel();
        evictions.evictedAll();
    }

    /**
     * Returns a cached result that is new enough, or loads it.
     *
     * @param key the cache key
     * @param policy the caching options
     * @param loader loads the result on the calling thread; the result must be immutable
     * @throws X if the load fails, on this thread or on that of another caller of the same key
     */
    public <T extends @Nullable Object, X extends Exception> T get(
            QueryKey key, CachePolicy policy, QueryLoader<T, X> loader) throws X {
        return get(key, policy, loader, Function.identity());
    }

    /**
     * Returns a cached result that is new enough, or loads it with a loader that is created only if needed.
     *
     * @param key the cache key
     * @param policy the caching options
     * @param call the argument of {@code loaders}
     * @param loaders creates the loader, which runs on the calling thread; the result must be immutable
     * @throws X if the load fails, on this thread or on that of another caller of the same key
     */
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object, X extends Exception, C> T get(
            QueryKey key, CachePolicy policy, C call, Function<C, ? extends QueryLoader<T, X>> loaders) throws X {
        QueryKey own = own(key, policy);
        CacheTransactionProvider.Transaction transaction = transactions.current();
        if (own == null || (transaction != null && transaction.hasWritten())) {
            statistics.bypasses.increment();
            return loaders.apply(call).load();
        }
        CacheEntry entry = entries.get(own);
        long now = runtime.nanoTime();
        if (entry != null && entry.isFresh(now, policy.ttl())) {
            hit(entry, policy, now);
            if (isDueForRefresh(entry, policy, now)) {
                refresh(
                        entry,
                        new SyncLoad<>(
                                this, entry.key, policy, loaders.apply(call).detached()));
            }
            return (T) entry.value();
        }
        SyncLoad<T, X> load = new SyncLoad<>(this, own.detached(), policy, loaders.apply(call));
        return (transaction != null) ? load.inTransaction(transaction) : load.run();
    }

    /**
     * Returns a cached result that is new enough, or loads it asynchronously. Ignores transactions.
     *
     * @param key the cache key
     * @param policy the caching options
     * @param loader starts the load on the calling thread; the result must be immutable
     * @return a new future of the result
     */
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object> CompletableFuture<T> getAsync(
            QueryKey key, CachePolicy policy, AsyncQueryLoader<T> loader) {
        QueryKey own = own(key, policy);
        if (own == null) {
            statistics.bypasses.increment();
            return loader.load().toCompletableFuture();
        }
        CacheEntry entry = entries.get(own);
        long now = runtime.nanoTime();
        if (entry != null && entry.isFresh(now, policy.ttl())) {
            hit(entry, policy, now);
            if (isDueForRefresh(entry, policy, now)) {
                new AsyncLoad<>(this, entry.key, policy, loader.detached()).refresh(entry);
            }
            return CompletableFuture.completedFuture((T) entry.value());
        }
        return new AsyncLoad<>(this, own.detached(), policy, loader).run();
    }

    /**
     * Returns the result on this node, of any age, for loaders that revalidate it. Not counted as a hit.
     *
     * @param <T> the type of the results with this key
     * @return {@code null} if there is none, or if the transaction of the caller has written
     */
    @SuppressWarnings("unchecked")
    public <T> @Nullable T getIfPresent(QueryKey key, CachePolicy policy) {
        QueryKey own = own(key, policy);
        CacheTransactionProvider.Transaction transaction = transactions.current();
        CacheEntry entry = (own == null || (transaction != null && transaction.hasWritten())) ? null : entries.get(own);
        return (entry != null && entry.isValid()) ? (T) entry.value() : null;
    }

    /** The key of the caller's own results; {@code null} if there is no user to keep any for. */
    private @Nullable QueryKey own(QueryKey key, CachePolicy policy) {
        if (policy.scope() == Scope.SHARED && !isolatesUsers) {
            return key;
        }
        Object user = users.current();
        return (user != null) ? key.forUser(user) : null;
    }

    private void hit(CacheEntry entry, CachePolicy policy, long now) {
        statistics.hits.increment();
        served(entry.age(now), false);
        if (entry.isKeptShorterThan(policy.keep())) {
            entries.keepFor(entry, policy.keep());
        }
    }

    void servedStale(CacheEntry entry, long now) {
        statistics.staleHits.increment();
        served(entry.age(now), true);
    }

    private void served(long age, boolean stale) {
        CacheReadRecorder.note(age, stale);
        CacheListener told = listener;
        if (told != null) {
            told.served(connection, stale);
        }
    }

    /** Makes an entry of a loaded result, and keeps it if it may be kept. */
    CacheEntry keep(
            InFlightLoad load, QueryKey key, @Nullable Object value, long loadedAt, CachePolicy policy, boolean kept) {
        double early = settings.jitter() * ThreadLocalRandom.current().nextDouble();
        CacheEntry entry = new CacheEntry(key, value, loadedAt, early, policy.keep());
        if (kept && load.publish(entry)) {
            if (!entries.add(entry)) {
                tooLarge(entry);
            } else if (!load.isValid()) {
                entries.remove(entry);
            }
        }
        return entry;
    }

    private void tooLarge(CacheEntry entry) {
        logger.warn(
                "Connection '{}': a result of {} bytes is not cached, because connections.{}.cache.max-size is "
                        + "{}. Query: {}",
                connection,
                entry.weight(),
                connection,
                settings.maxSize(),
                display.apply(entry.key.query().toString()));
    }

    /** Until when a source that has just failed is left alone. */
    long suspendUntil() {
        return runtime.nanoTime() + settings.coolDown().toNanos();
    }

    private static boolean isDueForRefresh(CacheEntry entry, CachePolicy policy, long now) {
        return policy.refreshAfter() != 0
                && entry.age(now) >= policy.refreshAfter()
                && !entry.isSourceSuspended(now)
                && entry.startRefresh();
    }

    private void refresh(CacheEntry entry, SyncLoad<?, ?> load) {
        if (!refreshes.tryRun(users.onBehalfOfCurrent(() -> load.refresh(entry)))) {
            statistics.skippedRefreshes.increment();
            entry.endRefresh();
        }
    }
}
