package dev.connections.testing.snowflake;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What goes wrong, when a test says so. Safe for use by several threads. */
public final class Faults {

    private record Trouble(@Nullable String code, int httpStatus, int times) {}

    private final Map<RequestKind, Trouble> troubles = new EnumMap<>(RequestKind.class);

    private Predicate<String> lost = sql -> false;

    private int losses;

    private CountDownLatch silence = new CountDownLatch(0);

    /** The next requests of a kind fail with a code of Snowflake's. */
    public synchronized void answer(RequestKind kind, String code, int times) {
        troubles.put(kind, new Trouble(code, 200, times));
    }

    /** The next requests of a kind fail with a status of HTTP. */
    public synchronized void answerHttp(RequestKind kind, int status, int times) {
        troubles.put(kind, new Trouble(null, status, times));
    }

    /** The answers to the next statements of a kind are lost on their way: each statement is done, and its connection closed. */
    public synchronized void loseAnswer(Predicate<String> statement, int times) {
        lost = statement;
        losses = times;
    }

    synchronized boolean losesAnswer(String sql) {
        boolean loses = losses > 0 && !sql.isEmpty() && lost.test(sql);
        losses -= loses ? 1 : 0;
        return loses;
    }

    /** Requests are taken, and get no answer until {@link #clear()}. */
    public synchronized void silence() {
        silence = new CountDownLatch(1);
    }

    /** Nothing goes wrong any more. */
    public synchronized void clear() {
        troubles.clear();
        losses = 0;
        silence.countDown();
    }

    void await() throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            latch = silence;
        }
        latch.await();
    }

    synchronized Optional<Answer> next(RequestKind kind) {
        Trouble trouble = troubles.get(kind);
        if (trouble == null) {
            return Optional.empty();
        }
        if (trouble.times() <= 1) {
            troubles.remove(kind);
        } else {
            troubles.put(kind, new Trouble(trouble.code(), trouble.httpStatus(), trouble.times() - 1));
        }
        String code = trouble.code();
        return Optional.of(
                (code == null)
                        ? Answer.status(trouble.httpStatus())
                        : Answer.of(Json.failure(code, "The test wants it so")));
    }
}
