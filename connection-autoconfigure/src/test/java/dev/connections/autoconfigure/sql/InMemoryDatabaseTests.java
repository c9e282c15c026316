package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The life of in-memory databases, compared with that of {@code spring.datasource}. */
class InMemoryDatabaseTests {

    private static final String CREATE = "create table pets (name varchar(20))";

    private static final String COUNT = "select count(*) from pets";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class));

    @ParameterizedTest
    @CsvSource({
        "spring.datasource.url, jdbc:h2:mem:ended",
        "connections.pets.url, jdbc:h2:mem:ended",
        "connections.pets.url, h2:mem:ended",
        "connections.pets.url, jdbc:h2:mem:",
        "connections.pets.url, jdbc:sqlite:file:ended?mode=memory&cache=shared",
        "connections.pets.url, jdbc:duckdb:memory:ended",
    })
    void endsWithItsApplication(String property, String url) {
        for (int run = 0; run < 3; run++) {
            runner.withPropertyValues(property + "=" + url)
                    .run(context ->
                            context.getBean(JdbcClient.class).sql(CREATE).update());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.datasource.url", "connections.pets.url"})
    void isSharedByApplicationsThatRunAtTheSameTime(String property) {
        ApplicationContextRunner named = runner.withPropertyValues(property + "=jdbc:h2:mem:shared");
        named.run(first -> {
            JdbcClient client = first.getBean(JdbcClient.class);
            client.sql(CREATE).update();
            named.run(second -> second.getBean(JdbcClient.class)
                    .sql("insert into pets values ('leo')")
                    .update());
            assertThat(client.sql(COUNT).query(Integer.class).single()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.datasource.url", "connections.pets.url"})
    void outlivesItsApplicationWhereTheUrlSaysSo(String property) {
        ApplicationContextRunner named =
                runner.withPropertyValues(property + "=jdbc:h2:mem:kept_" + property.length() + ";DB_CLOSE_DELAY=-1");
        named.run(context -> context.getBean(JdbcClient.class).sql(CREATE).update());
        named.run(context -> assertThat(context.getBean(JdbcClient.class)
                        .sql(COUNT)
                        .query(Integer.class)
                        .single())
                .isZero());
        named.run(context -> context.getBean(JdbcClient.class).sql("shutdown").update());
    }

    @Test
    void survivesResetAndRestartOfTheContext() {
        runner.withPropertyValues("connections.pets.url=jdbc:h2:mem:").run(context -> {
            SqlConnection pets = context.getBean(SqlConnection.class);
            pets.update(CREATE);
            pets.reset();
            assertThat(pets.query(COUNT, Integer.class)).containsExactly(0);
            ConfigurableApplicationContext restarted = context.getSourceApplicationContext();
            restarted.stop();
            restarted.start();
            assertThat(pets.query(COUNT, Integer.class)).containsExactly(0);
        });
    }

    @Test
    void endsWithTheConnectionThatWasOpenedAtRunTime() {
        runner.run(context -> {
            Connections connections = context.getBean(Connections.class);
            for (int run = 0; run < 3; run++) {
                SqlConnection adhoc =
                        connections.open("adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:at_run_time"));
                adhoc.update(CREATE);
                connections.close("adhoc");
            }
        });
    }

    @Test
    void endsWithItsApplicationAfterAReload() {
        for (int run = 0; run < 2; run++) {
            runner.withPropertyValues("connections.pets.url=jdbc:h2:mem:reloaded")
                    .run(context -> {
                        context.getBean(Connections.class).reload("pets");
                        SqlConnection pets = context.getBean(SqlConnection.class);
                        pets.update(CREATE);
                        assertThat(pets.query(COUNT, Integer.class)).isEqualTo(List.of(0));
                        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> pets.update(CREATE));
                    });
        }
    }
}
