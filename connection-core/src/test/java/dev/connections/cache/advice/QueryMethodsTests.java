package dev.connections.cache.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.cache.CachedQuery;
import dev.connections.cache.EvictQueries;
import dev.connections.cache.Scope;
import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is wrong with annotations, and how it is said. */
@Timeout(30)
class QueryMethodsTests {

    private final TestApplication application = new TestApplication(Wrong.class);

    @AfterEach
    void close() {
        application.close();
    }

    private String problem(Class<?> type, String method) {
        List<String> problems = problems(type, method);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private List<String> problems(Class<?> type, String name) {
        Method method = QueryMethods.of(type).stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return application.methods().problems(method, type);
    }

    @Test
    void saysWhatIsWrongWithTimes() {
        assertThat(problem(Wrong.class, "time"))
                .isEqualTo("Wrong.time() has ttl \"10 minutes\", which is no time. Write it as \"10m\", \"1h30m\" or"
                        + " \"PT10M\"");
        assertThat(problem(Wrong.class, "unit"))
                .isEqualTo("Wrong.unit() has ttl \"600\", a duration without a unit. Write \"600s\" for seconds, or"
                        + " \"600ms\" for milliseconds");
        assertThat(problem(Wrong.class, "negative")).contains("refreshAfter \"-1s\"", "is negative");
        assertThat(problem(Wrong.class, "placeholder"))
                .contains("staleIfError \"${no.such}\"", "cannot be resolved", "no.such");
    }

    @Test
    void saysWhichConnectionsThereAre() {
        assertThat(problem(Wrong.class, "connection"))
                .isEqualTo("Wrong.connection() names connection 'pet-dv', which there is not. Did you mean 'pet-db'?");
    }

    @Test
    void saysWhatIsWrongWithExpressions() {
        assertThat(problem(Wrong.class, "syntax")).contains("has key \"#name +\", which is no SpEL expression");
        assertThat(problem(Wrong.class, "variable"))
                .contains("has key \"#nane\"", "variable #nane that there is not", "Did you mean 'name'?");
        assertThat(problem(Wrong.class, "tooEarly")).contains("has condition", "#result that there is not");
    }

    @Test
    void saysAllThatIsWrongAtOnceAndAgainWhenItIsCalled() {
        assertThat(problems(Wrong.class, "everything")).hasSize(5);
        assertThatExceptionOfType(InvalidQueryMethodsException.class)
                .isThrownBy(() -> application.bean(Wrong.class).everything("rex"))
                .satisfies(failure -> assertThat(failure.problems()).hasSize(5))
                .withMessageContainingAll("Wrong.everything(String)", "ttl", "staleIfError", "unless", "scopes");
    }

    @Test
    void saysWhatTypesCannotBeShared() {
        assertThat(QueryMethods.of(Unshareable.class)).hasSize(15);
        for (Method method : QueryMethods.of(Unshareable.class)) {
            assertThat(application.methods().problems(method, Unshareable.class))
                    .as(method.getName())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("Unshareable." + method.getName() + "() returns ");
        }
        assertThat(problem(Unshareable.class, "stream"))
                .contains("returns java.util.stream.Stream, which callers cannot share. Return a value, a record");
        assertThat(problem(Unshareable.class, "nothing")).contains("Remove @CachedQuery");
    }

    @Test
    void leavesToTheFirstCallWhatNoDeclarationTells() {
        assertThat(QueryMethods.of(Shareable.class)).hasSize(9);
        for (Method method : QueryMethods.of(Shareable.class)) {
            assertThat(application.methods().problems(method, Shareable.class)).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithEvictions() {
        assertThat(problem(Wrong.class, "keyOfAll")).contains("has a key, but does not name the queries");
        assertThat(problem(Wrong.class, "keyOfText")).contains("has a key, but does not name the queries");
        assertThat(problem(Wrong.class, "both")).contains("has both @CachedQuery and @EvictQueries");
    }

    @Test
    void findsTheNearestNameOfAQuery() {
        for (Class<?> type : List.of(Named.class, Evicting.class)) {
            QueryMethods.of(type)
                    .forEach(method -> assertThat(application.methods().problems(method, type))
                            .isEmpty());
        }
        assertThat(application.methods().problemsOfNames())
                .containsExactly(
                        "Evicting.one() evicts one result of Named.byTwo(String, String) by a key, but that has none. Give"
                                + " its @CachedQuery a 'key', or evict all its results",
                        "Evicting.unknown() evicts 'Named.al', but there is no cached query of that name on connection"
                                + " 'pet-db'. Did you mean 'Named.all'?");
        assertThat(application.methods().unknownNames())
                .singleElement()
                .asString()
                .startsWith("Evicting.unknown() evicts 'Elsewhere.rows', but there is no cached query of that name");
    }

    @Test
    void knowsClassesWithoutAnnotations() {
        assertThat(QueryMethods.areIn(Wrong.class)).isTrue();
        assertThat(QueryMethods.areIn(QueryMethodsTests.class)).isFalse();
        assertThat(QueryMethods.areIn(String.class)).isFalse();
    }

    static class Wrong {

        @CachedQuery(ttl = "10 minutes")
        public String time() {
            return "";
        }

        @CachedQuery(ttl = "600")
        public String unit() {
            return "";
        }

        @CachedQuery(refreshAfter = "-1s")
        public String negative() {
            return "";
        }

        @CachedQuery(staleIfError = "${no.such}")
        public String placeholder() {
            return "";
        }

        @CachedQuery(connection = "pet-dv")
        public String connection() {
            return "";
        }

        @CachedQuery(key = "#name +")
        public String syntax(String name) {
            return "";
        }

        @CachedQuery(key = "#nane")
        public String variable(String name) {
            return "";
        }

        @CachedQuery(condition = "#result != null")
        public String tooEarly(String name) {
            return "";
        }

        @CachedQuery(
                name = "all pets",
                ttl = "-1s",
                staleIfError = "often",
                unless = "#whatever",
                scope = {Scope.USER, Scope.SHARED})
        public String everything(String name) {
            return "";
        }

        @EvictQueries(key = "1")
        public void keyOfAll() {}

        @EvictQueries(queries = "select * from pet", key = "1")
        public void keyOfText() {}

        @CachedQuery
        @EvictQueries
        public String both() {
            return "";
        }
    }

    static class Named {

        @CachedQuery
        public String all() {
            return "";
        }

        @CachedQuery
        public String byTwo(String one, String other) {
            return "";
        }
    }

    static class Evicting {

        @EvictQueries(queries = {"Named.al", "Elsewhere.rows", "select * from pet"})
        public void unknown() {}

        @EvictQueries(queries = "Named.all")
        public void known() {}

        @EvictQueries(queries = "Named.byTwo", key = "1")
        public void one() {}
    }

    interface Unshareable {

        @CachedQuery
        void nothing();

        @CachedQuery
        CompletableFuture<Void> nothingLater();

        @CachedQuery
        Stream<String> stream();

        @CachedQuery
        Iterator<String> iterator();

        @CachedQuery
        byte[] bytes();

        @CachedQuery
        List<int[]> arrays();

        @CachedQuery
        ArrayList<String> ownKind();

        @CachedQuery
        Date date();

        @CachedQuery
        Optional<Mutable> mutable();

        @CachedQuery
        Map<String, List<Mutable>> mutables();

        @CachedQuery
        Mono<Mutable> mutableLater();

        @CachedQuery
        Flux<Mutable> mutablesLater();

        @CachedQuery
        CompletableFuture<Stream<String>> streamLater();

        @CachedQuery
        Future<String> future();

        @CachedQuery
        Publisher<String> publisher();
    }

    interface Shareable {

        @CachedQuery
        Object any();

        @CachedQuery
        List<?> anyList();

        @CachedQuery
        <T> T generic();

        @CachedQuery
        Number number();

        @CachedQuery
        int primitive();

        @CachedQuery
        Rows rows();

        @CachedQuery
        List<Row> listOfRows();

        @CachedQuery
        Flux<String> flux();

        @CachedQuery
        CompletableFuture<List<String>> future();
    }

    static class Mutable {

        String name = "";
    }
}
