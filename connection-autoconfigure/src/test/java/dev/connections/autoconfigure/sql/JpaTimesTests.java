package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.visits.VisitEntity;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/** Dates and times of JPA entities are what the handle reads, whatever the zone of the JVM is. */
@RequiresServer
class JpaTimesTests {

    static Stream<Named<Supplier<TestDatabase>>> databases() {
        return Stream.of(
                Named.of("postgresql", TestDatabases::postgres),
                Named.of("mariadb", TestDatabases::mariadb),
                Named.of("mysql", TestDatabases::mysql),
                Named.of("h2", TestDatabases::h2));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void timesOfEntitiesAreThoseOfTheHandle(Supplier<TestDatabase> server) {
        TestDatabase database = server.get();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SqlConnectionAutoConfiguration.class,
                        ConnectionsAutoConfiguration.class,
                        ConnectionTransactionsAutoConfiguration.class,
                        TransactionManagerAliasesAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        HibernateJpaAutoConfiguration.class,
                        TransactionAutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "connections.main.url=" + database.jdbcUrl(),
                        "connections.main.username=" + database.username(),
                        "connections.main.password=" + database.password(),
                        "connections.main.connect-timeout=100s",
                        "spring.jpa.hibernate.ddl-auto=create")
                .withPropertyValues(dialect(database))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    check(
                            context.getBean("main", SqlConnection.class),
                            SharedEntityManagerCreator.createSharedEntityManager(
                                    context.getBean(EntityManagerFactory.class)));
                });
    }

    /** Connector/J cannot read the metadata of a MariaDB server. */
    private static String[] dialect(TestDatabase database) {
        return database.product().equals("mysql")
                ? new String[] {
                    "spring.jpa.database-platform=org.hibernate.dialect.MySQLDialect",
                    "spring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false"
                }
                : new String[0];
    }

    private static void check(SqlConnection main, EntityManager entities) {
        int id = 0;
        for (LocalDateTime happened : Stream.of("2024-07-01T23:45:06", "2024-11-03T01:30:00", "2024-01-31T00:00:01")
                .map(LocalDateTime::parse)
                .toList()) {
            for (Instant noted : Stream.of("2024-07-01T12:00:00.5Z", "2024-11-03T03:45:00Z", "2024-11-03T04:45:00Z")
                    .map(Instant::parse)
                    .toList()) {
                int key = ++id;
                main.transaction(tx -> entities.persist(new VisitEntity(key, happened, noted)));

                Visit visit = main.sql("select happened, noted, changed, born, opens from visits where id = :id")
                        .param("id", key)
                        .one(Visit.class);
                assertThat(visit)
                        .isEqualTo(new Visit(happened, noted, noted, happened.toLocalDate(), happened.toLocalTime()));
                VisitEntity found = main.inTransaction(tx -> entities.find(VisitEntity.class, key));
                assertThat(new Visit(
                                found.happened(),
                                found.noted(),
                                found.changed().toInstant(),
                                found.born(),
                                found.opens()))
                        .isEqualTo(visit);
            }
        }
    }

    record Visit(LocalDateTime happened, Instant noted, Instant changed, LocalDate born, LocalTime opens) {}

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = VisitEntity.class)
    static class Application {}
}
