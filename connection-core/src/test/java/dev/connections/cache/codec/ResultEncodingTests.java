package dev.connections.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.cache.keys.MethodVariant;
import dev.connections.cache.keys.QueryKey;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ResolvableType;

/** Results come out as they went in, and whatever is not what was asked for is a miss. */
class ResultEncodingTests {

    record Owner(int id, String name, @Nullable Pet pet, List<Pet> others, Map<String, Object> more) {}

    record Pet(String name, Kind kind, LocalDate born) {}

    enum Kind {
        CAT,
        DOG {
            @Override
            public String toString() {
                return "a dog";
            }
        }
    }

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    record Drawing(Shape shape) {}

    record Loose(@Nullable Object anything) {}

    record Refusing(int number) {
        Refusing {
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    interface Queries {
        List<Owner> owners();

        TreeSet<String> sorted();

        int count();
    }

    private static final ResultEncoding ENCODING = new ResultEncoding(List.of(), Integer.MAX_VALUE);

    private static final ResultEncoding COMPRESSING = new ResultEncoding(List.of(), 64);

    private static final QueryKey OWNERS = QueryKey.of("q", Owner.class, new Object[0]);

    private static QueryKey key(Object variant) {
        return QueryKey.of("q", variant, new Object[0]);
    }

    private static QueryKey ofMethod(String name) throws NoSuchMethodException {
        Method method = Queries.class.getMethod(name);
        return key(MethodVariant.of(name, method.getReturnType(), ResolvableType.forMethodReturnType(method)));
    }

    private static @Nullable Object roundTrip(ResultEncoding encoding, QueryKey key, @Nullable Object value) {
        byte[] bytes = encoding.encode(key, value);
        assertThat(bytes).isNotNull();
        ResultEncoding.Decoded decoded = encoding.decode(key, bytes);
        assertThat(decoded).isNotNull();
        return decoded.value();
    }

    private static Object scalar(Random random) {
        Object[] all = {
            random.nextBoolean(),
            (byte) random.nextInt(),
            (short) random.nextInt(),
            random.nextInt(),
            random.nextLong(),
            random.nextFloat(),
            random.nextDouble(),
            (char) random.nextInt(),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            -1,
            -0.0,
            Double.NaN,
            Float.NEGATIVE_INFINITY,
            "",
            "text",
            "é€😀",
            "half \ud83d",
            new BigInteger(200, random),
            BigInteger.TEN.negate(),
            new BigDecimal(new BigInteger(90, random), random.nextInt(40) - 20),
            new UUID(random.nextLong(), random.nextLong()),
            LocalDate.ofEpochDay(random.nextInt()),
            LocalDate.MIN,
            LocalTime.ofNanoOfDay(random.nextInt(1_000_000_000)),
            LocalTime.MAX,
            LocalDateTime.MIN,
            LocalDateTime.MAX,
            OffsetTime.of(LocalTime.NOON, ZoneOffset.ofTotalSeconds(-12_345)),
            OffsetDateTime.MAX,
            LocalDateTime.of(2024, 10, 27, 2, 30)
                    .atZone(ZoneId.of("Europe/Berlin"))
                    .withLaterOffsetAtOverlap(),
            Instant.MIN,
            Instant.MAX,
            Duration.ofNanos(random.nextLong()),
            Period.of(1, -2, 3),
            Year.of(-5),
            YearMonth.of(2024, 2),
            MonthDay.of(2, 29),
            ZoneId.of("Europe/Paris"),
            ZoneOffset.ofHours(3),
            URI.create("https://example.org/a?b=c"),
            Currency.getInstance("EUR"),
            Locale.UK,
            Locale.ROOT,
            OptionalInt.empty(),
            OptionalInt.of(7),
            OptionalLong.of(-7),
            OptionalDouble.of(0.5),
            Optional.empty()
        };
        return all[random.nextInt(all.length)];
    }

    private static @Nullable Object value(Random random, int depth) {
        if (depth == 0) {
            return (random.nextInt(10) == 0) ? null : scalar(random);
        }
        return switch (random.nextInt(7)) {
            case 0 -> owner(random, depth);
            case 1 -> Collections.unmodifiableList(values(random, depth));
            case 2 -> Collections.unmodifiableSet(new LinkedHashSet<>(values(random, depth)));
            case 3 -> Collections.unmodifiableMap(map(random, depth));
            case 4 -> Optional.of(scalar(random));
            case 5 -> Kind.values()[random.nextInt(2)];
            default -> new Pet("pet", Kind.DOG, LocalDate.EPOCH);
        };
    }

    private static Owner owner(Random random, int depth) {
        Pet pet = new Pet("tom " + random.nextInt(), Kind.CAT, LocalDate.ofEpochDay(random.nextInt(10_000)));
        return new Owner(
                random.nextInt(), "name", random.nextBoolean() ? pet : null, List.of(pet), map(random, depth - 1));
    }

    private static List<@Nullable Object> values(Random random, int depth) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            values.add(value(random, depth - 1));
        }
        return values;
    }

    @SuppressWarnings("NullAway")
    private static Map<String, Object> map(Random random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            map.put("key " + i, value(random, Math.max(0, depth - 1)));
        }
        return map;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void comesOutAsItWentIn(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Object value = value(random, random.nextInt(4));
            assertThat(roundTrip(ENCODING, OWNERS, value)).isEqualTo(value);
            assertThat(roundTrip(COMPRESSING, OWNERS, value)).isEqualTo(value);
        }
    }

    @Test
    void cannotBeModified() {
        List<?> list = (List<?>) roundTrip(ENCODING, OWNERS, new ArrayList<>(List.of(1, 2)));
        assertThat(list).isUnmodifiable();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isAMissWhereverItIsDamaged(long seed) {
        Random random = new Random(seed);
        for (ResultEncoding encoding : List.of(ENCODING, COMPRESSING)) {
            byte[] bytes = encoding.encode(OWNERS, List.of(owner(random, 3), owner(random, 3)));
            for (int i = 0; i < 3_000; i++) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(bytes.length)] += (byte) (1 + random.nextInt(255));
                assertThat(encoding.decode(OWNERS, damaged)).isNull();
                assertThat(encoding.decode(OWNERS, Arrays.copyOf(bytes, random.nextInt(bytes.length))))
                        .isNull();
                assertThat(encoding.decode(OWNERS, Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9))))
                        .isNull();
            }
        }
    }

    /** As {@link #isAMissWhereverItIsDamaged}, for who can write a checksum. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverFailsOnBytesThatAnotherMadeUp(long seed) {
        Random random = new Random(seed);
        for (ResultEncoding encoding : List.of(ENCODING, COMPRESSING)) {
            byte[] bytes = encoding.encode(OWNERS, List.of(owner(random, 3), owner(random, 3)));
            int misses = 0;
            for (int i = 0; i < 3_000; i++) {
                byte[] forged = bytes.clone();
                forged[6 + random.nextInt(bytes.length - 6)] += (byte) (1 + random.nextInt(255));
                misses += (encoding.decode(OWNERS, ResultEncoding.sealed(forged, forged[1])) == null) ? 1 : 0;
            }
            assertThat(misses).isPositive();
        }
    }

    @Test
    void isAMissInAnotherVersion() {
        byte[] bytes = ENCODING.encode(OWNERS, 1);
        bytes[0]++;
        assertThat(ENCODING.decode(OWNERS, bytes)).isNull();
    }

    @Test
    void makesOnlyWhatTheKeyNames() {
        Pet pet = new Pet("tom", Kind.CAT, LocalDate.EPOCH);
        byte[] bytes = ENCODING.encode(OWNERS, pet);
        assertThat(ENCODING.decode(key(Circle.class), bytes)).isNull();
        assertThat(ENCODING.decode(key("none"), bytes)).isNull();
        assertThat(ENCODING.encode(key(Circle.class), pet)).isNull();
        assertThat(ENCODING.encode(key(Loose.class), new Loose(pet))).isNull();
        assertThat(roundTrip(ENCODING, key(Loose.class), new Loose(1))).isEqualTo(new Loose(1));
    }

    @Test
    void knowsTheClassesThatTheNamedOnesName() throws NoSuchMethodException {
        List<Owner> owners = List.of(owner(new Random(1), 1));
        QueryKey ofMethod = ofMethod("owners");
        assertThat(roundTrip(ENCODING, ofMethod, owners)).isEqualTo(owners);
        assertThat(roundTrip(ENCODING, key(List.of("list", Owner.class)), owners))
                .isEqualTo(owners);
        assertThat(roundTrip(ENCODING, key(new Loose(Owner.class)), owners)).isEqualTo(owners);
        Drawing drawing = new Drawing(new Square(2));
        assertThat(roundTrip(ENCODING, key(Drawing.class), drawing)).isEqualTo(drawing);
    }

    @Test
    void givesACallerOnlyWhatItCanTake() throws NoSuchMethodException {
        QueryKey owners = ofMethod("owners");
        assertThat(ENCODING.decode(owners, ENCODING.encode(OWNERS, Set.of()))).isNull();
        assertThat(ENCODING.encode(ofMethod("sorted"), new TreeSet<>())).isNull();
        assertThat(roundTrip(ENCODING, ofMethod("count"), 3)).isEqualTo(3);
        assertThat(ENCODING.encode(OWNERS, new StringBuilder())).isNull();
        assertThat(ENCODING.encode(OWNERS, new Object())).isNull();
    }

    @Test
    void isAMissWhereARecordHasChanged() {
        byte[] bytes = ENCODING.encode(key(Circle.class), new Circle(1));
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).replace("radius", "radios");
        byte[] changed = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(ENCODING.decode(key(Circle.class), ResultEncoding.sealed(changed, 0)))
                .isNull();
    }

    @Test
    void isAMissWhereARecordRefusesItsParts() {
        byte[] bytes = ENCODING.encode(key(Refusing.class), new Refusing(1));
        // 1 is written as 2, and -1 as 1
        bytes[bytes.length - 1] = 1;
        assertThat(ENCODING.decode(key(Refusing.class), ResultEncoding.sealed(bytes, 0)))
                .isNull();
    }

    @Test
    void compressesOnlyWhatIsLongAndGetsShorter() {
        String text = "text ".repeat(100);
        byte[] random = new byte[10_000];
        new Random(1).nextBytes(random);
        assertThat(COMPRESSING.encode(OWNERS, text)).hasSizeLessThan(100);
        assertThat(ENCODING.encode(OWNERS, text)).hasSizeGreaterThan(500);
        assertThat(COMPRESSING.encode(OWNERS, List.of(new BigInteger(random)))).hasSizeBetween(10_000, 10_020);
        assertThat(ResultEncoding.DEFAULT_COMPRESSION_THRESHOLD).isEqualTo(8192);
    }

    @Test
    void isNotSharedIfItIsTooDeep() {
        Object deep = 1;
        for (int i = 0; i < 10_000; i++) {
            deep = List.of(deep);
        }
        assertThat(ENCODING.encode(OWNERS, deep)).isNull();
    }
}
