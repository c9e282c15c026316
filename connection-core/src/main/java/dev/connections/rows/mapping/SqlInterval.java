package dev.connections.rows.mapping;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An interval of SQL: months, days and seconds, which are apart because months and days have no fixed length.
 * Immutable.
 */
public record SqlInterval(long months, long days, BigDecimal seconds) {

    private static final long DAY = 86_400;

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private static final List<String> UNITS = List.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND");

    /** {@code 1 year 2 mons -3 days +04:05:06.5}: the words of PostgreSQL, its driver and DuckDB. */
    private static final Pattern WORDS = Pattern.compile(
            "([+-]?\\d+(?:\\.\\d+)?) (year|mon|day|hour|min|sec)[a-z]*|([+-]?)(\\d+):(\\d+):(\\d+(?:\\.\\d+)?)");

    /** {@code INTERVAL '-1 02:03:04.5' DAY TO SECOND}: the literal of the standard, as H2 writes it. */
    private static final Pattern LITERAL = Pattern.compile("INTERVAL '(-?)([\\d .:-]+)' ([A-Z]+)(?: TO ([A-Z]+))?");

    private static final Pattern ISO =
            Pattern.compile("([+-]?)P(?:(-?\\d+)Y)?(?:(-?\\d+)M)?(?:(-?\\d+)W)?(?:(-?\\d+)D)?"
                    + "(?:T(?:(-?\\d+)H)?(?:(-?\\d+)M)?(?:(-?\\d+(?:\\.\\d+)?)S)?)?");

    /**
     * Reads what databases and their drivers write, and ISO 8601.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static SqlInterval parse(String text) {
        Matcher iso = ISO.matcher(text);
        if (iso.matches() && text.length() > 1) {
            return ofIso(iso);
        }
        Matcher literal = LITERAL.matcher(text);
        return literal.matches() ? ofLiteral(literal) : ofWords(text);
    }

    private static SqlInterval ofIso(Matcher iso) {
        long months = number(iso.group(2)) * 12 + number(iso.group(3));
        long days = number(iso.group(4)) * 7 + number(iso.group(5));
        BigDecimal seconds = seconds(number(iso.group(6)), number(iso.group(7)), decimal(iso.group(8)));
        SqlInterval interval = new SqlInterval(months, days, seconds);
        return iso.group(1).equals("-") ? interval.negated() : interval;
    }

    private static SqlInterval ofLiteral(Matcher literal) {
        long[] parts = new long[UNITS.size()];
        BigDecimal seconds = BigDecimal.ZERO;
        int unit = UNITS.indexOf(literal.group(3));
        for (String part : literal.group(2).trim().split("[ :-]")) {
            if (unit == UNITS.size() - 1) {
                seconds = new BigDecimal(part);
            } else {
                parts[unit++] = Long.parseLong(part);
            }
        }
        SqlInterval interval =
                new SqlInterval(parts[0] * 12 + parts[1], parts[2], seconds(parts[3], parts[4], seconds));
        return literal.group(1).isEmpty() ? interval : interval.negated();
    }

    private static SqlInterval ofWords(String text) {
        long months = 0;
        long days = 0;
        BigDecimal seconds = BigDecimal.ZERO;
        Matcher word = WORDS.matcher(text.trim());
        int end = 0;
        while (word.find() && text.trim().substring(end, word.start()).isBlank()) {
            end = word.end();
            if (word.group(2) == null) {
                BigDecimal clock = seconds(number(word.group(4)), number(word.group(5)), decimal(word.group(6)));
                seconds = seconds.add(word.group(3).equals("-") ? clock.negate() : clock);
                continue;
            }
            BigDecimal amount = new BigDecimal(word.group(1));
            switch (word.group(2)) {
                case "year" -> months += amount.longValueExact() * 12;
                case "mon" -> months += amount.longValueExact();
                case "day" -> days += amount.longValueExact();
                case "hour" -> seconds = seconds.add(amount.multiply(BigDecimal.valueOf(3600)));
                case "min" -> seconds = seconds.add(amount.multiply(BigDecimal.valueOf(60)));
                default -> seconds = seconds.add(amount);
            }
        }
        if (end == 0 || end != text.trim().length()) {
            throw new IllegalArgumentException("'" + text + "' is no interval");
        }
        return new SqlInterval(months, days, seconds);
    }

    public static SqlInterval of(Duration duration) {
        return new SqlInterval(
                0, 0, BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9)));
    }

    public static SqlInterval of(Period period) {
        return new SqlInterval(period.toTotalMonths(), period.getDays(), BigDecimal.ZERO);
    }

    /**
     * Returns the exact duration. A day is 24 hours.
     *
     * @throws ArithmeticException if there are months, whose length varies
     */
    Duration toDuration() {
        if (months != 0) {
            throw new ArithmeticException("an interval of months has no fixed duration; read it as a Period");
        }
        BigDecimal whole = seconds.setScale(0, java.math.RoundingMode.FLOOR);
        long nanos = seconds.subtract(whole).multiply(NANOS).longValueExact();
        return Duration.ofSeconds(Math.addExact(Math.multiplyExact(days, DAY), whole.longValueExact()), nanos);
    }

    /** @throws ArithmeticException if there are hours, minutes or seconds */
    Period toPeriod() {
        if (seconds.signum() != 0) {
            throw new ArithmeticException(
                    "an interval of hours, minutes or seconds is no Period; read it as a Duration");
        }
        return Period.of(Math.toIntExact(months / 12), Math.toIntExact(months % 12), Math.toIntExact(days));
    }

    /** {@code 1 months 2 days 3.5 seconds}, which PostgreSQL and DuckDB read. */
    public String words() {
        return months + " months " + days + " days " + seconds.toPlainString() + " seconds";
    }

    /**
     * Returns a duration as {@code -26:30:00.5}, the text of {@code TIME} on MySQL and MariaDB.
     */
    public static String clock(Duration duration) {
        Duration positive = duration.abs();
        StringBuilder text = new StringBuilder(duration.isNegative() ? "-" : "")
                .append(String.format(
                        Locale.ROOT,
                        "%02d:%02d:%02d",
                        positive.toHours(),
                        positive.toMinutesPart(),
                        positive.toSecondsPart()));
        if (positive.getNano() > 0) {
            String fraction = String.format(Locale.ROOT, ".%09d", positive.getNano());
            text.append(fraction.replaceAll("0+$", ""));
        }
        return text.toString();
    }

    /** Returns a time of day where a duration is one; else the duration. */
    public static Object timeOfDay(Duration duration) {
        boolean inDay = !duration.isNegative() && duration.getSeconds() < DAY;
        return inDay ? (Object) LocalTime.ofNanoOfDay(duration.toNanos()) : duration;
    }

    private SqlInterval negated() {
        return new SqlInterval(-months, -days, seconds.negate());
    }

    private static BigDecimal seconds(long hours, long minutes, BigDecimal seconds) {
        return BigDecimal.valueOf(hours * 3600 + minutes * 60).add(seconds);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static BigDecimal decimal(@Nullable String digits) {
        return digits == null ? BigDecimal.ZERO : new BigDecimal(digits);
    }
}
