package dev.connections.cache.codec;

import dev.connections.cache.keys.QueryKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Results as bytes for other nodes: compact, with a checksum, and without Java serialization. A result is only made of
 * classes that its key names. Immutable, and safe for use by several threads.
 *
 * <p>It begins with a version, how the rest is packed, and a CRC-32C of all that follows; then the value.
 */
public final class ResultEncoding {

    /** The default of the size from which on results are compressed: 8 KB. */
    public static final int DEFAULT_COMPRESSION_THRESHOLD = 8 * 1024;

    private static final int VERSION = 1;

    private static final int PLAIN = 0;

    private static final int DEFLATED = 1;

    /** Where the checksum is, after the version and the packing. */
    private static final int CHECKSUM = 2;

    /** Version, packing, checksum. */
    private static final int HEADER = 6;

    /** A deflated byte stands for at most 1032 others. */
    private static final long MOST_DEFLATED = 1032;

    private final Map<Class<?>, ResultCodec<?>> codecs;

    private final int compressionThreshold;

    /**
     * @param codecs for results that are not made of records and single values
     * @param compressionThreshold from how many bytes on results are compressed
     */
    public ResultEncoding(Collection<? extends ResultCodec<?>> codecs, int compressionThreshold) {
        this.codecs = codecs.stream().collect(Collectors.toUnmodifiableMap(ResultCodec::type, Function.identity()));
        this.compressionThreshold = compressionThreshold;
    }

    /**
     * Encodes a result.
     *
     * @return {@code null} if it holds something that cannot be shared
     */
    public byte @Nullable [] encode(QueryKey key, @Nullable Object value) {
        ResultTypes types = ResultTypes.of(key, codecs);
        if (!types.accept(value)) {
            return null;
        }
        ResultWriter writer = new ResultWriter(HEADER, types);
        try {
            writer.value(value);
        } catch (UnsupportedResultException ex) {
            return null;
        }
        byte[] plain = writer.array();
        int size = writer.length();
        byte[] deflated = (size - HEADER >= compressionThreshold) ? deflate(plain, size, types) : null;
        return (deflated != null) ? sealed(deflated, DEFLATED) : sealed(Arrays.copyOf(plain, size), PLAIN);
    }

    /** Decodes a result; {@code null} if the bytes are none of this release, of this key's classes, or damaged. */
    public @Nullable Decoded decode(QueryKey key, byte[] bytes) {
        return decode(key, bytes, 0);
    }

    /** The same, of bytes that begin with something else. */
    public @Nullable Decoded decode(QueryKey key, byte[] bytes, int start) {
        if (bytes.length - start < HEADER
                || bytes[start] != VERSION
                || checksum(bytes, start) != littleEndian(bytes).getInt(start + CHECKSUM)) {
            return null;
        }
        ResultTypes types = ResultTypes.of(key, codecs);
        try {
            ResultReader reader = new ResultReader(bytes, start + HEADER, bytes.length, types);
            int packing = bytes[start + 1];
            if (packing == DEFLATED) {
                byte[] inflated = inflate(reader);
                reader = new ResultReader(inflated, 0, inflated.length, types);
            } else if (packing != PLAIN) {
                return null;
            }
            Object value = reader.value();
            return (reader.remaining() == 0 && types.accept(value)) ? new Decoded(value) : null;
        } catch (RuntimeException | DataFormatException ex) {
            // not the requested result: it is loaded again
            return null;
        }
    }

    private static byte @Nullable [] deflate(byte[] plain, int size, ResultTypes types) {
        ResultWriter target = new ResultWriter(HEADER, types);
        target.number(size - HEADER);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain, HEADER, size - HEADER);
            deflater.finish();
            byte[] compressed = new byte[size];
            int length = deflater.deflate(compressed, 0, size - size / 8);
            if (!deflater.finished()) {
                return null;
            }
            target.block(length).put(compressed, 0, length);
            return Arrays.copyOf(target.array(), target.length());
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(ResultReader reader) throws DataFormatException {
        int size = reader.number(0, (int) Math.min(Integer.MAX_VALUE - 8, reader.remaining() * MOST_DEFLATED));
        Inflater inflater = new Inflater(true);
        try {
            byte[] inflated = new byte[size];
            inflater.setInput(reader.block(reader.remaining()));
            if (inflater.inflate(inflated) != size || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw new MalformedResultException("It has another size than it says");
            }
            return inflated;
        } finally {
            inflater.end();
        }
    }

    static byte[] sealed(byte[] bytes, int packing) {
        bytes[0] = VERSION;
        bytes[1] = (byte) packing;
        littleEndian(bytes).putInt(CHECKSUM, checksum(bytes, 0));
        return bytes;
    }

    /** Of all but the checksum itself. */
    private static int checksum(byte[] bytes, int start) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, start, CHECKSUM);
        checksum.update(bytes, start + HEADER, bytes.length - start - HEADER);
        return (int) checksum.getValue();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A result that was read.
     *
     * @param value the result, which may be {@code null}
     */
    public record Decoded(@Nullable Object value) {}
}
