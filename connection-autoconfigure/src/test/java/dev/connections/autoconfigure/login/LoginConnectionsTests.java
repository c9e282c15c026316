package dev.connections.autoconfigure.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionState;
import dev.connections.ConnectionType;
import dev.connections.Connections;
import dev.connections.LoginDefaults;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.diagnostics.ConnectionReport;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.autoconfigure.sql.AmbiguousDataSourcesAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.credentials.Credentials;
import dev.connections.login.LoginContext;
import dev.connections.login.LoginId;
import dev.connections.login.LoginRequest;
import dev.connections.login.LoginRequiredException;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.login.form.LoginField;
import dev.connections.sql.SqlConnection;
import dev.connections.supervision.Supervision;
import dev.connections.testing.FixedLogins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/** Connections that each user opens, as they are configured. */
class LoginConnectionsTests {

    private static final String WAREHOUSE =
            """
            connections:
              warehouse:
                dialect: h2
                login:
                  title: Warehouse
                  form: { user: "", password: null, database: "mem:north" }
                  options: { query: { ifexists: "true" } }
                  paths: /reports/**
            """;

    @TempDir
    private Path folder;

    private Connection north;

    private Connection south;

    @BeforeEach
    void prepare() throws SQLException {
        north = database("mem:north");
        south = database("mem:south");
    }

    private static Connection database(String name) throws SQLException {
        Connection owner = DriverManager.getConnection("jdbc:h2:" + name, "admin", "admin");
        try (Statement statement = owner.createStatement()) {
            statement.execute("create user if not exists alice password 'in wonderland'");
        }
        return owner;
    }

    @AfterEach
    void close() throws SQLException {
        LoginContext.set(null);
        north.close();
        south.close();
    }

    @Test
    void aUserLogsInWithTheFormAndWhatIsFixed() {
        with(WAREHOUSE).run(context -> {
            LoginTarget target = target(context);
            assertThat(target.title()).isEqualTo("Warehouse");
            assertThat(target.paths()).containsExactly("/reports/**");
            assertThat(target.logins().form().fields())
                    .containsExactly(
                            new LoginField("user", "", true),
                            new LoginField("password", "", false),
                            new LoginField("database", "mem:north", true));
            SqlConnection warehouse = context.getBean(SqlConnection.class);
            assertThat(warehouse.state()).isEqualTo(ConnectionState.NEW);
            assertThatThrownBy(() -> warehouse.query("select 1")).isInstanceOf(LoginRequiredException.class);
            logIn(target, Map.of("user", "alice", "password", "in wonderland"));
            assertThat(warehouse.sql("select current_user").value(String.class)).isEqualTo("ALICE");
            assertThat(warehouse.sql("select database_path()").optional(String.class))
                    .isEmpty();
            assertThat(warehouse.state()).isEqualTo(ConnectionState.UP);
            assertThat(context.getBean(Connections.class).states()).containsKey("warehouse");
        });
    }

    @Test
    void healthAndMetricsSeeHowManyAreLoggedIn() {
        with(WAREHOUSE).run(context -> {
            Supervision<?> warehouse =
                    context.getBean(SupervisedConnections.class).supervised("warehouse");
            assertThat(ConnectionReport.of(warehouse).state()).isEqualTo(ConnectionState.NEW);
            logIn(target(context), Map.of("user", "alice", "password", "in wonderland"));
            logIn(target(context), Map.of("user", "alice", "password", "in wonderland"));
            ConnectionReport report = ConnectionReport.of(warehouse);
            assertThat(report.state()).isEqualTo(ConnectionState.UP);
            assertThat(report.gauges()).containsEntry("logins", Map.of("open", 2L));
            assertThat(report.counts().openings()).isEqualTo(2);
            warehouse.reset();
            assertThat(ConnectionReport.of(warehouse).gauges()).containsEntry("logins", Map.of("open", 0L));
        });
    }

    @Test
    void oneConnectionIsAllThatAUserHas() {
        with(WAREHOUSE).run(context -> {
            logIn(target(context), Map.of("user", "alice", "password", "in wonderland"));
            SqlConnection warehouse = context.getBean(SqlConnection.class);
            assertThat(warehouse.unwrap(HikariDataSource.class).getMaximumPoolSize())
                    .isOne();
        });
    }

    @Test
    void whatIsFixedIsNotOverriddenAndWhatIsNoFieldIsNotLookedAt() {
        with(WAREHOUSE.replace("ifexists: \"true\"", "ifexists: \"true\", schema: public"))
                .run(context -> {
                    logIn(
                            target(context),
                            Map.of(
                                    "user", "alice",
                                    "password", "in wonderland",
                                    "dialect", "sqlite",
                                    "url", "jdbc:h2:mem:evil",
                                    "query.schema", "evil",
                                    "pool.maximum-size", "50",
                                    "login.options.query.schema", "evil"));
                    SqlConnection warehouse = context.getBean(SqlConnection.class);
                    assertThat(warehouse.sql("select current_schema").value(String.class))
                            .isEqualToIgnoringCase("public");
                });
    }

    @Test
    void whatAFieldTakesIsAPlainName() {
        with(WAREHOUSE
                        .replace("mem:north", "north")
                        .replace("dialect: h2", "dialect: postgresql\n    host: localhost")
                        .replace("      options: { query: { ifexists: \"true\" } }\n", ""))
                .run(context -> {
                    for (String value : new String[] {
                        "x;INIT=drop",
                        "x&a=b",
                        "x?socketFactory=y",
                        "${user.home}",
                        "#{1}",
                        "../x",
                        "a/b",
                        "a\\b",
                        "x\r\ny"
                    }) {
                        assertThatThrownBy(() -> logIn(
                                        target(context),
                                        Map.of("user", "alice", "password", "in wonderland", "database", value)))
                                .as(value)
                                .isInstanceOfSatisfying(LoginFailedException.class, ex -> assertThat(ex.failure())
                                        .isEqualTo(LoginFailure.INVALID));
                    }
                });
    }

    @Test
    void theTypeHasAFormOfItsOwn() {
        with("connections: { warehouse: { url: 'jdbc:h2:mem:north', login: { enabled: true } } }")
                .run(context -> {
                    assertThat(target(context).logins().form().fields())
                            .containsExactly(new LoginField("user", "", true), new LoginField("password", "", false));
                    logIn(target(context), Map.of("user", "alice", "password", "in wonderland"));
                });
    }

    @Test
    void aTypeOfTheApplicationsOwnSaysWhatItsUsersFillIn() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class))
                .withBean(ShelfConnectionType.class)
                .withPropertyValues("connections.depot.type=shelf", "connections.depot.login.enabled=true")
                .run(context -> {
                    LoginTarget target = context.getBean(LoginConnections.class).target("depot");
                    assertThat(target.logins().form().fields())
                            .containsExactly(
                                    new LoginField("user", "guest", true),
                                    new LoginField("password", "", false),
                                    new LoginField("room", "A", true));
                    logIn(target, Map.of("password", "b"));
                    assertThat(handle(context).<String, RuntimeException>call(StringBuilder::toString))
                            .isEqualTo("guest:b in A of north");
                    logIn(target, Map.of("user", "ann", "password", "c", "room", "B", "house", "south"));
                    assertThat(handle(context).<String, RuntimeException>call(StringBuilder::toString))
                            .isEqualTo("ann:c in B of north");
                });
    }

    @Test
    void nothingOfItIsTheApplicationsDataSource() {
        with(WAREHOUSE).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(JdbcTemplate.class);
            assertThat(context.getBeanNamesForType(DataSource.class)).containsExactly("warehouseDataSource");
            assertThat(context).doesNotHaveBean("warehouseConnectionFactory");
        });
        with(WAREHOUSE + "  pet-db:\n    url: jdbc:h2:mem:pets\n")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(JdbcTemplate.class));
    }

    @Test
    void aFactoryOfTheApplicationIsLoggedInTo() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class))
                .withUserConfiguration(Parcels.class)
                .withPropertyValues("connections.depot.login.enabled=true")
                .run(context -> {
                    ManagedConnection<StringBuilder> depot = handle(context);
                    assertThatThrownBy(() -> depot.call(StringBuilder::length))
                            .isInstanceOf(LoginRequiredException.class);
                    logIn(
                            context.getBean(LoginConnections.class).target("depot"),
                            Map.of("user", "ann", "password", "b"));
                    assertThat(depot.<String, RuntimeException>call(StringBuilder::toString))
                            .isEqualTo("ann:b");
                });
    }

    @SuppressWarnings("unchecked")
    private static ManagedConnection<StringBuilder> handle(ApplicationContext context) {
        return context.getBean("depot", ManagedConnection.class);
    }

    @Test
    void allThatIsWrongIsTold() {
        with("""
                        connections:
                          warehouse:
                            dialect: h2
                            database: mem:north
                            username: scott
                            start: required
                            login:
                              form: { user: "", password: tiger, url: "", databse: "", pool-size: "", pin: "" }
                              options: { querry: x }
                              idle-timeout: 0s
                              max-connections: 0
                          orders:
                            url: postgresql://scott:tiger@localhost/orders
                            login: { title: Orders }
                        """)
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
                            .message()
                            .contains("connections.warehouse.username", "each user logs in")
                            .contains("connections.warehouse.start", "'required'")
                            .contains("connections.warehouse.login.form.password", "has a value")
                            .contains("connections.warehouse.login.form.url", "cannot be a field of the form")
                            .contains("connections.warehouse.login.form.databse", "'database'")
                            .contains("connections.warehouse.login.form.pin", "is a secret")
                            .contains("connections.warehouse.login.options.querry", "'query'")
                            .contains("connections.warehouse.login.idle-timeout")
                            .contains("connections.warehouse.login.max-connections", "at least 1")
                            .doesNotContain("tiger");
                });
        with("connections: { orders: { url: 'postgresql://scott:tiger@localhost/orders', login: { title: Orders } } }")
                .run(context -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
                        .message()
                        .contains("connections.orders", "names a user or a password")
                        .doesNotContain("tiger"));
    }

    @Test
    void whatKnowsNoUsersLetsNobodyIn() {
        with("connections: { notes: { url: 'jdbc:sqlite::memory:', login: { title: Notes } } }")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("connections.notes cannot be used")
                        .hasStackTraceContaining("sqlite has no users"));
    }

    @Test
    void nobodyMakesADatabaseByNamingOne() {
        with(WAREHOUSE.replace("mem:north", "mem:nowhere").replace("options:", "#"))
                .run(context -> assertThatThrownBy(
                                () -> logIn(target(context), Map.of("user", "alice", "password", "in wonderland")))
                        .isInstanceOf(LoginFailedException.class));
    }

    @Test
    void configuredAnewItEndsAllLogins() {
        with(WAREHOUSE).run(context -> {
            SqlConnection warehouse = context.getBean(SqlConnection.class);
            logIn(target(context), Map.of("user", "alice", "password", "in wonderland"));
            LoginConnections logins = context.getBean(LoginConnections.class);
            assertThat(logins.target("WARE_HOUSE")).isSameAs(logins.target("warehouse"));
            assertThat(logins.target("pet-db")).isNull();
            context.getEnvironment()
                    .getSystemProperties()
                    .put("connections.warehouse.login.title", "Another warehouse");
            try {
                context.getBean(Connections.class).reload("warehouse");
            } finally {
                context.getEnvironment().getSystemProperties().remove("connections.warehouse.login.title");
            }
            assertThat(target(context).title()).isEqualTo("Another warehouse");
            assertThatThrownBy(() -> warehouse.query("select 1")).isInstanceOf(LoginRequiredException.class);
            logIn(target(context), Map.of("user", "alice", "password", "in wonderland"));
            assertThat(warehouse.query("select 1").size()).isOne();
        });
    }

    private static LoginTarget target(ApplicationContext context) {
        return context.getBean(LoginConnections.class).target("warehouse");
    }

    private static void logIn(LoginTarget target, Map<String, String> fields) {
        LoginId id = LoginId.random();
        Map<String, char[]> entered = new HashMap<>();
        fields.forEach((name, value) -> entered.put(name, value.toCharArray()));
        target.logins().open(new LoginRequest(id, entered, "127.0.0.1", null));
        LoginContext.set(new FixedLogins(id));
    }

    private ApplicationContextRunner with(String yaml) {
        Path file = folder.resolve("application.yml");
        return new ApplicationContextRunner()
                .withInitializer(context -> {
                    write(file, yaml);
                    context.getEnvironment().getSystemProperties().put("spring.config.location", "file:" + file);
                    new ConfigDataApplicationContextInitializer().initialize(context);
                    context.getEnvironment().getSystemProperties().remove("spring.config.location");
                })
                .withConfiguration(AutoConfigurations.of(
                        ConnectionsAutoConfiguration.class,
                        SqlConnectionAutoConfiguration.class,
                        AmbiguousDataSourcesAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class));
    }

    private static void write(Path file, String yaml) {
        try {
            Files.writeString(file, yaml, StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Parcels {

        @Bean
        ConnectionFactory<StringBuilder> depotConnectionFactory() {
            return new Notes("");
        }
    }

    /** Notes who it was opened as. */
    private record Notes(String where) implements ConnectionFactory<StringBuilder> {

        @Override
        public StringBuilder connect(Credentials credentials) {
            return new StringBuilder(credentials.user() + ":" + credentials.secret() + where);
        }

        @Override
        public boolean authenticates() {
            return true;
        }

        @Override
        public boolean isOpen(StringBuilder resource) {
            return true;
        }

        @Override
        public void close(StringBuilder resource) {
            resource.setLength(0);
        }
    }

    record Shelf(@Nullable String house, @Nullable String room) {}

    @LoginDefaults(
            form = {"user=guest", "password", "room=A"},
            options = "house=north")
    static class ShelfConnectionType implements ConnectionType<Shelf, StringBuilder, ManagedConnection<StringBuilder>> {

        @Override
        public ConnectionFactory<StringBuilder> connectionFactory(ConnectionDefinition<Shelf> definition) {
            Shelf shelf = definition.properties();
            return new Notes(" in " + shelf.room() + " of " + shelf.house());
        }

        @Override
        public ManagedConnection<StringBuilder> handle(
                ManagedConnection<StringBuilder> connection, ConnectionDefinition<Shelf> definition) {
            return connection;
        }
    }
}
