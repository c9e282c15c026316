package dev.connections.samples.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.samples.testing.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The sample in a browser. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@EnabledIf("isBrowserThere")
@Tag("browser")
class FilesBrowserTests {

    @TempDir
    static Path directory;

    @LocalServerPort
    private int port;

    @TempDir
    private Path profile;

    @TempDir
    private Path local;

    private Browser browser;

    static boolean isBrowserThere() {
        return Browser.isThere();
    }

    @DynamicPropertySource
    static void useATemporaryDirectory(DynamicPropertyRegistry registry) {
        registry.add("connections.documents.url", directory::toUri);
    }

    @BeforeEach
    void openBrowser() {
        browser = new Browser(profile);
        browser.open("http://localhost:" + port + "/");
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void anUploadIsShownAsATable() throws Exception {
        Path file = Files.writeString(local.resolve("pets <ü>.csv"), "person,pet\njerry,<b>fish</b>\nalex,puppy\n");

        upload(file);
        browser.await(By.linkText("pets <ü>.csv"));
        browser.takePicture("documents");
        browser.await(By.linkText("Preview")).click();
        browser.awaitPath("/preview");
        assertThat(browser.text()).contains("pets <ü>.csv", "2 rows", "jerry <b>fish</b>", "alex puppy");
        browser.takePicture("preview");

        browser.await(By.linkText("All documents")).click();
        upload(file);
        assertThat(browser.await(By.cssSelector("[role=alert]")).getText())
                .isEqualTo("There is a file with this name already");
        browser.takePicture("refused");
    }

    @Test
    void thePageFitsAPhone() throws Exception {
        browser.usePhone();
        assertThat(browser.scrollsSideways()).isFalse();
        browser.takePicture("documents-phone");
    }

    private void upload(Path file) {
        browser.await(By.name("file")).sendKeys(file.toString());
        browser.press("Upload");
    }
}
