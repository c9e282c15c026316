package dev.connections.autoconfigure.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.BoundProperties;
import dev.connections.autoconfigure.RedisCacheProperties;
import dev.connections.cache.redis.RedisLevelSettings;
import org.junit.jupiter.api.Test;

class RedisStoreSettingsTests {

    @Test
    void theDefaultsAreThoseOfTheLevel() {
        assertThat(RedisStore.settings(BoundProperties.defaultsOf(RedisCacheProperties.class)))
                .isEqualTo(RedisLevelSettings.defaults());
    }
}
