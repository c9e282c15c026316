package dev.connections.autoconfigure.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.cache.CachedQuery;
import dev.connections.cache.advice.InvalidQueryMethodsException;
import dev.connections.sql.SqlConnection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/** An application with cached methods that is processed ahead of time. */
@Timeout(120)
class CachedQueriesAheadOfTimeTests {

    @Test
    @CompileWithForkedClassLoader
    void cachesWithProxiesThatWereMadeAheadOfTime() {
        run(PetShop.class, context -> {
            Pets pets = context.getBean(Pets.class);
            assertThat(pets.all("rex")).isSameAs(pets.all("rex")).isNotSameAs(pets.all("tom"));
            assertThat(context.getBean(SqlConnection.class).cache().entries()).hasSize(2);
        });
    }

    @Test
    @CompileWithForkedClassLoader
    void checksWhenTheApplicationStarts() {
        assertThatExceptionOfType(InvalidQueryMethodsException.class)
                .isThrownBy(() -> run(WrongShop.class, context -> {}))
                .withMessageContaining("Wrong.all() has ttl \"often\"");
    }

    @SuppressWarnings("unchecked")
    private static void run(Class<?> application, Consumer<ApplicationContext> check) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(application);
        TestPropertyValues properties = TestPropertyValues.of("connections.pet-db.url=jdbc:h2:mem:");
        properties.applyTo(context);
        TestGenerationContext generated = new TestGenerationContext(CachedQueriesAheadOfTimeTests.class);
        ClassName initializer = TestPropertyValues.of(AbstractAotProcessor.AOT_PROCESSING + "=true")
                .applyToSystemProperties(
                        () -> new ApplicationContextAotGenerator().processAheadOfTime(context, generated));
        generated.writeGeneratedContent();
        TestCompiler.forSystem().with(generated).compile(compiled -> {
            try (GenericApplicationContext processed = new GenericApplicationContext()) {
                properties.applyTo(processed);
                compiled.getInstance(ApplicationContextInitializer.class, initializer.toString())
                        .initialize(processed);
                processed.refresh();
                check.accept(processed);
            }
        });
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SqlConnectionAutoConfiguration.class,
        ConnectionsAutoConfiguration.class,
        CachedQueriesAutoConfiguration.class
    })
    @Import(Pets.class)
    static class PetShop {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SqlConnectionAutoConfiguration.class,
        ConnectionsAutoConfiguration.class,
        CachedQueriesAutoConfiguration.class
    })
    @Import(Wrong.class)
    static class WrongShop {}

    static class Pets {

        @CachedQuery(connection = "pet-db", ttl = "1h", key = "#name")
        public List<String> all(String name) {
            return List.of(name, name);
        }
    }

    static class Wrong {

        @CachedQuery(ttl = "often")
        public List<String> all() {
            return List.of();
        }
    }
}
