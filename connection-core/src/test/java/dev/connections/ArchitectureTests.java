package dev.connections;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.connections.login.LoginRequiredException;
import dev.connections.supervision.resilience.SupervisionCustomizer;
import dev.connections.supervision.resilience.SupervisionRegistries;
import dev.connections.support.NetworkReason;
import dev.connections.support.RateLimitExceededException;
import dev.connections.support.RateLimiter;
import dev.connections.support.WaitingClock;
import dev.connections.testing.Casts;
import dev.connections.testing.DurationTexts;
import dev.connections.testing.ServerUse;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the architecture. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.connections");

    @Test
    void knowsNoSpringBoot() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.boot..", "org.springframework.cloud..")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("dev.connections.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** The pattern of the cycle rule does not match the root package itself. */
    @Test
    void packagesBelowTheApiDoNotDependOnIt() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.connections.cache",
                        "dev.connections.cache.keys",
                        "dev.connections.cache.codec",
                        "dev.connections.cache.values",
                        "dev.connections.credentials",
                        "dev.connections.metrics")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.connections").and(not(type(Internal.class))))
                .check(CLASSES);
    }

    @Test
    void theApiKnowsNoTypeAndNoSupervisor() {
        noClasses()
                .that()
                .resideInAPackage("dev.connections")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.connections.sql..",
                        "dev.connections.snowflake..",
                        "dev.connections.rest..",
                        "dev.connections.mail..",
                        "dev.connections.files..",
                        "dev.connections.supervision..")
                .check(CLASSES);
    }

    @Test
    void supervisionAndCredentialsKnowNoType() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.connections.supervision..", "dev.connections.credentials..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.connections.sql..")
                .check(CLASSES);
    }

    /** The types of others have the same API. */
    @Test
    void typesUseNothingOfTheEngineButItsApi() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.connections.sql..",
                        "dev.connections.snowflake..",
                        "dev.connections.rest..",
                        "dev.connections.mail..",
                        "dev.connections.files..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.connections.supervision..", "dev.connections.login..")
                        .and(not(belongToAnyOf(
                                RateLimiter.class,
                                RateLimitExceededException.class,
                                NetworkReason.class,
                                SupervisionCustomizer.class,
                                SupervisionRegistries.class,
                                WaitingClock.class,
                                LoginRequiredException.class))))
                .check(CLASSES);
    }

    /** The types of others cannot do so. What the API hands over has the type that is needed. */
    @Test
    void typesCastToNoImplementation() throws Exception {
        assertThat(Casts.toImplementations(
                        CLASSES,
                        "dev/connections/sql",
                        "dev/connections/snowflake",
                        "dev/connections/rest",
                        "dev/connections/mail",
                        "dev/connections/files"))
                .isEmpty();
    }

    /** Snowflake is a SQL database and more, so its type builds upon SQL's; nothing builds upon it. */
    @Test
    void onlySnowflakeBuildsUponAnotherType() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.connections.sql..", "dev.connections.supervision..", "dev.connections.cache..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.connections.snowflake..")
                .check(CLASSES);
    }

    @Test
    void servicesKnowOfNoOtherType() {
        noClasses()
                .that()
                .resideInAPackage("dev.connections.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.connections.sql..", "dev.connections.snowflake..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.connections.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.connections.rest..")
                .check(CLASSES);
    }

    /** They are the table of every type: of queries, files, sheets and responses. */
    @Test
    void rowsKnowNoType() {
        noClasses()
                .that()
                .resideInAPackage("dev.connections.rows..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.connections.sql..",
                        "dev.connections.snowflake..",
                        "dev.connections.rest..",
                        "dev.connections.mail..",
                        "dev.connections.files..",
                        "dev.connections.supervision..")
                .check(CLASSES);
    }

    @Test
    void mailStandsAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.connections.mail..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.connections.sql..", "dev.connections.snowflake..", "dev.connections.rest..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.connections.mail..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.connections.mail..")
                .check(CLASSES);
    }

    @Test
    void namesSayAnIdea() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() throws Exception {
        Set<String> packages =
                CLASSES.stream().map(type -> type.getPackageName()).collect(Collectors.toSet());
        assertThat(packages).contains("dev.connections", "dev.connections.supervision", "dev.connections.sql");
        for (String name : packages) {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void testsThatStartAServerAreMarked() {
        assertThat(ServerUse.unmarked(new ClassFileImporter().importPackages("dev.connections")))
                .as("test classes that need @RequiresServer")
                .isEmpty();
    }

    /** They give other results with another locale or charset: a Turkish lower-case I is not i. */
    @Test
    void nothingDependsOnTheDefaultLocaleOrCharset() {
        noClasses()
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "getBytes")
                .orShould()
                .callConstructor(String.class, byte[].class)
                .orShould()
                .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
                .check(CLASSES);
    }

    @Test
    void messagesShowDurationsAsPeopleWriteThem() throws Exception {
        assertThat(DurationTexts.in(DurationTexts.classesOf(ConnectionFactory.class)))
                .isEmpty();
    }
}
