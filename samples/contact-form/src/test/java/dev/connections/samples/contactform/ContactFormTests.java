package dev.connections.samples.contactform;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import dev.connections.samples.testing.Browser;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
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
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The sample as it starts by default, in a browser. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@EnabledIf("isBrowserThere")
@Tag("browser")
class ContactFormTests {

    @LocalServerPort
    private int port;

    @Autowired
    private GreenMail server;

    @TempDir
    private Path profile;

    private Browser browser;

    static boolean isBrowserThere() {
        return Browser.isThere();
    }

    @DynamicPropertySource
    static void useAFreePort(DynamicPropertyRegistry registry) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            int free = socket.getLocalPort();
            registry.add("contact.port", () -> free);
        }
    }

    @BeforeEach
    void openBrowser() throws Exception {
        server.purgeEmailFromAllMailboxes();
        browser = new Browser(profile);
        browser.open(url("/"));
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void whatAVisitorWritesArrivesByMail() throws Exception {
        write("jane@example.com", "Knitting ✓", "Do you have <wool>?");
        browser.awaitPath("/sent");
        assertThat(browser.text()).contains("Thank you");
        browser.takePicture("sent");

        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Contact: Knitting ✓");
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(message.getAllRecipients()[0]).hasToString("help@example.com");
        assertThat(message.getReplyTo()[0]).hasToString("jane@example.com");
        String content = new String(message.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(content).contains("Do you have <wool>?", "&lt;wool&gt;");

        browser.open(url("/inbox"));
        assertThat(browser.text()).contains("Contact: Knitting ✓", "jane@example.com");
    }

    @Test
    void whatIsNoAddressIsAskedForAgain() throws Exception {
        write("jane@example.com, victim@example.com", "Hello", "text");
        assertThat(browser.await(By.cssSelector("[role=alert]")).getText()).isEqualTo("Please check the address");
        assertThat(server.getReceivedMessages()).isEmpty();
        browser.takePicture("refused");
        browser.type("address", "jane@example.com");
        browser.press("Send");
        browser.awaitPath("/sent");
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void thePageFitsAPhone() throws Exception {
        browser.usePhone();
        browser.open(url("/"));
        assertThat(browser.scrollsSideways()).isFalse();
        browser.takePicture("form-phone");
    }

    private void write(String address, String subject, String text) {
        browser.type("address", address);
        browser.type("subject", subject);
        browser.type("text", text);
        browser.press("Send");
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
