package dev.connections.cache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.PageRequest;

class QueryKeyTests {

    record Money(BigDecimal amount, String currency) {}

    record Other(BigDecimal amount, String currency) {}

    private static QueryKey key(@Nullable Object... arguments) {
        return QueryKey.of("select 1", Integer.class, arguments);
    }

    @Test
    void equalArgumentsHaveEqualKeys() {
        List<Object[]> equal = List.of(
                new Object[] {"cat", new String("cat")},
                new Object[] {1000, Integer.valueOf("1000")},
                new Object[] {new BigDecimal("1.0"), new BigDecimal("1.0")},
                new Object[] {new int[] {1, 2}, new int[] {1, 2}},
                new Object[] {new byte[][] {{1}, {2}}, new byte[][] {{1}, {2}}},
                new Object[] {List.of(1, 2), new ArrayList<>(Arrays.asList(1, 2))},
                new Object[] {Set.of(1, 2, 3), new LinkedHashSet<>(List.of(3, 2, 1))},
                new Object[] {Map.of("a", 1, "b", 2), new TreeMap<>(Map.of("b", 2, "a", 1))},
                new Object[] {new Money(BigDecimal.ONE, "EUR"), new Money(BigDecimal.ONE, "EUR")},
                new Object[] {new Date(7), new Date(7)},
                new Object[] {Optional.of(List.of(1)), Optional.of(Arrays.asList(1))},
                new Object[] {new StringBuilder("a"), new StringBuilder("a")},
                new Object[] {PageRequest.of(1, 2), PageRequest.of(1, 2)});
        for (Object[] pair : equal) {
            assertThat(key(pair[0])).isEqualTo(key(pair[1])).hasSameHashCodeAs(key(pair[1]));
        }
    }

    @Test
    void differentArgumentsHaveDifferentKeys() {
        Map<Object, Object> nullValue = new HashMap<>();
        nullValue.put("a", null);
        List<@Nullable Object> different = new ArrayList<>(Arrays.asList(
                null,
                1,
                1L,
                (short) 1,
                (byte) 1,
                '1',
                "1",
                1.0,
                1.0f,
                0.0,
                -0.0,
                Double.NaN,
                true,
                "true",
                "",
                BigDecimal.ONE,
                new BigDecimal("1.0"),
                new int[] {1},
                new long[] {1},
                new Integer[] {1},
                new Object[] {1},
                new Object[] {null},
                new Object[0],
                new int[0],
                new int[][] {{1}},
                List.of(),
                List.of(1),
                List.of(List.of(1)),
                List.of(1, 1),
                List.of("1"),
                List.of(1L),
                Collections.singletonList(null),
                Arrays.asList(null, null),
                Set.of(),
                Set.of(1),
                Map.of(),
                Map.of("a", 1),
                Map.of(1, "a"),
                nullValue,
                Optional.empty(),
                Optional.of(1),
                Optional.of(Optional.empty()),
                new Date(1),
                new Timestamp(1),
                new java.sql.Date(1),
                Instant.ofEpochMilli(1),
                LocalDate.EPOCH,
                DayOfWeek.MONDAY,
                "MONDAY",
                new Money(BigDecimal.ONE, "EUR"),
                new Other(BigDecimal.ONE, "EUR"),
                new UUID(0, 1),
                new StringBuilder("1"),
                PageRequest.of(0, 1),
                String.class,
                "class java.lang.String"));
        for (int i = 0; i < different.size(); i++) {
            for (int j = 0; j < different.size(); j++) {
                assertThat(key(different.get(i)).equals(key(different.get(j))))
                        .as("%s and %s", different.get(i), different.get(j))
                        .isEqualTo(i == j);
            }
        }
        assertThat(key()).isNotEqualTo(key((Object) null));
        assertThat(key(1, 2)).isNotEqualTo(key(List.of(1, 2))).isNotEqualTo(key(2, 1));
    }

    @Test
    void queryVariantAndUserMatter() {
        QueryKey key = key(1);
        assertThat(key).isNotEqualTo(QueryKey.of("select 2", Integer.class, new Object[] {1}));
        assertThat(key).isNotEqualTo(QueryKey.of("select 1", Long.class, new Object[] {1}));
        assertThat(key).isNotEqualTo(key.forUser("mary"));
        assertThat(key.forUser("mary")).isNotEqualTo(key.forUser("john")).isEqualTo(key(1).forUser("mary"));
    }

    /** Random tuples: two are the same exactly if what says everything of them, types included, is the same. */
    @Test
    void noTwoDifferentTuplesShareAKey() {
        Random random = new Random(20261121);
        Map<QueryKey, String> described = new HashMap<>();
        Map<String, QueryKey> keys = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            Object[] tuple = new Object[random.nextInt(4)];
            StringBuilder description = new StringBuilder();
            for (int j = 0; j < tuple.length; j++) {
                tuple[j] = Values.any(random, 3);
                description.append(Values.describe(tuple[j])).append(';');
            }
            QueryKey key = key(tuple);
            String other = described.put(key, description.toString());
            assertThat(other == null || other.contentEquals(description)).isTrue();
            QueryKey same = keys.put(description.toString(), key);
            assertThat(same == null || same.equals(key)).isTrue();
        }
        assertThat(described).hasSizeBetween(10_000, 99_000).hasSameSizeAs(keys);
    }

    @Test
    void aKeyDoesNotFollowWhatChanges() {
        List<Object> list = new ArrayList<>(List.of(1));
        int[] array = {1};
        Date date = new Date(1);
        QueryKey key = key(list, array, date);
        list.add(2);
        array[0] = 2;
        date.setTime(2);
        assertThat(key).isEqualTo(key(List.of(1), new int[] {1}, new Date(1)));
    }

    @Test
    void whatCannotBeToldApartIsRefused() {
        for (Object argument : List.of(
                new Object(), new ByteArrayInputStream(new byte[0]), new AtomicInteger(), Thread.currentThread())) {
            assertThatExceptionOfType(UnsupportedKeyException.class)
                    .isThrownBy(() -> key(List.of(argument)))
                    .withMessageContaining(argument.getClass().getName())
                    .withMessageContaining("record");
        }
    }

    @Test
    void itsTextShowsNoArgument() {
        assertThat(key("secret").forUser("mary").toString())
                .doesNotContain("secret", "mary")
                .contains("select 1");
    }

    /** Random values, few of each kind so that equal ones are met often. */
    private static final class Values {

        static @Nullable Object any(Random random, int depth) {
            int kind = random.nextInt(depth > 0 ? 16 : 9);
            int number = random.nextInt(3);
            return switch (kind) {
                case 0 -> null;
                case 1 -> number;
                case 2 -> (long) number;
                case 3 -> String.valueOf(number);
                case 4 -> (double) number;
                case 5 -> new BigDecimal(number).setScale(random.nextInt(2));
                case 6 -> number == 1;
                case 7 -> new Date(number);
                case 8 -> new Timestamp(number);
                case 9 -> many(random, depth);
                case 10 -> many(random, depth).toArray();
                case 11 -> new LinkedHashSet<>(many(random, depth));
                case 12 -> new int[random.nextInt(3)];
                case 13 -> map(random, depth);
                case 14 -> Optional.ofNullable(any(random, depth - 1));
                default -> new Money(new BigDecimal(number), String.valueOf(random.nextInt(2)));
            };
        }

        private static List<@Nullable Object> many(Random random, int depth) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                values.add(any(random, depth - 1));
            }
            return values;
        }

        private static Map<Object, @Nullable Object> map(Random random, int depth) {
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                map.put(random.nextInt(3), any(random, depth - 1));
            }
            return map;
        }

        static String describe(@Nullable Object value) {
            if (value == null) {
                return "null";
            }
            if (value instanceof Object[] array) {
                return "array" + describeAll(Arrays.asList(array), false);
            }
            if (value instanceof int[] array) {
                return "ints" + Arrays.toString(array);
            }
            if (value instanceof List<?> list) {
                return "list" + describeAll(list, false);
            }
            if (value instanceof Set<?> set) {
                return "set" + describeAll(new ArrayList<>(set), true);
            }
            if (value instanceof Map<?, ?> map) {
                List<Object> entries = new ArrayList<>();
                map.forEach((key, entry) -> entries.add(new Object[] {key, entry}));
                return "map" + describeAll(entries, true);
            }
            if (value instanceof Optional<?> optional) {
                return "optional(" + describe(optional.orElse(null)) + ")";
            }
            Object shown = (value instanceof Date date) ? date.getTime() : value;
            return value.getClass().getName() + "(" + shown + ")";
        }

        /** Sets as this test makes them may hold arrays of equal content, which are one to a key. */
        private static String describeAll(List<?> values, boolean unordered) {
            List<String> all =
                    new ArrayList<>(values.stream().map(Values::describe).toList());
            if (unordered) {
                all = new ArrayList<>(new TreeSet<>(all));
            }
            return all.toString();
        }
    }
}
