package dev.connections.autoconfigure.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.BoundProperties;
import dev.connections.rest.HttpCacheSettings;
import org.junit.jupiter.api.Test;

class RestCachePropertiesTests {

    /** They are literals, so that the metadata shows them. */
    @Test
    void defaultsAreThoseOfTheConnection() {
        assertThat(BoundProperties.defaultsOf(RestCacheProperties.class).settings())
                .isEqualTo(HttpCacheSettings.defaults());
    }
}
