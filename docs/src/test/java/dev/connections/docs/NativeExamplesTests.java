package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.annotation.RegisterReflection;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.Configuration;

/** The examples of the page about native images. */
class NativeExamplesTests {

    @Test
    void rowTypesAreRegistered() throws Exception {
        RuntimeHints hints = new RuntimeHints();
        new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, RowTypes.class);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onConstructorInvocation(PetRow.class.getDeclaredConstructor(String.class, String.class)))
                .accepts(hints);
    }

    // tag::reflection[]
    record PetRow(String person, String pet) {}

    @Configuration(proxyBeanMethods = false)
    @RegisterReflection(classes = PetRow.class, memberCategories = MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)
    static class RowTypes {}
    // end::reflection[]
}
