package dev.connections.supervision;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.resource.ConnectConfig;
import dev.connections.supervision.runtime.GuardedBy;
import dev.connections.supervision.runtime.ModelRuntime;
import dev.connections.supervision.runtime.StateLock;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The shared state of a connection is used only by threads that hold its lock. */
class SharedStateTests {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.connections.supervision");

    @Test
    void everyUseOfAGuardedFieldAssertsThatTheLockIsHeld() {
        fields().that()
                .areAnnotatedWith(GuardedBy.class)
                .should(beUsedUnderTheirLock())
                .check(classes);
    }

    private static ArchCondition<JavaField> beUsedUnderTheirLock() {
        return new ArchCondition<>("be used only by methods that assert the lock or are synchronized on it") {

            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean isVolatile = field.getModifiers().contains(JavaModifier.VOLATILE);
                for (JavaFieldAccess access : field.getAccessesToSelf()) {
                    boolean isRead = access.getAccessType() == JavaFieldAccess.AccessType.GET;
                    if (!(isVolatile && isRead) && !isGuarded(access.getOrigin())) {
                        events.add(SimpleConditionEvent.violated(field, access.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isGuarded(JavaCodeUnit method) {
        return method.isConstructor()
                || method.getModifiers().contains(JavaModifier.SYNCHRONIZED)
                || method.getName().startsWith("lambda$")
                || method.getMethodCallsFromSelf().stream()
                        .map(JavaAccess::getTarget)
                        .anyMatch(target -> target.getName().equals("assertHeld"));
    }

    @Test
    void aUseWithoutTheLockFails() {
        assumeTrue(StateLock.class.desiredAssertionStatus(), "assertions are enabled");
        ModelRuntime runtime = new ModelRuntime(new Random(1));
        ModelTarget target = new ModelTarget(runtime, new Random(1));
        CredentialsProvider nobody = CredentialsProvider.of(Credentials.none());
        SharedState<ModelTarget.Resource> state = new SharedState<>(
                ConnectConfig.of("pet-db", target.factory(), nobody, SupervisionSettings.defaults()), runtime);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(state.queue::wake)
                .withMessageContaining("without its lock");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(state.outage::failFast);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(state.attempts::isAttemptRunning);
        synchronized (state.lock) {
            state.queue.wake();
        }
    }
}
