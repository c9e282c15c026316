package dev.connections.cache.keys;

import dev.connections.cache.values.Immutability;
import java.util.Collection;
import java.util.Map;

/** How values of a class are represented in keys. */
enum KeyType {

    /** As they are: they never change, and are equal only if they are the same. */
    SCALAR,

    /** By their components. */
    RECORD,

    /** By what they are made of, if that is known. */
    OTHER;

    private static final ClassValue<KeyType> OF = new ClassValue<>() {
        @Override
        protected KeyType computeValue(Class<?> type) {
            if (type.isRecord()) {
                return RECORD;
            }
            boolean madeOfOthers = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
            return (!madeOfOthers && Immutability.isValue(type)) ? SCALAR : OTHER;
        }
    };

    static KeyType of(Class<?> type) {
        return OF.get(type);
    }
}
