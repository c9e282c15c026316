package dev.connections.cache.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;

@Timeout(30)
class SharedCopyTests {

    private final SharedCopy copy = new SharedCopy(type -> new IllegalArgumentException(type.getName()));

    @SuppressWarnings("unchecked")
    private <T> T shared(T value) {
        return (T) copy.of(value);
    }

    private void assertRefused(Object value) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> copy.of(value));
    }

    record Order(String id, List<String> lines) {}

    record Customer(Order first, Map<String, List<Order>> orders, Optional<Set<Integer>> numbers) {}

    record Box<T>(@Nullable T content) {}

    record Sorted(SortedSet<String> names, SortedMap<String, List<String>> map) {}

    record Any(Collection<?> some, Iterable<?> more) {}

    record Copying(List<String> names) {
        Copying {
            names = new ArrayList<>(names);
        }
    }

    record Careful(List<String> names) {
        Careful {
            names = List.copyOf(names);
        }
    }

    record Wrapping(List<String> names) {
        Wrapping {
            names = Collections.unmodifiableList(new ArrayList<>(names));
        }
    }

    record Twice(String name, List<String> list) {
        @Override
        public String name() {
            return name + "!";
        }
    }

    static class Holder {

        private final List<String> names;

        Holder(List<String> names) {
            this.names = names;
        }

        List<String> names() {
            return names;
        }
    }

    record File(Path path, CharSequence name) {}

    @Test
    void copiesCollectionsOfRecordsAtEachDepth() {
        List<String> lines = new ArrayList<>(List.of("x"));
        Order order = new Order("1", lines);
        Map<String, List<Order>> orders = new HashMap<>(Map.of("a", new ArrayList<>(List.of(order))));
        Customer customer = shared(new Customer(order, orders, Optional.of(new TreeSet<>(Set.of(2, 1)))));
        lines.add("stolen");
        orders.clear();
        assertThat(customer.first().lines()).containsExactly("x").isUnmodifiable();
        assertThat(customer.orders()).isUnmodifiable().hasSize(1);
        assertThat(customer.orders().get("a")).isUnmodifiable();
        assertThat(customer.orders().get("a").get(0).lines())
                .containsExactly("x")
                .isUnmodifiable();
        assertThat(customer.numbers().orElseThrow()).containsExactly(1, 2).isUnmodifiable();
    }

    @Test
    void copiesWhatObjectAndTypeParametersHold() {
        assertThat(shared(new Box<>(new ArrayList<>(List.of(1)))).content()).isUnmodifiable();
        assertThat(shared(new Box<>(new Box<>(new HashMap<>(Map.of(1, 2)))))
                        .content()
                        .content())
                .isUnmodifiable();
        Any any = shared(new Any(new ArrayList<>(List.of(1)), new ArrayList<>(List.of(1))));
        assertThat(any.some()).isUnmodifiable();
        assertThat((Collection<?>) any.more()).isUnmodifiable();
        assertRefused(new Box<>(new Date(0)));
        assertRefused(new Box<>(new int[] {1}));
        assertRefused(List.of(new Box<>(new StringBuilder("x"))));
        assertRefused(new File(Path.of("x"), new StringBuilder("x")));
    }

    @Test
    void copiesSortedCollections() {
        Sorted sorted = shared(new Sorted(
                new TreeSet<>(List.of("b", "a")), new TreeMap<>(Map.of("b", new ArrayList<>(List.of("x"))))));
        assertThat(sorted.names()).containsExactly("a", "b").isUnmodifiable();
        assertThat(sorted.map()).isUnmodifiable();
        assertThat(sorted.map().get("b")).isUnmodifiable();
    }

    @Test
    void doesNotTrustConstructors() {
        assertRefused(new Copying(List.of("x")));
        assertThat(shared(new Careful(List.of("x"))).names()).containsExactly("x");
        assertThat(shared(new Wrapping(List.of("x"))).names())
                .containsExactly("x")
                .isUnmodifiable();
    }

    @Test
    void copiesWhatARecordHoldsNotWhatItsAccessorsGive() {
        assertThat(shared(new Twice("a", new ArrayList<>())).name()).isEqualTo("a!");
    }

    @Test
    void leavesWhatNobodyCanChangeAsItIs() {
        for (Object value : List.of(
                "x",
                new Order("1", List.of("x")),
                new Careful(List.of("x")),
                List.of(new Order("1", List.of())),
                Map.of("a", Set.of(1)),
                new File(Path.of("x"), "x"),
                new Holder(List.of("x")),
                new Holder(Collections.unmodifiableList(new ArrayList<>(List.of("x")))))) {
            assertThat(copy.of(value)).isSameAs(value);
        }
    }

    @Test
    void refusesObjectsThatHoldCollections() {
        assertRefused(new Holder(new ArrayList<>(List.of("x"))));
        assertRefused(new Box<>(new Holder(new ArrayList<>())));
    }

    interface Named {

        String name();
    }

    interface Team {

        List<String> names();
    }

    interface League {

        Team first();
    }

    @Test
    void looksIntoLambdas() {
        List<String> names = new ArrayList<>(List.of("x"));
        assertRefused((Iterable<String>) names::iterator);
        assertRefused(new Box<>((Supplier<Object>) () -> names));
        String name = names.get(0);
        Named named = () -> name;
        assertThat(copy.of(named)).isSameAs(named);
        Supplier<String> constant = () -> "x";
        assertThat(copy.of(constant)).isSameAs(constant);
    }

    @Test
    void refusesProxiesWhoseMethodsReturnCollections() {
        Named named = proxy(Named.class);
        assertThat(copy.of(named)).isSameAs(named);
        assertRefused(proxy(Team.class));
        assertRefused(List.of(proxy(League.class)));
    }

    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
    }

    @Test
    void copiesTheContentOfPages() {
        List<String> lines = new ArrayList<>(List.of("x"));
        Page<Order> page = new PageImpl<>(List.of(new Order("1", lines)), PageRequest.of(0, 5), 10);
        Page<Order> shared = shared(page);
        lines.clear();
        assertThat(shared.getTotalElements()).isEqualTo(10);
        assertThat(shared.getContent().get(0).lines()).containsExactly("x").isUnmodifiable();
    }

    @Test
    void copiesSharedObjectsOnceAndRefusesThoseThatLeadBack() {
        List<Object> list = new ArrayList<>(List.of("x"));
        for (int i = 0; i < 60; i++) {
            list = new ArrayList<>(List.of(list, list));
        }
        List<?> shared = shared(list);
        assertThat(shared.get(0)).isSameAs(shared.get(1));
        List<Object> cycle = new ArrayList<>();
        cycle.add(new Box<>(cycle));
        assertRefused(cycle);
    }
}
