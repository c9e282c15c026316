package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.sql.orders.Purchase;
import dev.connections.autoconfigure.sql.orders.PurchaseRepository;
import dev.connections.autoconfigure.sql.pets.Pet;
import dev.connections.autoconfigure.sql.pets.PetRepository;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.data.EnableConnectionRepositories;
import dev.connections.testing.EnglishLocale;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/** An application whose settings are only complete where it runs, not where it is built. */
@Timeout(120)
@ExtendWith(EnglishLocale.class)
class AheadOfTimeTests {

    private static final String[] SETTINGS = {
        "connections.pet-db.url=jdbc:h2:mem:${PETS}",
        "connections.pet-db.username=${DB_USER}",
        "connections.pet-db.password=${DB_PASSWORD}",
        "connections.pet-db.pool.maximum-size=${POOL_SIZE}",
        "connections.pet-db.connect-timeout=${CONNECT_TIMEOUT}",
        "connections.orders.type=sql",
        "connections.orders.url=${ORDERS_URL}",
        "connections.orders.ssl-bundle=${BUNDLE:}",
        "connections.bills.dialect=h2",
        "connections.defaults.sql.pool.minimum-idle=${IDLE}"
    };

    @Test
    @CompileWithForkedClassLoader
    void takesWhatIsOnlyThereAtRunTime() {
        processed(SETTINGS)
                .run(
                        context -> {
                            SqlConnection petDb = context.getBean("petDb", SqlConnection.class);
                            assertThat(petDb.sql("select current_user").value(String.class))
                                    .isEqualTo("SCOTT");
                            assertThat(petDb.sql("select database()").value(String.class))
                                    .isEqualTo("LATE");
                            assertThat(context.getBean("ordersDataSource", DataSource.class))
                                    .isNotNull();
                            assertThat(context.getBean("bills", SqlConnection.class)
                                            .sql("select database()")
                                            .value(String.class))
                                    .isEqualTo("BILLS");
                        },
                        "PETS=late",
                        "DB_USER=scott",
                        "DB_PASSWORD=tiger",
                        "POOL_SIZE=3",
                        "CONNECT_TIMEOUT=5s",
                        "ORDERS_URL=jdbc:h2:mem:orders",
                        "IDLE=0",
                        "connections.bills.database=mem:bills");
    }

    @Test
    @CompileWithForkedClassLoader
    void generatesRepositoriesWhereTheDialectIsKnownAndMakesTheOthersAtRunTime() {
        Processed processed = processed(Repositories.class, SETTINGS);
        assertThat(processed
                        .generated
                        .getGeneratedFiles()
                        .getGeneratedFiles(Kind.SOURCE)
                        .keySet())
                .anyMatch(file -> file.contains("PetRepositoryImpl"))
                .noneMatch(file -> file.contains("PurchaseRepositoryImpl"));
        processed.run(
                context -> {
                    context.getBean("petDb", SqlConnection.class)
                            .update("create table pet (id identity primary key, name varchar(9))");
                    context.getBean("orders", SqlConnection.class)
                            .update("create table purchase (id integer primary key, item varchar(9))");
                    context.getBean(PetRepository.class).save(new Pet(null, "rex"));
                    assertThat(context.getBean(PetRepository.class).findByNameContaining("e"))
                            .hasSize(1);
                    context.getBean(PurchaseRepository.class).save(new Purchase(null, "bone"));
                    assertThat(context.getBean(PurchaseRepository.class).findAll())
                            .hasSize(1);
                },
                "PETS=repositories",
                "DB_USER=scott",
                "DB_PASSWORD=tiger",
                "POOL_SIZE=3",
                "CONNECT_TIMEOUT=5s",
                "ORDERS_URL=jdbc:sqlite::memory:",
                "IDLE=0",
                "connections.bills.database=mem:bills");
    }

    @Test
    @CompileWithForkedClassLoader
    void reportsAtRunTimeWhatIsNotThereThenEither() {
        Processed processed = processed(SETTINGS);
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(
                        () -> processed.run(context -> {}, "PETS=late", "DB_USER=scott", "POOL_SIZE=many", "IDLE=0"))
                .havingRootCause()
                .isInstanceOf(InvalidConnectionsException.class)
                .withMessageContainingAll(
                        "connections.pet-db.password",
                        "Set DB_PASSWORD",
                        "connections.pet-db.connect-timeout",
                        "Set CONNECT_TIMEOUT",
                        "connections.pet-db.pool.maximum-size",
                        "not a valid int",
                        "connections.orders.url",
                        "Set ORDERS_URL",
                        "connections.bills.database");
    }

    @Test
    void asksForWhatDecidesAboutBeans() {
        assertThatExceptionOfType(InvalidConnectionsException.class)
                .isThrownBy(() -> processed(
                        "connections.a.url=${A_URL}",
                        "connections.b.type=${B_TYPE}",
                        "connections.c.url=jdbc:h2:mem:c",
                        "connections.c.enabled=${C_ENABLED}",
                        "connections.d.url=jdbc:h2:mem:d",
                        "connections.d.primary=${D_PRIMARY}",
                        "connections.e.url=jdbc:h2:mem:e",
                        "connections.e.pasword=${E_PASSWORD}"))
                .satisfies(failure -> assertThat(failure.problems()).hasSize(5))
                .withMessageContainingAll(
                        "connections.a.url",
                        "Set 'type' to one of: sql.",
                        "connections.b.type",
                        "while the application is processed ahead of time. Set B_TYPE",
                        "connections.c.enabled",
                        "Set C_ENABLED, or write '${C_ENABLED:default}'",
                        "connections.d.primary",
                        "connections.e.pasword",
                        "Did you mean 'password'?");
    }

    private static Processed processed(String... properties) {
        return processed(Application.class, properties);
    }

    private static Processed processed(Class<?> application, String... properties) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(application);
        TestPropertyValues.of(properties).applyTo(context);
        TestGenerationContext generated = new TestGenerationContext(AheadOfTimeTests.class);
        ClassName initializer = TestPropertyValues.of(AbstractAotProcessor.AOT_PROCESSING + "=true")
                .applyToSystemProperties(
                        () -> new ApplicationContextAotGenerator().processAheadOfTime(context, generated));
        generated.writeGeneratedContent();
        return new Processed(generated, initializer, properties);
    }

    /** What ahead-of-time processing made of the application. */
    private record Processed(TestGenerationContext generated, ClassName initializer, String... properties) {

        @SuppressWarnings("unchecked")
        void run(Consumer<ApplicationContext> check, String... properties) {
            TestCompiler.forSystem().with(generated).compile(compiled -> {
                try (GenericApplicationContext context = new GenericApplicationContext()) {
                    TestPropertyValues.of(this.properties).and(properties).applyTo(context);
                    compiled.getInstance(ApplicationContextInitializer.class, initializer.toString())
                            .initialize(context);
                    context.refresh();
                    check.accept(context);
                }
            });
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SqlConnectionAutoConfiguration.class,
        ConnectionsAutoConfiguration.class,
        TransactionManagerAliasesAutoConfiguration.class
    })
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(connection = "pet-db", basePackageClasses = Pet.class)
    @EnableConnectionRepositories(connection = "orders", basePackageClasses = Purchase.class)
    static class Repositories extends Application {}
}
