package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.rows.shape.ColumnKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#DATE}, TIME, TIMESTAMP or OFFSET_TIMESTAMP as numbers. */
final class TemporalChunk extends PackedChunk {

    private final ColumnKind kind;
    private final PackedTimes times;
    private final @Nullable PackedLongs offsets;

    private TemporalChunk(ColumnKind kind, PackedTimes times, @Nullable PackedLongs offsets, long @Nullable [] nulls) {
        super(ChunkEncoding.valueOf(kind.name()), times, nulls);
        this.kind = kind;
        this.times = times;
        this.offsets = offsets;
    }

    @Override
    Object value(int row) {
        long second = times.second(row);
        return switch (kind) {
            case DATE -> LocalDate.ofEpochDay(second);
            case TIME -> LocalTime.ofSecondOfDay(second).withNano(times.nano(row));
            case TIMESTAMP -> LocalDateTime.ofEpochSecond(second, times.nano(row), ZoneOffset.UTC);
            default -> OffsetDateTime.ofInstant(Instant.ofEpochSecond(second, times.nano(row)), offset(row));
        };
    }

    private ZoneOffset offset(int row) {
        return offsets == null ? ZoneOffset.UTC : ZoneOffset.ofTotalSeconds((int) offsets.get(row));
    }

    @Override
    void write(ResultWriter target) {
        super.write(target);
        if (offsets != null) {
            offsets.write(target);
        }
    }

    static Chunk read(ResultReader source, int size, ColumnKind kind, long @Nullable [] nulls) {
        PackedTimes times = PackedTimes.read(source, size);
        boolean zoned = kind == ColumnKind.OFFSET_TIMESTAMP;
        return new TemporalChunk(kind, times, zoned ? PackedLongs.read(source, size) : null, nulls);
    }

    @Override
    long valueBytes() {
        return super.valueBytes() + (offsets == null ? 0 : offsets.sizeInBytes());
    }

    /** Takes dates and times of one kind. */
    static final class Builder extends ChunkBuilder {

        private final ColumnKind kind;
        private long[] seconds = {};
        private long[] nanos = {};
        private long[] offsets = {};

        Builder(ColumnKind kind) {
            this.kind = kind;
        }

        @Override
        public void add(@Nullable Object value) {
            if (value == null) {
                put(nextNull(), 0, 0, 0);
            } else if (value instanceof LocalDate date) {
                put(next(), date.toEpochDay(), 0, 0);
            } else if (value instanceof LocalTime time) {
                put(next(), time.toSecondOfDay(), time.getNano(), 0);
            } else if (value instanceof LocalDateTime local) {
                put(next(), local.toEpochSecond(ZoneOffset.UTC), local.getNano(), 0);
            } else {
                OffsetDateTime offset = (OffsetDateTime) value;
                put(
                        next(),
                        offset.toEpochSecond(),
                        offset.getNano(),
                        offset.getOffset().getTotalSeconds());
            }
        }

        private void put(int row, long second, long nano, long offset) {
            if (row >= seconds.length) {
                seconds = Arrays.copyOf(seconds, grown(seconds.length, row + 1));
                nanos = Arrays.copyOf(nanos, seconds.length);
                offsets = Arrays.copyOf(offsets, kind == ColumnKind.OFFSET_TIMESTAMP ? seconds.length : 0);
            }
            seconds[row] = second;
            nanos[row] = nano;
            if (kind == ColumnKind.OFFSET_TIMESTAMP) {
                offsets[row] = offset;
            }
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            PackedTimes times = PackedTimes.of(seconds, nanos, size, nulls);
            boolean zoned = kind == ColumnKind.OFFSET_TIMESTAMP;
            return new TemporalChunk(kind, times, zoned ? PackedLongs.of(offsets, size, nulls) : null, nulls);
        }
    }
}
