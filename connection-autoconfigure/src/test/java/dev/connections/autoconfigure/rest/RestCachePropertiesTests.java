package dev.connections.autoconfigure.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rest.HttpCacheSettings;
import org.junit.jupiter.api.Test;

class RestCachePropertiesTests {

    /** They are literals, so that the metadata shows them. */
    @Test
    void defaultsAreThoseOfTheConnection() {
        assertThat(new RestCacheProperties().settings()).isEqualTo(HttpCacheSettings.defaults());
    }
}
