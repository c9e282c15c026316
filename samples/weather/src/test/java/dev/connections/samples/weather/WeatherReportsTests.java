package dev.connections.samples.weather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rest.RestConnection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The sample as it starts by default, on the built-in provider. */
@SpringBootTest(useMainMethod = UseMainMethod.ALWAYS)
@AutoConfigureMockMvc
class WeatherReportsTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private BuiltInProvider.Asked asked;

    @Autowired
    private RestConnection weather;

    @Test
    void theProviderIsAskedOnceForEachCity() {
        for (int i = 0; i < 3; i++) {
            assertThat(mvc.get().uri("/weather?city=Lima"))
                    .hasStatusOk()
                    .bodyJson()
                    .isLenientlyEqualTo("{\"name\":\"Lima\",\"main\":{\"temp\":19.4}}");
            assertThat(mvc.get().uri("/weather?city={city}", "Zürich")).hasStatusOk();
        }
        assertThat(asked.cities()).filteredOn("Lima"::equals).hasSize(1);
        assertThat(asked.cities()).filteredOn("Zürich"::equals).hasSize(1);
    }

    @Test
    void aCityThatThereIsNotIsNotFound() {
        assertThat(mvc.get().uri("/weather?city={city}", "Atlantis&appid=other"))
                .hasStatus(404)
                .bodyJson()
                .isLenientlyEqualTo("{\"detail\":\"There is no such city.\"}");
        assertThat(asked.cities()).contains("Atlantis&appid=other");
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(weather.toString()).doesNotContain(BuiltInProvider.KEY);
    }
}
