package dev.connections.cache.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connections.cache.CachedQuery;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.expression.spel.SpelEvaluationException;

/** Keys and conditions in SpEL. */
@Timeout(30)
class MethodExpressionTests {

    /** More than it takes until an expression is compiled. */
    private static final int MANY = 300;

    private final TestApplication application = new TestApplication(Pets.class);

    private final Pets pets = application.bean(Pets.class);

    private final Pets target = application.target(Pets.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void tellsResultsApartByTheKeyAlone() {
        assertThat(pets.byName(new Pet("rex", 1))).isEqualTo(1);
        assertThat(pets.byName(new Pet("rex", 2))).isEqualTo(1);
        assertThat(pets.byName(new Pet("tom", 1))).isEqualTo(2);
    }

    @Test
    void takesAnArgumentThatIsNoKeyItself() {
        Mutable one = new Mutable("rex");
        assertThat(pets.byId("any", one)).isEqualTo(1);
        assertThat(pets.byId("other", new Mutable("rex"))).isEqualTo(1);
        assertThat(pets.byNumber("any", "rex")).isEqualTo(2);
        assertThat(pets.byNumber("other", "rex")).isEqualTo(2);
    }

    @Test
    void readsAnEntryOfAMap() {
        assertThat(pets.byEntry(Map.of("id", 1, "name", "rex"))).isEqualTo(1);
        assertThat(pets.byEntry(Map.of("id", 1, "name", "tom"))).isEqualTo(1);
        assertThat(pets.byEntry(Map.of("id", 2))).isEqualTo(2);
        assertThatExceptionOfType(SpelEvaluationException.class).isThrownBy(() -> pets.byEntry(Map.of("name", "rex")));
    }

    @Test
    void knowsTheRoot() {
        assertThat(pets.byRoot("a", "b")).isEqualTo(1);
        assertThat(pets.byRoot("c", "b")).isEqualTo(1);
        assertThat(pets.byRoot("c", "d")).isEqualTo(2);
        assertThat(pets.byBareProperty("c", "d")).isEqualTo(3);
        assertThat(pets.byBareProperty("a", "d")).isEqualTo(3);
    }

    @Test
    void tellsTheTypesOfKeysApart() {
        assertThat(pets.byAnything(1)).isEqualTo(1);
        assertThat(pets.byAnything(1L)).isEqualTo(2);
        assertThat(pets.byAnything(null)).isEqualTo(3);
        assertThat(pets.byAnything(null)).isEqualTo(3);
    }

    @Test
    void isRightBeforeAndAfterItIsCompiledAndForOtherTypes() {
        for (int i = 0; i < MANY; i++) {
            assertThat(pets.byProperty(new Cat("tom"))).isEqualTo(1);
        }
        assertThat(pets.byProperty(new Dog("rex"))).isEqualTo(2);
        for (int i = 0; i < MANY; i++) {
            assertThat(pets.byProperty(new Dog("rex"))).isEqualTo(2);
            assertThat(pets.byProperty(new Cat("tom"))).isEqualTo(1);
        }
    }

    @Test
    void runsAsIfUncachedUnlessTheConditionHolds() {
        assertThat(pets.ifLong("rex")).isEqualTo(1);
        assertThat(pets.ifLong("rex")).isEqualTo(2);
        assertThat(pets.ifLong("rover")).isEqualTo(3);
        assertThat(pets.ifLong("rover")).isEqualTo(3);
        assertThat(application.cache().statistics().misses()).isEqualTo(1);
    }

    @Test
    void keepsNoResultThatIsExcluded() {
        assertThat(pets.unlessNull(null)).isNull();
        assertThat(pets.unlessNull(null)).isNull();
        assertThat(target.calls).isEqualTo(2);
        assertThat(pets.unlessNull("rex")).isEqualTo("rex");
        assertThat(pets.unlessNull("rex")).isEqualTo("rex");
        assertThat(target.calls).isEqualTo(3);
    }

    @Test
    void looksIntoAnOptional() {
        assertThat(pets.unlessEmpty(null)).isEmpty();
        assertThat(pets.unlessEmpty(null)).isEmpty();
        assertThat(target.calls).isEqualTo(2);
        assertThat(pets.unlessEmpty("rex")).contains("rex");
        assertThat(pets.unlessEmpty("rex")).contains("rex");
        assertThat(target.calls).isEqualTo(3);
    }

    @Test
    void namesTheMethodWhoseKeyTellsNothingApart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pets.byAnything(new Object()))
                .withMessageContainingAll("Pets.byAnything(Object)", "its key", "java.lang.Object");
    }

    record Pet(String name, int age) {}

    record Mutable(StringBuilder text) {

        Mutable(String text) {
            this(new StringBuilder(text));
        }

        public String getId() {
            return text.toString();
        }
    }

    public record Cat(String name) {}

    public record Dog(String name) {}

    static class Pets {

        int calls;

        @CachedQuery(ttl = "1h", key = "#pet.id")
        public int byEntry(Map<String, Object> pet) {
            return ++calls;
        }

        @CachedQuery(ttl = "1h", key = "#pet.name")
        public int byName(Pet pet) {
            return ++calls;
        }

        @CachedQuery(ttl = "1h", key = "#pet.id")
        public int byId(String other, Mutable pet) {
            return ++calls;
        }

        @CachedQuery(ttl = "1h", key = "#p1")
        public int byNumber(String other, String pet) {
            return ++calls;
        }

        @CachedQuery(ttl = "1h", key = "#root.methodName + #root.args[1]")
        public int byRoot(String other, String pet) {
            return ++calls;
        }

        @CachedQuery(ttl = "1h", key = "{methodName, args[1]}")
        public int byBareProperty(String other, String pet) {
            return ++calls;
        }

        @CachedQuery(ttl = "1h", key = "#key")
        public int byAnything(@Nullable Object key) {
            return ++calls;
        }

        @CachedQuery(ttl = "1h", key = "#pet.name")
        public int byProperty(Object pet) {
            return ++calls;
        }

        @CachedQuery(ttl = "1h", condition = "#name.length() > 3")
        public int ifLong(String name) {
            return ++calls;
        }

        @CachedQuery(ttl = "1h", unless = "#result == null")
        public @Nullable String unlessNull(@Nullable String name) {
            calls++;
            return name;
        }

        @CachedQuery(ttl = "1h", unless = "#result == null")
        public Optional<String> unlessEmpty(@Nullable String name) {
            calls++;
            return Optional.ofNullable(name);
        }
    }
}
