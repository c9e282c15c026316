package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.CheckInconclusiveException;
import dev.connections.ConnectionFactory;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.runtime.ModelRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A target whose connections are opened, answer, hang, break and close as the test says, and which watches over what must always be
 * so. Its provider of credentials, too.
 */
public final class ModelTarget implements CredentialsProvider {

    public enum Mood {
        WELL,
        FAILS,
        FAILS_FOR_GOOD,
        HANGS,
        HANGS_WHATEVER_COMES,
        /** A check has no result; a login takes a while. */
        IS_SLOW
    }

    /** A timeout of 5 s with one attempt beside the others each 750 ms. */
    private static final int MOST_ATTEMPTS = 8;

    private static final Duration SLOW = Duration.ofMillis(2500);

    final ModelRuntime runtime;

    final List<Resource> resources = new ArrayList<>();

    private final Random random;

    private final List<Opening> openings = new ArrayList<>();

    private final Set<String> accepted = new HashSet<>(Set.of("secret-0"));

    private String provided = "secret-0";

    private int secrets;

    /** What the supervisor knows to be refused to each factory. */
    private final Map<Factory, String> refused = new HashMap<>();

    /** One question whether a resource is open in so many is answered as the mood is. */
    int looksOneIn = 4;

    /** How many resets had begun when an attempt did. */
    private final Map<Thread, Integer> resetsWhenAsked = new HashMap<>();

    /** The attempts beside which no other has been under way. */
    private final Set<Thread> alone = new HashSet<>();

    public Mood connecting = Mood.WELL;

    /** How long each login takes. */
    Duration delay = Duration.ZERO;

    /** How long loading the driver takes, once. */
    Duration preparation = Duration.ZERO;

    public Mood answering = Mood.WELL;

    Mood lookingOpen = Mood.WELL;

    Mood providing = Mood.WELL;

    Mood closing = Mood.WELL;

    boolean acceptsAll;

    public int logins;

    /** How many are being asked whether they are open. */
    int questions;

    /** How many resets have begun, and the last of them that has returned. */
    int resets;

    int lastReset;

    ModelTarget(ModelRuntime runtime, Random random) {
        this.runtime = runtime;
        this.random = random;
    }

    /** Answers all from now on, also those who are waiting; what was open is open still. */
    void heal() {
        connecting = Mood.WELL;
        answering = Mood.WELL;
        lookingOpen = Mood.WELL;
        providing = Mood.WELL;
        closing = Mood.WELL;
        if (!accepted.contains(provided) || refused.containsValue(provided)) {
            changeCredentials(true, true);
        }
    }

    public void breakAll() {
        resources.forEach(resource -> resource.open = false);
    }

    void changeCredentials(boolean acceptNew, boolean acceptOld) {
        if (!acceptOld) {
            accepted.clear();
        }
        provided = "secret-" + ++secrets;
        if (acceptNew) {
            accepted.add(provided);
        }
    }

    String provided() {
        return provided;
    }

    /** Refuses what the provider gives, for the time being. */
    void refuse() {
        accepted.clear();
    }

    /** A reset or the like: refused credentials may be tried again. */
    void forgetRefusal() {
        refused.clear();
    }

    @Override
    public Credentials get() throws Exception {
        resetsWhenAsked.put(Thread.currentThread(), resets);
        long attempts = runtime.unfinished().stream()
                .filter(name -> name.endsWith("-open"))
                .count();
        if (attempts > 1) {
            alone.clear();
        } else {
            alone.add(Thread.currentThread());
        }
        act(providing, "the provider");
        return Credentials.of("scott", provided);
    }

    @Override
    public Duration pollInterval() {
        return Duration.ofSeconds(2);
    }

    ConnectionFactory<Resource> factory() {
        return new Factory();
    }

    private void act(Mood mood, String who) throws Exception {
        runtime.pause();
        switch (mood) {
            case FAILS -> throw new IOException(who + " fails");
            case FAILS_FOR_GOOD -> throw new IllegalArgumentException(who + " fails for good");
            case HANGS -> runtime.awaitThat(this::isWell);
            case HANGS_WHATEVER_COMES -> runtime.awaitUninterruptibly(this::isWell);
            case IS_SLOW -> runtime.awaitThat(this::isWell, SLOW);
            default -> {}
        }
        runtime.pause();
    }

    private boolean isWell() {
        return connecting == Mood.WELL
                && answering == Mood.WELL
                && lookingOpen == Mood.WELL
                && providing == Mood.WELL
                && closing == Mood.WELL;
    }

    /** What is asserted of one resource at its end. */
    public final class Resource {

        final int id = resources.size();

        final int resetsBefore;

        final String secret;

        boolean open = true;

        /** Whether a check said that its target does not answer. */
        boolean dead;

        int users;

        int closed;

        Resource(int resetsBefore, String secret) {
            this.resetsBefore = resetsBefore;
            this.secret = secret;
        }

        @Override
        public String toString() {
            return "resource " + id;
        }
    }

    private static final class Opening {

        private final Thread thread = Thread.currentThread();

        boolean isGivenUp() {
            return ModelRuntime.wasInterrupted(thread);
        }
    }

    private final class Factory implements ConnectionFactory<Resource> {

        @Override
        public void prepare() throws Exception {
            if (!preparation.isZero()) {
                runtime.sleep(preparation);
                preparation = Duration.ZERO;
            }
        }

        @Override
        public Resource connect(Credentials credentials) throws Exception {
            String secret = String.valueOf(credentials.secret());
            runtime.check(() -> {
                if (alone.contains(Thread.currentThread())) {
                    assertThat(secret)
                            .as("a login with credentials known to be refused")
                            .isNotEqualTo(refused.get(this));
                }
                assertThat(openings.stream().filter(opening -> !opening.isGivenUp()))
                        .as("attempts under way")
                        .hasSizeLessThan(MOST_ATTEMPTS);
            });
            logins++;
            Opening opening = new Opening();
            openings.add(opening);
            int resetsBefore = resetsWhenAsked.getOrDefault(Thread.currentThread(), resets);
            try {
                act(connecting, "the target");
                if (!delay.isZero()) {
                    runtime.sleep(delay);
                }
                if (!acceptsAll && !accepted.contains(secret)) {
                    if (!opening.isGivenUp() && resetsBefore == resets) {
                        refused.put(this, secret);
                    }
                    throw new CredentialsRefusedException("model", "wrong secret", null);
                }
            } finally {
                openings.remove(opening);
            }
            refused.remove(this);
            Resource resource = new Resource(resetsBefore, secret);
            resources.add(resource);
            return resource;
        }

        @Override
        public boolean isOpen(Resource resource) throws Exception {
            if (random.nextInt(looksOneIn) == 0) {
                // isOpen has one second
                resource.dead |= lookingOpen == Mood.HANGS
                        || lookingOpen == Mood.HANGS_WHATEVER_COMES
                        || lookingOpen == Mood.IS_SLOW;
                questions++;
                try {
                    act(lookingOpen, "isOpen");
                } finally {
                    questions--;
                }
            }
            return resource.open;
        }

        @Override
        public boolean isAlive(Resource resource) throws Exception {
            if (answering == Mood.IS_SLOW) {
                throw new CheckInconclusiveException("a login is slow");
            }
            resource.dead |= answering != Mood.WELL || !resource.open;
            act(answering, "isAlive");
            resource.dead |= !resource.open;
            return resource.open;
        }

        @Override
        public void close(Resource resource) throws Exception {
            resource.closed++;
            runtime.check(() -> {
                assertThat(resource.closed).as("closings of %s", resource).isEqualTo(1);
                assertThat(Thread.currentThread().isInterrupted())
                        .as("who closes %s is interrupted", resource)
                        .isFalse();
                assertThat(resource.users == 0 || mayBeForced(resource))
                        .as("%s may be closed although it is in use", resource)
                        .isTrue();
            });
            resource.open = false;
            act(closing, "close");
        }
    }

    /** Says whether users may lose a resource for another reason than its own. */
    BooleanSupplier force = () -> false;

    private boolean mayBeForced(Resource resource) {
        return resource.dead || force.getAsBoolean();
    }
}
