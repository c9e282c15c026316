package dev.connections.sql.url;

import dev.connections.credentials.Credentials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, as its owner wrote it: a URL, or the parts of one. Immutable. {@link #toString()} shows no
 * secret.
 *
 * <p>URLs may be JDBC's own, or {@code postgresql://user:secret@host:5432/db?sslmode=require} and the like for every
 * known dialect, in SQLAlchemy's spellings too.
 *
 * @param url the URL, or {@code null} if the parts say it
 * @param dialect the name of a dialect
 * @param host the server's name or address, for dialects that have a server
 * @param port the server's port; the dialect's own if {@code null}
 * @param database the name of the database, its file, or {@code :memory:}
 * @param query parameters of the URL, by name
 * @param driverClassName the class of the JDBC driver; the dialect's own if {@code null}
 */
public record SqlAddress(
        @Nullable String url,
        @Nullable String dialect,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        Map<String, String> query,
        @Nullable String driverClassName) {

    public SqlAddress {
        url = blankToNull(url);
        dialect = blankToNull(dialect);
        host = blankToNull(host);
        database = blankToNull(database);
        driverClassName = blankToNull(driverClassName);
        query = Map.copyOf(query);
    }

    /** Returns the address that a URL names. */
    public static SqlAddress of(String url) {
        return new SqlAddress(url, null, null, null, null, Map.of(), null);
    }

    /**
     * Reports all problems of the address, including a missing driver. Each has the property, relative to the
     * connection, and a sentence without secrets and without a full stop.
     */
    public void check(BiConsumer<String, String> problems) {
        new AddressResolver(this, problems).target();
    }

    /**
     * Returns the target of the driver.
     *
     * @throws IllegalArgumentException if anything is wrong with the address; the message tells all of it
     */
    public SqlTarget target() {
        Map<String, List<String>> problems = new LinkedHashMap<>();
        @Nullable
        SqlTarget target = new AddressResolver(
                        this, (property, problem) -> problems.computeIfAbsent(property, key -> new ArrayList<>())
                                .add(problem))
                .target();
        if (target == null || !problems.isEmpty()) {
            throw new IllegalArgumentException(problems.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + String.join("; ", entry.getValue()))
                    .collect(Collectors.joining("; ")));
        }
        return target;
    }

    /**
     * Returns the credentials in the URL; {@link Credentials#none()} if there are none, or the URL cannot be parsed.
     */
    public Credentials credentials() {
        @Nullable SqlTarget target = new AddressResolver(this, (property, problem) -> {}).target();
        return (target == null) ? Credentials.none() : target.credentials();
    }

    /**
     * Returns the parameters of which nothing tells whether the driver knows them, so that they may have no effect:
     * the name of each, and the property that holds it, {@code url} or {@code query}. Empty if the address cannot be
     * used.
     */
    public Map<String, String> uncheckedParameters() {
        return new AddressResolver(this, (property, problem) -> {}).unchecked();
    }

    @Override
    public String toString() {
        if (url != null) {
            List<String> problems = new ArrayList<>();
            @Nullable
            SqlTarget target = new AddressResolver(this, (property, problem) -> problems.add(problem)).target();
            // what cannot be taken apart may hold a secret anywhere
            return (target != null && problems.isEmpty()) ? target.toString() : "an address that cannot be used";
        }
        return dialect + "://" + ((host == null) ? "" : host) + ((port == null) ? "" : ":" + port) + "/"
                + ((database == null) ? "" : database);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return (text == null || text.isBlank()) ? null : text.strip();
    }
}
