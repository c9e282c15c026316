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
 * The cached results of one connection. Users clear it; types of connections, and the advice of {@link CachedQuery}, get results
 * through it. Safe for use by several threads.
 *
 * <p>There is at most one valid {@link CacheEntry} for a key, and at most one {@link InFlightLoad} that others may join. A caller first
 * looks for an entry that is new enough for it. If there is none it joins the load in flight for the key, or begins it and loads the
 * result on its own thread, so that it is loaded with all that belongs to the thread: transaction, security context, observation.
 * The entry is there before the load in flight ends, so that there is no moment in which another caller would load the same again.
 *
 * <p>An invalidation first takes the loads in flight out of reach and tells them to leave no entry, then removes entries; see
 * {@link InFlightLoad} for what happens when they meet. Whoever calls after it has returned gets nothing that was loaded before.
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

    /** Whether no result is for more than one user, whatever is said. */
    private volatile boolean isolatesUsers;

    private volatile CacheTransactionProvider transactions = CacheTransactionProvider.NONE;

    private volatile UnaryOperator<String> display = UnaryOperator.identity();

    private volatile @Nullable CacheListener listener;

    private final Map<Class<?>, ResultCodec<?>> codecs = new ConcurrentHashMap<>();

    /**
     * @param connection the connection's name
     * @param settings what holds for results that nobody says otherwise for
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

    /** The connection's name. */
    public String connection() {
        return connection;
    }

    /** Removes all results. Loads that are under way leave none. */
    public void clear() {
        evictions.all();
    }

    /**
     * Removes all results of a query, whatever its arguments.
     *
     * @param query the text as it is run, or the name of a {@link CachedQuery}
     */
    public void evict(String query) {
        evictions.query(query);
    }

    /** Removes one result: that of each user, if the key is of none and users have results of their own. */
    public void evict(QueryKey key) {
        evictions.key(key);
    }

    /**
     * Removes one result.
     *
     * @param id that of its {@link CachedQueryReport}
     * @return whether it was there
     */
    public boolean evict(long id) {
        return evictions.id(id);
    }

    /** Removes the results of one user. */
    public void evictUser(Object user) {
        evictions.user(user);
    }

    /** Something was written through the connection, and is committed. */
    public void written() {
        if (settings.evictOnWrite()) {
            clear();
        }
    }

    /** What holds for results that nobody says otherwise for. */
    public CacheSettings settings() {
        return settings;
    }

    /** What holds from now on. Results that are there stay. */
    public void setSettings(CacheSettings newSettings) {
        settings = newSettings;
        entries.setMaxSize(newSettings.maxSize());
    }

    /** Who is asked for the present user from now on. */
    public void setUserProvider(CacheUserProvider newUsers) {
        users = newUsers;
    }

    /** From now on no result is for more than one user, whatever scope is asked for: each has a target of their own. */
    public void isolateUsers(CacheUserProvider newUsers) {
        users = newUsers;
        isolateUsers();
    }

    /** The same, where the users are told by whom they are anyway: what is read for nobody is not kept. */
    public void isolateUsers() {
        isolatesUsers = true;
    }

    /** Who is asked for the present transaction from now on. */
    public void setTransactionProvider(CacheTransactionProvider newTransactions) {
        transactions = newTransactions;
    }

    /** How the text of a query is shown from now on, so that no literal is. */
    public void setQueryFormatter(UnaryOperator<String> newDisplay) {
        display = newDisplay;
    }

    /** Who is told of served results from now on; {@code null} for nobody. */
    public void setListener(@Nullable CacheListener newListener) {
        listener = newListener;
    }

    /** How results of a class are written for other nodes from now on. */
    public void addCodec(ResultCodec<?> codec) {
        codecs.put(codec.type(), codec);
    }

    /** How results of some classes are written for other nodes. */
    public List<ResultCodec<?>> codecs() {
        return List.copyOf(codecs.values());
    }

    /**
     * What stands behind it from now on.
     *
     * @param open makes it, given who is to be told of what other nodes do
     */
    public void setLevel(Function<SharedLevel.Listener, SharedLevel> open) {
        evictions.setLevel(open);
    }

    /** Goes on without what stands behind it, which stays open, and is told of what other nodes do. */
    public @Nullable SharedLevel detachLevel() {
        return evictions.detachLevel();
    }

    /** Goes on with what has been detached. */
    public void attachLevel(SharedLevel detached) {
        evictions.attachLevel(detached);
    }

    /** What stands behind it, if anything does. */
    public @Nullable SharedLevel level() {
        return evictions.level();
    }

    /** Whether the calling thread is in a transaction of the connection. */
    public boolean isInTransaction() {
        return transactions.current() != null;
    }

    /** Results are evicted when the calling thread's transaction commits. Until it ends it reads no cached results. */
    public void evictOnCommit() {
        CacheTransactionProvider.Transaction transaction = transactions.current();
        if (transaction != null) {
            transaction.evictOnCommit();
        }
    }

    /** What has happened since it was made. */
    public CacheStatistics statistics() {
        return statistics;
    }

    /** The results there are, the largest first. */
    public List<CachedQueryReport> entries() {
        long now = runtime.nanoTime();
        return entries.all().stream()
                .map(entry -> entry.report(now, display))
                .sorted(Comparator.comparingLong(CachedQueryReport::sizeInBytes).reversed())
                .toList();
    }

    /** Removes all results from this node, and goes on without what stands behind it. */
    public void close() {
        evictions.closeLevel();
        evictions.evictedAll();
    }

    /**
     * Gives a result that is new enough, or loads it.
     *
     * @param key what it is kept under
     * @param policy how old it may be, and how it is to be kept
     * @param loader loads it on the calling thread; its result must be immutable
     * @throws X what the loader throws, or threw on the thread of another who wanted the same
     */
    public <T extends @Nullable Object, X extends Exception> T get(
            QueryKey key, CachePolicy policy, QueryLoader<T, X> loader) throws X {
        return get(key, policy, loader, Function.identity());
    }

    /**
     * Gives a result that is new enough, or loads it, for callers who make a loader only if it is needed.
     *
     * @param key what it is kept under
     * @param policy how old it may be, and how it is to be kept
     * @param call what the loader is made of
     * @param loaders makes the loader, which loads it on the calling thread; its result must be immutable
     * @throws X what the loader throws, or threw on the thread of another who wanted the same
     */
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object, X extends Exception, C> T get(
            QueryKey key, CachePolicy policy, C call, Function<C, ? extends QueryLoader<T, X>> loaders) throws X {
        QueryKey own = own(key, policy);
        CacheTransactionProvider.Transaction transaction = transactions.current();
        if (own == null || (transaction != null && transaction.hasWritten())) {
            statistics.bypass();
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
     * Gives a result that is new enough, or loads it, without keeping a thread waiting. Transactions do not matter here.
     *
     * @param key what it is kept under
     * @param policy how old it may be, and how it is to be kept
     * @param loader begins to load it, on the calling thread; the result must be immutable
     * @return ends with the result or with the failure of the load. A future of the caller's own
     */
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object> CompletableFuture<T> getAsync(
            QueryKey key, CachePolicy policy, AsyncQueryLoader<T> loader) {
        QueryKey own = own(key, policy);
        if (own == null) {
            statistics.bypass();
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
     * What is kept on this node, however old: for loaders that make a new result of it. Counts as no read.
     *
     * @param <T> the type of the results with that key
     * @return {@code null} if there is none, or if the caller's transaction has written
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
        statistics.hit();
        served(entry.age(now), false);
        if (entry.isKeptShorterThan(policy.keep())) {
            entries.keepFor(entry, policy.keep());
        }
    }

    void servedStale(CacheEntry entry, long now) {
        statistics.staleHit();
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
                "Connection '{}': a result of {} bytes is not cached, because connections.{}.cache.max-size is {}. Query: {}",
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
            statistics.skippedRefresh();
            entry.endRefresh();
        }
    }
}
