package dev.connections.testing.faults;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the callers of a load met, in the order of their intended starts. Immutable.
 *
 * @param calls each call
 */
public record LoadLog(List<LoadCall> calls) {

    public LoadLog {
        calls = calls.stream().sorted(Comparator.comparing(LoadCall::intended)).toList();
    }

    /** The calls that were intended in a span of time. */
    public LoadLog intendedBetween(Duration from, Duration to) {
        return where(
                call -> call.intended().compareTo(from) >= 0 && call.intended().compareTo(to) < 0);
    }

    /** The calls that were intended at that time or later. */
    public LoadLog intendedFrom(Duration from) {
        return where(call -> call.intended().compareTo(from) >= 0);
    }

    /** The calls that did not return, because they failed or never ended. */
    public LoadLog failures() {
        return where(call -> !call.succeeded());
    }

    /** The calls that neither returned nor failed. */
    public LoadLog unfinished() {
        return where(call -> call.outcome() == LoadCall.Outcome.UNFINISHED);
    }

    /** The calls that returned or failed. */
    public LoadLog finished() {
        return where(call -> call.outcome() != LoadCall.Outcome.UNFINISHED);
    }

    private LoadLog where(Predicate<LoadCall> condition) {
        return new LoadLog(calls.stream().filter(condition).toList());
    }

    /** How many calls there are. */
    public int count() {
        return calls.size();
    }

    /** The longest that any of them waited; zero if there are none. */
    public Duration longestWait() {
        return waitAtPercentile(100);
    }

    /** How long the given percentage of them waited at most, by nearest rank; zero if there are none. */
    public Duration waitAtPercentile(double percentage) {
        return percentile(LoadCall::waited, percentage);
    }

    /** How long the given percentage of them took at most, once they had been begun; zero if there are none. */
    public Duration durationAtPercentile(double percentage) {
        return percentile(LoadCall::took, percentage);
    }

    private Duration percentile(Function<LoadCall, Duration> time, double percentage) {
        List<Duration> times = calls.stream().map(time).sorted().toList();
        int rank = (int) Math.ceil(times.size() * percentage / 100);
        return times.isEmpty() ? Duration.ZERO : times.get(Math.max(rank, 1) - 1);
    }

    /** When the first call returned whose answer came at that time or later. */
    public Optional<Duration> firstSuccessFrom(Duration time) {
        return successes().filter(ended -> ended.compareTo(time) >= 0).min(Comparator.naturalOrder());
    }

    /** When the last call returned whose answer came before that time. */
    public Optional<Duration> lastSuccessBefore(Duration time) {
        return successes().filter(ended -> ended.compareTo(time) < 0).max(Comparator.naturalOrder());
    }

    private Stream<Duration> successes() {
        return calls.stream().filter(LoadCall::succeeded).map(LoadCall::ended);
    }

    /** How often each kind of failure was met: by the name of the exception's class, or {@code unfinished}. */
    public Map<String, Long> failureKinds() {
        return failures().calls().stream()
                .collect(Collectors.groupingBy(LoadLog::kind, TreeMap::new, Collectors.counting()));
    }

    private static String kind(LoadCall call) {
        return (call.failure() == null)
                ? "unfinished"
                : call.failure().getClass().getSimpleName();
    }

    /** A short summary: what an assertion shows when it fails. */
    @Override
    public String toString() {
        String first = failures().calls().stream()
                .map(LoadCall::failure)
                .filter(failure -> failure != null)
                .findFirst()
                .map(failure -> "; first failure: " + failure)
                .orElse("");
        return "%d calls, %d failed %s; waits: median %s, p99 %s, longest %s%s"
                .formatted(
                        count(),
                        failures().count(),
                        failureKinds(),
                        waitAtPercentile(50),
                        waitAtPercentile(99),
                        longestWait(),
                        first);
    }
}
