package dev.connections.autoconfigure;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.connections.supervision.resilience.SupervisionRegistries;
import dev.connections.support.ConnectionLogContext;
import dev.connections.support.RateLimitExceededException;
import dev.connections.support.RateLimiter;
import dev.connections.support.WaitingClock;
import dev.connections.testing.Casts;
import dev.connections.testing.DurationTexts;
import dev.connections.testing.InternalPackages;
import dev.connections.testing.ServerUse;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.context.annotation.Configuration;

/** Boot's rules for auto-configurations, and those of the architecture. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.connections.autoconfigure");

    /** The predefined option finds tests by their directory. A packaged core has them in a jar. */
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.connections");

    private static final String ROOT = "dev.connections.autoconfigure";

    /** What every type of connection uses, in order. Web, management and connection types are above. */
    private static final List<String> FROM_THE_BOTTOM =
            List.of("environment", "beans", "binding", "credentials", "registry", "diagnostics", "reload");

    private static final DescribedPredicate<JavaClass> CONFIGURATION = annotatedWith(AutoConfiguration.class)
            .or(annotatedWith(Configuration.class))
            .forSubtype();

    @Test
    void autoConfigurationsAreFinal() {
        classes()
                .that()
                .areAnnotatedWith(AutoConfiguration.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .haveSimpleNameEndingWith("AutoConfiguration")
                .check(CLASSES);
    }

    @Test
    void theGeneralPartKnowsNoType() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT,
                        ROOT + ".environment",
                        ROOT + ".beans",
                        ROOT + ".binding",
                        ROOT + ".credentials",
                        ROOT + ".registry",
                        ROOT + ".diagnostics",
                        ROOT + ".reload")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.connections.autoconfigure.sql..", "dev.connections.sql..")
                .check(CLASSES);
    }

    /** The types of others have the same API. */
    @Test
    void typesUseNothingOfTheEngineButItsApi() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.connections.autoconfigure.sql..",
                        "dev.connections.autoconfigure.snowflake..",
                        "dev.connections.autoconfigure.rest..",
                        "dev.connections.autoconfigure.mail..",
                        "dev.connections.autoconfigure.files..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.connections.supervision..", "dev.connections.login..")
                        .and(not(belongToAnyOf(
                                ConnectionLogContext.class,
                                RateLimiter.class,
                                RateLimitExceededException.class,
                                SupervisionRegistries.class,
                                WaitingClock.class))))
                .check(CLASSES);
    }

    /** The types of others cannot do so. What the API hands over has the type that is needed. */
    @Test
    void typesCastToNoImplementation() throws Exception {
        assertThat(Casts.toImplementations(
                        ALL,
                        "dev/connections/autoconfigure/sql",
                        "dev/connections/autoconfigure/snowflake",
                        "dev/connections/autoconfigure/rest",
                        "dev/connections/autoconfigure/mail",
                        "dev/connections/autoconfigure/files"))
                .isEmpty();
    }

    /**
     * Spring Boot's processor of properties (SourceMetadata) adds to a hash map while it iterates over the keys. The
     * build fails with "Attempt to reopen a file" if the map grows then, which depends on the order of the sources.
     */
    @Test
    void theConfigurationProcessorCanIterateOverTheSources() {
        long sources = CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(ConfigurationPropertiesSource.class))
                .count();
        assertThat(sources).isPositive().isNotIn(12L + 1, 24L + 1, 48L + 1);
    }

    /** Configuration classes use the classes of the packages below their own; nothing below uses them. */
    @Test
    void hasNoCyclesBetweenPackages() {
        slices().assignedFrom(new PackagesAndConfigurations())
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void dependenciesPointDown() {
        for (int i = 0; i < FROM_THE_BOTTOM.size() - 1; i++) {
            String[] above = FROM_THE_BOTTOM.subList(i + 1, FROM_THE_BOTTOM.size()).stream()
                    .map(name -> ROOT + "." + name)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + FROM_THE_BOTTOM.get(i))
                    .and(not(belongTo(CONFIGURATION)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(CLASSES);
        }
    }

    @Test
    void noPublicSignatureHasAnInternalType() {
        InternalPackages internal = new InternalPackages(ALL);
        assertThat(internal.names()).contains(ROOT + ".binding");
        assertThat(internal.inPublicSignatures()).isEmpty();
    }

    @Test
    void constructorsOfTheApiHaveAtMostFiveParameters() {
        assertThat(new InternalPackages(ALL).longConstructors()).isEmpty();
    }

    /** Benchmarks and the tests of schedules measure and test internal types. */
    @Test
    void samplesAndSnippetsOfTheDocumentationUseNoInternalType() throws Exception {
        assertThat(new InternalPackages(ALL).usedIn(Path.of("../samples"), Path.of("../docs/src")))
                .noneMatch(
                        use -> !use.startsWith("../samples/benchmarks/") && !use.startsWith("../samples/schedules/"));
    }

    @Test
    void everyPackageIsNullMarked() throws Exception {
        Set<String> packages =
                CLASSES.stream().map(type -> type.getPackageName()).collect(Collectors.toSet());
        assertThat(packages).contains("dev.connections.autoconfigure", "dev.connections.autoconfigure.sql");
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
        assertThat(DurationTexts.in(DurationTexts.classesOf(ConnectionsAutoConfiguration.class)))
                .isEmpty();
    }

    private static final class PackagesAndConfigurations implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return belongTo(CONFIGURATION).test(type)
                    ? SliceIdentifier.of(type.getPackageName(), "configuration")
                    : SliceIdentifier.of(type.getPackageName(), "");
        }

        @Override
        public String getDescription() {
            return "packages, and the configuration classes of each";
        }
    }
}
