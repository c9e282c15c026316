package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartablePostgres;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.TestDatabase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

@RequiresServer
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutageLogTests {

    @AfterEach
    void restoreLevels() {
        Stream.of(
                        "com",
                        "com.zaxxer.hikari.HikariDataSource",
                        "com.zaxxer.hikari.pool.HikariPool",
                        "com.zaxxer.hikari.pool.PoolBase",
                        "dev.connections")
                .forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(null));
    }

    @Test
    void anOutageIsTwoLines(CapturedOutput output) throws Exception {
        try (RestartableServer server = RestartablePostgres.create()) {
            TestDatabase database = server.database();
            SpringApplication application = new SpringApplication(Application.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            try (ConfigurableApplicationContext context = application.run(
                    "--logging.level.com=info",
                    "--logging.level.dev.connections=info",
                    "--connections.pet-db.url=" + database.jdbcUrl(),
                    "--connections.pet-db.username=" + database.username(),
                    "--connections.pet-db.password=" + database.password())) {
                SqlConnection petDb = context.getBean(SqlConnection.class);
                Connections connections = context.getBean(Connections.class);
                petDb.query("select 1");
                server.kill();
                await(() -> connections.states().get("pet-db") == ConnectionState.DOWN);
                server.start();
                await(() -> connections.states().get("pet-db") == ConnectionState.UP);
                petDb.query("select 1");
            }
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("pet-db") || line.contains("hikari")))
                .as("%s", output)
                .allSatisfy(line -> assertThat(line).containsOnlyOnce("'pet-db'"))
                .satisfiesExactly(
                        down -> assertThat(down).contains("WARN", "Connection 'pet-db' is down since"),
                        back -> assertThat(back).contains("INFO", "Connection 'pet-db' is open again after"));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SqlConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class})
    static class Application {}
}
