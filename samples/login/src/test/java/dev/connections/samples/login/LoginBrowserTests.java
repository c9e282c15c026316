package dev.connections.samples.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.samples.testing.Browser;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The sample on PostgreSQL, in a browser. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("postgresql")
@EnabledIf("isBrowserThere")
@Tag("browser")
class LoginBrowserTests {

    private static EmbeddedPostgres postgres;

    @LocalServerPort
    private int port;

    @TempDir
    private Path profile;

    private Browser browser;

    static boolean isBrowserThere() {
        return Browser.isThere();
    }

    @DynamicPropertySource
    static void startPostgres(DynamicPropertyRegistry registry) throws Exception {
        postgres = EmbeddedPostgres.start();
        try (Connection owner = postgres.getPostgresDatabase().getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("create database warehouse");
            askForPasswords(statement);
        }
        registry.add("connections.warehouse.port", postgres::getPort);
        registry.add("connections.warehouse-owner.url", () -> postgres.getJdbcUrl("postgres", "warehouse"));
    }

    /** As it is started it believes everybody. */
    private static void askForPasswords(Statement statement) throws Exception {
        try (ResultSet file = statement.executeQuery("show hba_file")) {
            file.next();
            Files.writeString(
                    Path.of(file.getString(1)),
                    """
                    host all postgres all trust
                    host all all all scram-sha-256
                    """);
        }
        statement.execute("select pg_reload_conf()");
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void openBrowser() {
        browser = new Browser(profile);
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void logsInQueriesLosesTheConnectionLogsInAgainAndLogsOut() throws Exception {
        browser.open(url("/reports/index.html"));
        browser.awaitPath("/connections/warehouse/login");
        browser.takePicture("login");
        logIn("mary", "cotton");
        assertThat(browser.await(By.cssSelector("[role=alert]")).getText()).isNotBlank();
        browser.takePicture("login-refused");
        logIn("mary", "wool");
        browser.awaitPath("/reports/index.html");
        browser.await(By.xpath("//td[.='Knitting Club']"));
        assertThat(browser.text()).contains("School of Weavers").doesNotContain("Tea House");

        terminateBackendsOf("mary");
        // a connection that has answered within the last second counts as open
        browser.openUntil(url("/reports/index.html"), "/connections/warehouse/login");
        logIn("mary", "wool");
        browser.awaitPath("/reports/index.html");
        browser.await(By.xpath("//td[.='Knitting Club']"));
        browser.await(By.cssSelector("#logout button"));
        browser.takePicture("reports");

        browser.press("Log out");
        browser.awaitPath("/connections/warehouse/login");
        browser.open(url("/reports/index.html"));
        browser.awaitPath("/connections/warehouse/login");
    }

    @Test
    void thePageFitsAPhoneAndTheDark() throws Exception {
        browser.usePhone();
        browser.open(url("/connections/warehouse/login"));
        assertThat(browser.scrollsSideways()).isFalse();
        browser.takePicture("login-phone");
        String light = background();
        browser.useDark();
        assertThat(background()).isNotEqualTo(light);
        browser.takePicture("login-dark");
    }

    private String background() {
        return (String) browser.script("return getComputedStyle(document.body).backgroundColor");
    }

    private void logIn(String user, String password) {
        browser.type("user", user);
        browser.type("password", password);
        browser.press("Log in");
    }

    /** Returns when they are gone. */
    private void terminateBackendsOf(String user) throws Exception {
        try (Connection owner = postgres.getPostgresDatabase().getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '" + user + "'");
        }
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
