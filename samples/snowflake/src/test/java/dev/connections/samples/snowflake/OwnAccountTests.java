package dev.connections.samples.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.login.LoginRequiredException;
import dev.connections.testing.SelfSigned;
import dev.connections.testing.snowflake.SnowflakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** The sample with an account that its properties name, which here is another server than the embedded one. */
class OwnAccountTests {

    private final SnowflakeServer account = SnowflakeServer.start();

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void anAccountIsGivenWithAPassword() {
        assertThat(user(
                        "--connections.warehouse.user=" + SnowflakeServer.USER,
                        "--connections.warehouse.password=" + SnowflakeServer.PASSWORD))
                .isEqualTo(SnowflakeServer.USER);
    }

    @Test
    void anAccountIsGivenWithAPrivateKey(@TempDir Path directory) throws Exception {
        SelfSigned pair = SelfSigned.in(directory);
        account.account()
                .publicKey("REPORTS", pair.keyStore().getCertificate("key").getPublicKey());
        assertThat(user(
                        "--connections.warehouse.user=REPORTS",
                        "--connections.warehouse.private-key.file=" + pair.key()))
                .isEqualTo("REPORTS");
    }

    @Test
    void anAccountIsGivenAndEachUserLogsIn() {
        assertThatThrownBy(() -> user("--spring.profiles.active=account,login"))
                .isInstanceOf(LoginRequiredException.class);
    }

    private String user(String... settings) {
        String[] all = new String[settings.length + 4];
        all[0] = "--spring.profiles.include=account";
        all[1] = "--connections.warehouse.account=" + account.account().name();
        all[2] = "--connections.warehouse.host=127.0.0.1:" + account.port();
        all[3] = "--connections.warehouse.properties.ssl=off";
        System.arraycopy(settings, 0, all, 4, settings.length);
        SpringApplication application = new SpringApplication(SnowflakeApplication.class);
        application.addInitializers(new EmbeddedAccount());
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(all)) {
            assertThat(context.containsBean("embeddedAccount")).isFalse();
            return context.getBean(Orders.class).whose().person();
        }
    }
}
