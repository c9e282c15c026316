package dev.connections.login;

import dev.connections.supervision.Schedules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A login that has ended is not found, and a user has no more logins than allowed, in whatever order they come and go.
 */
@Timeout(120)
class OpenLoginsSchedulesTests {

    private static final int SCHEDULES = 100;

    private static final LoginId ALICE = LoginId.random();

    private static final LoginId BOB = LoginId.random();

    private static Login<String> login(LoginId id) {
        return new Login<>(id, Login.CacheUser.next(), "alice", null, null, false, null, () -> 0);
    }

    @Test
    void aLoginThatEndsWhileItIsAddedIsNotFound() {
        Schedules.explore(SCHEDULES, () -> {
            OpenLogins<String> open = new OpenLogins<>();
            Login<String> login = login(ALICE);
            Schedules.sideBySide(() -> open.add(login, 1), () -> {
                login.end(LoginEndReason.BROKEN);
                open.remove(login);
            });
            check(open.size() == 0, "a login that has ended is open");
        });
    }

    @Test
    void oneOfTwoLoginsOfAUserSupersedesTheOther() {
        Schedules.explore(SCHEDULES, () -> {
            OpenLogins<String> open = new OpenLogins<>();
            Login<String> first = login(ALICE);
            Login<String> second = login(BOB);
            List<Map<Login<String>, LoginEndReason>> removed = new ArrayList<>(List.of(Map.of(), Map.of()));
            Schedules.sideBySide(() -> removed.set(0, open.add(first, 1)), () -> removed.set(1, open.add(second, 1)));
            check(open.size() == 1, "not one login");
            boolean firstIsOpen = open.get(ALICE) == first;
            check(removed.get(0).isEmpty() != removed.get(1).isEmpty(), "not one removal");
            check(removed.get(firstIsOpen ? 0 : 1).containsKey(firstIsOpen ? second : first), "another was removed");
        });
    }

    @Test
    void aConnectionThatClosesWhileItIsOpenedLeavesItsPlace() {
        Schedules.explore(SCHEDULES, () -> {
            LoginCapacity capacity = new LoginCapacity();
            Semaphore turns = new Semaphore(0);
            AtomicInteger refused = new AtomicInteger();
            LoginReservation place = new LoginReservation(capacity, turns);
            Schedules.sideBySide(() -> refused.addAndGet(place.keep(1) ? 0 : 1), place::leave);
            check(refused.get() == 0, "there was a place");
            check(!capacity.isFull(1), "the place is taken");
            check(capacity.awaitNone(Duration.ZERO), "a connection is left");
            check(turns.availablePermits() == 1, "not one turn");
        });
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
