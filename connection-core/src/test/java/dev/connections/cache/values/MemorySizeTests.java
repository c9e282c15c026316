package dev.connections.cache.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Estimates beside what the JVM has allocated. */
class MemorySizeTests {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    record Owner(long id, String name, String city, int age, double weight, Long seen) {}

    private static long allocated(Supplier<?> value) {
        value.get();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Object made = value.get();
        long after = THREADS.getCurrentThreadAllocatedBytes();
        assertThat(made).isNotNull();
        return after - before;
    }

    @Test
    void recordsAreEstimatedWell() {
        Supplier<List<Owner>> owners = () -> {
            List<Owner> list = new ArrayList<>(10_000);
            for (int i = 0; i < 10_000; i++) {
                list.add(new Owner(
                        i,
                        new String(new char[] {'n', 'a', 'm', 'e'}),
                        new String(new char[20]),
                        i,
                        i,
                        i + 1_000_000L));
            }
            return list;
        };
        // what is allocated holds the arrays of characters as well
        long garbage = 10_000L * (24 + 56);
        assertThat((double) MemorySize.of(owners.get())).isCloseTo(allocated(owners) - garbage, within(0.15));
    }

    private static Percentage within(double part) {
        return Percentage.withPercentage(part * 100);
    }

    @Test
    void valuesHaveTheSizeOfTheirObjects() {
        assertThat(MemorySize.of("abcd")).isEqualTo(24 + 24);
        assertThat(MemorySize.of("жжжж")).isEqualTo(24 + 24);
        assertThat(MemorySize.of("x".repeat(1000))).isEqualTo(24 + 1016);
        assertThat(MemorySize.of(new byte[1000])).isEqualTo(1016);
        assertThat(MemorySize.of(new long[] {1, 2})).isEqualTo(32);
        assertThat(MemorySize.of(new BigDecimal("1.5"))).isEqualTo(40);
        assertThat(MemorySize.of(null)).isZero();
        assertThat(MemorySize.of(true)).isZero();
        assertThat(MemorySize.of((Sized) () -> 4711)).isEqualTo(4711);
    }

    static final class Person {

        private final String name = "x".repeat(1000);

        private final int age = 7;

        private final Person self = this;
    }

    @Test
    void objectsAreCountedByTheirFields() {
        assertThat(MemorySize.of(new Person())).isBetween(1_000L, 1_100L);
        assertThat(MemorySize.of(List.of(new Person(), new Person()))).isGreaterThan(2_000);
    }

    @Test
    void aLongListIsSampled() {
        List<String> list = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            list.add("0123456789");
        }
        assertThat(MemorySize.of(list)).isBetween(5_900_000L, 6_100_000L);
    }

    record Node(Object left, Object right) {}

    @Test
    void takesTimeInProportionToTheObjects() {
        Object shared = new byte[1000];
        for (int i = 0; i < 1000; i++) {
            shared = new Node(shared, shared);
        }
        assertThat(MemorySize.of(shared)).isEqualTo(1016 + 1000 * 24);
        Object deep = new byte[1000];
        for (int i = 0; i < 100_000; i++) {
            deep = (i % 2 == 0) ? new Object[] {deep} : List.of(deep);
        }
        assertThat(MemorySize.of(deep)).isGreaterThan(1016 + 100_000 * 20L);
        List<Object> wide = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            wide.add(new Object[] {wide, wide, wide});
        }
        assertThat(MemorySize.of(wide)).isBetween(100 * 32L, 100 * 64L);
    }

    @Test
    void countsOneObjectInManyPlacesOnce() {
        byte[] bytes = new byte[1_000_000];
        assertThat(MemorySize.of(Collections.nCopies(100, bytes))).isLessThan(1_100_000);
        assertThat(MemorySize.of(Collections.nCopies(100_000, bytes))).isLessThan(2_000_000);
        LinkedList<String> linked = new LinkedList<>(Collections.nCopies(500_000, "0123456789"));
        assertThat(MemorySize.of(linked)).isBetween(25_000_000L, 40_000_000L);
    }
}
