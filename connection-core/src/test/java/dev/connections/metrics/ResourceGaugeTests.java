package dev.connections.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceGaugeTests {

    @Test
    void countsOfAResource() {
        ResourceGauge<String> gauge = new ResourceGauge<>("text.length", "Characters", String::length);
        assertThat(gauge.value().applyAsLong("four")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "active", "pool.", ".active", "Pool.active", "pool active", "pool..active", "1.active"})
    void itsNameSaysWhatIsCountedOfWhat(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResourceGauge<String>(name, "", String::length))
                .withMessageContaining("'" + name + "'")
                .withMessageContaining("'pool.active'");
    }
}
