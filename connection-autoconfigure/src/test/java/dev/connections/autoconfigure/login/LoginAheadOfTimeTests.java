package dev.connections.autoconfigure.login;

import static dev.connections.autoconfigure.login.Browser.LOGIN;
import static dev.connections.autoconfigure.login.Browser.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/** A web application with a login that is processed ahead of time. */
@Timeout(120)
class LoginAheadOfTimeTests {

    @Test
    @CompileWithForkedClassLoader
    @SuppressWarnings("unchecked")
    void theGateStandsAndThePageIsShown() {
        // of which a process has one, and the Tomcat of other tests may have set it
        TomcatURLStreamHandlerFactory.disable();
        AnnotationConfigServletWebServerApplicationContext context =
                new AnnotationConfigServletWebServerApplicationContext();
        context.register(LoginServer.Application.class);
        TestPropertyValues properties = TestPropertyValues.of(
                "server.port=0",
                "connections.warehouse.url=jdbc:h2:mem:",
                "connections.warehouse.login.paths=/reports/**");
        properties.applyTo(context);
        TestGenerationContext generated = new TestGenerationContext(LoginAheadOfTimeTests.class);
        ClassName initializer = TestPropertyValues.of(AbstractAotProcessor.AOT_PROCESSING + "=true")
                .applyToSystemProperties(
                        () -> new ApplicationContextAotGenerator().processAheadOfTime(context, generated));
        generated.writeGeneratedContent();
        TestCompiler.forSystem().with(generated).compile(compiled -> {
            try (ServletWebServerApplicationContext processed = new ServletWebServerApplicationContext()) {
                properties.applyTo(processed);
                compiled.getInstance(ApplicationContextInitializer.class, initializer.toString())
                        .initialize(processed);
                processed.refresh();
                Browser alice = new Browser(processed.getWebServer().getPort());
                assertThat(header(alice.get("/reports/x"), "Location")).isEqualTo(LOGIN);
                HttpResponse<String> page = alice.get(LOGIN);
                assertThat(page.body()).contains("name=\"password\"");
                assertThat(alice.api("/annotated").statusCode()).isEqualTo(401);
            }
        });
    }
}
