package dev.connections.cache.keys;

import dev.connections.cache.values.MemorySize;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a result is cached under: the query, how its result is wanted, its arguments and, where each user has results of their
 * own, the user. Two keys are equal only if all of it is, types included: {@code 1}, {@code 1L} and {@code "1"} differ, as do
 * a {@code null} and no argument. Immutable once {@linkplain #detached() detached}.
 *
 * <p>It holds no credentials. How old a result may be is no part of it.
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
     * The key of a query.
     *
     * @param query what is asked: a text, or an immutable object whose {@code toString()} tells it without any argument
     * @param variant how the result is wanted, such as the class of its rows: immutable
     * @param arguments what it is asked with. The array must not change until the key is {@linkplain #detached() detached}
     * @throws UnsupportedKeyException if an argument is of a type whose values cannot be told apart for certain
     */
    public static QueryKey of(Object query, Object variant, @Nullable Object[] arguments) {
        return new QueryKey(query, variant, KeyValues.of(arguments), null);
    }

    /** The same for one user. */
    public QueryKey forUser(Object newUser) {
        return new QueryKey(query, variant, arguments, newUser);
    }

    /** The same, independent of the array that it was made of. */
    public QueryKey detached() {
        return new QueryKey(query, variant, arguments.clone(), user);
    }

    /** What is asked. */
    public Object query() {
        return query;
    }

    /** How the result is wanted. */
    public Object variant() {
        return variant;
    }

    /** What it is asked with, each in the one form that all equal values have. Not to be changed. */
    @Nullable
    Object[] arguments() {
        return arguments;
    }

    /** The user whose result it is; {@code null} if all share it. */
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

    /** Whether another is the same, whosever it is. */
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

    /** Without arguments and user: they may be secrets. */
    @Override
    public String toString() {
        return "QueryKey[" + Arrays.asList(query, variant) + ", " + arguments.length + " arguments]";
    }
}
