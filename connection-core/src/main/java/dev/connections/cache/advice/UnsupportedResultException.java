package dev.connections.cache.advice;

/** A method has returned something that callers cannot share: it may change, or can be read only once. */
public final class UnsupportedResultException extends IllegalStateException {

    UnsupportedResultException(QueryMethod method, Class<?> type) {
        super(method + " returned, or returned a collection of, " + type.getTypeName()
                + ": such objects cannot be shared by a cache, because they can be changed or are used up. "
                + ResultTypes.REMEDY);
    }
}
