package dev.connections.samples.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.samples.testing.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Signs in, calls the service as the user, and signs out, in a browser and with a real OpenID Connect server. */
@SpringBootTest(useMainMethod = UseMainMethod.ALWAYS, webEnvironment = WebEnvironment.RANDOM_PORT)
@EnabledIf("isBrowserThere")
@Tag("browser")
class OAuthBrowserTests {

    @LocalServerPort
    private int port;

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
    void signsInShowsTheProfileAndSignsOut() throws Exception {
        browser.open(url("/"));
        browser.await(By.linkText("Sign in")).click();
        browser.type("username", "mary");
        browser.await(By.cssSelector("[type=submit]")).click();
        browser.await(By.xpath("//dt[.='sub']/following-sibling::dd[1][.='mary']"));
        browser.takePicture("profile");

        browser.await(By.linkText("Sign out")).click();
        browser.press("Log Out");
        browser.await(By.linkText("Sign in"));
        browser.open(url("/me.html"));
        assertThat(browser.await(By.name("username")).isDisplayed()).isTrue();
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
