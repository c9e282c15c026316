package dev.connections.autoconfigure.cache.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.sql.SqlConnection;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;

class CacheManagerStoreTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    CacheManagerStoreAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class))
            .withPropertyValues(
                    "connections.pet-db.url=jdbc:h2:mem:managed",
                    "connections.pet-db.cache.ttl=1h",
                    "connections.pet-db.cache.store=grid");

    @Test
    void applicationsShareWhatIsInTheCacheOfTheConnection() {
        ConcurrentMapCacheManager grid = new ConcurrentMapCacheManager();
        ApplicationContextRunner node = runner.withBean("grid", ConcurrentMapCacheManager.class, () -> grid);
        node.run(first -> node.run(second -> {
            String query = "select random_uuid() as id";
            assertThat(first.getBean(SqlConnection.class).query(query))
                    .isEqualTo(second.getBean(SqlConnection.class).query(query));
            assertThat(grid.getCacheNames()).containsExactly("connections.pet-db");
        }));
    }

    @Test
    void aManagerThatIsNotThereIsToldWithARemedy() {
        runner.withBean("grids", ConcurrentMapCacheManager.class).run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("connections.pet-db.cache.store")
                .hasStackTraceContaining("Did you mean 'grids'"));
    }

    @Test
    void aManagerWithoutACacheOfThatNameIsToldWithARemedy() {
        runner.withBean("grid", ConcurrentMapCacheManager.class, () -> new ConcurrentMapCacheManager("others"))
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("has no cache 'connections.pet-db'"));
    }
}
