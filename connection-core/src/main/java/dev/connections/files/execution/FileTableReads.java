package dev.connections.files.execution;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.keys.QueryKey;
import dev.connections.cache.keys.UnsupportedKeyException;
import dev.connections.cache.values.Immutability;
import dev.connections.cache.values.SharedCopy;
import dev.connections.files.CsvOptions;
import dev.connections.files.FileInfo;
import dev.connections.files.execution.DiskCache.Copy;
import dev.connections.files.execution.FileCaching.Versioned;
import dev.connections.files.store.FilePage;
import dev.connections.files.store.ListRequest;
import dev.connections.files.store.StoreException;
import dev.connections.files.table.FileQuery;
import dev.connections.files.table.FileTables;
import dev.connections.files.table.TableOptions;
import dev.connections.files.table.TableSource;
import dev.connections.rows.Rows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads tables and runs SQL queries on local copies of files, and caches the results. Thread-safe. */
final class FileTableReads {

    private static final Logger logger = LoggerFactory.getLogger(FileTableReads.class);

    private static final int MAX_FILES = 10_000;

    private static final int MAX_PARSED = 500;

    private final StoreRequests requests;

    private final FileContents contents;

    private final FileCaching caching;

    private final FilePaths paths;

    /** Checked queries, so that a cache hit does not parse its query. */
    private final Map<String, FileQuery> parsed = new ConcurrentHashMap<>();

    /** Types of which a warning was logged that their results are not cached. */
    private final Set<Class<?>> warned = ConcurrentHashMap.newKeySet();

    FileTableReads(StoreRequests requests, FileContents contents, FileCaching caching, FilePaths paths) {
        this.requests = requests;
        this.contents = contents;
        this.caching = caching;
        this.paths = paths;
    }

    Rows rows(String path, TableOptions options, @Nullable Duration ttl, @Nullable String ifMatch) {
        return table(path, options, ttl, ifMatch, Rows.class, (tables, source) -> tables.read(source, options));
    }

    <T> List<T> list(
            String path, TableOptions options, @Nullable Duration ttl, @Nullable String ifMatch, Class<T> type) {
        return table(path, options, ttl, ifMatch, type, (tables, source) -> tables.read(source, options, type));
    }

    private <T> T table(
            String path,
            TableOptions options,
            @Nullable Duration ttl,
            @Nullable String ifMatch,
            Class<?> type,
            BiFunction<FileTables, TableSource, T> reader) {
        CachePolicy policy = policy(ttl, type);
        if (policy == null || ifMatch != null || !isCacheable(options.csv(), ttl)) {
            return read(path, ifMatch, null, reader).value();
        }
        QueryKey key = QueryKey.of(path, type, new @Nullable Object[] {
            options.format(),
            String.valueOf(options.csv()),
            (options.columns() != null) ? options.columns().getName() : null
        });
        return caching.get(key, policy, known -> shared(read(path, null, known, reader), type));
    }

    /** Whether the caller of a skipping read gets each problem: a cached result has none. */
    private boolean isCacheable(CsvOptions csv, @Nullable Duration ttl) {
        if (csv.problems() == null) {
            return true;
        }
        if (ttl != null) {
            throw new IllegalStateException("Connection '" + requests.connectionName()
                    + "': a read that skips malformed lines is not cached: remove ttl(…) or skipping(…)");
        }
        return false;
    }

    private @Nullable CachePolicy policy(@Nullable Duration ttl, Class<?> type) {
        CachePolicy policy = caching.policy(ttl);
        if (policy == null || type == Rows.class || Immutability.isImmutable(type)) {
            return policy;
        }
        String problem =
                "objects of " + type.getName() + " can be changed, so they cannot be shared by a cache: use a record";
        if (ttl != null) {
            throw new IllegalStateException(
                    "Connection '" + requests.connectionName() + "': " + problem + ", or remove ttl(…)");
        }
        if (warned.add(type)) {
            logger.warn(
                    "Connection '{}': connections.{}.cache.ttl has no effect: {}",
                    requests.connectionName(),
                    requests.connectionName(),
                    problem);
        }
        return null;
    }

    /** Objects may hold collections of which a copy is shared. */
    @SuppressWarnings("unchecked") // a copy is of the same kind
    private <T> Versioned<T> shared(Versioned<T> result, Class<?> type) {
        if (type == Rows.class || Immutability.isImmutableByItself(type)) {
            return result;
        }
        SharedCopy copy = new SharedCopy(found -> new IllegalStateException("Connection '"
                + requests.connectionName() + "': objects of " + type.getName() + " hold a " + found.getName()
                + ", which can be changed, so they cannot be shared by a cache: remove ttl(…)"));
        return new Versioned<>(result.version(), (T) copy.of(result.value()));
    }

    private <T> Versioned<T> read(
            String path,
            @Nullable String ifMatch,
            @Nullable Versioned<T> known,
            BiFunction<FileTables, TableSource, T> reader) {
        return requests.withFiles(files -> {
            Copy copy = acquire(files, path, null, ifMatch);
            try {
                String version = copy.info().version();
                if (known != null && known.version().equals(version)) {
                    return known;
                }
                return new Versioned<>(version, reader.apply(files.tables(), new TableSource(path, copy.file())));
            } finally {
                copy.release();
            }
        });
    }

    private Copy acquire(OpenFiles files, String path, @Nullable String version, @Nullable String ifMatch) {
        return requests.streaming("read", path, () -> {
            try {
                return files.copies()
                        .acquire(
                                path,
                                version,
                                (target, ifNoneMatch) -> contents.download(path, target, ifMatch, ifNoneMatch, null));
            } catch (IOException ex) {
                throw requests.errors()
                        .failed(
                                path,
                                "cannot be copied to the local disk: " + ex.getMessage()
                                        + ". Check the free space, or set connections." + requests.connectionName()
                                        + ".cache.disk.directory",
                                ex);
            }
        });
    }

    Rows query(String sql, Map<String, ? extends @Nullable Object> parameters, @Nullable Duration ttl) {
        return query(
                sql,
                parameters,
                ttl,
                Rows.class,
                (tables, query) -> tables.query(query.query, query.files, parameters));
    }

    <T> List<T> query(
            String sql, Map<String, ? extends @Nullable Object> parameters, @Nullable Duration ttl, Class<T> type) {
        return query(
                sql,
                parameters,
                ttl,
                type,
                (tables, query) -> tables.query(query.query, query.files, parameters, type));
    }

    private <T> T query(
            String sql,
            Map<String, ? extends @Nullable Object> parameters,
            @Nullable Duration ttl,
            Class<?> type,
            BiFunction<FileTables, LocalQuery, T> runner) {
        FileQuery query = parse(sql);
        List<FileGlob> globs = query.patterns().stream()
                .map(pattern -> new FileGlob(paths.file(pattern)))
                .toList();
        CachePolicy policy = policy(ttl, type);
        if (policy == null) {
            return run(query, globs, null, runner).value();
        }
        QueryKey key;
        try {
            Map<String, Object> ordered = new TreeMap<>(parameters);
            List<@Nullable Object> arguments = new ArrayList<>();
            ordered.forEach((name, value) -> {
                arguments.add(name);
                arguments.add(value);
            });
            key = QueryKey.of(sql, type, arguments.toArray());
        } catch (UnsupportedKeyException ex) {
            if (ttl != null) {
                throw ex;
            }
            return run(query, globs, null, runner).value();
        }
        caching.record(sql, globs);
        return caching.get(key, policy, known -> shared(run(query, globs, known, runner), type));
    }

    private FileQuery parse(String sql) {
        FileQuery known = parsed.get(sql);
        if (known == null) {
            known = requests.withFiles(files -> files.tables().parse(sql));
            if (parsed.size() >= MAX_PARSED) {
                parsed.clear();
            }
            parsed.put(sql, known);
        }
        return known;
    }

    /** A query with the local copies of its files. */
    private record LocalQuery(FileQuery query, Map<String, List<TableSource>> files) {}

    private <T> Versioned<T> run(
            FileQuery query,
            List<FileGlob> globs,
            @Nullable Versioned<T> known,
            BiFunction<FileTables, LocalQuery, T> runner) {
        return requests.withFiles(files -> {
            List<Copy> copies = new ArrayList<>();
            try {
                Map<String, List<TableSource>> sources = new LinkedHashMap<>();
                StringBuilder versions = new StringBuilder();
                for (int i = 0; i < globs.size(); i++) {
                    List<TableSource> found = new ArrayList<>();
                    for (Target target : targets(globs.get(i), query.patterns().get(i))) {
                        Copy copy = acquire(files, target.path(), target.version(), null);
                        copies.add(copy);
                        found.add(new TableSource(target.path(), copy.file()));
                        versions.append(target.path())
                                .append('\n')
                                .append(copy.info().version())
                                .append('\n');
                    }
                    sources.put(query.patterns().get(i), found);
                }
                if (known != null && known.version().contentEquals(versions)) {
                    return known;
                }
                return new Versioned<>(
                        versions.toString(), runner.apply(files.tables(), new LocalQuery(query, sources)));
            } finally {
                copies.forEach(Copy::release);
            }
        });
    }

    /** A file that a query reads, with its current version if it is known. */
    private record Target(String path, @Nullable String version) {}

    private List<Target> targets(FileGlob glob, String pattern) {
        if (!glob.hasWildcards()) {
            return List.of(new Target(pattern, null));
        }
        List<Target> found = new ArrayList<>();
        @Nullable String next = null;
        do {
            FilePage page = page(glob.prefix(), next);
            for (FileInfo file : page.files()) {
                if (glob.matches(file.path())) {
                    found.add(new Target(file.path(), file.version()));
                }
            }
            if (found.size() > MAX_FILES) {
                throw requests.errors().failed(pattern, "more than " + MAX_FILES + " files match", null);
            }
            next = page.next();
        } while (next != null);
        if (found.isEmpty()) {
            throw requests.errors()
                    .of(
                            pattern,
                            "query",
                            new StoreException(
                                    StoreException.Reason.NOT_FOUND, "no file matches '" + pattern + "'", null));
        }
        return found;
    }

    private FilePage page(String prefix, @Nullable String page) {
        return requests.send("list", prefix, files -> files.store().list(new ListRequest(prefix, true, page)));
    }
}
