package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.supervision.resource.SharedResource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A retired resource is disposed of once, and never while it is in use. */
@Timeout(120)
class SharedResourceSchedulesTests {

    private static final int SCHEDULES = 1000;

    /** A resource, its users, and what is wrong with them. */
    private static final class Counted {

        final AtomicInteger users = new AtomicInteger();

        final AtomicInteger disposals = new AtomicInteger();

        final SharedResource<String> resource = new SharedResource<>("resource", null, null, 0, this::dispose);

        private void dispose(SharedResource<String> disposed) {
            disposals.incrementAndGet();
            check(users.get() == 0, "disposed of while in use");
        }

        void use(int stripe) {
            if (resource.tryUse(stripe)) {
                users.incrementAndGet();
                check(disposals.get() == 0, "used after its disposal");
                users.decrementAndGet();
                resource.release(stripe, true);
            }
        }

        void assertDisposedOfOnce() {
            check(disposals.get() == 1, "disposed of " + disposals.get() + " times");
            check(!resource.isInUse(), "still in use");
            check(!resource.tryUse(0), "used after its end");
        }

        private static void check(boolean holds, String otherwise) {
            if (!holds) {
                throw new AssertionError(otherwise);
            }
        }
    }

    @Test
    void usersOfOneStripeAndItsRetirement() {
        Schedules.explore(SCHEDULES, () -> {
            Counted counted = new Counted();
            Schedules.sideBySide(() -> counted.use(0), () -> counted.use(0), counted.resource::retire);
            counted.assertDisposedOfOnce();
        });
    }

    @Test
    void usersOfTwoStripesAndTwoRetirements() {
        Schedules.explore(SCHEDULES, () -> {
            Counted counted = new Counted();
            Schedules.sideBySide(
                    () -> counted.use(0), () -> counted.use(1), counted.resource::retire, counted.resource::retire);
            counted.assertDisposedOfOnce();
        });
    }

    @Test
    void aForcedDisposalBesideTheLastUser() {
        Schedules.explore(SCHEDULES, () -> {
            AtomicInteger disposals = new AtomicInteger();
            SharedResource<String> resource =
                    new SharedResource<>("resource", null, null, 0, disposed -> disposals.incrementAndGet());
            boolean used = resource.tryUse(1);
            Schedules.sideBySide(() -> resource.release(1, used), resource::retire, resource::disposeNow);
            if (disposals.get() != 1 || resource.isInUse()) {
                throw new AssertionError("disposed of " + disposals.get() + " times");
            }
        });
    }

    @Test
    void aCountThatIsNotAtomicIsFound() {
        assertThatThrownBy(() -> Schedules.explore(SCHEDULES, () -> {
                    AtomicInteger users = new AtomicInteger();
                    Runnable user = () -> users.set(users.get() + 1);
                    Schedules.sideBySide(user, user);
                    if (users.get() != 2) {
                        throw new AssertionError("a user was not counted");
                    }
                }))
                .hasStackTraceContaining("a user was not counted");
    }
}
