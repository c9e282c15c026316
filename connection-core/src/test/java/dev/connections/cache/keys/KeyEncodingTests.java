package dev.connections.cache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ResolvableType;

/** Two keys have the same bytes exactly if they are equal. */
class KeyEncodingTests {

    record Pair(@Nullable Object left, @Nullable Object right) {}

    record Other(@Nullable Object left, @Nullable Object right) {}

    enum Bodied {
        PLAIN,
        WITH_BODY {
            @Override
            public String toString() {
                return "PLAIN";
            }
        }
    }

    /** Values of which some look alike. */
    private static @Nullable Object scalar(Random random) {
        @Nullable
        Object[] all = {
            null,
            1,
            1L,
            (short) 1,
            (byte) 1,
            '1',
            "1",
            1.0,
            1.0f,
            true,
            "true",
            0.0,
            -0.0,
            0.0f,
            -0.0f,
            Double.NaN,
            Double.longBitsToDouble(0x7ff8000000000001L),
            Float.NaN,
            "",
            "null",
            "NaN",
            "\ud83d",
            "\ud83e",
            "?",
            new BigDecimal("1"),
            new BigDecimal("1.0"),
            new BigDecimal("1.00"),
            BigInteger.ONE,
            new BigInteger("256"),
            new Timestamp(1),
            new Date(1),
            new java.sql.Date(1),
            new java.sql.Time(1),
            nanos(1, 1_000_001),
            Instant.ofEpochMilli(1),
            Instant.EPOCH,
            LocalDate.EPOCH,
            LocalDate.EPOCH.atStartOfDay(),
            LocalDateTime.of(1970, 1, 1, 0, 0).atOffset(ZoneOffset.UTC),
            LocalDateTime.of(1970, 1, 1, 0, 0).atZone(ZoneOffset.UTC),
            LocalDateTime.of(1970, 1, 1, 0, 0).atZone(ZoneId.of("UTC")),
            ZoneOffset.UTC,
            ZoneId.of("UTC"),
            "UTC",
            "Z",
            Duration.ofDays(1),
            Duration.ofHours(24),
            Period.ofDays(1),
            Period.ofWeeks(1),
            Period.ofDays(7),
            new UUID(0, 1),
            new UUID(1, 0),
            DayOfWeek.MONDAY,
            TimeUnit.DAYS,
            "MONDAY",
            Bodied.PLAIN,
            Bodied.WITH_BODY,
            Locale.ROOT,
            Locale.ENGLISH,
            Locale.UK,
            new Locale.Builder().setLanguage("en").setScript("Latn").build(),
            OptionalInt.of(1),
            OptionalLong.of(1),
            OptionalInt.empty(),
            String.class,
            Integer.class,
            int.class,
            new StringBuilder("1"),
            "java.lang.String"
        };
        return all[random.nextInt(all.length)];
    }

    private static Timestamp nanos(long millis, int nanos) {
        Timestamp timestamp = new Timestamp(millis);
        timestamp.setNanos(nanos);
        return timestamp;
    }

    private static @Nullable Object value(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return scalar(random);
        }
        return switch (random.nextInt(12)) {
            case 0 -> new Pair(value(random, depth - 1), value(random, depth - 1));
            case 1 -> new Other(value(random, depth - 1), value(random, depth - 1));
            case 2 -> new LinkedHashSet<>(values(random, depth));
            case 3 -> map(random, depth);
            case 4 -> values(random, depth).toArray();
            case 5 -> values(random, depth).stream().map(String::valueOf).toArray(String[]::new);
            case 6 -> new int[random.nextInt(3)];
            case 7 -> new long[random.nextInt(3)];
            case 8 -> new byte[random.nextInt(3)];
            case 9 -> Optional.ofNullable(value(random, depth - 1));
            case 10 -> new ArrayDeque<>(List.of(1, 2).subList(0, random.nextInt(3)));
            default -> values(random, depth);
        };
    }

    private static List<@Nullable Object> values(Random random, int depth) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            values.add(value(random, depth - 1));
        }
        return values;
    }

    private static Map<@Nullable Object, @Nullable Object> map(Random random, int depth) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            map.put(value(random, depth - 1), value(random, depth - 1));
        }
        return map;
    }

    private static QueryKey key(Random random) {
        Object variant = List.of(String.class, Integer.class, "String", List.of(String.class))
                .get(random.nextInt(4));
        @Nullable Object[] arguments = new @Nullable Object[random.nextInt(3)];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = value(random, random.nextInt(3));
        }
        return QueryKey.of("query " + random.nextInt(2), variant, arguments);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void hasTheSameBytesExactlyIfItIsEqual(long seed) {
        Random random = new Random(seed);
        List<QueryKey> keys = new ArrayList<>();
        List<byte[]> bytes = new ArrayList<>();
        while (keys.size() < 2_000) {
            QueryKey key = key(random);
            keys.add(key);
            bytes.add(KeyEncoding.bytes(key));
        }
        int equal = 0;
        for (int i = 0; i < keys.size(); i++) {
            assertThat(bytes.get(i)).as(keys.get(i).toString()).isNotNull();
            for (int j = 0; j < i; j++) {
                boolean same = keys.get(i).equals(keys.get(j));
                equal += same ? 1 : 0;
                if (Arrays.equals(bytes.get(i), bytes.get(j)) != same) {
                    fail(same + ": " + Arrays.asList(keys.get(i).arguments())
                            + Arrays.asList(keys.get(j).arguments()));
                }
            }
        }
        assertThat(equal).isGreaterThan(1_000);
    }

    private static @Nullable String digest(Object... arguments) {
        return KeyEncoding.digest(QueryKey.of("q", "v", arguments));
    }

    @Test
    void doesNotDependOnTheOrderOfSetsAndMaps() {
        Map<Object, Object> one = new LinkedHashMap<>();
        Map<Object, Object> other = new LinkedHashMap<>();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            values.add(i);
            one.put(i, "x" + i);
        }
        for (int i = 49; i >= 0; i--) {
            other.put(i, "x" + i);
        }
        LinkedHashSet<Object> set = new LinkedHashSet<>(values);
        Collections.reverse(values);
        assertThat(digest(one)).isEqualTo(digest(other)).isEqualTo(digest(new HashMap<>(one)));
        assertThat(digest(set)).isEqualTo(digest(new LinkedHashSet<>(values))).isNotEqualTo(digest(values));
    }

    @Test
    void tellsFramesApart() {
        assertThat(Set.of(
                        digest(List.of(), List.of()),
                        digest(List.of(List.of())),
                        digest(List.of(List.of(), List.of())),
                        digest(List.of()),
                        digest(),
                        digest(Map.of()),
                        digest(Set.of()),
                        digest(Optional.empty()),
                        digest(new Object[] {new Object[0]}),
                        digest(new Object[] {new String[0]}),
                        digest((Object) null)))
                .hasSize(11);
    }

    record Immutable(URI place) {}

    static final class OfTheApplication {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OfTheApplication;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void hasNoneForValuesThatMayDifferElsewhere() {
        assertThat(digest(URI.create("HTTP://example.org"))).isNull();
        assertThat(digest(new OfTheApplication())).isNull();
        assertThat(digest(List.of(new Immutable(URI.create("x:y"))))).isNull();
        assertThat(KeyEncoding.digest(QueryKey.of("q", new OfTheApplication(), new Object[0])))
                .isNull();
    }

    @Test
    void knowsTheMethodThatAResultIsFor() {
        ResolvableType text = ResolvableType.forClass(String.class);
        Object one = MethodVariant.of("a.B.c()", Object.class, text);
        Object same = MethodVariant.of("a.B.c()", String.class, text);
        Object other = MethodVariant.of("a.B.c(int)", Object.class, text);
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(KeyEncoding.digest(QueryKey.of("q", one, new Object[0])))
                .isNotNull()
                .isEqualTo(KeyEncoding.digest(QueryKey.of("q", same, new Object[0])))
                .isNotEqualTo(KeyEncoding.digest(QueryKey.of("q", other, new Object[0])));
    }

    @Test
    void showsNoArgument() {
        assertThat(digest("secret")).matches("[A-Za-z0-9_-]{43}");
        assertThat(KeyEncoding.digest("select 1")).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void staysTheSameFromReleaseToRelease() {
        assertThat(digest(1, "a", List.of(new BigDecimal("1.0")), Map.of("k", DayOfWeek.MONDAY)))
                .isEqualTo("syH8vpuO6TpMGMNPjQP6GPQbtRmOSh-p3arF9kPto_w");
    }
}
