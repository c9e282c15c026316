package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.sql.SqlConnection;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.dao.DataAccessException;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.PlatformTransactionManager;

class SqlConnectionAutoConfigurationTests {

    private final ApplicationContextRunner boot = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    dev.connections.autoconfigure.ConnectionsAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceInitializationAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class));

    private final ApplicationContextRunner one =
            boot.withPropertyValues("connections.pet-db.url=jdbc:h2:mem:coexist-" + UUID.randomUUID());

    private final ApplicationContextRunner two = boot.withPropertyValues(
            "connections.pet-db.url=jdbc:h2:mem:coexist-pets", "connections.orders.url=jdbc:h2:mem:coexist-orders");

    @Test
    void everyBeanOfAConnectionIsInjectedByAQualifierInAnySpelling() {
        two.withPropertyValues("connections.defaults.start=lazy")
                .withUserConfiguration(Users.class)
                .run(context -> {
                    Users users = context.getBean(Users.class);
                    assertThat(users.petDb).isSameAs(users.petDbByKebabCase).isSameAs(users.petDbBySnakeCase);
                    assertThat(users.petDb).isSameAs(context.getBean("petDb")).isSameAs(context.getBean("pet-db"));
                    assertThat(users.dataSource)
                            .isSameAs(context.getBean("petDbDataSource"))
                            .isSameAs(users.petDb.dataSource());
                    assertThat(users.jdbcClient).isSameAs(context.getBean("petDbJdbcClient"));
                    assertThat(users.transactionManager).isSameAs(context.getBean("petDbTransactionManager"));
                    assertThat(context).hasBean("petDbConnectionFactory").hasBean("ordersDataSource");
                    assertThat(users.petDb.state()).isEqualTo(ConnectionState.NEW);
                });
    }

    @Test
    void theOnlyConnectionIsBootsDataSource() {
        one.run(context -> {
            assertThat(context).hasSingleBean(DataSource.class);
            assertThat(context.getBean(JdbcTemplate.class).getDataSource())
                    .isSameAs(context.getBean("petDbDataSource"));
            assertThat(context.getBean(JdbcClient.class)
                            .sql("select 1")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
            assertThat(context).hasSingleBean(SqlConnection.class).hasBean("transactionManager");
        });
    }

    @Test
    void thePrimaryConnectionIsBootsDataSource() {
        two.withPropertyValues("connections.orders.primary=true").run(context -> {
            assertThat(context.getBean(DataSource.class)).isSameAs(context.getBean("ordersDataSource"));
            assertThat(context.getBean(JdbcTemplate.class).getDataSource())
                    .isSameAs(context.getBean("ordersDataSource"));
            assertThat(context.getBean(SqlConnection.class).name()).isEqualTo("orders");
            assertThat(context).doesNotHaveBean("dataSource");
        });
    }

    @Test
    void severalConnectionsWithoutAPrimaryOneStart() {
        two.run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean("dataSource").doesNotHaveBean(JdbcTemplate.class);
            assertThat(context.getBean(Connections.class).names()).containsExactly("pet-db", "orders");
        });
    }

    @Test
    void bootsOwnDataSourceStaysAsItIs() {
        one.withPropertyValues("spring.datasource.url=jdbc:h2:mem:coexist-boot").run(context -> {
            assertThat(context.getBean(DataSource.class)).isSameAs(context.getBean("dataSource"));
            assertThat(context.getBean("dataSource", HikariDataSource.class).getJdbcUrl())
                    .isEqualTo("jdbc:h2:mem:coexist-boot");
            assertThat(context.getBean(JdbcTemplate.class).getDataSource()).isSameAs(context.getBean("dataSource"));
            assertThat(context.getBean(JdbcClient.class)).isSameAs(context.getBean("jdbcClient"));
            assertThat(context.getBean(PlatformTransactionManager.class))
                    .isSameAs(context.getBean("transactionManager"));
            assertThat(context.getBean(SqlConnection.class).dataSource()).isNotSameAs(context.getBean("dataSource"));
        });
    }

    @Test
    void aPrimaryConnectionBesideBootsOwnDataSourceContradicts() {
        one.withPropertyValues("spring.datasource.url=jdbc:h2:mem:coexist-boot", "connections.pet-db.primary=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("connections.pet-db.primary")
                        .hasMessageContaining("spring.datasource"));
    }

    @Test
    void aDataSourceBeanOfTheApplicationStaysAsItIs() {
        one.withBean("mine", DataSource.class, SimpleDriverDataSource::new)
                .run(context -> assertThat(context.getBean(DataSource.class)).isSameAs(context.getBean("mine")));
    }

    @Test
    void withoutConnectionsBootDoesAsEver() {
        boot.run(context -> assertThat(context).hasSingleBean(DataSource.class).hasBean("dataSource"));
    }

    @Test
    void scriptsInitializeTheDatabaseBeforeItIsUsed() {
        one.withPropertyValues(
                        "spring.sql.init.schema-locations=classpath:dev/connections/autoconfigure/sql/schema.sql")
                .run(context -> assertThat(context.getBean(SqlConnection.class)
                                .query("select pet from pet_owners")
                                .size())
                        .isEqualTo(2));
    }

    @Test
    void jpaUsesTheOnlyConnectionWithItsOwnTransactionManager() {
        one.withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasBean("entityManagerFactory");
                    assertThat(context.getBean("transactionManager").getClass().getSimpleName())
                            .isEqualTo("JpaTransactionManager");
                });
    }

    @Test
    void aDatabaseThatIsDownDoesNotKeepTheApplicationFromStarting() {
        boot.withConfiguration(AutoConfigurations.of(DataJdbcRepositoriesAutoConfiguration.class))
                .withUserConfiguration(Packages.class)
                .withPropertyValues(
                        "connections.pet-db.url=postgresql://127.0.0.1:1/pets", "connections.defaults.start=lazy")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(JdbcAggregateTemplate.class);
                    assertThat(context.getBean(SqlConnection.class).state()).isEqualTo(ConnectionState.NEW);
                });
    }

    @Test
    void aConnectionIsOpenedAtRunTime() {
        boot.withPropertyValues("spring.datasource.url=jdbc:h2:mem:coexist-boot")
                .run(context -> {
                    SqlConnection adhoc = context.getBean(Connections.class)
                            .open("adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:coexist-adhoc"));
                    assertThat(adhoc.query("select 1 as one").size()).isEqualTo(1);
                    context.getBean(Connections.class).close("adhoc");
                    assertThat(adhoc.state()).isEqualTo(ConnectionState.CLOSED);
                });
    }

    @Test
    void defaultsApplyFieldByField() {
        one.withPropertyValues(
                        "connections.defaults.sql.pool.maximum-size=3",
                        "connections.defaults.pool.maximum-size=4",
                        "connections.defaults.pool.minimum-idle=0",
                        "connections.pet-db.pool.idle-timeout=1m")
                .run(context -> {
                    HikariDataSource pool = context.getBean(SqlConnection.class).unwrap(HikariDataSource.class);
                    assertThat(pool.getPoolName()).isEqualTo("pet-db");
                    assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
                    assertThat(pool.getMinimumIdle()).isZero();
                    assertThat(pool.getIdleTimeout()).isEqualTo(60_000);
                });
    }

    @Test
    void aReadOnlyConnectionChangesNothing() {
        one.withPropertyValues("connections.pet-db.read-only=true").run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            assertThat(petDb.query("select 1 as one").size()).isEqualTo(1);
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> petDb.update("create table t (id int)"));
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> context.getBean(JdbcTemplate.class).execute("create table t (id int)"));
        });
    }

    @Test
    void allProblemsOfSqlConnectionsAreListedAtOnce() {
        boot.withPropertyValues(
                        "connections.a.dialect=postgresql",
                        "connections.b.url=snowflake-jdbc:nowhere",
                        "connections.c.url=jdbc:h2:mem:c",
                        "connections.c.pool.maximum-size=0",
                        "connections.c.pool.maximum-idle=1",
                        "connections.d.dialect=postgersql",
                        "connections.d.port=many",
                        "connections.d.password=${PASSWORD_OF_D}")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("connections.a.database")
                        .hasMessageContaining("connections.b.url")
                        .hasMessageContaining("connections.c.pool.maximum-idle")
                        .hasMessageContaining("connections.d.dialect")
                        .hasMessageContaining("connections.d.port")
                        .hasMessageContaining("connections.d.password")
                        .hasMessageContaining("postgresql"));
    }

    @AutoConfigurationPackage
    static class Packages {}

    static class Users {

        @Autowired
        @Qualifier("petDb")
        SqlConnection petDb;

        @Autowired
        @Qualifier("pet-db")
        SqlConnection petDbByKebabCase;

        @Autowired
        @Qualifier("pet_db")
        SqlConnection petDbBySnakeCase;

        @Autowired
        @Qualifier("pet-db")
        DataSource dataSource;

        @Autowired
        @Qualifier("pet_db")
        JdbcClient jdbcClient;

        @Autowired
        @Qualifier("petDb")
        PlatformTransactionManager transactionManager;
    }
}
