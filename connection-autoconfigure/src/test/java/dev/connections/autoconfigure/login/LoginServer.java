package dev.connections.autoconfigure.login;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.cache.CachedQueriesAutoConfiguration;
import dev.connections.autoconfigure.cache.SessionUsersAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application on Tomcat whose users log in to a database with the users alice and bob. What is below {@code /reports} is
 * gated.
 */
final class LoginServer implements AutoCloseable {

    static final String ALICES_PASSWORD = "in wonderland";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final ServletWebServerApplicationContext context;

    private final Connection owner;

    private LoginServer(Connection owner, ServletWebServerApplicationContext context) {
        this.owner = owner;
        this.context = context;
    }

    static LoginServer start(String... settings) {
        return start(Application.class, settings);
    }

    /** @param settings take precedence; in them {@code {database}} is the name of the database */
    static LoginServer start(Class<?> application, String... settings) {
        String database = "mem:web" + NUMBERS.incrementAndGet();
        List<String> arguments = new ArrayList<>(List.of("--connections.warehouse.database=" + database));
        List.of(settings).forEach(setting -> arguments.add("--" + setting.replace("{database}", database)));
        try {
            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setUrl("jdbc:h2:" + database);
            Connection owner = dataSource.getConnection("owner", "owner");
            try (Statement statement = owner.createStatement()) {
                statement.execute("create user alice password '" + ALICES_PASSWORD + "'");
                statement.execute("create user bob password 'the builder'");
            }
            try {
                return new LoginServer(
                        owner, (ServletWebServerApplicationContext) new SpringApplicationBuilder(application)
                                .properties(
                                        "server.port=0",
                                        "spring.main.banner-mode=off",
                                        "connections.warehouse.dialect=h2",
                                        "connections.warehouse.login.title=Warehouse",
                                        "connections.warehouse.login.form.user=",
                                        "connections.warehouse.login.form.password=",
                                        "connections.warehouse.login.paths=/reports/**",
                                        "connections.warehouse.login.refusal-time=0s")
                                .run(arguments.toArray(String[]::new)));
            } catch (RuntimeException ex) {
                owner.close();
                throw ex;
            }
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    int port() {
        return context.getWebServer().getPort();
    }

    Pages pages() {
        return context.getBean(Pages.class);
    }

    LoginTarget target() {
        return context.getBean(LoginConnections.class).target("warehouse");
    }

    /** How many users are logged in. */
    int open() {
        String text = target().logins().toString();
        return Integer.parseInt(text.replaceAll(".*, (\\d+) open\\)", "$1"));
    }

    /** What the database's owner does. */
    void execute(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        context.close();
        owner.close();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        TaskExecutionAutoConfiguration.class,
        SqlConnectionAutoConfiguration.class,
        ConnectionsAutoConfiguration.class,
        CachedQueriesAutoConfiguration.class,
        SessionUsersAutoConfiguration.class,
        LoginAutoConfiguration.class
    })
    static class Parts {}

    @Configuration(proxyBeanMethods = false)
    @Import({Parts.class, Pages.class})
    static class Application {}
}
