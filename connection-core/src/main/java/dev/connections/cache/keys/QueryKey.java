package dev.connections.cache.keys;

import dev.connections.cache.values.MemorySize;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The cache key of a result: the query, the variant of the result, the arguments and, if each user has results of
 * their own, the user. Two keys are equal only if all parts are, types included: {@code 1}, {@code 1L} and {@code
 * "1"} differ, as do a {@code null} and no argument. Immutable once {@linkplain #detached() detached}.
 *
 * <p>It holds no credentials and no TTL.
 */
public final class QueryKey {

    private final Object query;

    private final Object variant;

    private final @Nullable Object[] arguments;

    private final @Nullable Object user;

    private final int hash;

    private QueryKey(Object query, Object variant, @Nullable Object[] arguments, @Nullable Object user) {
        this.query = query;
        this.variant = variant;
        this.arguments = arguments;
        this.user = user;
        int code = 31 * query.hashCode() + variant.hashCode();
        for (Object argument : arguments) {
            code = 31 * code + ((argument != null) ? argument.hashCode() : 0);
        }
        this.hash = (user != null) ? 31 * code + user.hashCode() : code;
    }

    /**
     * Creates the key of a query.
     *
     * @param query the query: a text, or an immutable object whose {@code toString()} shows no argument
     * @param variant the variant of the result, such as the class of its rows: immutable
     * @param arguments the arguments. The array must not change until the key is {@linkplain #detached() detached}
     * @throws UnsupportedKeyException if the type of an argument has no reliable equality
     */
    public static QueryKey of(Object query, Object variant, @Nullable Object[] arguments) {
        return new QueryKey(query, variant, KeyValues.of(arguments), null);
    }

    /** Returns the key for one user. */
    public QueryKey forUser(Object newUser) {
        return new QueryKey(query, variant, arguments, newUser);
    }

    /** Returns a key that is independent of the arguments array. */
    public QueryKey detached() {
        return new QueryKey(query, variant, arguments.clone(), user);
    }

    /** Returns the query. */
    public Object query() {
        return query;
    }

    /** Returns the variant of the result. */
    public Object variant() {
        return variant;
    }

    /** Returns the arguments in their canonical form. Must not be modified. */
    @Nullable
    Object[] arguments() {
        return arguments;
    }

    /** Returns the user of the result; {@code null} if all callers share it. */
    public @Nullable Object user() {
        return user;
    }

    public long sizeInBytes() {
        long size = MemorySize.OBJECT + MemorySize.array(arguments.length, MemorySize.REFERENCE);
        for (Object argument : arguments) {
            size += MemorySize.of(argument);
        }
        return size;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof QueryKey that
                        && hash == that.hash
                        && equalsButUser(that)
                        && Objects.equals(user, that.user));
    }

    /** Returns whether another key is equal except for the user. */
    public boolean equalsButUser(QueryKey that) {
        if (arguments.length != that.arguments.length || !query.equals(that.query) || !variant.equals(that.variant)) {
            return false;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (!KeyValues.same(arguments[i], that.arguments[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Returns the query, without arguments and user, which may be secrets. */
    @Override
    public String toString() {
        return "QueryKey[" + Arrays.asList(query, variant) + ", " + arguments.length + " arguments]";
    }
}
