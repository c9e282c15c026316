package dev.connections.cache.values;

import java.util.function.UnaryOperator;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Slice;
import org.springframework.data.domain.SliceImpl;

/** Copies pages of Spring Data, which keep lists of their own. Loaded only where Spring Data is. */
final class SliceCopies {

    private SliceCopies() {}

    static boolean isSlice(Object value) {
        return value.getClass() == PageImpl.class || value.getClass() == SliceImpl.class;
    }

    static Slice<?> map(Object slice, UnaryOperator<Object> element) {
        return ((Slice<?>) slice).map(element);
    }
}
