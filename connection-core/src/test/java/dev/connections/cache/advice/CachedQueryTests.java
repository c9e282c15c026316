package dev.connections.cache.advice;

import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.connections.cache.CacheSettings;
import dev.connections.cache.CachedQuery;
import dev.connections.cache.Scope;
import dev.connections.sql.SqlConnection;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.annotation.AliasFor;

@Timeout(30)
class CachedQueryTests {

    private final TestApplication application = new TestApplication(Pets.class, OtherPets.class, Kennel.class);

    private final Pets pets = application.bean(Pets.class);

    private final Pets target = application.target(Pets.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void answersFromTheCacheWhatIsAskedAgain() {
        assertThat(pets.named("rex")).isEqualTo("rex 1");
        assertThat(pets.named("rex")).isEqualTo("rex 1");
        assertThat(pets.named("tom")).isEqualTo("tom 2");
        assertThat(application.cache().statistics().hits()).isEqualTo(1);
    }

    @Test
    void cachesNullAndTheEmpty() {
        assertThat(pets.missing("rex")).isNull();
        assertThat(pets.missing("rex")).isNull();
        assertThat(target.calls).isEqualTo(1);
    }

    @Test
    void throwsWhatTheMethodThrowsAndCachesNoFailure() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> pets.failing("rex"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> pets.failing("rex"));
        assertThat(target.calls).isEqualTo(2);
    }

    @Test
    void tellsArgumentsApartByTypeAndPlace() {
        List<Object> results = List.of(
                pets.any(1, null),
                pets.any(1L, null),
                pets.any("1", null),
                pets.any(null, 1),
                pets.any(List.of(1), null),
                pets.any(new int[] {1}, null),
                pets.any(List.of(List.of(1)), null));
        assertThat(results).doesNotHaveDuplicates();
        assertThat(pets.any(new int[] {1}, null)).isEqualTo(results.get(5));
    }

    @Test
    void tellsMethodsOfTheSameNameApart() {
        OtherPets others = application.bean(OtherPets.class);
        assertThat(pets.named("rex")).isEqualTo("rex 1");
        assertThat(others.named("rex")).isEqualTo("other rex");
        assertThat(pets.overloaded("1")).isEqualTo("text 1");
        assertThat(pets.overloaded(1)).isEqualTo("number 1");
        assertThat(pets.inherited("rex")).isEqualTo("Pets rex");
        assertThat(application.bean(Kennel.class).inherited("rex")).isEqualTo("Kennel rex");
        assertThat(application.cache().entries())
                .extracting(entry -> entry.query())
                .containsExactlyInAnyOrder(
                        "Pets.named",
                        "OtherPets.named",
                        "Pets.overloaded",
                        "Pets.overloaded",
                        "Pets.inherited",
                        "Kennel.inherited");
    }

    @Test
    void findsItsConnectionInAnySpellingAndByPlaceholders() {
        assertThat(pets.spelled("rex")).isEqualTo(pets.spelled("rex"));
        assertThat(pets.spelledByPlaceholder("rex")).isEqualTo(pets.spelledByPlaceholder("rex"));
        assertThat(application.cache().entries()).hasSize(2);
    }

    @Test
    void cachesNothingWithoutATimeAndFollowsThatOfTheConnection() {
        assertThat(pets.timeless("rex")).isNotEqualTo(pets.timeless("rex"));
        assertThat(application.cache().entries()).isEmpty();
        application.cache().setSettings(with(CacheSettings.defaults(), "ttl", Duration.ofMinutes(1)));
        assertThat(pets.timeless("rex")).isEqualTo(pets.timeless("rex"));
        application.cache().setSettings(with(CacheSettings.defaults(), "ttl", Duration.ofNanos(1)));
        assertThat(pets.timeless("rex")).isNotEqualTo(pets.timeless("rex"));
        application.cache().setSettings(CacheSettings.defaults());
        assertThat(pets.timeless("rex")).isNotEqualTo(pets.timeless("rex"));
    }

    @Test
    void prefersItsOwnTimeToThatOfTheConnection() {
        application.cache().setSettings(with(CacheSettings.defaults(), "ttl", Duration.ofNanos(1)));
        assertThat(pets.named("rex")).isEqualTo(pets.named("rex"));
        application.cache().setSettings(with(CacheSettings.defaults(), "ttl", Duration.ofHours(1)));
        assertThat(pets.never("rex")).isNotEqualTo(pets.never("rex"));
    }

    @Test
    void keepsTheResultsOfUsersApart() {
        String[] user = {"mary"};
        application.cache().setUserProvider(() -> user[0]);
        String ofMary = pets.ofUser("rex");
        user[0] = "john";
        assertThat(pets.ofUser("rex")).isNotEqualTo(ofMary);
        user[0] = "mary";
        assertThat(pets.ofUser("rex")).isEqualTo(ofMary);
        user[0] = null;
        assertThat(pets.ofUser("rex")).isNotEqualTo(pets.ofUser("rex"));
    }

    @Test
    void takesItsAnnotationFromAnother() {
        assertThat(pets.composed("rex")).isEqualTo(pets.composed("rex"));
    }

    @Test
    void leavesOtherMethodsAlone() {
        assertThat(pets.uncached("rex")).isNotEqualTo(pets.uncached("rex"));
        assertThat(application.cache().statistics().misses()).isZero();
    }

    @Test
    void namesTheParameterThatIsNoKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pets.ofMutable("rex", new Mutable()))
                .withMessageContainingAll(
                        "Pets.ofMutable(String, Mutable)",
                        "'which'",
                        "CachedQueryTests$Mutable",
                        "key = \"#which.id\"");
        assertThat(target.calls).isZero();
    }

    @Test
    void asksWhichConnectionIfThereAreSeveral() {
        try (TestApplication several = new TestApplication(new TestConnections("pet-db", "shop"), Pets.class)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> several.bean(Pets.class).named("rex"))
                    .withMessageContainingAll("Pets.named(String)", "Set 'connection' to one of: pet-db, shop");
            assertThat(several.bean(Pets.class).spelled("rex"))
                    .isEqualTo(several.bean(Pets.class).spelled("rex"));
        }
    }

    @Test
    void followsAConnectionThatIsClosedAndMadeAnew() {
        assertThat(pets.spelled("rex")).isEqualTo("rex 1");
        application.connections.close("pet-db");
        application.connections.open("pet-db", SqlConnection.class, Map.of());
        assertThat(pets.spelled("rex")).isEqualTo("rex 2");
        assertThat(pets.spelled("rex")).isEqualTo("rex 3");
        assertThat(pets.spelled("rex")).isEqualTo("rex 3");
        assertThat(application.cache().entries()).hasSize(1);
    }

    @Retention(RetentionPolicy.RUNTIME)
    @CachedQuery
    @interface Daily {

        @AliasFor(annotation = CachedQuery.class)
        String ttl() default "1d";
    }

    abstract static class Animals {

        @CachedQuery(ttl = "10m")
        String inherited(String name) {
            return getClass().getSimpleName() + " " + name;
        }
    }

    static class Kennel extends Animals {}

    static class Pets extends Animals {

        int calls;

        @CachedQuery(ttl = "10m")
        String named(String name) {
            return name + " " + ++calls;
        }

        @CachedQuery(ttl = "10m")
        @Nullable
        String missing(String name) {
            calls++;
            return null;
        }

        @CachedQuery(ttl = "10m")
        String failing(String name) throws IOException {
            calls++;
            throw new IOException(name);
        }

        @CachedQuery(ttl = "10m")
        Object any(@Nullable Object one, @Nullable Object other) {
            return ++calls;
        }

        @CachedQuery(ttl = "10m")
        String overloaded(String text) {
            return "text " + text;
        }

        @CachedQuery(ttl = "10m")
        String overloaded(int number) {
            return "number " + number;
        }

        @CachedQuery(connection = "PET_DB", ttl = "PT10M")
        protected String spelled(String name) {
            return name + " " + ++calls;
        }

        @CachedQuery(connection = "${pets.connection}", ttl = "${pets.ttl}")
        public String spelledByPlaceholder(String name) {
            return name + " " + ++calls;
        }

        @CachedQuery(ttl = "0s")
        String never(String name) {
            return name + " " + ++calls;
        }

        @CachedQuery
        String timeless(String name) {
            return name + " " + ++calls;
        }

        @CachedQuery(ttl = "10m", scope = Scope.USER)
        String ofUser(String name) {
            return name + " " + ++calls;
        }

        @Daily
        String composed(String name) {
            return name + " " + ++calls;
        }

        @CachedQuery(ttl = "10m")
        String ofMutable(String name, Mutable which) {
            return name + " " + ++calls;
        }

        String uncached(String name) {
            return name + " " + ++calls;
        }
    }

    static class OtherPets {

        @CachedQuery(ttl = "10m")
        String named(String name) {
            return "other " + name;
        }
    }

    static class Mutable {

        @Nullable
        String id;
    }
}
