package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.observation.DefaultSqlObservationConvention;
import dev.connections.sql.observation.SqlObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SqlObservationsAutoConfigurationTests {

    private final TestObservationRegistry registry = TestObservationRegistry.create();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SqlConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class))
            .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:pets");

    private final ApplicationContextRunner observed = runner.withBean(ObservationRegistry.class, () -> registry);

    @Test
    void callsAreObserved() {
        observed.run(context -> {
            context.getBean(SqlConnection.class).query("select 1");
            TestObservationRegistryAssert.assertThat(registry)
                    .hasSingleObservationThat()
                    .hasNameEqualTo(DefaultSqlObservationConvention.NAME)
                    .hasLowCardinalityKeyValue("connection", "pet-db")
                    .hasLowCardinalityKeyValue("db.namespace", "pets");
        });
    }

    @Test
    void aConventionThatIsABeanNamesThem() {
        observed.withBean(SqlObservationConvention.class, OwnConvention::new).run(context -> {
            context.getBean(SqlConnection.class).query("select 1");
            TestObservationRegistryAssert.assertThat(registry)
                    .hasSingleObservationThat()
                    .hasNameEqualTo("pets.calls");
        });
    }

    @Test
    void withoutARegistryNothingIsObserved() {
        runner.run(context -> assertThat(context.getBean(SqlConnection.class).query("select 1"))
                .hasSize(1));
    }

    /** Names calls in its own way. */
    static final class OwnConvention extends DefaultSqlObservationConvention {

        @Override
        public String getName() {
            return "pets.calls";
        }
    }
}
