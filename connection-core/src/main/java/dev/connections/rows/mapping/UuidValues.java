package dev.connections.rows.mapping;

import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs in the 16 bytes, most significant first, in which databases without a UUID type store them. */
public final class UuidValues {

    private UuidValues() {}

    public static UUID of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }
}
