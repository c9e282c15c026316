package dev.connections.samples.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.snowflake.SnowflakeServer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The sample as it starts by default: one session for all, on the embedded server. */
@SpringBootTest(useMainMethod = UseMainMethod.ALWAYS)
@AutoConfigureMockMvc
class SharedSessionTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private SnowflakeServer server;

    @Test
    void ordersAreTypedRowsThatSnowflakeIsAskedForOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(mvc.get().uri("/reports/orders"))
                    .hasStatusOk()
                    .bodyJson()
                    .isStrictlyEqualTo(
                            """
                            [{"id":1,"clerk":"Clerk#000000951","amount":173665.47,"placedOn":"1996-01-02"},
                             {"id":2,"clerk":"Clerk#000000880","amount":46929.18,"placedOn":"1996-12-01"},
                             {"id":3,"clerk":"Clerk#000000955","amount":193846.25,"placedOn":"1993-10-14"}]""");
        }
        assertThat(server.sent()).filteredOn(sql -> sql.contains("from orders")).hasSize(1);
    }

    @Test
    void allSeeTheSameSession() {
        assertThat(mvc.get().uri("/reports/whose"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"person\":\"SCOTT\",\"database\":\"SNOWFLAKE_SAMPLE_DATA\"}");
    }

    @Test
    void thePagesAreOpenToEverybody() {
        assertThat(mvc.get().uri("/reports/index.html"))
                .hasStatusOk()
                .bodyText()
                .contains("Orders");
        assertThat(mvc.get().uri("/connections/warehouse/logout")).hasStatus(404);
    }
}
