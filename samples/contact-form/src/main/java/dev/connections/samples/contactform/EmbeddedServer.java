package dev.connections.samples.contactform;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The SMTP server that the sample talks to by default. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("contact.embedded")
class EmbeddedServer {

    @Bean(initMethod = "start", destroyMethod = "stop")
    GreenMail embeddedMailServer(@Value("${contact.port}") int port) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        // a busy machine may need more than its 2 s
        setup.setServerStartupTimeout(Duration.ofMinutes(1).toMillis());
        return new GreenMail(setup);
    }
}
