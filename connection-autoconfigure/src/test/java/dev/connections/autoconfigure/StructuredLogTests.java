package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionUnavailableException;
import dev.connections.ManagedConnection;
import dev.connections.credentials.Credentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StructuredLogTests {

    @Test
    void linesAboutAConnectionHaveItsNameAsAField() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        OutputStreamAppender<ILoggingEvent> appender = appender(log);
        Logger logger = (Logger) LoggerFactory.getLogger("dev.connections");
        logger.addAppender(appender);
        try {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class))
                    .withUserConfiguration(Application.class)
                    .run(context -> {
                        ManagedConnection<?> connection = context.getBean(ManagedConnection.class);
                        assertThatThrownBy(connection::lease).isInstanceOf(ConnectionUnavailableException.class);
                        while (!text(log).contains("Connection 'legacy-ftp' is down since")) {
                            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                        }
                    });
        } finally {
            logger.detachAppender(appender);
            appender.stop();
        }
        assertThat(text(log).lines().filter(line -> line.contains("Connection 'legacy-ftp' is down since")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .contains("\"connection\":\"legacy-ftp\"")
                        .startsWith("{")
                        .endsWith("}"));
    }

    private static String text(ByteArrayOutputStream log) {
        return log.toString(StandardCharsets.UTF_8);
    }

    private static OutputStreamAppender<ILoggingEvent> appender(ByteArrayOutputStream log) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LoggerContext own = new LoggerContext();
        own.putObject(Environment.class.getName(), new MockEnvironment());
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(own);
        encoder.setFormat("ecs");
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(log);
        appender.start();
        return appender;
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        ConnectionFactory<Object> legacyFtpConnectionFactory() {
            return new ConnectionFactory<>() {

                @Override
                public Object connect(Credentials credentials) throws IOException {
                    throw new IOException("no route to host");
                }

                @Override
                public boolean isOpen(Object resource) {
                    return false;
                }

                @Override
                public void close(Object resource) {}
            };
        }
    }
}
