package dev.connections.samples.weather;

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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** The dashboard in a browser. */
@SpringBootTest(useMainMethod = UseMainMethod.ALWAYS, webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
@EnabledIf("isBrowserThere")
@Tag("browser")
class WeatherBrowserTests {

    @LocalServerPort
    private int port;

    @Autowired
    private BuiltInProvider.Asked asked;

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
    void showsCitiesThatTheProviderIsAskedForOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            browser.open("http://localhost:" + port + "/");
            browser.await(By.xpath("//li[contains(., 'Lima') and contains(., '19 °C') and contains(., 'mist')]"));
            browser.await(By.xpath("//li[contains(., 'Oslo') and contains(., '-3 °C')]"));
        }
        assertThat(asked.cities()).containsExactlyInAnyOrder("Lima", "Oslo");

        browser.type("city", "Zürich");
        browser.press("Show");
        browser.await(By.xpath("//li[contains(., 'Zürich')]"));
        browser.type("city", "Atlantis");
        browser.press("Show");
        browser.await(By.xpath("//p[.='There is no such city.']"));
        browser.takePicture("weather");
    }
}
