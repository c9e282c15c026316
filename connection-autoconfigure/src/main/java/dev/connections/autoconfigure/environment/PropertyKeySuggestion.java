package dev.connections.autoconfigure.environment;

import dev.connections.NearestName;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The known key that an unknown one stands for: a word of another tool for the same thing, or a misspelling. */
public final class PropertyKeySuggestion {

    /** Words of {@code spring.datasource}, HikariCP, drivers and other languages, in kebab case. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("user", "username"),
            Map.entry("user-name", "username"),
            Map.entry("uid", "username"),
            Map.entry("pass", "password"),
            Map.entry("passwd", "password"),
            Map.entry("pwd", "password"),
            Map.entry("secret", "password"),
            Map.entry("jdbc-url", "url"),
            Map.entry("uri", "url"),
            Map.entry("dsn", "url"),
            Map.entry("base-url", "url"),
            Map.entry("driver-class", "driver-class-name"),
            Map.entry("hostname", "host"),
            Map.entry("server", "host"),
            Map.entry("db", "database"),
            Map.entry("dbname", "database"),
            Map.entry("database-name", "database"),
            Map.entry("schema", "pool.schema"),
            Map.entry("connection-timeout", "connect-timeout"),
            Map.entry("query-timeout", "statement-timeout"),
            Map.entry("ttl", "cache.ttl"),
            Map.entry("lazy", "start"),
            Map.entry("pool-size", "pool.maximum-size"),
            Map.entry("maximum-pool-size", "pool.maximum-size"),
            Map.entry("max-pool-size", "pool.maximum-size"),
            Map.entry("pool.size", "pool.maximum-size"),
            Map.entry("pool.max-size", "pool.maximum-size"),
            Map.entry("pool.maximum-pool-size", "pool.maximum-size"));

    private static final String HIKARI = "hikari.";

    private PropertyKeySuggestion() {}

    public static Optional<String> of(String key, Collection<String> known) {
        String uniform = uniform(key);
        if (uniform.startsWith(HIKARI)) {
            String inPool = uniform.substring(HIKARI.length());
            return exactly(inPool, known)
                    .or(() -> exactly("pool." + inPool, known))
                    .or(() -> NearestName.of("pool." + inPool, known));
        }
        return exactly(uniform, known).or(() -> NearestName.of(key, known));
    }

    private static Optional<String> exactly(String uniform, Collection<String> known) {
        return SYNONYMS.entrySet().stream()
                .filter(synonym -> uniform(synonym.getKey()).equals(uniform))
                .map(Map.Entry::getValue)
                .filter(known::contains)
                .findFirst()
                .or(() -> known.stream()
                        .filter(candidate -> uniform(candidate).equals(uniform)
                                || uniform(candidate).equals("pool." + uniform))
                        .findFirst());
    }

    /** A key is given in any spelling, also with neither dashes nor capitals. */
    private static String uniform(String key) {
        return key.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** A sentence that proposes the key that is meant, or lists the known ones. */
    public static String hint(String key, Collection<String> known) {
        return of(key, known)
                .map(meant -> "Did you mean '" + meant + "'?")
                .orElseGet(() -> NearestName.hint(key, known));
    }
}
