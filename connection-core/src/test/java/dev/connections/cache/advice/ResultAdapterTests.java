package dev.connections.cache.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.cache.CachedQuery;
import dev.connections.cache.codec.UnsupportedResultException;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers get: something that they share, and none of them can change. */
@Timeout(30)
class ResultAdapterTests {

    private final TestApplication application = new TestApplication(Pets.class);

    private final Pets pets = application.bean(Pets.class);

    private final Pets target = application.target(Pets.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void sharesCollectionsThatNobodyCanChange() {
        List<@Nullable Pet> list = pets.list();
        assertThat(list).containsExactly(new Pet("tom"), null, new Pet("rex")).isUnmodifiable();
        assertThat(pets.set()).containsExactly("a", "b", "c").isUnmodifiable();
        assertThat(pets.map()).isUnmodifiable();
        assertThat(pets.map().keySet()).containsExactly("z", null, "a");
        assertThat(pets.collection()).containsExactly("b", "a").isUnmodifiable();
        assertThat(pets.iterable()).containsExactly("b", "a");
        assertThat(pets.nested().get("pets")).isUnmodifiable();
        assertThat(pets.list()).isSameAs(list);
        assertThat(pets.collection()).isSameAs(pets.collection());
        assertThat(pets.iterable()).isSameAs(pets.iterable());
    }

    @Test
    void isNotChangedByTheMethodLater() {
        pets.list();
        target.given.clear();
        assertThat(pets.list()).hasSize(3);
    }

    @Test
    void sharesOptionals() {
        assertThat(pets.optional("rex")).contains(List.of("rex"));
        assertThat(pets.optional("rex").orElseThrow()).isUnmodifiable();
        assertThat(pets.optional("")).isEmpty();
        assertThat(pets.optional("")).isEmpty();
        assertThat(application.cache().statistics().hits()).isEqualTo(2);
    }

    @Test
    void sharesRowsAsTheyAre() {
        SqlConnection petDb = application.petDb();
        petDb.update("create table pet (name varchar(9))");
        petDb.update("insert into pet values ('rex')");
        Rows rows = pets.rows(petDb.query("select * from pet"), 1);
        assertThat(pets.rows(rows, 1)).isSameAs(rows);
        assertThat(rows.row(0).getString("name")).isEqualTo("rex");
    }

    @Test
    void sharesProjectionsWithoutSetters() {
        Named named = (Named) Proxy.newProxyInstance(
                Named.class.getClassLoader(), new Class<?>[] {Named.class}, (proxy, method, arguments) -> "rex");
        target.value = named;
        assertThat(pets.any("projection")).isSameAs(named);
        assertThat(pets.any("projection")).isSameAs(named);
    }

    @Test
    void refusesWhatCannotBeShared() {
        for (Object value : List.of(
                new StringBuilder("rex"),
                new int[] {1},
                Stream.of(1),
                List.of(1).iterator(),
                List.of(new StringBuilder()),
                Map.of("rex", new int[] {1}),
                Optional.of(new AtomicInteger()))) {
            target.value = value;
            assertThatExceptionOfType(UnsupportedResultException.class)
                    .isThrownBy(() -> pets.any("refused"))
                    .withMessageContainingAll("Pets.any(String)", "cannot be shared", "Return a value, a record");
        }
        assertThat(application.cache().entries()).isEmpty();
    }

    @Test
    void refusesCollectionsOfWhichThereIsNoUnmodifiableKind() {
        assertThatExceptionOfType(UnsupportedResultException.class)
                .isThrownBy(() -> pets.ofOwnKind())
                .withMessageContaining("OwnNames");
    }

    record Pet(String name) {}

    interface Named {

        String getName();
    }

    abstract static class Names extends ArrayList<String> {}

    static class OwnNames extends Names {}

    static class Pets {

        final List<@Nullable Pet> given = new ArrayList<>(Arrays.asList(new Pet("tom"), null, new Pet("rex")));

        @Nullable
        Object value;

        @CachedQuery(ttl = "1h")
        public List<@Nullable Pet> list() {
            return given;
        }

        @CachedQuery(ttl = "1h")
        public Set<String> set() {
            return new TreeSet<>(Set.of("c", "b", "a"));
        }

        @CachedQuery(ttl = "1h")
        public Map<@Nullable String, Integer> map() {
            Map<@Nullable String, Integer> map = new LinkedHashMap<>();
            map.put("z", 1);
            map.put(null, 2);
            map.put("a", 3);
            return map;
        }

        @CachedQuery(ttl = "1h")
        public Collection<String> collection() {
            return new ArrayDeque<>(List.of("b", "a"));
        }

        @CachedQuery(ttl = "1h")
        public Iterable<String> iterable() {
            return () -> List.of("b", "a").iterator();
        }

        @CachedQuery(ttl = "1h")
        public Map<String, List<String>> nested() {
            return new HashMap<>(Map.of("pets", new ArrayList<>(List.of("rex"))));
        }

        @CachedQuery(ttl = "1h")
        public Optional<List<String>> optional(String name) {
            return name.isEmpty() ? Optional.empty() : Optional.of(new ArrayList<>(List.of(name)));
        }

        @CachedQuery(ttl = "1h", key = "#number")
        public Rows rows(Rows rows, int number) {
            return rows;
        }

        @CachedQuery(ttl = "1h")
        public @Nullable Object any(String what) {
            return value;
        }

        @CachedQuery(ttl = "1h")
        public Names ofOwnKind() {
            return new OwnNames();
        }
    }
}
