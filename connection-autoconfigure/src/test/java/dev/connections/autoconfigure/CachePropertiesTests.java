package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.cache.codec.ResultEncoding;
import org.junit.jupiter.api.Test;

class CachePropertiesTests {

    private final CacheProperties properties = BoundProperties.defaultsOf(CacheProperties.class);

    @Test
    void theDefaultsAreThoseOfTheLevels() {
        assertThat(properties.compressionThreshold().toBytes()).isEqualTo(ResultEncoding.DEFAULT_COMPRESSION_THRESHOLD);
        assertThat(properties.isShared()).isFalse();
    }
}
