package dev.connections.samples.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.samples.testing.Browser;
import dev.connections.testing.snowflake.SnowflakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** The sample with a login for each user, in a browser. */
@SpringBootTest(useMainMethod = UseMainMethod.ALWAYS, webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("login")
@EnabledIf("isBrowserThere")
@Tag("browser")
class LoginBrowserTests {

    @LocalServerPort
    private int port;

    @Autowired
    private SnowflakeServer server;

    @TempDir
    private Path profile;

    private Browser browser;

    static boolean isBrowserThere() {
        return Browser.isThere();
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
    void logsInReadsLosesTheSessionLogsInAgainAndLogsOut() throws Exception {
        browser.open(url("/reports/index.html"));
        browser.awaitPath("/connections/warehouse/login");
        assertThat(browser.text()).contains("Snowflake Login");
        browser.takePicture("login");
        logIn("lion");
        assertThat(browser.await(By.cssSelector("[role=alert]")).getText()).isNotBlank();
        logIn(SnowflakeServer.PASSWORD);
        browser.awaitPath("/reports/index.html");
        browser.await(By.xpath("//td[.='Clerk#000000951']"));
        browser.await(By.xpath("//p[contains(., 'that of SCOTT in SNOWFLAKE_SAMPLE_DATA')]"));
        browser.takePicture("reports");

        server.forgetSessions();
        // a session that has answered within the last seconds counts as open
        browser.openUntil(url("/reports/index.html"), "/connections/warehouse/login");
        logIn(SnowflakeServer.PASSWORD);
        browser.awaitPath("/reports/index.html");
        browser.await(By.xpath("//td[.='Clerk#000000951']"));
        browser.await(By.cssSelector("#logout button"));

        browser.press("Log out");
        browser.awaitPath("/connections/warehouse/login");
        browser.open(url("/reports/index.html"));
        browser.awaitPath("/connections/warehouse/login");
    }

    private void logIn(String password) {
        browser.type("user", SnowflakeServer.USER);
        browser.type("password", password);
        browser.press("Log in");
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
